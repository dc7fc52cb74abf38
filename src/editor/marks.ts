import { EventEmitter, Range, window, type Disposable, type TextDocument, type TextEditor, type TextEditorDecorationType } from 'vscode';
import type { Annotation } from '../annotations/model';
import { isVisible } from '../annotations/progress';
import type { Span } from '../page/span';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { createMarkTypes, markKind, type MarkTypes } from './markTypes';

/** Pages with more annotations than this are drawn only around what is visible. */
const WINDOWED_ABOVE = 1000;
/** Characters drawn beyond the visible text on either side, so that slow scrolling shows no gaps. */
const MARGIN = 4000;
const REDRAW_PAUSE_MS = 30;

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
  private readonly timers = new Map<TextEditor, NodeJS.Timeout>();
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      pages.onDidChange(({ kind, session, change }) => {
        if (kind === 'changed' && change?.kind === 'current') this.eachEditor(session, (editor) => { this.drawCurrent(editor, session); });
        else if (kind !== 'changed' || change?.kind === 'store') this.eachEditor(session, (editor) => { this.drawSoon(editor); });
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of this.timers.keys()) if (!editors.includes(editor)) this.forget(editor);
        for (const editor of editors) this.drawSoon(editor);
      }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        const session = this.pages.of(textEditor.document);
        if (session && session.annotations.size > WINDOWED_ABOVE) this.drawSoon(textEditor);
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
  private drawSoon(editor: TextEditor): void {
    if (this.timers.has(editor)) return;
    this.timers.set(editor, setTimeout(() => {
      this.timers.delete(editor);
      this.draw(editor);
    }, REDRAW_PAUSE_MS));
  }

  private draw(editor: TextEditor): void {
    const session = this.pages.of(editor.document);
    const ranges = new Map<TextEditorDecorationType, Range[]>();
    const marks = session ? this.inWindow(editor, session).filter(isVisible) : [];
    for (const annotation of marks) {
      const type = this.typeOf(annotation);
      const list = ranges.get(type) ?? [];
      list.push(rangeOf(editor.document, annotation));
      ranges.set(type, list);
    }
    for (const type of [...this.types.byKind.values(), this.types.changed]) editor.setDecorations(type, ranges.get(type) ?? []);
    this.drawCurrent(editor, session);
    this.drawings.fire({ editor, annotations: marks });
  }

  private drawCurrent(editor: TextEditor, session: PageSession | undefined): void {
    const current = session?.current;
    editor.setDecorations(this.types.current, current && current.start < current.end ? [rangeOf(editor.document, current)] : []);
  }

  private inWindow(editor: TextEditor, session: PageSession): readonly Annotation[] {
    const { annotations } = session;
    if (annotations.size <= WINDOWED_ABOVE) return annotations.all;
    return editor.visibleRanges.flatMap((visible) => annotations.touching(windowAround(editor.document, visible)));
  }

  private typeOf(annotation: Annotation): TextEditorDecorationType {
    if (annotation.changed || annotation.conflict) return this.types.changed;
    const state = annotation.status === 'accepted' ? 'accepted' : 'suggested';
    return this.types.byKind.get(`${markKind(annotation)}.${state}`)!;
  }

  private allTypes(): TextEditorDecorationType[] {
    return [...this.types.byKind.values(), this.types.changed, this.types.current];
  }
}

/** The offsets around a visible range; a line of 200,000 characters is cut to what its columns show. */
function windowAround(document: TextDocument, visible: Range): Span {
  const start = document.offsetAt(visible.start);
  const end = document.offsetAt(visible.end);
  return { start: Math.max(0, start - MARGIN), end: end + MARGIN };
}

export function rangeOf(document: TextDocument, span: Span): Range {
  return new Range(document.positionAt(span.start), document.positionAt(span.end));
}
