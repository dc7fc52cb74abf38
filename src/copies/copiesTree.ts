import { EventEmitter, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, l10n, window, workspace, type Disposable, type TreeDataProvider, type TreeView } from 'vscode';
import { COMMAND, VIEW, type CommandId } from '../contract';
import type { CorpusGroupView, CorpusProgress, FileShare, GroupMember, GroupOrder } from '../corpus/protocol';
import type { Handler } from '../review/decisionCommands';
import { fileName, labelName } from '../ui/words';
import type { CopyNodes } from './copyCommands';
import type { CopyTarget } from './copyVerdicts';
import type { Corpus } from './corpus';
import type { Place } from './passages';

/** What the Copies view lists: groups in an order, or files by their share of copied text. */
export type CopyArrangement = GroupOrder | 'shares';
const ARRANGEMENTS: readonly CopyArrangement[] = ['members', 'length', 'files', 'similarity', 'shares'];

/** A node of the Copies view. */
export type CopyNode =
  | { readonly kind: 'group'; readonly group: CorpusGroupView }
  | { readonly kind: 'member'; readonly group: CorpusGroupView; readonly member: GroupMember }
  | { readonly kind: 'share'; readonly share: FileShare }
  | { readonly kind: 'more'; readonly left: number };

/** Groups or files listed at first, and with each wish for more. */
const PORTION = 100;

/** The Copies view: copied passages across the workspace, and the files that hold them. */
export class CopiesTree implements TreeDataProvider<CopyNode>, CopyNodes, Disposable {
  private readonly changed = new EventEmitter<CopyNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: TreeView<CopyNode>;
  private arrangement: CopyArrangement = 'members';
  private wanted = PORTION;
  /** What is listed, until the corpus changes; undefined: to be asked for. */
  private nodes: readonly CopyNode[] | undefined;
  private working: Promise<void> | undefined;
  private endProgress: (() => void) | undefined;
  private readonly subscriptions: Disposable[];

  constructor(private readonly corpus: Corpus) {
    this.view = window.createTreeView<CopyNode>(VIEW.copies, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.view, this.changed,
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.corpus.state.kind === 'off') void this.find();
        else if (visible && !this.nodes && this.corpus.isOn) void this.list();
      }),
      corpus.onDidChange((change) => {
        if (change === 'state') this.showState();
        else this.contentChanged();
      }),
    ];
  }

  dispose(): void {
    this.endProgress?.();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.findCopies]: () => this.find(),
      [COMMAND.stopFindingCopies]: () => { this.corpus.stop(); },
      [COMMAND.sortCopies]: (argument) => this.sort(argument),
      [COMMAND.moreCopies]: () => this.more(),
    };
  }

  /** Brings the corpus up to date and lists its copies; goes on where it was stopped. */
  async find(): Promise<void> {
    if (await this.corpus.update()) await this.list();
  }

  getChildren(node?: CopyNode): CopyNode[] {
    if (!node) return [...this.nodes ?? []];
    return node.kind === 'group' ? node.group.members.map((member) => ({ kind: 'member', group: node.group, member })) : [];
  }

  getTreeItem(node: CopyNode): TreeItem {
    switch (node.kind) {
      case 'group': return groupItem(node.group);
      case 'member': return memberItem(node.group, node.member);
      case 'share': return shareItem(node.share);
      case 'more': {
        const item = new TreeItem(l10n.t('Show more ({0} left)', node.left));
        item.command = { command: COMMAND.moreCopies, title: l10n.t('Show More Copies') };
        item.iconPath = new ThemeIcon('ellipsis');
        return item;
      }
    }
  }

  targetOf(node: unknown): CopyTarget | undefined {
    if (!isNode(node)) return undefined;
    const { group } = node;
    const places = group.members.map(placeOf);
    const chosen = node.kind === 'member' ? placeOf(node.member) : places[0];
    return { group: group.id, label: group.kind, similarity: group.similarity, count: group.memberCount, places, chosen };
  }

  /** Waits until what is listed is what the corpus says. */
  async settled(): Promise<readonly CopyNode[]> {
    await this.working;
    if (!this.nodes && this.corpus.isOn) await this.list();
    return this.nodes ?? [];
  }

  private async sort(argument: unknown): Promise<void> {
    const given = ARRANGEMENTS.find((one) => one === argument);
    const picked = given ?? (await window.showQuickPick(
      ARRANGEMENTS.map((one) => ({ label: arrangementName(one), one, picked: one === this.arrangement })),
      { placeHolder: l10n.t('What should the Copies view list first?') },
    ))?.one;
    if (picked === undefined) return;
    this.arrangement = picked;
    this.wanted = PORTION;
    await (this.corpus.isOn ? this.list() : this.find());
  }

  private async more(): Promise<void> {
    this.wanted += PORTION;
    await this.list();
  }

  private list(): Promise<void> {
    const before = this.working ?? Promise.resolve();
    const working = before.then(() => this.ask()).finally(() => {
      if (this.working === working) this.working = undefined;
    });
    this.working = working;
    return working;
  }

  private async ask(): Promise<void> {
    const { arrangement, wanted } = this;
    const nodes = arrangement === 'shares' ? await this.askShares(wanted) : await this.askGroups(arrangement, wanted);
    if (!nodes) return;
    this.nodes = nodes;
    this.showState();
    this.changed.fire(undefined);
  }

  private async askGroups(order: GroupOrder, count: number): Promise<CopyNode[] | undefined> {
    const list = await this.corpus.ask('groups', { near: true, order, from: 0, count });
    return list && withRest(list.groups.map((group): CopyNode => ({ kind: 'group', group })), list.total);
  }

  private async askShares(count: number): Promise<CopyNode[] | undefined> {
    const list = await this.corpus.ask('shares', { near: true, from: 0, count });
    return list && withRest(list.files.map((share): CopyNode => ({ kind: 'share', share })), list.total);
  }

  private contentChanged(): void {
    this.nodes = undefined;
    if (this.view.visible) void this.list();
  }

  /** Says in the view what is going on, with a progress bar while something is. */
  private showState(): void {
    const { state } = this.corpus;
    if (state.kind === 'indexing') this.showProgress();
    else {
      this.endProgress?.();
      this.endProgress = undefined;
    }
    switch (state.kind) {
      case 'off': this.view.message = undefined; break;
      case 'indexing': this.view.message = progressText(state.progress); break;
      case 'stopped': this.view.message = l10n.t('Stopped. “Find Copies in Workspace” goes on where it stopped.'); break;
      case 'failed': this.view.message = l10n.t('Copies could not be looked for: {0} “Show Log” says more; “Find Copies in Workspace” tries again.', state.message); break;
      case 'ready': {
        const { files, problemCount, cutCount } = state.summary;
        this.view.message = [
          ...(this.nodes?.length === 0 ? [l10n.t('No copies in {0} files.', files)] : []),
          ...(problemCount === 0 ? [] : [l10n.t('{0} files could not be read; “Show Log” names them.', problemCount)]),
          ...(cutCount === 0 ? [] : [l10n.t('{0} files have very long paragraphs, which are compared in pieces; “Show Log” names them.', cutCount)]),
        ].join(' ') || undefined;
      }
    }
  }

  private showProgress(): void {
    if (this.endProgress) return;
    void window.withProgress({ location: { viewId: VIEW.copies } }, () => new Promise<void>((resolve) => { this.endProgress = resolve; }));
  }
}

