import { QuickPickItemKind, l10n, window, type QuickPickItem } from 'vscode';
import type { NameChange } from '../annotations/nameChange';
import type { NameOrder } from '../annotations/nameTable';
import { nameOf } from '../annotations/pageSurvey';
import { withoutWhitespace } from '../annotations/whitespace';
import { COMMAND, type CommandId } from '../contract';
import type { Handler } from '../review/decisionCommands';
import { pickLabel } from '../review/labelPicker';
import type { PageTask, PlacedMention } from '../survey/protocol';
import { labelName, oneLine, statusName } from '../ui/words';
import { choose } from './corpusCommands';
import { shownPath, type CorpusService } from './corpusService';
import type { EntitiesTree, EntityNode } from './entitiesTree';
import type { NameEditor } from './nameEditor';
import { mentionsInCorpus, nameAt } from './nameMentions';

/** A name, or those of its mentions on one page that are meant. */
export interface NameScope {
  readonly name: string;
  readonly path?: string;
  readonly ids?: readonly string[];
}

/** The places that a change concerns, by page. */
interface Concerned {
  readonly count: number;
  readonly tasks: readonly (NameScope & { readonly path: string })[];
  readonly sample: readonly { readonly path: string; readonly mention: PlacedMention }[];
}

/** The argument of keys that are pressed in the view. */
const VIEW_SELECTION = 'entities';
/** How many places are shown before they are changed. */
const SAMPLE = 12;
/** Names to merge into that are offered. */
const MOST_TARGETS = 2000;

