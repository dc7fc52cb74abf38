import { EventEmitter, TreeItem, TreeItemCollapsibleState, commands, window, type Disposable, type TreeDataProvider, type TreeView } from 'vscode';
import type { Annotation } from '../annotations/model';
import { groupNumbers, numbersOf, type NumberGrouping, type NumberOrder } from '../annotations/numberGroups';
import { progressOf } from '../annotations/progress';
import { CONTEXT, VIEW } from '../contract';
import { describe } from '../editor/hover';
import { Pauses } from '../ui/pauses';
import { Revealing } from './revealing';
import { labelName } from '../ui/words';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import type { ReviewNode } from './tree/reviewNodes';
import { annotationItem, openText } from './tree/treeItems';

/** Numbers of one unit or kind, or a stretch of them where there are very many. */
export interface NumbersNode {
  readonly kind: 'numbers';
  readonly session: PageSession;
  /** Unique on the page and stable while sorting stays the same. */
  readonly key: string;
  readonly title: string;
  readonly annotations: readonly Annotation[];
  readonly parent: NumbersNode | undefined;
}

/** A node of the Numbers view: group → number, with portions where a group has very many. */
export type NumberNode = NumbersNode | Extract<ReviewNode, { kind: 'annotation' }>;

/** Numbers under one node; more are shown in portions, since a tree of thousands of siblings is slow. */
const PORTION = 500;
/** The view is made anew when changes rest, or now and then. */
const REFRESH_PAUSE_MS = 150;
const MOST_PAUSE_MS = 1500;

/** The Numbers view: the numbers of the page in the active editor, grouped and sorted so that they can be compared. */
export class NumbersTree implements TreeDataProvider<NumberNode>, Disposable {
  private readonly changed = new EventEmitter<NumberNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: TreeView<NumberNode>;
  private session: PageSession | undefined;
  private currentOrder: NumberOrder = 'value';
  private currentGrouping: NumberGrouping = 'unit';
  /** The groups of the page, until it changes. */
  private groups: readonly NumbersNode[] | undefined;
  private parents = new Map<string, NumbersNode>();
  private readonly pauses = new Pauses<PageSession>(REFRESH_PAUSE_MS, () => { this.refresh(); }, MOST_PAUSE_MS);
  private readonly revealing: Revealing<NumberNode>;
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.view = window.createTreeView<NumberNode>(VIEW.numbers, { treeDataProvider: this, canSelectMany: true, showCollapseAll: true });
    this.revealing = new Revealing(this.view, () => this.nodeToSelect());
    this.subscriptions = [
      this.view,
      this.pauses,
      this.revealing,
      this.view.onDidChangeVisibility(() => { this.revealing.soon(); }),
      window.onDidChangeActiveTextEditor(() => { this.followEditor(); }),
      pages.onDidChange(({ kind, session, change }) => {
        if (kind !== 'changed') return this.followEditor();
        if (session !== this.session) return;
        if (change?.kind === 'current') this.revealing.soon();
        else if (change?.kind === 'store' || change?.kind === 'labels') this.pauses.restart(session);
      }),
    ];
    this.followEditor();
    void this.updateContext();
  }

  /** The page whose numbers are shown. */
  get page(): PageSession | undefined {
    return this.session;
  }

  get order(): NumberOrder {
    return this.currentOrder;
  }

  get grouping(): NumberGrouping {
    return this.currentGrouping;
  }

  /** Sorts or groups otherwise. */
  async arrange({ order = this.currentOrder, grouping = this.currentGrouping }: { order?: NumberOrder; grouping?: NumberGrouping }): Promise<void> {
    this.currentOrder = order;
    this.currentGrouping = grouping;
    this.refresh();
    await this.updateContext();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  getChildren(node?: NumberNode): NumberNode[] {
    if (!node) return [...this.top()];
    if (node.kind === 'annotation') return [];
    const { session, annotations } = node;
    if (annotations.length <= PORTION) return annotations.map((annotation) => ({ kind: 'annotation', session, annotation }));
    return this.portions(node);
  }

  getParent(node: NumberNode): NumberNode | undefined {
    if (node.kind === 'numbers') return node.parent;
    this.top();
    return this.parents.get(node.annotation.id);
  }

  getTreeItem(node: NumberNode): TreeItem {
    if (node.kind === 'annotation') return annotationItem(node.session, node.annotation);
    const item = new TreeItem(node.title, node.parent ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded);
    item.id = [node.session.key, node.key].join('\n');
    const { open, total } = progressOf(node.annotations);
    item.description = openText(open, total);
    item.contextValue = 'group';
    return item;
  }

  resolveTreeItem(item: TreeItem, node: NumberNode): TreeItem {
    if (node.kind === 'annotation') item.tooltip = describe(node.session, node.annotation);
    return item;
  }

  private top(): readonly NumbersNode[] {
    const { session } = this;
    if (!session) return [];
    if (this.groups) return this.groups;
    this.parents = new Map();
    this.groups = groupNumbers(numbersOf(session.annotations.all), this.currentGrouping, this.currentOrder).map(({ kind, unit, numbers }) => ({
      kind: 'numbers', session, key: `${this.currentGrouping} ${unit ?? kind ?? ''}`, title: unit ?? labelName(kind ?? '', session.labels), annotations: numbers, parent: undefined,
    }));
    for (const group of this.groups) {
      const owners = group.annotations.length <= PORTION ? [group] : this.portions(group);
      for (const owner of owners) for (const { id } of owner.annotations) this.parents.set(id, owner);
    }
    return this.groups;
  }

  private portions(parent: NumbersNode): NumbersNode[] {
    return Array.from({ length: Math.ceil(parent.annotations.length / PORTION) }, (_, index): NumbersNode => {
      const annotations = parent.annotations.slice(index * PORTION, (index + 1) * PORTION);
      const first = index * PORTION + 1;
      return { ...parent, parent, key: `${parent.key} ${first}`, title: `${first} – ${first + annotations.length - 1}`, annotations };
    });
  }

  /** Shows the page in the active editor; without an editor (a click into this view, a panel) the last one stays. */
  private followEditor(): void {
    const active = this.pages.of(window.activeTextEditor?.document);
    const gone = this.session !== undefined && !this.pages.all.includes(this.session);
    if (!active && !gone && !window.activeTextEditor) return;
    if (active === this.session && !gone) return;
    this.session = active;
    this.refresh();
  }

  private refresh(): void {
    if (this.session) this.pauses.cancel(this.session);
    this.groups = undefined;
    this.changed.fire(undefined);
  }

  private async updateContext(): Promise<void> {
    await commands.executeCommand('setContext', CONTEXT.numbersOrder, this.currentOrder);
    await commands.executeCommand('setContext', CONTEXT.numbersGroup, this.currentGrouping);
  }

  /** The current annotation, where the view lists it and it is not selected yet. */
  private nodeToSelect(): NumberNode | undefined {
    const { session } = this;
    const annotation = session?.current;
    if (!session || annotation?.layer !== 'number') return undefined;
    this.top();
    if (!this.parents.has(annotation.id)) return undefined;
    const selected = this.view.selection.at(0);
    return selected?.kind === 'annotation' && selected.annotation.id === annotation.id ? undefined : { kind: 'annotation', session, annotation };
  }
}
