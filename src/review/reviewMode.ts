import { Range, Selection, TextEditorRevealType, commands, window, type Disposable, type TextEditor } from 'vscode';
import type { Annotation } from '../annotations/model';
import { isVisible, needsDecision } from '../annotations/progress';
import { CONTEXT } from '../contract';
import { rangeOf } from '../editor/marks';
import type { Span } from '../page/span';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';

/** VS Code's own switch: typing does nothing in the editor until the session's flag is taken back. */
const READ_ONLY = 'workbench.action.files.setActiveEditorReadonlyInSession';
const READ_WRITE = 'workbench.action.files.resetActiveEditorReadonlyInSession';

/** Which annotation commands are about, moving between annotations, and the review mode with its one-letter keys. */
export class ReviewMode implements Disposable {
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => void this.updateContext()),
      window.onDidChangeTextEditorSelection(({ textEditor, selections }) => { this.followSelection(textEditor, selections); }),
      pages.onDidChange(({ kind }) => {
        if (kind !== 'changed') void this.updateContext();
      }),
    ];
    void this.updateContext();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  async enter(session: PageSession, editor: TextEditor): Promise<void> {
    if (!session.reviewing) {
      session.reviewing = true;
      await commands.executeCommand(READ_ONLY);
      await this.updateContext();
      session.reviewChanged();
    }
    const here = editor.document.offsetAt(editor.selection.active);
    if (!session.current || !needsDecision(session.current)) this.goTo(session, editor, nextFrom(session, here - 1, 1, needsDecision) ?? session.current);
  }

  async leave(session: PageSession): Promise<void> {
    if (!session.reviewing) return;
    session.reviewing = false;
    await commands.executeCommand(READ_WRITE);
    await this.updateContext();
    session.reviewChanged();
  }

  /** The annotation that a command without argument means: the framed one, else the smallest one at the cursor. */
  target(session: PageSession, editor: TextEditor): Annotation | undefined {
    if (session.current && (session.reviewing || touches(session.current, selectionSpan(editor)))) return session.current;
    return smallestAt(session, selectionSpan(editor));
  }

  /** Goes to the next annotation of the kind wanted, around the end of the page if need be; undefined where none is left. */
  step(session: PageSession, editor: TextEditor, direction: 1 | -1, wanted: (annotation: Annotation) => boolean): Annotation | undefined {
    const from = session.current?.start ?? editor.document.offsetAt(editor.selection.active);
    const next = nextFrom(session, from, direction, wanted, session.current);
    this.goTo(session, editor, next);
    return next;
  }

  /** Frames an annotation and brings it into view with text around it. */
  goTo(session: PageSession, editor: TextEditor, annotation: Annotation | undefined): void {
    session.setCurrent(annotation?.id);
    if (!annotation) return;
    const range = rangeOf(editor.document, annotation);
    editor.selection = new Selection(range.start, range.start);
    editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** The cursor on an annotation makes it the current one; a cursor elsewhere lets go of it outside review mode. */
  private followSelection(editor: TextEditor, selections: readonly Selection[]): void {
    const session = this.pages.of(editor.document);
    if (!session || selections.length !== 1) return;
    const span = selectionSpan(editor);
    if (session.current && touches(session.current, span)) return;
    const here = smallestAt(session, span);
    if (here) session.setCurrent(here.id);
    else if (!session.reviewing) session.setCurrent(undefined);
  }

  private async updateContext(): Promise<void> {
    const session = this.pages.of(window.activeTextEditor?.document);
    await Promise.all([
      commands.executeCommand('setContext', CONTEXT.annotated, session !== undefined),
      commands.executeCommand('setContext', CONTEXT.reviewing, session?.reviewing === true),
      commands.executeCommand('setContext', CONTEXT.hasPages, this.pages.all.length > 0),
    ]);
  }
}

export function selectionSpan(editor: TextEditor): Span {
  return { start: editor.document.offsetAt(editor.selection.start), end: editor.document.offsetAt(editor.selection.end) };
}

/** Whether the cursor is in the annotation or at one of its ends, or the selection overlaps it. */
function touches(annotation: Span, selection: Span): boolean {
  return selection.start === selection.end
    ? annotation.start <= selection.start && selection.start <= annotation.end
    : annotation.start < selection.end && selection.start < annotation.end;
}

function smallestAt(session: PageSession, span: Span): Annotation | undefined {
  const end = Math.max(span.end, span.start + 1);
  return session.annotations.touching({ start: span.start, end }).filter(isVisible)
    .reduce<Annotation | undefined>((best, one) => (!best || one.end - one.start < best.end - best.start ? one : best), undefined);
}

/** The nearest annotation after (or before) the offset in reading order that is wanted; goes round the page once. */
function nextFrom(
  session: PageSession, offset: number, direction: 1 | -1, wanted: (annotation: Annotation) => boolean, current?: Annotation,
): Annotation | undefined {
  const { all } = session.annotations;
  const at = current ? all.indexOf(current) : -1;
  const count = all.length;
  const firstAfter = all.findIndex(({ start }) => start > offset);
  const origin = at >= 0 ? at : direction > 0 ? (firstAfter < 0 ? count : firstAfter) - 1 : firstAfter < 0 ? count : firstAfter;
  for (let step = 1; step <= count; step++) {
    const annotation = all[(((origin + direction * step) % count) + count) % count];
    if (wanted(annotation) && annotation !== current) return annotation;
  }
  return undefined;
}
