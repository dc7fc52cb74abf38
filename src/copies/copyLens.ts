import { CodeLens, EventEmitter, l10n, languages, window, workspace, type CodeLensProvider, type Disposable, type Event, type TextDocument } from 'vscode';
import { COMMAND, PAGE_SELECTOR, PREFIX, SETTING, type CommandId } from '../contract';
import { rangeOf } from '../editor/marks';
import { breathe } from '../files/slices';
import type { PageRegistry } from '../review/pageRegistry';
import { settings } from '../settings';
import { roleName } from '../ui/words';
import type { Passage } from './passages';
import { MOST_PASSAGES, isAboutPassages, passagesAround } from './passagesAround';
import type { PlaceReference } from './copyCommands';

/** A line above each copied passage: “2 copies: next | compare | keep this one”. */
export class CopyLens implements CodeLensProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses: Event<void> = this.changed.event;
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      this.changed,
      languages.registerCodeLensProvider(PAGE_SELECTOR, this),
      pages.onDidChange(({ kind, session, change }) => {
        if (kind !== 'changed' || isAboutPassages(session, change)) this.changed.fire();
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if ((pages.of(textEditor.document)?.passageCount ?? 0) > MOST_PASSAGES) this.changed.fire();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.copyCodeLens}`)) this.changed.fire();
      }),
    ];
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const session = this.pages.of(document);
    if (!session || !settings.copyCodeLens(document.uri)) return [];
    // on a long page that was edited it takes its time to move what stands behind, to gather the copies, and to group them
    await session.settled();
    if (session.annotations.copies.length > MOST_PASSAGES) await breathe();
    if (this.pages.of(document) !== session) return [];
    const editors = window.visibleTextEditors.filter((editor) => editor.document === document);
    return passagesAround(session, editors).flatMap((passage) => lensesOf(document, passage));
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function lensesOf(document: TextDocument, passage: Passage): CodeLens[] {
  const { start, end, count, annotation } = passage;
  const range = rangeOf(document, { start, end });
  const argument: PlaceReference = { page: document.uri.toString(), start, end };
  const lens = (title: string, command: CommandId): CodeLens => new CodeLens(range, { title, command, arguments: [argument] });
  const state = annotation?.copy === undefined ? undefined : roleName(annotation.copy);
  if (count < 2) return state === undefined ? [] : [new CodeLens(range, { title: state, command: COMMAND.nextCopy, arguments: [argument] })];
  return [
    lens(state === undefined ? l10n.t('{0} copies: next', count) : l10n.t('{0}, {1} copies: next', state, count), COMMAND.nextCopy),
    lens(l10n.t('compare'), COMMAND.compareCopies),
    ...(annotation?.copy === 'kept' ? [] : [lens(l10n.t('keep this one'), COMMAND.keepCopy)]),
  ];
}
