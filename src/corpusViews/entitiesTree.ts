import { EventEmitter, Range, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, l10n, window, type Disposable, type TreeDataProvider, type TreeView } from 'vscode';
import type { LabelSet } from '../annotations/labelSet';
import type { NameOrder, NameRow } from '../annotations/nameTable';
import { COMMAND, VIEW } from '../contract';
import type { PlacedMention } from '../survey/protocol';
import { fileName, labelName, oneLine, statusName } from '../ui/words';
import { shownPath, type CorpusService } from './corpusService';
import { mentionsInCorpus } from './nameMentions';

/** A node of the Entities view: name → page → place, and what asks for more names. */
export type EntityNode =
  | { readonly kind: 'name'; readonly row: NameRow }
  | { readonly kind: 'page'; readonly name: string; readonly path: string; readonly mentions: readonly PlacedMention[] }
  | { readonly kind: 'mention'; readonly name: string; readonly path: string; readonly mention: PlacedMention }
  | { readonly kind: 'more'; readonly left: number };

/** Names shown at once; “more” shows as many again. */
const PORTION = 500;
/** Places shown under one name. */
const MOST_MENTIONS = 5000;
const REFRESH_PAUSE_MS = 500;

const ICONS: Readonly<Record<string, string>> = { PERSON: 'person', ORG: 'organization', PLACE: 'location', WORK: 'book' };

/** The Entities view: each name of the corpus once, with where it stands. */
export class EntitiesTree implements TreeDataProvider<EntityNode>, Disposable {
  private readonly changed = new EventEmitter<EntityNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: TreeView<EntityNode>;
  order: NameOrder = 'count';
  words = '';
  label: string | undefined;
  private wanted = PORTION;
  private timer: NodeJS.Timeout | undefined;
  private stale = false;
  private readonly subscriptions: Disposable[];

  constructor(private readonly corpus: CorpusService) {
    this.view = window.createTreeView<EntityNode>(VIEW.entities, { treeDataProvider: this, showCollapseAll: true, canSelectMany: true });
    this.subscriptions = [
      this.view, this.changed,
      corpus.onDidChange(() => {
        this.stale = true;
        if (this.view.visible) this.timer ??= setTimeout(() => { this.refresh(); }, REFRESH_PAUSE_MS);
      }),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.stale) this.refresh();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Sorts or filters otherwise. `label` undefined shows all. */
  arrange(wanted: { order?: NameOrder; words?: string; label?: string | undefined }): void {
    Object.assign(this, wanted);
    this.wanted = PORTION;
    this.refresh();
  }

  /** Shows the titles that the labels have now. */
  labelsChanged(): void {
    if (this.corpus.isStarted) this.refresh();
  }

  /** Shows as many names again. */
  showMore(): void {
    this.wanted += PORTION;
    this.refresh();
  }

  async getChildren(node?: EntityNode): Promise<EntityNode[]> {
    if (!node) return this.names();
    if (node.kind === 'page') return node.mentions.map((mention): EntityNode => ({ kind: 'mention', name: node.name, path: node.path, mention }));
    if (node.kind !== 'name') return [];
    const { name } = node.row;
    const found = await mentionsInCorpus(this.corpus, name, MOST_MENTIONS);
    return (found?.pages ?? []).map(({ path, mentions }): EntityNode => ({ kind: 'page', name, path, mentions }));
  }

  getTreeItem(node: EntityNode): TreeItem {
    switch (node.kind) {
      case 'name': return nameItem(node.row, this.corpus.labelsOf());
      case 'page': return pageItem(node.name, node.path, node.mentions.length);
      case 'mention': return mentionItem(node.name, node.path, node.mention, this.corpus.labelsOf(node.path));
      case 'more': {
        const item = new TreeItem(l10n.t('{0} more names…', node.left));
        item.command = { command: COMMAND.showMoreNames, title: '' };
        item.iconPath = new ThemeIcon('ellipsis');
        return item;
      }
    }
  }

  private async names(): Promise<EntityNode[]> {
    await this.corpus.whenRead();
    this.stale = false;
    const { words, label, order } = this;
    const outcome = await this.corpus.ask('names', { words, label, order, from: 0, count: this.wanted });
    if (outcome.kind !== 'done') return [];
    const { total, rows } = outcome.answer;
    this.view.message = words === '' && label === undefined ? undefined
      : l10n.t('Filtered: {0} names', [words === '' ? [] : [`“${words}”`], label === undefined ? [] : [labelName(label, this.corpus.labelsOf())], [total]].flat().join(' · '));
    const names = rows.map((row): EntityNode => ({ kind: 'name', row }));
    return total > rows.length ? [...names, { kind: 'more', left: total - rows.length }] : names;
  }

  private refresh(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changed.fire(undefined);
  }
}

function nameItem({ name, shortForms, labels, count, open, pages }: NameRow, named: LabelSet): TreeItem {
  const item = new TreeItem(oneLine(name, 40), TreeItemCollapsibleState.Collapsed);
  item.id = name;
  const label = labelName(labels[0].label, named);
  const others = labels.slice(1).map((other) => l10n.t('also {0}: {1}', labelName(other.label, named), other.count));
  const parts = [
    label, ...others, l10n.t('places: {0}, pages: {1}', count, pages), ...(open > 0 ? [l10n.t('{0} open', open)] : []),
    ...(shortForms.length > 0 ? [l10n.t('short: {0}', shortForms.slice(0, 3).join('、') + (shortForms.length > 3 ? '…' : ''))] : []),
  ];
  item.description = parts.join(' · ');
  item.tooltip = [name, ...parts.slice(0, -1), ...(shortForms.length > 0 ? [l10n.t('short: {0}', shortForms.join('、'))] : parts.slice(-1))].join('\n');
  item.iconPath = new ThemeIcon(others.length > 0 ? 'warning' : ICONS[labels[0].label] ?? 'tag');
  item.contextValue = 'name';
  item.accessibilityInformation = { label: [name, ...parts].join(', ') };
  return item;
}

function pageItem(name: string, path: string, count: number): TreeItem {
  const item = new TreeItem(fileName(Uri.file(path)), TreeItemCollapsibleState.Collapsed);
  item.id = [name, path].join('\n');
  item.description = String(count);
  item.tooltip = shownPath(path);
  item.iconPath = new ThemeIcon('file');
  item.contextValue = 'namePage';
  return item;
}

function mentionItem(name: string, path: string, { id, form, before, after, from, to, label, status }: PlacedMention, labels: LabelSet): TreeItem {
  const item = new TreeItem({ label: `${before}${form}${after}`, highlights: [[before.length, before.length + form.length]] });
  item.id = [name, path, id].join('\n');
  item.description = [l10n.t('line {0}', from.line + 1), labelName(label, labels), statusName(status)].join(' · ');
  item.iconPath = new ThemeIcon(status === 'accepted' ? 'pass' : 'circle-large-outline');
  item.contextValue = 'mention';
  const selection = new Range(from.line, from.character, to.line, to.character);
  item.command = { command: 'vscode.open', title: '', arguments: [Uri.file(path), { selection }] };
  return item;
}
