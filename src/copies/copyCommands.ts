import { Position, Range, Selection, TextEditorRevealType, Uri, commands, l10n, window, workspace, type TextEditor } from 'vscode';
import { COMMAND, type CommandId } from '../contract';
import { rangeOf } from '../editor/marks';
import { openPageDocument, readPageText } from '../files/pageText';
import type { AnnotationReference, CommandTargets } from '../review/commandTarget';
import { newStamp, noPage } from '../review/decider';
import type { Handler } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import type { ReviewMode } from '../review/reviewMode';
import { oneLine } from '../ui/words';
import type { CompareView } from './compareView';
import { verdictTasks, type CopyTarget, type CopyVerdict } from './copyVerdicts';
import { isSamePlace, passageAt, placesOf, type Place } from './passages';
import type { SharedDecisions } from './sharedDecisions';
import { messageOf } from '../files/messageOf';

/** How code lenses, hovers and tree items name a place of a passage in a command's arguments. */
export interface PlaceReference {
  readonly page: string;
  readonly start: number;
  readonly end: number;
}

/** Tells which copies a node of the Copies view stands for. */
export interface CopyNodes {
  targetOf(node: unknown): CopyTarget | undefined;
}

/** Commands about a copied passage: going round its copies, comparing and deciding. */
export class CopyCommands {
  /** The copies that `nextCopy` goes round: on a page that is not analysed yet they are still known. */
  private round: readonly Place[] = [];

  constructor(
    private readonly pages: PageRegistry,
    private readonly targets: CommandTargets,
    private readonly mode: ReviewMode,
    private readonly nodes: CopyNodes,
    private readonly compare: CompareView,
    private readonly decisions: SharedDecisions,
  ) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.nextCopy]: (argument) => this.nextCopy(argument),
      [COMMAND.openCopy]: (argument) => this.open(argument),
      [COMMAND.compareCopies]: (argument) => this.compareWith(argument),
      [COMMAND.keepCopy]: (argument) => this.decide(argument, 'keep'),
      [COMMAND.markUpdate]: (argument) => this.decide(argument, 'update'),
      [COMMAND.markQuote]: (argument) => this.decide(argument, 'quote'),
      [COMMAND.notCopy]: (argument) => this.decide(argument, 'none'),
      [COMMAND.foldCopies]: () => this.fold(),
    };
  }

  /** The copies that a command is about: its argument, a node of the view, the passage at the cursor. */
  targetOf(argument: unknown): CopyTarget | undefined {
    const node = this.nodes.targetOf(argument);
    if (node) return node;
    const at = isAnnotation(argument) ? this.ofAnnotation(argument) : isPlace(argument) ? argument : undefined;
    const session = at ? this.pages.of({ uri: Uri.parse(at.page) }) : this.targets.page()?.session;
    if (!session) return undefined;
    const passage = at ? session.passages.find(({ start, end }) => start === at.start && end === at.end) : passageAt(session, this.cursor());
    if (!passage) return undefined;
    const { group, label, similarity, count, start, end } = passage;
    return { group, label, similarity, count, places: placesOf(session.document.uri, passage), chosen: { uri: session.document.uri, start, end } };
  }

  private ofAnnotation({ page, id }: AnnotationReference): PlaceReference | undefined {
    const annotation = this.pages.of({ uri: Uri.parse(page) })?.annotations.get(id);
    return annotation && { page, start: annotation.start, end: annotation.end };
  }

  private cursor(): number {
    const editor = window.activeTextEditor;
    return editor ? editor.document.offsetAt(editor.selection.active) : 0;
  }

  private async nextCopy(argument: unknown): Promise<void> {
    const target = this.targetOf(argument) ?? this.ofRound();
    if (!target) {
      if (!this.targets.page()) return noPage();
      return void window.setStatusBarMessage(l10n.t('This passage has no copy.'), 3000);
    }
    const { places, chosen } = target;
    this.round = places;
    const next = places[(places.findIndex((place) => isSamePlace(place, chosen)) + 1) % places.length];
    await this.goTo(next, this.pages.of({ uri: chosen.uri })?.reviewing === true);
  }

  /** The round that is being gone, where the cursor is at one of its places. */
  private ofRound(): Pick<CopyTarget, 'places' | 'chosen'> | undefined {
    const uri = window.activeTextEditor?.document.uri.toString();
    const offset = this.cursor();
    const chosen = this.round.find((place) => place.uri.toString() === uri && place.start <= offset && offset <= place.end);
    return chosen && { places: this.round, chosen };
  }

  /** Shows a copy; one on another page is annotated, so that the same keys work there. */
  private async goTo(place: Place, reviewing: boolean): Promise<void> {
    try {
      const document = await openPageDocument(place.uri);
      const visible = window.visibleTextEditors.find((editor) => editor.document === document);
      const editor = await window.showTextDocument(document, { viewColumn: visible?.viewColumn, preview: false });
      const session = await this.pages.open(document);
      if (reviewing) await this.mode.enter(session, editor);
      this.select(session, editor, place);
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} cannot be opened: {1}', workspace.asRelativePath(place.uri), messageOf(error)));
    }
  }

  private select(session: PageSession, editor: TextEditor, place: Place): void {
    const annotation = session.annotations.touching(place).find(({ layer, start, end }) => layer === 'duplicate' && start === place.start && end === place.end);
    if (annotation) return this.mode.goTo(session, editor, annotation);
    const { start } = rangeOf(editor.document, place);
    editor.selection = new Selection(start, start);
    editor.revealRange(new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Opens a place of a passage with its words selected. */
  private async open(argument: unknown): Promise<void> {
    const place = isPlace(argument) ? placeOf(argument) : this.nodes.targetOf(argument)?.chosen;
    if (!place) return;
    try {
      const document = await openPageDocument(place.uri);
      await window.showTextDocument(document, { selection: rangeOf(document, place), preview: true });
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} cannot be opened: {1}', workspace.asRelativePath(place.uri), messageOf(error)));
    }
  }

  private async compareWith(argument: unknown): Promise<void> {
    const target = this.targetOf(argument);
    if (!target) return noCopy();
    const { chosen } = target;
    const others = target.places.filter((place) => !isSamePlace(place, chosen));
    const other = others.length > 1 ? await pick(others) : others.at(0);
    if (other) await this.compare.show(other, chosen);
  }

  private async decide(argument: unknown, verdict: CopyVerdict): Promise<void> {
    const target = this.targetOf(argument);
    if (!target) return noCopy();
    try {
      const text = await this.textOf(target.chosen);
      const { pages, undo } = await this.decisions.decide(verdictTitle(verdict, oneLine(text, 20)), verdictTasks(target, verdict, text, newStamp()));
      const left = target.count - target.places.length;
      if (left > 0) window.showWarningMessage(l10n.t('There are {0} more copies, which were not decided.', left));
      this.tell(target.places, pages, undo);
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} cannot be opened: {1}', workspace.asRelativePath(target.chosen.uri), messageOf(error)));
    }
  }

  /** Where other pages were changed than the one in view, a message offers to undo it: its keys are of the page in view. */
  private tell(places: readonly Place[], pages: number, undo: () => Promise<void>): void {
    if (pages === 0) return;
    const text = l10n.t('{0} copies on {1} pages are decided.', places.length, pages);
    const active = window.activeTextEditor?.document.uri.toString();
    if (places.every(({ uri }) => uri.toString() === active)) return void window.setStatusBarMessage(text, 5000);
    const title = l10n.t('Undo');
    void window.showInformationMessage(text, title).then((picked) => (picked === title ? undo() : undefined));
  }

  private async textOf({ uri, start, end }: Place): Promise<string> {
    return (this.pages.of({ uri })?.annotations.text ?? await readPageText(uri)).slice(start, end);
  }

  /** Folds the copies of each group but the kept one, or where none is kept the first of the page. */
  private async fold(): Promise<void> {
    const page = this.targets.page();
    if (!page) return noPage();
    const { session, editor } = page;
    const ranges = superfluous(session).map((span) => rangeOf(editor.document, span)).filter(({ isSingleLine }) => !isSingleLine);
    if (ranges.length === 0) return void window.setStatusBarMessage(l10n.t('There are no copies of several lines to fold.'), 3000);
    const before = editor.selections;
    editor.selections = ranges.map(({ start, end }) => new Selection(new Position(start.line, 0), end));
    await commands.executeCommand('editor.createFoldingRangeFromSelection');
    editor.selections = before;
    window.setStatusBarMessage(l10n.t('{0} copies folded.', ranges.length), 3000);
  }
}

