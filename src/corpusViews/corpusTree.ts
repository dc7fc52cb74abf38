import { EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, l10n, window, type Disposable, type TreeDataProvider, type TreeView } from 'vscode';
import { arrangePages, hasTrouble, isToDo, type CorpusOrder, type CorpusShow } from '../annotations/corpusOrder';
import { NO_COUNTS, toDo } from '../annotations/pageSurvey';
import { VIEW } from '../contract';
import type { PageState } from '../survey/protocol';
import { fileName } from '../ui/words';
import { shownPath, type CorpusService } from './corpusService';

/** A page, or a stretch of the list where there are very many. */
export type CorpusNode =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'portion'; readonly first: number; readonly files: readonly CorpusNode[] };

/** Pages under one node; more are shown in portions, since a tree of thousands of siblings is slow. */
const PORTION = 500;
const REFRESH_PAUSE_MS = 150;

/** The Corpus view: the pages of the workspace, how far each is and what needs a person. */
export class CorpusTree implements TreeDataProvider<CorpusNode>, Disposable {
  private readonly changed = new EventEmitter<CorpusNode | CorpusNode[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: TreeView<CorpusNode>;
  order: CorpusOrder = 'name';
  show: CorpusShow = 'all';
  words = '';
  private nodes = new Map<string, CorpusNode>();
  private top: readonly CorpusNode[] | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting = new Set<string>();
  private everything = false;
  private readonly subscriptions: Disposable[];

  constructor(private readonly corpus: CorpusService) {
    this.view = window.createTreeView<CorpusNode>(VIEW.corpus, { treeDataProvider: this, canSelectMany: true });
    this.subscriptions = [this.view, this.changed, corpus.onDidChange((paths) => { this.changedSoon(paths); })];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Sorts or filters otherwise. */
  arrange(wanted: { order?: CorpusOrder; show?: CorpusShow; words?: string }): void {
    Object.assign(this, wanted);
    this.refresh();
  }

  /** The pages that the view shows, in its order. */
  shownPages(): PageState[] {
    return arrangePages(this.corpus.paths.map((path) => this.stateOf(path)), this.order, this.show, this.words);
  }

  async getChildren(node?: CorpusNode): Promise<CorpusNode[]> {
    if (node) return node.kind === 'portion' ? [...node.files] : [];
    await this.corpus.start();
    this.top ??= this.build();
    this.tell();
    return [...this.top];
  }

  getTreeItem(node: CorpusNode): TreeItem {
    if (node.kind === 'portion') {
      const item = new TreeItem(`${node.first} – ${node.first + node.files.length - 1}`, node.first === 1 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
      item.id = `portion ${node.first}`;
      return item;
    }
    const uri = Uri.file(node.path);
    const shown = shownPath(node.path);
    const name = fileName(uri);
    const state = this.corpus.states.get(node.path);
    const words = state ? stateWords(state) : l10n.t('being read');
    const folder = shown.slice(0, -name.length).replace(/[\\/]$/, '');
    const item = new TreeItem(name);
    item.id = node.path;
    item.description = folder === '' ? words : `${words} · ${folder}`;
    item.iconPath = new ThemeIcon(iconOf(state));
    item.tooltip = [shown, words, ...(state?.reason === undefined ? [] : [state.reason])].join('\n');
    item.contextValue = state?.kind === 'none' ? 'unannotated' : 'page';
    item.command = { command: 'vscode.open', title: '', arguments: [uri] };
    item.accessibilityInformation = { label: `${name}, ${words}` };
    return item;
  }

  private build(): CorpusNode[] {
    const files = this.shownPages().map(({ path }) => ({ kind: 'file' as const, path }));
    this.nodes = new Map(files.map((file) => [file.path, file]));
    if (files.length <= PORTION) return files;
    return Array.from({ length: Math.ceil(files.length / PORTION) }, (_, index): CorpusNode =>
      ({ kind: 'portion', first: index * PORTION + 1, files: files.slice(index * PORTION, (index + 1) * PORTION) }));
  }

  private stateOf(path: string): PageState {
    return this.corpus.states.get(path) ?? { path, kind: 'none', counts: NO_COUNTS, stale: false };
  }

  private changedSoon(paths: readonly string[] | undefined): void {
    if (paths) for (const path of paths) this.waiting.add(path);
    else {
      this.everything = true;
      this.top = undefined;
    }
    this.timer ??= setTimeout(() => { this.update(); }, REFRESH_PAUSE_MS);
  }

  /** While pages are being read, rows change in their places; the order is made when all are known. */
  private update(): void {
    this.timer = undefined;
    const keepsOrder = this.order === 'name' && this.show === 'all';
    if (this.everything || (!keepsOrder && !this.corpus.reading)) {
      this.refresh();
      return;
    }
    const nodes = [...this.waiting].flatMap((path) => this.nodes.get(path) ?? []);
    this.waiting.clear();
    this.tell();
    if (nodes.length > 0) this.changed.fire(nodes);
  }

  private refresh(): void {
    this.everything = false;
    this.waiting.clear();
    this.top = undefined;
    this.changed.fire(undefined);
  }

  /** What stands above the list, and the number on the view. */
  private tell(): void {
    const { reading } = this.corpus;
    const filter = this.show !== 'all' || this.words !== '' ? l10n.t('Filtered: {0} of {1} pages', this.nodes.size, this.corpus.paths.length) : undefined;
    this.view.message = reading ? l10n.t('Reading pages: {0} of {1}', reading.done, reading.total) : filter;
    const left = [...this.corpus.states.values()].filter(isToDo).length;
    this.view.badge = left === 0 ? undefined : { value: left, tooltip: l10n.t('{0} pages to decide', left) };
  }
}

/** How a page stands, in words. */
export function stateWords({ kind, counts, stale }: PageState): string {
  switch (kind) {
    case 'gone': return l10n.t('gone');
    case 'broken': return l10n.t('sidecar cannot be read');
    case 'unreadable': return l10n.t('cannot be read');
    case 'none': return l10n.t('not annotated');
    case 'read': break;
  }
  const { open, total, conflicts, unplaced, changed } = counts;
  return [
    open === 0 ? (toDo(counts) === 0 ? `${total} ✓` : String(total)) : l10n.t('{0} open of {1}', open, total),
    ...(conflicts > 0 ? [l10n.t('{0} conflicts', conflicts)] : []),
    ...(unplaced > 0 ? [l10n.t('{0} without place', unplaced)] : []),
    ...(changed > 0 ? [l10n.t('{0} with changed words', changed)] : []),
    ...(stale ? [l10n.t('page changed since')] : []),
  ].join(' · ');
}

function iconOf(state: PageState | undefined): string {
  if (!state) return 'ellipsis';
  if (state.kind === 'broken' || state.kind === 'unreadable' || state.kind === 'gone') return 'error';
  if (state.kind === 'none') return 'circle-slash';
  if (hasTrouble(state)) return 'warning';
  if (!isToDo(state)) return 'pass';
  return state.counts.accepted + state.counts.rejected === 0 ? 'circle-large-outline' : 'circle-large-filled';
}
