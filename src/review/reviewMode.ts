import {
  Range, Selection, TextEditorRevealType, TextEditorSelectionChangeKind, commands, l10n, window,
  type Disposable, type Position, type TextEditor, type TextEditorSelectionChangeEvent,
} from 'vscode';
import type { Annotation } from '../annotations/model';
import { isVisible, needsDecision } from '../annotations/progress';
import { CONTEXT } from '../contract';
import { rangeOf } from '../editor/marks';
import type { Span } from '../page/span';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import { TypedAhead } from './typedAhead';
import type { ReviewFilter } from './tree/reviewFilter';

/** VS Code's own switch: typing does nothing in the editor until the session's flag is taken back. */
const READ_ONLY = 'workbench.action.files.setActiveEditorReadonlyInSession';
const READ_WRITE = 'workbench.action.files.resetActiveEditorReadonlyInSession';
/** An annotation this near to the edge of the visible text is brought to the middle, so that its context is seen. */
const CONTEXT_LINES = 3;
/** And so many characters before and after its first one are brought into view where lines are longer than the window is wide. */
const CONTEXT_CHARACTERS = 16;

/** Which annotation commands are about, moving between annotations, and the review mode with its one-letter keys. */
export class ReviewMode implements Disposable {
  private readonly subscriptions: Disposable[];
  /** Where the review put the cursor of an editor and VS Code has not told us yet. */
  private readonly ownMoves = new WeakMap<TextEditor, Position[]>();
  private detailsShown = false;
  /** For the lists that keys of the review open. */
  readonly typed = new TypedAhead();

