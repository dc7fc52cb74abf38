import {
  EventEmitter, l10n, window, TreeItemCheckboxState,
  type Disposable, type TreeDataProvider, type TreeItem, type TreeView,
} from 'vscode';
import type { Annotation } from '../../annotations/model';
import { VIEW } from '../../contract';
import { describe } from '../../editor/hover';
import type { PageRegistry, RegistryChange } from '../pageRegistry';
import type { PageSession } from '../pageSession';
import { Pauses } from '../../ui/pauses';
import { Revealing } from '../revealing';
import { GroupedPages, isLong } from './groupedPages';
import type { ReviewFilter } from './reviewFilter';
import type { PageNode, ReviewNode } from './reviewNodes';
import { checkedItem, groupItem, pageItem, sideItem } from './treeItems';

const REFRESH_PAUSE_MS = 80;
const QUICK: readonly [pause: number, most: number] = [REFRESH_PAUSE_MS, REFRESH_PAUSE_MS];
/** Single rows follow when the keys rest, or now and then: to draw them takes longer than from one key to the next. */
const ROWS_PAUSE_MS = 150;
const MOST_ROWS_PAUSE_MS = 1000;
/** To draw a page or a group anew, VS Code asks for all that is under it: in the review that waits for a longer rest. */
const KEYS_PAUSE: readonly [pause: number, most: number] = [1500, 5000];
/** While the analysis of a long page sends suggestions, which it does for seconds, the view follows now and then. */
const LONG_PAGE_PAUSE: readonly [pause: number, most: number] = [1000, 1000];
/** Of more rows whole pages are drawn: VS Code compares each row with the others, which held up the extension host after a decision about a whole label. */
const MOST_ROWS = 200;
/** The counts of groups follow when decisions rest, the one on the view somewhat earlier. */
const COUNT_PAUSE_MS = 1500;
const BADGE_PAUSE_MS = 400;
const MOST_BADGE_PAUSE_MS = 3000;

/** What a person did to the boxes of nodes. */
export type CheckEvent = readonly { readonly node: ReviewNode; readonly checked: boolean }[];

