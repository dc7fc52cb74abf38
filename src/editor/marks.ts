import { EventEmitter, Position, Range, window, type Disposable, type TextDocument, type TextEditor, type TextEditorDecorationType } from 'vscode';
import { DEFAULT_LABELS, type LabelSet } from '../annotations/labelSet';
import type { Annotation } from '../annotations/model';
import { isVisible } from '../annotations/progress';
import type { Span } from '../page/span';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { ShownDecorations } from './shownDecorations';
import { createMarkTypes, createOwnType, markKind, ownStyle, type MarkState, type MarkTypes, type OwnStyle } from './markTypes';

/** Pages with more annotations than this are drawn only around what is visible. */
const WINDOWED_ABOVE = 1000;
/** Characters drawn beyond the visible text on either side, so that slow scrolling shows no gaps. */
const MARGIN = 4000;
/** Characters of one line that VS Code shows at most where it does not wrap (its setting `editor.stopRenderingLineAfter`). */
const SHOWN_OF_LINE = 10_000;
const REDRAW_PAUSE_MS = 30;
/** What was decided is drawn in the same turn as the frame that moves on, so that the window lays out the text once. */
const DECIDED_PAUSE_MS = 0;

/** What was just drawn in an editor. */
export interface Drawing {
  readonly editor: TextEditor;
  readonly annotations: readonly Annotation[];
}

/** Draws the annotations of visible editors as marks. */
export class Marks implements Disposable {
  private readonly drawings = new EventEmitter<Drawing>();
  readonly onDidDraw = this.drawings.event;
  private readonly types: MarkTypes = createMarkTypes();
  private readonly shown = new ShownDecorations();
  /** Of labels of folders' own, by what they look like. */
  private readonly ownTypes = new Map<string, TextEditorDecorationType>();
  private readonly timers = new Map<TextEditor, NodeJS.Timeout>();
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      pages.onDidChange(({ kind, session, change }) => {
        if (kind === 'changed' && change?.kind === 'current') this.eachEditor(session, (editor) => { this.drawCurrent(editor, session); });
        else if (kind !== 'changed' || change?.kind === 'store' || change?.kind === 'labels') this.eachEditor(session, (editor) => { this.drawSoon(editor, change?.kind === 'store' && change.store.kind === 'decided' ? DECIDED_PAUSE_MS : REDRAW_PAUSE_MS); });
      }),
      window.onDidChangeActiveColorTheme(() => { for (const editor of window.visibleTextEditors) this.drawSoon(editor); }),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of this.timers.keys()) if (!editors.includes(editor)) this.forget(editor);
        for (const editor of editors) this.drawSoon(editor);
      }),
      window.onDidChangeTextEditorSelection(({ textEditor, selections: [{ active }] }) => {
        if (this.isWindowed(textEditor) && textEditor.document.lineAt(active.line).text.length > SHOWN_OF_LINE) this.drawSoon(textEditor);
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if (this.isWindowed(textEditor)) this.drawSoon(textEditor);
      }),
    ];
    for (const editor of window.visibleTextEditors) this.drawSoon(editor);
  }

  dispose(): void {
    for (const editor of this.timers.keys()) this.forget(editor);
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const type of this.allTypes()) type.dispose();
    this.drawings.dispose();
  }

  private eachEditor(session: PageSession, draw: (editor: TextEditor) => void): void {
    for (const editor of window.visibleTextEditors) if (editor.document === session.document) draw(editor);
  }

  private forget(editor: TextEditor): void {
    clearTimeout(this.timers.get(editor));
    this.timers.delete(editor);
  }

  /** Many changes in a row are drawn once. */
  private drawSoon(editor: TextEditor, pause = REDRAW_PAUSE_MS): void {
    if (this.timers.has(editor) && pause > 0) return;
    this.forget(editor);
    this.timers.set(editor, setTimeout(() => {
      this.timers.delete(editor);
      this.draw(editor);
    }, pause));
  }

  private draw(editor: TextEditor): void {
    const session = this.pages.of(editor.document);
    if (session?.annotations.isFollowing) return; // drawn when they have followed
    const ranges = new Map<TextEditorDecorationType, Range[]>();
    const marks = session ? this.inWindow(editor, session).filter(isVisible) : [];
    const labels = session?.labels ?? DEFAULT_LABELS;
    for (const annotation of marks) {
      const type = this.typeOf(annotation, labels);
      const list = ranges.get(type) ?? [];
      list.push(rangeOf(editor.document, annotation));
      ranges.set(type, list);
    }
    for (const type of [...this.types.byKind.values(), ...this.ownTypes.values(), this.types.changed]) this.shown.set(editor, type, ranges.get(type) ?? []);
    this.drawCurrent(editor, session);
    this.drawings.fire({ editor, annotations: marks });
  }

  private drawCurrent(editor: TextEditor, session: PageSession | undefined): void {
    const current = session?.current;
    this.shown.set(editor, this.types.current, current && current.start < current.end ? [rangeOf(editor.document, current)] : []);
  }

  private inWindow(editor: TextEditor, session: PageSession): readonly Annotation[] {
    const { annotations } = session;
    if (annotations.size <= WINDOWED_ABOVE) return annotations.all;
    // after a page was replaced at once thousands may wait for a place, and there is nothing to draw of those
    return [...new Set(windowsOf(editor).flatMap((span) => annotations.touching(span).filter(({ start, end }) => start < end)))];
  }

  private isWindowed(editor: TextEditor): boolean {
    return (this.pages.of(editor.document)?.annotations.size ?? 0) > WINDOWED_ABOVE;
  }

  private typeOf(annotation: Annotation, labels: LabelSet): TextEditorDecorationType {
    if (annotation.changed || annotation.conflict) return this.types.changed;
    const state = annotation.status === 'accepted' ? 'accepted' : 'suggested';
    const style = ownStyle(labels, annotation, window.activeColorTheme.kind);
    if (style) return this.ownType(style, state);
    return this.types.byKind.get(`${markKind(annotation)}.${state}`)!;
  }

  private ownType(style: OwnStyle, state: MarkState): TextEditorDecorationType {
    const key = `${style.color} ${style.line} ${state}`;
    const known = this.ownTypes.get(key);
    if (known) return known;
    const type = createOwnType(style, state);
    this.ownTypes.set(key, type);
    return type;
  }

  private allTypes(): TextEditorDecorationType[] {
    return [...this.types.byKind.values(), ...this.ownTypes.values(), this.types.changed, this.types.current];
  }
}