  constructor(private readonly pages: PageRegistry, private readonly filter: ReviewFilter) {
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => void this.updateContext()),
      window.onDidChangeTextEditorSelection((event) => { this.followSelection(event); }),
      pages.onDidChange(({ kind, session, change }) => {
        if (kind !== 'changed') void this.updateContext();
        else if (change?.kind === 'current' && change.lost && session.reviewing) this.goOnFrom(session, change.lost);
      }),
    ];
    void this.updateContext();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  async enter(session: PageSession, editor: TextEditor): Promise<void> {
    const wasReviewing = session.reviewing;
    session.reviewing = true;
    // framed before anything is waited for: Alt+R makes the page read-only by itself, and the next key may be on its way
    const here = editor.document.offsetAt(editor.selection.active);
    if (!session.current || !needsDecision(session.current)) this.goTo(session, editor, this.filter.next(session, here - 1, 1, needsDecision) ?? session.current);
    if (wasReviewing) return;
    await Promise.all([commands.executeCommand(READ_ONLY), this.updateContext()]);
    session.reviewChanged();
  }

  async leave(session: PageSession): Promise<void> {
    if (!session.reviewing) return;
    session.reviewing = false;
    await this.setDetailsShown(false);
    await commands.executeCommand(READ_WRITE);
    await this.updateContext();
    session.reviewChanged();
  }

  /**
   * The handler of a command that opens a list. Its key holds back the other keys of the review until the list is
   * there, so that what is typed at once does not decide anything: Enter, Escape and digits go to the list when it is there.
   */
  opensList<Args extends unknown[]>(handler: (...args: Args) => unknown): (...args: Args) => unknown {
    return (...args) => {
      setImmediate(() => void commands.executeCommand('setContext', CONTEXT.asking, false));
      const end = (): void => { this.typed.end(); };
      let result: unknown;
      try {
        result = handler(...args);
      } catch (error) {
        end();
        throw error;
      }
      if (result instanceof Promise) return result.finally(end);
      end();
      return result;
    };
  }

  /** A key was pressed before the list was there that an earlier one opens. */
  typeAhead(argument: unknown): void {
    if (typeof argument === 'object' && argument !== null && 'key' in argument && typeof argument.key === 'string') this.typed.type(argument.key);
  }

  /** The annotation that a command without argument means: the framed one, else the smallest one at the cursor. */
  target(session: PageSession, editor: TextEditor): Annotation | undefined {
    if (session.current && (session.reviewing || touches(session.current, selectionSpan(editor)))) return session.current;
    return smallestAt(session, selectionSpan(editor));
  }

  /** The annotation at the cursor: the framed one if the cursor is there, else the smallest. */
  atCursor(session: PageSession, editor: TextEditor): Annotation | undefined {
    const span = selectionSpan(editor);
    return session.current && touches(session.current, span) ? session.current : smallestAt(session, span);
  }

  /**
   * Goes to the next annotation of the kind wanted, in the order of the review view and of those that its filter lets
   * through, around the end of the page if need be; undefined where none is left.
   * @param before the current annotation as it was before it was decided, where its place in the order may have changed
   */
  step(
    session: PageSession, editor: TextEditor, direction: 1 | -1, wanted: (annotation: Annotation) => boolean, before?: Annotation,
  ): Annotation | undefined {
    const from = before ?? session.current ?? editor.document.offsetAt(editor.selection.active);
    const next = this.filter.next(session, from, direction, wanted);
    this.goTo(session, editor, next);
    return next;
  }

  /** After a step about many: goes on where what was framed has been decided with them. */
  goOnIfDecided(session: PageSession, framed: Annotation | undefined): void {
    const now = framed && needsDecision(framed) ? session.annotations.get(framed.id) : undefined;
    const editor = editorOf(session);
    if (!session.reviewing || !editor || !now || needsDecision(now) || session.current?.id !== now.id) return;
    if (!this.step(session, editor, 1, needsDecision, now)) this.sayAllDecided(session);
  }

  /** Says that nothing is left, and what the filter holds back. */
  sayAllDecided(session: PageSession): void {
    const elsewhere = this.filter.openElsewhere(session);
    window.setStatusBarMessage(elsewhere === 0 ? l10n.t('Everything on this page is decided.')
      : l10n.t('Everything that the filter of the Review view lets through is decided; {0} wait outside it.', elsewhere), 5000);
  }

  /** Opens the hover of an annotation with the focus in it; the Escape that closes it does not leave the review. */
  async showDetails(session: PageSession, editor: TextEditor, annotation: Annotation): Promise<void> {
    this.goTo(session, editor, annotation);
    await this.setDetailsShown(session.reviewing);
    await commands.executeCommand('editor.action.showHover', { focus: 'autoFocusImmediately' });
  }

  private async setDetailsShown(shown: boolean): Promise<void> {
    const changes = this.detailsShown !== shown;
    this.detailsShown = shown;
    if (changes) await commands.executeCommand('setContext', CONTEXT.detailsShown, shown);
  }

  /** Frames an annotation and brings it into view with text around it. */
  goTo(session: PageSession, editor: TextEditor, annotation: Annotation | undefined): void {
    session.setCurrent(annotation?.id);
    if (this.detailsShown) void this.setDetailsShown(false);
    if (!annotation) return;
    const range = rangeOf(editor.document, annotation);
    const moves = this.ownMoves.get(editor) ?? [];
    // while VS Code has moves of ours to tell of, the selection that it tells is an older one
    if (moves.length > 0 || !editor.selection.isEmpty || !editor.selection.active.isEqual(range.start)) {
      this.ownMoves.set(editor, [...moves, range.start]);
      editor.selection = new Selection(range.start, range.start);
    }
    const { line, character } = range.start;
    editor.revealRange(new Range(line, Math.max(0, character - CONTEXT_CHARACTERS), line, character + CONTEXT_CHARACTERS), revealType(editor, range.start));
  }

  /** Frames what stands in place of a suggestion that is gone, or the next one to decide: the keys must not fall into nothing. */
  private goOnFrom(session: PageSession, lost: Annotation): void {
    const editor = editorOf(session);
    if (!editor) return;
    const instead = session.annotations.touching(lost).find((one) => one.layer === lost.layer && isVisible(one));
    this.goTo(session, editor, instead ?? this.filter.next(session, lost, 1, needsDecision));
  }

  /** The cursor on an annotation makes it the current one; a cursor elsewhere lets go of it outside review mode. */
  private followSelection({ textEditor: editor, selections, kind }: TextEditorSelectionChangeEvent): void {
    const session = this.pages.of(editor.document);
    if (!session || selections.length !== 1 || this.isOwnMove(editor, selections[0], kind)) return;
    if (session.annotations.isFollowing) void session.settled().then(() => { this.frameAt(session, editor); });
    else this.frameAt(session, editor);
  }

  private frameAt(session: PageSession, editor: TextEditor): void {
    const span = selectionSpan(editor);
    if (session.current && touches(session.current, span)) return;
    const here = smallestAt(session, span);
    if (here) session.setCurrent(here.id);
    else if (!session.reviewing) session.setCurrent(undefined);
  }

  /**
   * Whether VS Code tells of a cursor that the review has put there itself. When keys come fast it tells late: the
   * frame is further then and must not jump back.
   */
  private isOwnMove(editor: TextEditor, selection: Selection, kind: TextEditorSelectionChangeKind | undefined): boolean {
    const moves = this.ownMoves.get(editor) ?? [];
    const byPerson = kind === TextEditorSelectionChangeKind.Keyboard || kind === TextEditorSelectionChangeKind.Mouse;
    const index = byPerson || !selection.isEmpty ? -1 : moves.findIndex((position) => position.isEqual(selection.active));
    this.ownMoves.set(editor, byPerson ? [] : moves.slice(index + 1));
    return index >= 0;
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

/** An editor that shows the page: the active one, if it does. */
export function editorOf({ document }: PageSession): TextEditor | undefined {
  const active = window.activeTextEditor;
  return active?.document === document ? active : window.visibleTextEditors.find((editor) => editor.document === document);
}

export function selectionSpan(editor: TextEditor): Span {
  return { start: editor.document.offsetAt(editor.selection.start), end: editor.document.offsetAt(editor.selection.end) };
}

function revealType(editor: TextEditor, position: Position): TextEditorRevealType {
  const visible = editor.visibleRanges.find((range) => range.contains(position));
  const atTop = visible && visible.start.line > 0 && position.line < visible.start.line + CONTEXT_LINES;
  const atBottom = visible && visible.end.line < editor.document.lineCount - 1 && position.line > visible.end.line - CONTEXT_LINES;
  return atTop || atBottom ? TextEditorRevealType.InCenter : TextEditorRevealType.InCenterIfOutsideViewport;
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