/** Commands about names over the whole corpus. */
export class EntityCommands {
  constructor(private readonly corpus: CorpusService, private readonly tree: EntitiesTree, private readonly editor: NameEditor) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.relabelName]: (argument, selected) => this.relabel(this.scopes(argument, selected)),
      [COMMAND.setFullForm]: (argument, selected) => this.setFullForm(this.scopes(argument, selected)),
      [COMMAND.mergeName]: (argument, selected) => this.merge(this.scopes(argument, selected)),
      [COMMAND.undoCorpusChange]: () => this.editor.undo(),
      [COMMAND.redoCorpusChange]: () => this.editor.redo(),
      [COMMAND.sortNames]: () => this.sort(),
      [COMMAND.filterNames]: () => this.filter(),
      [COMMAND.showMoreNames]: () => { this.tree.showMore(); },
    };
  }

  private async relabel(scopes: readonly NameScope[]): Promise<void> {
    if (scopes.length === 0) return noName();
    const picked = await pickLabel(l10n.t('Label for {0}', title(scopes)), this.corpus.labelsOf(), 'entity');
    if (!picked) return;
    const concerned = await this.concerned(scopes);
    const words = l10n.t('Label {0} as {1}', title(scopes), labelName(picked.label, this.corpus.labelsOf()));
    if (await this.confirm(words, concerned)) await this.carryOut(words, concerned, { label: picked.label });
  }

  /** Gives a name another full form over the corpus, after a look at what that concerns. */
  async rename(name: string, fullForm: string): Promise<void> {
    await this.link([{ name }], fullForm);
  }

  private async setFullForm(scopes: readonly NameScope[]): Promise<void> {
    if (scopes.length === 0) return noName();
    const fullForm = (await window.showInputBox({
      title: l10n.t('Full form of {0}', title(scopes)), value: scopes[0].name,
      prompt: l10n.t('The name that these words stand for. Words that are the full form themselves stand for themselves.'),
      validateInput: (value) => (withoutWhitespace(value) === '' ? l10n.t('A full form has at least one character.') : undefined),
    }))?.trim();
    if (fullForm !== undefined) await this.link(scopes, fullForm);
  }

  private async link(scopes: readonly NameScope[], fullForm: string): Promise<void> {
    const concerned = await this.concerned(scopes);
    const words = l10n.t('Link {0} to “{1}”', title(scopes), oneLine(fullForm, 30));
    if (await this.confirm(words, concerned)) await this.carryOut(words, concerned, { fullForm });
  }

  private async merge(scopes: readonly NameScope[]): Promise<void> {
    if (scopes.length === 0) return noName();
    const sources = new Set(scopes.map(({ name }) => name));
    const outcome = await this.corpus.ask('names', { words: '', order: 'count', from: 0, count: MOST_TARGETS });
    if (outcome.kind !== 'done') return;
    const items = outcome.answer.rows.filter(({ name }) => scopes.length > 1 || !sources.has(name)).map(({ name, labels, count }) => ({
      label: name, description: `${labelName(labels[0].label, this.corpus.labelsOf())} · ${count}`, row: { name, label: labels[0].label },
    }));
    const picked = await window.showQuickPick(items, { title: l10n.t('Merge {0} into', title(scopes)), placeHolder: l10n.t('The name that stays; the others become its short forms') });
    if (!picked) return;
    const { name, label } = picked.row;
    const concerned = await this.concerned(scopes.filter((scope) => scope.name !== name));
    const words = l10n.t('Merge {0} into “{1}” ({2})', title(scopes), oneLine(name, 30), labelName(label, this.corpus.labelsOf()));
    if (await this.confirm(words, concerned)) await this.carryOut(words, concerned, { fullForm: name, label });
  }

  private async sort(): Promise<void> {
    const picked = await choose<NameOrder>(l10n.t('Sort names by'), this.tree.order, [
      ['count', l10n.t('Most frequent first')], ['pages', l10n.t('On most pages first')], ['open', l10n.t('Most to decide first')], ['name', l10n.t('Name')],
    ]);
    if (picked) this.tree.arrange({ order: picked });
  }

  private async filter(): Promise<void> {
    const labels = this.corpus.labelsOf();
    const named = labels.all.filter(({ layer }) => layer === 'entity').map(({ name }) => [`label ${name}`, labelName(name, labels)] as const);
    const now = this.tree.label === undefined ? 'all' : `label ${this.tree.label}`;
    const picked = await choose(l10n.t('Show names'), now, [['words', l10n.t('That contain…')], ['all', l10n.t('All')], ...named]);
    if (picked === 'words') {
      const words = await window.showInputBox({ title: l10n.t('Show names'), prompt: l10n.t('Words in the name or a short form; empty shows all'), value: this.tree.words });
      if (words !== undefined) this.tree.arrange({ words: withoutWhitespace(words) });
    } else if (picked === 'all') this.tree.arrange({ words: '', label: undefined });
    else if (picked !== undefined) this.tree.arrange({ label: picked.slice('label '.length) });
  }

  private async carryOut(words: string, { tasks }: Concerned, change: { label?: string; fullForm?: string }): Promise<void> {
    await this.editor.apply(words, tasks.map(({ path, name, ids }): PageTask<NameChange> => ({ path, task: { kind: 'mentions', name, ids, ...change } })));
  }

  private async concerned(scopes: readonly NameScope[]): Promise<Concerned> {
    const tasks: (NameScope & { path: string })[] = [];
    const places: { path: string; mention: PlacedMention }[] = [];
    let count = 0;
    for (const scope of scopes) {
      const found = await mentionsInCorpus(this.corpus, scope.name, scope.path === undefined ? SAMPLE : Infinity);
      if (!found) continue;
      const { path: only } = scope;
      const meant = found.pages.filter(({ path }) => only === undefined || path === only).flatMap(({ path, mentions }) =>
        mentions.filter(({ id }) => !scope.ids || scope.ids.includes(id)).map((mention) => ({ path, mention })));
      count += only === undefined ? found.total : meant.length;
      places.push(...meant.slice(0, SAMPLE));
      tasks.push(...(only === undefined ? found.paths : [only]).map((path) => ({ ...scope, path })));
    }
    return { count, tasks, sample: places.slice(0, SAMPLE) };
  }

  /** Shows how many places are concerned and some of them, before anything is changed. */
  private async confirm(words: string, { count, tasks, sample }: Concerned): Promise<boolean> {
    if (count === 0) {
      window.setStatusBarMessage(l10n.t('There is nothing to change.'), 3000);
      return false;
    }
    const pages = new Set(tasks.map(({ path }) => path)).size;
    const action: QuickPickItem = { label: `$(check) ${words}`, description: l10n.t('places: {0}, pages: {1}; they are accepted with it', count, pages) };
    const shown = sample.map(({ path, mention }): QuickPickItem => ({
      label: `${mention.before}【${mention.form}】${mention.after}`,
      description: [shownPath(path), l10n.t('line {0}', mention.from.line + 1), labelName(mention.label, this.corpus.labelsOf(path)), statusName(mention.status)].join(' · '),
    }));
    const separator = { label: l10n.t('{0} of the {1}', shown.length, count), kind: QuickPickItemKind.Separator };
    return (await window.showQuickPick([action, separator, ...shown], { title: words, placeHolder: l10n.t('Enter on the first line changes all these places in one step') })) === action;
  }

  /** What a command is about: nodes of the view, or the name at the cursor. */
  private scopes(argument: unknown, selected: unknown): NameScope[] {
    if (argument === VIEW_SELECTION) return this.tree.view.selection.flatMap(scopeOf);
    const nodes = (Array.isArray(selected) && selected.length > 0 ? selected : [argument]).filter(isNode);
    if (nodes.length > 0) return nodes.flatMap(scopeOf);
    const editor = window.activeTextEditor;
    const session = editor && this.corpus.sessionOf(editor.document.uri.fsPath);
    const annotation = session && (session.current?.layer === 'entity' && session.reviewing ? session.current : nameAt(session, editor.document.offsetAt(editor.selection.active)));
    return annotation ? [{ name: nameOf(annotation) }] : this.tree.view.selection.flatMap(scopeOf);
  }
}

function scopeOf(node: EntityNode): NameScope[] {
  switch (node.kind) {
    case 'name': return [{ name: node.row.name }];
    case 'page': return [{ name: node.name, path: node.path }];
    case 'mention': return [{ name: node.name, path: node.path, ids: [node.mention.id] }];
    case 'more': return [];
  }
}

function title(scopes: readonly NameScope[]): string {
  const names = [...new Set(scopes.map(({ name }) => name))];
  return names.length === 1 ? `“${oneLine(names[0], 20)}”` : l10n.t('{0} names', names.length);
}

function noName(): void {
  void window.showInformationMessage(l10n.t('Put the cursor on a name, or choose one in the Entities view.'));
}

function isNode(value: unknown): value is EntityNode {
  return typeof value === 'object' && value !== null && 'kind' in value && ['name', 'page', 'mention'].includes(String(value.kind));
}
