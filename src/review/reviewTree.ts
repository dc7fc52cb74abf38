import {
  EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, l10n, window, workspace,
  type Disposable, type TreeDataProvider, type TreeView,
} from 'vscode';
import { knownContext } from '../annotations/context';
import { conflictsOf, isUnplaced, LAYERS, type Annotation, type Layer } from '../annotations/model';
import { isDoubtful, needsDecision, progressOf } from '../annotations/progress';
import { COMMAND, VIEW } from '../contract';
import { describe } from '../editor/hover';
import { labelName, layerName, oneLine, valueText, verdictText } from '../ui/words';
import { articleFinder, articleName, hasArticles } from './articleGroups';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';

export type StatusFilter = 'all' | 'open' | 'accepted' | 'rejected';

/**
 * A node of the review tree: page → layer → label → annotation, with portions where a label has very many, and with the
 * articles above the layers where the page has more than one. `article` is undefined where there is no such level.
 */
export type ReviewNode =
  | { readonly kind: 'page'; readonly session: PageSession }
  | { readonly kind: 'unplaced'; readonly session: PageSession }
  | { readonly kind: 'conflicts'; readonly session: PageSession }
  | { readonly kind: 'article'; readonly session: PageSession; readonly article: number }
  | { readonly kind: 'layer'; readonly session: PageSession; readonly article?: number; readonly layer: Layer }
  | { readonly kind: 'label'; readonly session: PageSession; readonly article?: number; readonly layer: Layer; readonly label: string }
  | { readonly kind: 'portion'; readonly session: PageSession; readonly article?: number; readonly layer: Layer; readonly label: string; readonly first: number }
  | { readonly kind: 'annotation'; readonly session: PageSession; readonly annotation: Annotation }
  /** One of the decisions in a conflict: 0 is the one that stands. */
  | { readonly kind: 'side'; readonly session: PageSession; readonly annotation: Annotation; readonly side: number };

/** Annotations under one node; more are shown in portions, since a tree of thousands of siblings is slow. */
const PORTION = 500;
const REFRESH_PAUSE_MS = 80;

/** The review view: renders the pages' stores and holds nothing but the filter. */
export class ReviewTree implements TreeDataProvider<ReviewNode>, Disposable {
  private readonly changed = new EventEmitter<ReviewNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: TreeView<ReviewNode>;
  private statusFilter: StatusFilter = 'all';
  private refreshTimer: NodeJS.Timeout | undefined;
  private readonly subscriptions: Disposable[];
  /** Annotations of each page by article, layer and label, until the page changes. */
  private readonly grouped = new WeakMap<PageSession, Map<number | undefined, Map<string, Annotation[]>>>();

