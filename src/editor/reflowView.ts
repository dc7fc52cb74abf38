import {
  EventEmitter, Range, Selection, TextEditorRevealType, Uri, ViewColumn, l10n, window, workspace,
  type Disposable, type TextDocument, type TextDocumentContentProvider, type TextEditor,
} from 'vscode';
import { REFLOW_SCHEME } from '../contract';
import { OffsetMap } from '../page/offsetMap';
import type { Span } from '../page/span';
import { Pauses } from '../ui/pauses';
import { fileName } from '../ui/words';
import type { PageReader } from './pageReader';

/** How long typing must rest before the reflowed text follows. */
const TYPING_PAUSE_MS = 250;

interface Shown {
  /** The version of the source that was read, and its text reflowed. */
  readonly version: number;
  readonly text: string;
  readonly map: OffsetMap;
}

/**
 * Shows pages reflowed, in read-only documents beside them. The two follow each other: the cursor or selection in the
 * one that has the focus is brought into view in the other, and edits of the page change the reflowed text.
 */
export class ReflowView implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  /** What is shown, by the URI of the reflowed document. */
  private readonly shown = new Map<string, Shown>();
  private readonly pauses = new Pauses<string>(TYPING_PAUSE_MS, (key) => { this.changed.fire(Uri.parse(key)); });
  private readonly abort = new AbortController();
  private readonly subscriptions: Disposable[];

  constructor(private readonly reader: PageReader) {
    this.subscriptions = [
      this.changed, this.pauses,
      workspace.registerTextDocumentContentProvider(REFLOW_SCHEME, this),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.sourceChanged(document.uri);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === REFLOW_SCHEME) this.forget(uri.toString());
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.follow(textEditor);
      }),
    ];
  }

  /** Opens the reflowed text of a page beside it and brings the same words into view. */
  async show(source: TextEditor): Promise<void> {
    const document = await workspace.openTextDocument(reflowUri(source.document.uri));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false });
    this.follow(source);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const source = await workspace.openTextDocument(sourceUri(uri));
    const { version } = source;
    const key = uri.toString();
    const reflowed = await this.reader.reflowed(source, this.abort.signal);
    if (!reflowed) {
      const before = this.shown.get(key);
      if (before) return before.text;
      throw new Error(l10n.t('The page could not be read; “Show Log” says why.'));
    }
    this.shown.set(key, { version, text: reflowed.text, map: new OffsetMap(reflowed.runs) });
    return reflowed.text;
  }

  dispose(): void {
    this.abort.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(key: string): void {
    this.pauses.cancel(key);
    this.shown.delete(key);
  }

  private sourceChanged(source: Uri): void {
    const key = reflowUri(source).toString();
    if (this.shown.has(key)) this.pauses.restart(key);
  }

  /** Brings what is selected in one editor into view in the editors of its counterpart. */
  private follow(editor: TextEditor): void {
    const isReflowed = editor.document.uri.scheme === REFLOW_SCHEME;
    const counterpart = (isReflowed ? sourceUri(editor.document.uri) : reflowUri(editor.document.uri)).toString();
    const shown = this.shown.get(isReflowed ? editor.document.uri.toString() : counterpart);
    if (!shown) return;
    for (const other of window.visibleTextEditors) {
      if (other.document.uri.toString() !== counterpart) continue;
      const [source, reflowed] = isReflowed ? [other.document, editor.document] : [editor.document, other.document];
      if (isInStep(shown, source, reflowed)) select(other, isReflowed ? toRaw(shown.map, spanOf(editor)) : shown.map.spanToText(...ends(editor)));
    }
  }
}

/** Whether both documents are what the map was made of; between an edit and its reflow they are not. */
function isInStep({ version, text }: Shown, source: TextDocument, reflowed: TextDocument): boolean {
  return source.version === version && reflowed.offsetAt(reflowed.lineAt(reflowed.lineCount - 1).range.end) === text.length;
}

function toRaw(map: OffsetMap, { start, end }: Span): Span {
  if (start < end) return map.spanToRaw(start, end);
  const at = map.toRaw(start);
  return { start: at, end: at };
}

function spanOf({ document, selection }: TextEditor): Span {
  return { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
}

function ends(editor: TextEditor): [number, number] {
  const { start, end } = spanOf(editor);
  return [start, end];
}

function select(editor: TextEditor, { start, end }: Span): void {
  const selection = new Selection(editor.document.positionAt(start), editor.document.positionAt(Math.max(start, end)));
  if (!editor.selection.isEqual(selection)) editor.selection = selection;
  editor.revealRange(new Range(selection.start, selection.end), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The document that holds the reflowed text of a page. Its name says so on the tab and makes it a news page (see `filenamePatterns` of the manifest). */
export function reflowUri(source: Uri): Uri {
  return Uri.from({ scheme: REFLOW_SCHEME, path: `/${l10n.t('Reflowed: {0}', fileName(source))}`, query: source.toString() });
}

/** The page whose text a reflowed document holds. */
export function sourceUri(reflowed: Uri): Uri {
  return Uri.parse(reflowed.query, true);
}