function withRest(nodes: readonly CopyNode[], total: number): CopyNode[] {
  return total > nodes.length ? [...nodes, { kind: 'more', left: total - nodes.length }] : [...nodes];
}

function groupItem(group: CorpusGroupView): TreeItem {
  const item = new TreeItem(group.excerpt, TreeItemCollapsibleState.Collapsed);
  item.id = `group ${group.id}`;
  item.description = l10n.t('{0} copies in {1} files, {2} characters, {3} %', group.memberCount, group.fileCount, group.length, Math.floor(group.similarity * 100));
  item.tooltip = `${labelName(group.kind)}\n${group.excerpt}`;
  item.iconPath = new ThemeIcon('copy');
  item.contextValue = 'copyGroup';
  return item;
}

function memberItem(group: CorpusGroupView, member: GroupMember): TreeItem {
  const uri = Uri.file(member.path);
  const item = new TreeItem(fileName(uri));
  item.id = ['member', group.id, member.path, member.start, member.end].join('\n');
  item.resourceUri = uri;
  const folder = workspace.asRelativePath(uri).slice(0, -fileName(uri).length - 1);
  item.description = [...(folder === '' ? [] : [folder]), labelName(member.kind), `${Math.floor(member.similarity * 100)} %`].join(' · ');
  item.command = { command: COMMAND.openCopy, title: l10n.t('Open Copy'), arguments: [{ page: uri.toString(), start: member.start, end: member.end }] };
  item.contextValue = 'copyMember';
  return item;
}

function shareItem(share: FileShare): TreeItem {
  const uri = Uri.file(share.path);
  const item = new TreeItem(fileName(uri));
  item.id = `share ${share.path}`;
  item.resourceUri = uri;
  const percent = Math.round((share.copied / Math.max(1, share.units)) * 100);
  item.description = l10n.t('{0} % copied, {1} of {2} characters', percent, share.copied, share.units);
  item.command = { command: COMMAND.openCopy, title: l10n.t('Open Page'), arguments: [{ page: uri.toString(), start: 0, end: 0 }] };
  return item;
}

function progressText(progress: CorpusProgress | undefined): string {
  if (!progress) return l10n.t('Looking for copies…');
  const { phase, done, total } = progress;
  switch (phase) {
    case 'looking': return total === 0 ? l10n.t('Looking through folders: {0} files', done) : l10n.t('Looking which of {1} files changed: {0}', done, total);
    case 'reading': return l10n.t('Reading {0} of {1} files', done, total);
    case 'merging': return l10n.t('Putting the index together…');
    case 'gathering': return l10n.t('Gathering the texts of {0} of {1} files', done, total);
    case 'comparing': return l10n.t('Comparing {0} of {1} files', done, total);
  }
}

function arrangementName(arrangement: CopyArrangement): string {
  switch (arrangement) {
    case 'members': return l10n.t('Passages with the most copies');
    case 'length': return l10n.t('The longest passages');
    case 'files': return l10n.t('Passages in the most files');
    case 'similarity': return l10n.t('The most similar copies');
    case 'shares': return l10n.t('Files with the greatest share of copied text');
  }
}

function placeOf({ path, start, end }: GroupMember): Place {
  return { uri: Uri.file(path), start, end };
}

function isNode(value: unknown): value is Extract<CopyNode, { kind: 'group' | 'member' }> {
  return typeof value === 'object' && value !== null && 'kind' in value && 'group' in value && (value.kind === 'group' || value.kind === 'member');
}