/**
 * The stretches of the text around what the editor shows. Of a line too long to be shown whole these are its start and
 * what is around the cursor: the visible range of a line that is not wrapped is all of it.
 */
export function windowsOf({ document, visibleRanges, selection }: TextEditor): Span[] {
  const shown = visibleRanges.flatMap((visible) => shownIn(document, visible));
  const cursor = document.offsetAt(selection.active);
  if (visibleRanges.some(({ start, end }) => start.line <= selection.active.line && selection.active.line <= end.line)) shown.push({ start: cursor, end: cursor });
  return shown.map(({ start, end }) => ({ start: Math.max(0, start - MARGIN), end: end + MARGIN }));
}

function shownIn(document: TextDocument, visible: Range): Span[] {
  const spans: Span[] = [];
  let start = document.offsetAt(visible.start);
  for (let line = visible.start.line; line <= visible.end.line; line++) {
    const lineStart = document.offsetAt(new Position(line, 0));
    const from = line === visible.start.line ? visible.start.character : 0;
    const to = line === visible.end.line ? visible.end.character : document.lineAt(line).text.length;
    if (to - from <= SHOWN_OF_LINE) continue;
    spans.push({ start, end: lineStart + from + SHOWN_OF_LINE });
    start = lineStart + to;
  }
  return [...spans, { start, end: document.offsetAt(visible.end) }];
}

export function rangeOf(document: TextDocument, span: Span): Range {
  return new Range(document.positionAt(span.start), document.positionAt(span.end));
}