  constructor(private readonly pages: PageRegistry) {
    this.view = window.createTreeView<ReviewNode>(VIEW.review, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    this.subscriptions = [
      this.view,
      pages.onDidChange(({ session, change }) => {
        if (change?.kind === 'current') return void this.revealCurrent(session);
        this.grouped.delete(session);
        this.refreshSoon();
      }),
      this.view.onDidChangeVisibility(() => { this.refreshSoon(); }),
    ];
  }

  get filter(): StatusFilter {
    return this.statusFilter;
  }

  set filter(filter: StatusFilter) {
    this.statusFilter = filter;
    for (const session of this.pages.all) this.grouped.delete(session);
    this.view.description = filter === 'all' ? undefined : filterName(filter);
    this.changed.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.refreshTimer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  getChildren(node?: ReviewNode): ReviewNode[] {
    if (!node) return this.pages.all.map((session) => ({ kind: 'page', session }));
    const { session } = node;
    switch (node.kind) {
      case 'page': return this.partsOf(session);
      case 'conflicts': return conflictedOf(session).map((annotation) => ({ kind: 'annotation', session, annotation }));
      case 'unplaced': return unplacedOf(session).map((annotation) => ({ kind: 'annotation', session, annotation }));
      case 'article': return this.layersOf(session, node.article);
      case 'layer': {
        const { layer, article } = node;
        return this.labelsOf(session, article, layer).map((label) => ({ kind: 'label', session, article, layer, label }));
      }
      case 'label': return this.annotationsUnder(node);
      case 'portion': {
        return this.group(node).slice(node.first, node.first + PORTION).map((annotation) => ({ kind: 'annotation', session, annotation }));
      }
      case 'annotation': {
        const { annotation } = node;
        return annotation.conflict ? [annotation, ...annotation.conflict].map((_, side) => ({ kind: 'side', session, annotation, side })) : [];
      }
      case 'side': return [];
    }
  }

  getParent(node: ReviewNode): ReviewNode | undefined {
    const { session } = node;
    switch (node.kind) {
      case 'page': return undefined;
      case 'unplaced':
      case 'conflicts':
      case 'article': return { kind: 'page', session };
      case 'side': return { kind: 'annotation', session, annotation: node.annotation };
      case 'layer': return node.article === undefined ? { kind: 'page', session } : { kind: 'article', session, article: node.article };
      case 'label': return { kind: 'layer', session, article: node.article, layer: node.layer };
      case 'portion': return { kind: 'label', session, article: node.article, layer: node.layer, label: node.label };
      case 'annotation': {
        const { layer, label, id, start } = node.annotation;
        if (node.annotation.conflict) return { kind: 'conflicts', session };
        if (isUnplaced(node.annotation)) return { kind: 'unplaced', session };
        const article = hasArticles(session) ? articleFinder(session.structure)(start) : undefined;
        const parent = { kind: 'label', session, article, layer, label } as const;
        const group = this.group(parent);
        if (group.length <= PORTION) return parent;
        const index = group.findIndex((annotation) => annotation.id === id);
        return { ...parent, kind: 'portion', first: Math.floor(Math.max(0, index) / PORTION) * PORTION };
      }
    }
  }

  getTreeItem(node: ReviewNode): TreeItem {
    switch (node.kind) {
      case 'page': return this.pageItem(node.session);
      case 'unplaced': return this.groupItem(node, l10n.t('Needs a place'), unplacedOf(node.session), 'warning');
      case 'conflicts': return this.groupItem(node, l10n.t('Conflicts'), conflictedOf(node.session), 'git-compare');
      case 'article': return this.groupItem(node, articleName(node.session, node.article), this.annotationsOf(node), 'book');
      case 'layer': return this.groupItem(node, layerName(node.layer), this.annotationsOf(node), LAYER_ICONS[node.layer]);
      case 'label': return this.groupItem(node, labelName(node.label), this.group(node));
      case 'portion': {
        const { first } = node;
        const part = this.group(node).slice(first, first + PORTION);
        return this.groupItem(node, `${first + 1} – ${first + part.length}`, part);
      }
      case 'annotation': return annotationItem(node.session, node.annotation);
      case 'side': return sideItem(node);
    }
  }

  resolveTreeItem(item: TreeItem, node: ReviewNode): TreeItem {
    if (node.kind === 'annotation') item.tooltip = describe(node.session, node.annotation);
    return item;
  }

  /** The annotations under a node that the filter shows. */
  annotationsOf(node: ReviewNode): Annotation[] {
    if (node.kind === 'annotation' || node.kind === 'side') return [node.annotation];
    return this.getChildren(node).flatMap((child) => this.annotationsOf(child));
  }

  private pageItem(session: PageSession): TreeItem {
    const item = new TreeItem(session.document.uri, TreeItemCollapsibleState.Expanded);
    item.id = session.key;
    item.iconPath = new ThemeIcon('file-text');
    const progress = session.annotations.progress;
    item.description = session.blocked ? l10n.t('sidecar cannot be read')
      : session.analysis === 'running' || session.analysis === 'waiting' ? l10n.t('{0} / {1} · analysing…', progress.decided, progress.total)
        : `${progress.decided} / ${progress.total}`;
    item.tooltip = workspace.asRelativePath(session.document.uri);
    item.contextValue = 'page';
    return item;
  }

  private groupItem(node: ReviewNode, title: string, annotations: readonly Annotation[], icon?: string): TreeItem {
    const expanded = node.kind === 'article' || node.kind === 'layer' || node.kind === 'unplaced' || node.kind === 'conflicts';
    const item = new TreeItem(title, expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
    item.id = nodeId(node);
    const { open, total } = progressOf(annotations);
    item.description = open === 0 ? `${total} ✓` : open === total ? String(total) : l10n.t('{0} open of {1}', open, total);
    item.contextValue = 'group';
    if (icon) item.iconPath = new ThemeIcon(icon);
    return item;
  }

  /** What stands under a page: what was decided in two ways, what lost its words, then the articles where there are several, else the layers. */
  private partsOf(session: PageSession): ReviewNode[] {
    const articles = [...this.groupsOf(session).keys()].filter((article) => article !== undefined).sort((left, right) => left - right);
    const nodes: ReviewNode[] = hasArticles(session)
      ? articles.map((article) => ({ kind: 'article', session, article }))
      : this.layersOf(session, undefined);
    if (unplacedOf(session).length > 0) nodes.unshift({ kind: 'unplaced', session });
    if (conflictedOf(session).length > 0) nodes.unshift({ kind: 'conflicts', session });
    return nodes;
  }

  private layersOf(session: PageSession, article: number | undefined): ReviewNode[] {
    const layers = [...new Set([...LAYERS, ...session.annotations.all.map(({ layer }) => layer)])];
    return layers.filter((layer) => this.labelsOf(session, article, layer).length > 0).map((layer) => ({ kind: 'layer', session, article, layer }));
  }

  private labelsOf(session: PageSession, article: number | undefined, layer: Layer): string[] {
    const groups = this.groupsOf(session).get(article);
    return groups ? [...groups.keys()].filter((key) => key.startsWith(`${layer}\n`)).map((key) => key.slice(layer.length + 1)) : [];
  }

  private annotationsUnder(node: Extract<ReviewNode, { kind: 'label' }>): ReviewNode[] {
    const { session } = node;
    const group = this.group(node);
    if (group.length <= PORTION) return group.map((annotation) => ({ kind: 'annotation', session, annotation }));
    return Array.from({ length: Math.ceil(group.length / PORTION) }, (_, index) => ({ ...node, kind: 'portion', first: index * PORTION }));
  }

  private group({ session, article, layer, label }: Extract<ReviewNode, { kind: 'label' | 'portion' }>): Annotation[] {
    return this.groupsOf(session).get(article)?.get(`${layer}\n${label}`) ?? [];
  }

  private groupsOf(session: PageSession): Map<number | undefined, Map<string, Annotation[]>> {
    const known = this.grouped.get(session);
    if (known) return known;
    const byArticle = new Map<number | undefined, Map<string, Annotation[]>>();
    const articleAt = hasArticles(session) ? articleFinder(session.structure) : (): undefined => undefined;
    for (const annotation of session.annotations.all) {
      if (isUnplaced(annotation) || annotation.conflict || !this.shows(annotation)) continue;
      const article = articleAt(annotation.start);
      const groups = byArticle.get(article) ?? new Map<string, Annotation[]>();
      byArticle.set(article, groups);
      const key = `${annotation.layer}\n${annotation.label}`;
      const group = groups.get(key);
      if (group) group.push(annotation);
      else groups.set(key, [annotation]);
    }
    this.grouped.set(session, byArticle);
    return byArticle;
  }

  private shows(annotation: Annotation): boolean {
    switch (this.statusFilter) {
      case 'all': return true;
      case 'open': return needsDecision(annotation);
      default: return annotation.status === this.statusFilter;
    }
  }

  private refreshSoon(): void {
    this.refreshTimer ??= setTimeout(() => {
      this.refreshTimer = undefined;
      this.updateBadge();
      this.changed.fire(undefined);
    }, REFRESH_PAUSE_MS);
  }

  private updateBadge(): void {
    const open = this.pages.all.reduce((sum, session) => sum + session.annotations.progress.open, 0);
    this.view.badge = open === 0 ? undefined : { value: open, tooltip: l10n.t('{0} annotations to decide', open) };
  }

  /** Selects the current annotation in the view, if the view is open and shows it. */
  private async revealCurrent(session: PageSession): Promise<void> {
    const annotation = session.current;
    if (!annotation || !this.view.visible || !this.shows(annotation)) return;
    const selected = this.view.selection.at(0);
    if (selected?.kind === 'annotation' && selected.annotation.id === annotation.id) return;
    await this.view.reveal({ kind: 'annotation', session, annotation }, { select: true, focus: false });
  }
}

const LAYER_ICONS: Record<Layer, string> = { entity: 'organization', number: 'symbol-numeric', duplicate: 'copy' };

export function filterName(filter: StatusFilter): string {
  switch (filter) {
    case 'all': return l10n.t('All');
    case 'open': return l10n.t('To decide');
    case 'accepted': return l10n.t('Accepted');
    case 'rejected': return l10n.t('Rejected');
  }
}

function unplacedOf(session: PageSession): Annotation[] {
  return session.annotations.all.filter((annotation) => isUnplaced(annotation) && !annotation.conflict);
}

function conflictedOf(session: PageSession): Annotation[] {
  return session.annotations.all.filter(({ conflict }) => conflict);
}

function nodeId(node: ReviewNode): string {
  const { kind, session } = node;
  switch (node.kind) {
    case 'page': return session.key;
    case 'annotation': return [session.key, kind, node.annotation.id].join('\n');
    case 'side': return [session.key, kind, node.annotation.id, node.side].join('\n');
    case 'unplaced':
    case 'conflicts': return [session.key, kind].join('\n');
    case 'article': return [session.key, kind, node.article].join('\n');
    case 'layer': return [session.key, kind, node.article, node.layer].join('\n');
    case 'label': return [session.key, kind, node.article, node.layer, node.label].join('\n');
    case 'portion': return [session.key, kind, node.article, node.layer, node.label, node.first].join('\n');
  }
}

/** An annotation as an item of a tree: its words in context, value, state, a click that shows it. */
export function annotationItem(session: PageSession, annotation: Annotation): TreeItem {
  const quote = oneLine(annotation.quote, 40);
  const { before, after } = knownContext(session.annotations.text, annotation);
  const lead = before.slice(-6);
  const label = `${lead}${quote}${after.slice(0, 6)}`;
  const item = new TreeItem({ label, highlights: [[lead.length, lead.length + quote.length]] });
  item.id = nodeId({ kind: 'annotation', session, annotation });
  item.description = annotation.conflict ? l10n.t('{0} decisions', annotation.conflict.length + 1) : valueText(annotation) ?? annotation.link;
  if (annotation.conflict) item.collapsibleState = TreeItemCollapsibleState.Expanded;
  item.iconPath = statusIcon(annotation);
  item.contextValue = annotation.conflict ? 'conflict' : isUnplaced(annotation) ? 'unplaced' : annotation.status === 'suggested' || isDoubtful(annotation) ? 'open' : annotation.status;
  item.command = { command: COMMAND.reveal, title: l10n.t('Show in text'), arguments: [{ page: session.key, id: annotation.id }] };
  item.tooltip = undefined;
  item.accessibilityInformation = { label: `${quote}, ${labelName(annotation.label)}, ${item.contextValue}` };
  return item;
}

function sideItem({ session, annotation, side }: Extract<ReviewNode, { kind: 'side' }>): TreeItem {
  const decision = [annotation, ...conflictsOf(annotation)][side];
  const item = new TreeItem(verdictText(decision));
  item.id = nodeId({ kind: 'side', session, annotation, side });
  item.description = side === 0 ? l10n.t('stands') : undefined;
  item.iconPath = new ThemeIcon(side === 0 ? 'circle-filled' : 'circle-outline');
  item.contextValue = 'side';
  return item;
}

function statusIcon(annotation: Annotation): ThemeIcon {
  if (isDoubtful(annotation)) return new ThemeIcon('warning', new ThemeColor('newsAnnotator.changedForeground'));
  switch (annotation.status) {
    case 'suggested': return new ThemeIcon('circle-outline');
    case 'accepted': return new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed'));
    case 'rejected': return new ThemeIcon('circle-slash');
  }
}

