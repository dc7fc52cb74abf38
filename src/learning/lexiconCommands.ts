import { Uri, l10n, window, workspace, type QuickPickItem } from 'vscode';
import type { LabelSet } from '../annotations/labelSet';
import { ENTITY_LABELS, type EntityLabel } from '../annotations/model';
import { withoutWhitespace } from '../annotations/whitespace';
import { COMMAND, PREFIX, SETTING, type CommandId } from '../contract';
import { readWordList, type ListedName } from '../entities/wordList';
import { countNews, type LexiconChange } from '../entities/workspaceLexicon';
import type { AcceptedName } from '../entities/knownNames';
import { decode, detectEncoding } from '../files/detectEncoding';
import type { CommandTargets } from '../review/commandTarget';
import type { Handler } from '../review/decisionCommands';
import { labelsHere, type LabelSource } from '../review/workspaceLabels';
import { fileName, labelName } from '../ui/words';
import type { Lexicons } from './lexicons';
import type { LexiconStore } from './lexiconStore';
import { messageOf } from '../files/messageOf';

/** How many names of a list are shown before it is imported. */
const SAMPLE = 8;

/** A word list as it was read, and the labels by whose titles it is shown. */
interface ReadList {
  readonly file: Uri;
  readonly encoding: string;
  readonly names: readonly AcceptedName[];
  /** Numbers of the lines that hold no name. */
  readonly skipped: readonly number[];
  readonly labels: LabelSet;
}

interface EntryItem extends QuickPickItem {
  readonly change: LexiconChange;
}

/** Commands about the workspace's lexicon. */
export class LexiconCommands {
  constructor(private readonly lexicons: Lexicons, private readonly targets: CommandTargets, private readonly labels: LabelSource) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.openLexicon]: () => this.open(),
      [COMMAND.importWordList]: (file) => this.import(file instanceof Uri ? file : undefined),
      [COMMAND.removeFromLexicon]: (argument, selected) => this.remove(argument, selected),
    };
  }

  private async open(): Promise<void> {
    const store = this.store();
    if (!store) return;
    try {
      await store.createFile();
      const document = await (store.uri ? workspace.openTextDocument(store.uri) : workspace.openTextDocument({ language: 'json', content: store.text }));
      await window.showTextDocument(document);
    } catch (error) {
      window.showErrorMessage(l10n.t('The lexicon cannot be opened: {0}', messageOf(error)));
    }
  }

  private async import(given: Uri | undefined): Promise<void> {
    const store = this.store();
    if (!store) return;
    const file = given ?? (await window.showOpenDialog({ title: l10n.t('Import Word List'), openLabel: l10n.t('Import…'), filters: { [l10n.t('Word lists')]: ['txt', 'tsv', 'csv', 'dic', 'dict'], [l10n.t('All files')]: ['*'] } }))?.at(0);
    if (!file) return;
    const text = await readText(file);
    if (!text) return;
    const { names, skipped } = readWordList(text.text);
    if (names.length === 0) return void window.showInformationMessage(l10n.t('{0} holds no names. One name a line is expected, optionally with a tab and a label (PERSON, ORG, PLACE, WORK).', fileName(file)));
    const labelled = await withLabels(names, labelsHere(this.labels));
    if (!labelled) return;
    if (!(await confirmed(store, { file, encoding: text.encoding, names: labelled, skipped, labels: labelsHere(this.labels) }))) return;
    const inverse = store.change({ names: labelled });
    await store.flush();
    this.offerUndo(store, inverse, l10n.t('{0} names imported from {1}.', labelled.length, fileName(file)));
  }

  private async remove(argument: unknown, selected: unknown): Promise<void> {
    const store = this.store();
    if (!store) return;
    const quotes = this.targets.of(argument, selected)?.annotations.map(({ quote }) => quote) ?? [];
    const here = new Set(quotes.flatMap((quote) => nameOf(store, quote) ?? []));
    const chosen = argument !== undefined && here.size > 0
      ? [{ removedNames: [...here] }]
      : (await window.showQuickPick(itemsFor(store, here, labelsHere(this.labels)), { canPickMany: true, matchOnDescription: true, placeHolder: l10n.t('Names to remove from the lexicon') }))?.map(({ change }) => change);
    if (!chosen || chosen.length === 0) return;
    const inverse = store.change({ removedNames: chosen.flatMap((change) => change.removedNames ?? []), removedRejections: chosen.flatMap((change) => change.removedRejections ?? []) });
    await store.flush();
    this.offerUndo(store, inverse, l10n.t('{0} removed from the lexicon.', (inverse.names ?? []).length + (inverse.rejected ?? []).length));
  }

  private offerUndo(store: LexiconStore, inverse: LexiconChange, message: string): void {
    const undo = l10n.t('Undo');
    void window.showInformationMessage(message, undo).then(async (picked) => {
      if (picked !== undo) return;
      store.change(inverse);
      await store.flush();
    });
  }

  /** The lexicon of the active page; without one that of the first folder. */
  private store(): LexiconStore | undefined {
    const uri = window.activeTextEditor?.document.uri;
    const page = uri && workspace.getWorkspaceFolder(uri) ? uri : workspace.workspaceFolders?.at(0)?.uri ?? uri ?? Uri.from({ scheme: 'untitled', path: 'page' });
    const store = this.lexicons.of(page);
    if (!store) void window.showInformationMessage(l10n.t('The lexicon is turned off; turn on the setting {0}.', `${PREFIX}.${SETTING.rememberNames}`));
    return store;
  }
}