/** The review view: renders the pages' stores as its filter says. */
export class ReviewTree implements Disposable {
  private readonly changed = new EventEmitter<ReviewNode[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly checked = new EventEmitter<CheckEvent>();
  readonly onDidCheck = this.checked.event;
  readonly view: TreeView<ReviewNode>;
  private readonly subscriptions: Disposable[];
  private readonly pageNodes = new WeakMap<PageSession, PageNode>();
  private readonly grouped: GroupedPages;
  /** Rows to draw anew that have nothing under them. */
  private readonly rows = new Set<ReviewNode>();
  private readonly rowPauses = new Pauses<'rows'>(ROWS_PAUSE_MS, () => { this.drawRows(); }, MOST_ROWS_PAUSE_MS);
  private readonly badgePauses = new Pauses<'badge'>(BADGE_PAUSE_MS, () => { this.updateBadge(); }, MOST_BADGE_PAUSE_MS);
  /** Nodes to draw anew; undefined: all of them. */
  private waiting: Set<ReviewNode> | undefined = new Set();
  private readonly refreshPauses = new Pauses<'view'>(REFRESH_PAUSE_MS, () => { this.refresh(); }, REFRESH_PAUSE_MS);
  private readonly countPauses = new Pauses<'counts'>(COUNT_PAUSE_MS, () => { this.refreshAll(); });
  private readonly revealing: Revealing<ReviewNode>;
  /** What the view says of pages beside their counts. */
  private readonly pageStates = new WeakMap<PageSession, string>();
  /** Pages of which the view may say something else now, beside their counts. */
  private readonly looks = new Set<PageSession>();
  private message: string | undefined;
  /** The page whose current annotation is to be selected. */
  private reviewed: PageSession | undefined;

  constructor(private readonly pages: PageRegistry, readonly filter: ReviewFilter) {
    this.grouped = new GroupedPages(filter, (session) => this.pageNode(session));
    const treeDataProvider: TreeDataProvider<ReviewNode> = {
      onDidChangeTreeData: this.onDidChangeTreeData,
      getChildren: (node) => (node ? this.childrenSoon(node) : this.getChildren()),
      getParent: (node) => this.getParent(node),
      getTreeItem: (node) => this.getTreeItem(node),
      resolveTreeItem: (item, node) => this.resolveTreeItem(item, node),
    };
    this.view = window.createTreeView<ReviewNode>(VIEW.review, {
      treeDataProvider, canSelectMany: true, showCollapseAll: true, manageCheckboxStateManually: true,
    });
    this.revealing = new Revealing(this.view, () => this.nodeToSelect());
    this.subscriptions = [
      this.view, this.changed, this.checked, this.revealing, this.rowPauses, this.badgePauses, this.refreshPauses, this.countPauses,
      pages.onDidChange((change) => { this.follow(change); }),
      filter.onDidChange(() => { this.filterChanged(); }),
      this.view.onDidChangeVisibility(() => { this.refreshAll(); }),
      this.view.onDidChangeCheckboxState(({ items }) => {
        this.check(items.map(([node, state]) => ({ node, checked: state === TreeItemCheckboxState.Checked })));
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The nodes as they are now. */
  getChildren(node?: ReviewNode): ReviewNode[] {
    return node ? this.grouped.now(node.session).childrenOf(node) : this.pages.all.map((session) => this.pageNode(session));
  }

  /** The same for the view, which can wait until a long page is grouped. */
  private childrenSoon(node: ReviewNode): ReviewNode[] | Promise<ReviewNode[]> {
    const page = this.grouped.soon(node.session);
    return page instanceof Promise ? page.then((grouped) => grouped.childrenOf(node)) : page.childrenOf(node);
  }

  getParent(node: ReviewNode): ReviewNode | undefined {
    return this.grouped.latest(node.session).parentOf(node);
  }

  getTreeItem(node: ReviewNode): TreeItem {
    switch (node.kind) {
      case 'page':
        this.pageStates.set(node.session, pageState(node.session));
        return pageItem(node.session);
      case 'annotation': return checkedItem(node);
      case 'side': return sideItem(node);
      default: return groupItem(node, this.grouped.latest(node.session).annotationsUnder(node));
    }
  }

  resolveTreeItem(item: TreeItem, node: ReviewNode): TreeItem {
    if (node.kind === 'annotation') item.tooltip = describe(node.session, node.annotation);
    return item;
  }

  /** The annotations under a node that the filter shows. */
  annotationsOf(node: ReviewNode): readonly Annotation[] {
    return this.grouped.annotationsUnder(node);
  }

  private pageNode(session: PageSession): PageNode {
    const known = this.pageNodes.get(session);
    if (known) return known;
    const node: PageNode = { kind: 'page', session };
    this.pageNodes.set(session, node);
    return node;
  }

  /** Draws only what changed where that is known; everything else makes the page be grouped anew. */
  private follow({ kind, session, change }: RegistryChange): void {
    if (change?.kind === 'figures' || change?.kind === 'review') return;
    if (change?.kind === 'current') {
      this.reviewed = session;
      this.revealing.soon();
      return;
    }
    const page = this.pageNodes.get(session);
    if (kind === 'changed' && page && (change?.kind === 'analysis' || change?.kind === 'sidecar')) {
      this.looks.add(session);
      this.refreshPauses.restart('view', ...pausesOf(session));
      return;
    }
    const ids = change?.kind === 'store' ? change.store.ids : undefined;
    const nodes = ids && this.grouped.update(session, ids);
    if (nodes) {
      for (const node of nodes) this.rows.add(node);
      this.rowPauses.restart('rows');
      this.countPauses.restart('counts');
      return;
    }
    this.grouped.outdate(session);
    const isPartial = change?.kind === 'store' && change.store.kind === 'suggested' && isLong(session);
    if (kind === 'changed' && page) this.refreshSoon(page, isPartial ? LONG_PAGE_PAUSE : pausesOf(session));
    else this.refreshAll();
  }

  private filterChanged(): void {
    for (const session of this.pages.all) this.grouped.outdate(session);
    this.view.description = this.filterText || undefined;
    this.refreshAll();
  }

  private refreshAll(): void {
    this.waiting = undefined;
    this.refreshPauses.restart('view');
  }

  private refreshSoon(page: PageNode, pauses: readonly [pause: number, most: number]): void {
    this.waiting?.add(page);
    this.refreshPauses.restart('view', ...pauses);
  }

  private refresh(): void {
    const nodes = this.waiting;
    this.waiting = new Set();
    for (const session of this.looks) {
      const page = this.pageNodes.get(session);
      if (page && pageState(session) !== this.pageStates.get(session)) nodes?.add(page);
    }
    this.looks.clear();
    this.updateBadge();
    this.showMessage();
    if (nodes?.size !== 0) this.changed.fire(nodes && [...nodes]);
  }

  private drawRows(): void {
    const rows = [...this.rows];
    this.rows.clear();
    this.badgePauses.restart('badge');
    this.showMessage();
    this.changed.fire(rows.length > MOST_ROWS ? [...new Set(rows.map(({ session }) => this.pageNode(session)))] : rows);
  }

  private updateBadge(): void {
    const open = this.pages.all.reduce((sum, session) => sum + session.annotations.progress.open, 0);
    this.view.badge = open === 0 ? undefined : { value: open, tooltip: l10n.t('{0} annotations to decide', open) };
  }

  /** A filter says what it is, and one that lets nothing through says so, rather than showing an empty page. */
  private showMessage(): void {
    const some = this.pages.all.some(({ annotations }) => annotations.size > 0);
    const shown = this.pages.all.some((session) => this.filter.showsAny(session));
    const filter = this.filterText;
    // the description is not shown where the sidebar has this view alone
    const message = some && !shown ? l10n.t('The filter lets nothing through.') : filter === '' ? undefined : l10n.t('Filter: {0}', filter);
    if (message === this.message) return; // VS Code lays the view out anew, be it the same
    this.message = message;
    this.view.message = message;
  }

  private get filterText(): string {
    const parts = [this.filter.status === 'all' ? '' : filterName(this.filter.status), this.filter.words];
    return parts.filter((part) => part !== '').join(' · ');
  }

  /** Tells that boxes were checked or unchecked. */
  check(boxes: CheckEvent): void {
    this.checked.fire(boxes);
    this.refreshAll(); // a box that could not be followed springs back
  }

  /** The annotation on which the review rests, where the view shows it and it is not selected yet. */
  private nodeToSelect(): ReviewNode | undefined {
    const { reviewed: session } = this;
    const current = session && this.pages.all.includes(session) ? session.current : undefined;
    if (!session || !current || !this.filter.shows(session, current)) return undefined;
    const selected = this.view.selection.at(0);
    return selected?.kind === 'annotation' && selected.annotation.id === current.id ? undefined : this.grouped.latest(session).nodeOf(current.id);
  }
}

/** The pauses before a page is drawn anew. */
function pausesOf({ reviewing }: PageSession): readonly [pause: number, most: number] {
  return reviewing ? KEYS_PAUSE : QUICK;
}

/** What the view says of a page beside its counts. */
function pageState({ blocked, analysis }: PageSession): string {
  return `${blocked !== undefined} ${analysis === 'running' || analysis === 'waiting'}`;
}

export function filterName(filter: ReviewFilter['status']): string {
  switch (filter) {
    case 'all': return l10n.t('All');
    case 'open': return l10n.t('To decide');
    case 'accepted': return l10n.t('Accepted');
    case 'rejected': return l10n.t('Rejected');
  }
}