/** The copies on a page that another one stands for, each once, without those inside another. */
function superfluous({ passages }: Pick<PageSession, 'passages'>): { start: number; end: number }[] {
  const decided = new Set(passages.filter(({ annotation }) => annotation?.copy !== undefined).map(({ group }) => group));
  const spare = passages.filter(({ annotation, here, group, start, end }) => {
    if (annotation?.copy !== undefined) return annotation.copy === 'same';
    return !decided.has(group) && (here[0].start !== start || here[0].end !== end);
  });
  let reached = 0;
  return spare.flatMap(({ start, end }) => {
    if (end <= reached) return []; // in reading order, the longer one first: it is inside another
    reached = end;
    return [{ start, end }];
  });
}

function noCopy(): void {
  void window.showInformationMessage(l10n.t('Put the cursor into a copied passage first.'));
}

async function pick(places: readonly Place[]): Promise<Place | undefined> {
  const items = await Promise.all(places.map(async (place) => {
    const text = await readPageText(place.uri).catch(() => undefined);
    const line = text === undefined ? '' : `:${text.slice(0, place.start).split(/\r\n|\r|\n/).length}`;
    return { label: `${workspace.asRelativePath(place.uri)}${line}`, detail: oneLine(text?.slice(place.start, place.end) ?? '', 60), place };
  }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Compare with which copy?') }))?.place;
}

function verdictTitle(verdict: CopyVerdict, words: string): string {
  switch (verdict) {
    case 'keep': return l10n.t('keep this copy of “{0}”', words);
    case 'update': return l10n.t('update of “{0}”', words);
    case 'quote': return l10n.t('quote of “{0}”', words);
    case 'none': return l10n.t('no copy: “{0}”', words);
  }
}

function placeOf({ page, start, end }: PlaceReference): Place {
  return { uri: Uri.parse(page), start, end };
}

function isPlace(value: unknown): value is PlaceReference {
  return typeof value === 'object' && value !== null && 'page' in value && 'start' in value && 'end' in value
    && typeof value.page === 'string' && typeof value.start === 'number' && typeof value.end === 'number';
}

function isAnnotation(value: unknown): value is AnnotationReference {
  return typeof value === 'object' && value !== null && 'page' in value && 'id' in value && typeof value.page === 'string' && typeof value.id === 'string';
}