/** The name under which the lexicon knows the words of an annotation, whatever line breaks are in them. */
export function nameOf({ content }: LexiconStore, quote: string): string | undefined {
  return [quote, withoutWhitespace(quote), quote.replace(/\s+/gu, ' ')].find((name) => content.names.has(name));
}

function itemsFor({ content }: LexiconStore, here: ReadonlySet<string>, labels: LabelSet): EntryItem[] {
  const names = [...content.names.values()].map(({ name, label, note }): EntryItem => ({
    label: name, description: [labelName(label, labels), note].filter((part) => part !== undefined).join(' · '), picked: here.has(name), change: { removedNames: [name] },
  }));
  const rejected = [...content.rejected].map(([key, { name, before, after }]): EntryItem => ({
    label: name, description: l10n.t('no name in “{0}”', `${before}${name}${after}`.trim()), change: { removedRejections: [key] },
  }));
  return [...names.filter(({ picked }) => picked), ...names.filter(({ picked }) => !picked), ...rejected];
}

async function readText(file: Uri): Promise<{ text: string; encoding: string } | undefined> {
  try {
    const bytes = await workspace.fs.readFile(file);
    const encoding = detectEncoding(bytes);
    const text = encoding && decode(bytes, encoding.name);
    if (encoding && text !== undefined) return { text, encoding: encoding.name };
    window.showErrorMessage(l10n.t('{0} is no text in an encoding that is known (UTF-8, GB18030, Big5, UTF-16).', fileName(file)));
  } catch (error) {
    window.showErrorMessage(l10n.t('{0} cannot be read: {1}', fileName(file), messageOf(error)));
  }
  return undefined;
}

/** Asks for the label of names that have none. */
async function withLabels(names: readonly ListedName[], labels: LabelSet): Promise<AcceptedName[] | undefined> {
  const count = names.filter(({ label }) => label === undefined).length;
  let chosen: EntityLabel | undefined;
  if (count > 0) {
    const picked = await window.showQuickPick(ENTITY_LABELS.map((id) => ({ label: labelName(id, labels), id })), { placeHolder: l10n.t('Label of the {0} names that the list gives none', count) });
    if (!picked) return undefined;
    chosen = picked.id;
  }
  return names.flatMap(({ name, label = chosen }) => (label === undefined ? [] : [{ name, label }]));
}

async function confirmed(store: LexiconStore, { file, encoding, names, skipped, labels }: ReadList): Promise<boolean> {
  const { added, relabelled } = countNews(store.content, names);
  const detail = [
    l10n.t('{0} new, {1} with another label than now, {2} known already.', added, relabelled, names.length - added - relabelled),
    ...(skipped.length === 0 ? [] : [l10n.t('{0} lines hold no name and are left out: {1}', skipped.length, short(skipped))]),
    `${short(names.slice(0, SAMPLE).map(({ name, label }) => `${name} (${labelName(label, labels)})`))}${names.length > SAMPLE ? ' …' : ''}`,
  ].join('\n');
  const yes = l10n.t('Import');
  const picked = await window.showInformationMessage(l10n.t('Import {0} names from {1} ({2})?', names.length, fileName(file), encoding), { modal: true, detail }, yes);
  return picked === yes;
}

function short(items: readonly (string | number)[]): string {
  return `${items.slice(0, SAMPLE).join(', ')}${items.length > SAMPLE ? ' …' : ''}`;
}
