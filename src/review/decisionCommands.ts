import { l10n, window } from 'vscode';
import { accept, mark, moveEdge, place, reject, relabel, type Afters, type EdgeMove, type Stamp } from '../annotations/decisions';
import type { Annotation, Layer, NumberFields } from '../annotations/model';
import type { PageAnnotations, Step } from '../annotations/pageAnnotations';
import { needsDecision } from '../annotations/progress';
import type { AnalysisClient } from '../analysis/client';
import { CHOOSABLE_LABELS, COMMAND, LABEL_KEYS, type CommandId } from '../contract';
import { settings } from '../settings';
import { labelName, layerName, oneLine } from '../ui/words';
import type { CommandTargets, Target } from './commandTarget';
import type { PageSession } from './pageSession';
import { selectionSpan, type ReviewMode } from './reviewMode';

export type Handler = (...args: unknown[]) => unknown;

/** Commands by which a person decides. Each is one undoable step. */
export class DecisionCommands {
  constructor(
    private readonly targets: CommandTargets,
    private readonly mode: ReviewMode,
    private readonly client: AnalysisClient,
  ) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.accept]: (argument, selected) => this.decide(argument, selected, 'accept'),
      [COMMAND.reject]: (argument, selected) => this.decide(argument, selected, 'reject'),
      [COMMAND.acceptAll]: (argument, selected) => this.decide(argument, selected, 'accept', true),
      [COMMAND.rejectAll]: (argument, selected) => this.decide(argument, selected, 'reject', true),
      ...Object.fromEntries(LABEL_KEYS.map(({ command, layer, label }) => [command, () => this.label(layer, label)])),
      [COMMAND.chooseLabel]: (argument) => this.chooseLabel(argument),
      [COMMAND.startLeft]: () => { this.move('startLeft'); },
      [COMMAND.startRight]: () => { this.move('startRight'); },
      [COMMAND.endLeft]: () => { this.move('endLeft'); },
      [COMMAND.endRight]: () => { this.move('endRight'); },
      [COMMAND.undo]: () => { this.undo(); },
      [COMMAND.redo]: () => { this.redo(); },
      [COMMAND.place]: (argument) => { this.place(argument); },
    };
  }

  private decide(argument: unknown, selected: unknown, verdict: 'accept' | 'reject', openOnly = false): void {
    const target = this.targets.of(argument, selected);
    if (!target) return void noPage();
    const annotations = withCopies(target, openOnly ? target.annotations.filter(needsDecision) : target.annotations);
    if (annotations.length === 0) return void window.setStatusBarMessage(l10n.t('There is no annotation here.'), 3000);
    const page = target.session.annotations;
    const stamp = newStamp();
    const afters = verdict === 'accept' ? accept(page, annotations, stamp) : reject(page, annotations, stamp);
    this.carryOut(target.session, title(verdict, annotations), afters, target.inEditor, annotations.map(({ id }) => id));
  }

  /** With a selection: marks it. Without: gives the annotation here the label. */
  private async label(layer: Layer, label: string): Promise<void> {
    const page = this.targets.page();
    if (!page) return void noPage();
    const { session, editor } = page;
    const span = selectionSpan(editor);
    const annotation = span.start < span.end ? undefined : this.mode.target(session, editor);
    if (span.start === span.end && !annotation) {
      return void window.setStatusBarMessage(l10n.t('Select the words to mark as {0} first.', labelName(label)), 3000);
    }
    await this.give(session, annotation ?? span, layer, label, annotation, true);
  }

  private async chooseLabel(argument: unknown): Promise<void> {
    const target = this.targets.of(argument, undefined);
    if (!target) return void noPage();
    const page = this.targets.page();
    const selection = page && target.inEditor ? selectionSpan(page.editor) : undefined;
    const annotation = selection && selection.start < selection.end ? undefined : target.annotations.at(0);
    const span = annotation ?? selection;
    if (!span || span.start === span.end) return void window.setStatusBarMessage(l10n.t('Select the words to mark first.'), 3000);
    const words = oneLine(target.session.annotations.text.slice(span.start, span.end), 30);
    const picked = await window.showQuickPick(
      CHOOSABLE_LABELS.map(({ layer, label }) => ({ label: labelName(label), description: layerName(layer), detail: keyHint(label), choice: { layer, label } })),
      { placeHolder: l10n.t('Label for “{0}”', words), matchOnDescription: true },
    );
    if (picked) await this.give(target.session, span, picked.choice.layer, picked.choice.label, annotation, target.inEditor);
  }

  private async give(
    session: PageSession, span: { start: number; end: number }, layer: Layer, label: string, annotation: Annotation | undefined, goOn: boolean,
  ): Promise<void> {
    const fields = layer === 'number' ? await this.readNumber(session.annotations.text.slice(span.start, span.end), label) : {};
    // the page may have changed while the number was read
    const current = annotation ? session.annotations.get(annotation.id) : undefined;
    if (annotation && !current) return;
    const afters = current
      ? relabel(session.annotations, current, layer, label, fields, newStamp())
      : mark(session.annotations, span, layer, label, fields, newStamp());
    this.carryOut(session, l10n.t('label as {0}', labelName(label)), afters, goOn && annotation !== undefined);
    if (!annotation) session.setCurrent(afters.find(([, after]) => after)?.[0]);
  }

  private async readNumber(words: string, kind: string): Promise<NumberFields> {
    return words.length > 100 ? {} : (await this.client.readNumber(words, kind))?.fields ?? {};
  }

  private move(edge: EdgeMove): void {
    const page = this.targets.page();
    const annotation = page && this.mode.target(page.session, page.editor);
    if (!page || !annotation) return void window.setStatusBarMessage(l10n.t('There is no annotation here.'), 3000);
    const afters = moveEdge(page.session.annotations, annotation, edge, newStamp());
    if (afters.length === 0) return void window.setStatusBarMessage(l10n.t('The edge cannot go further.'), 3000);
    this.carryOut(page.session, l10n.t('move edge'), afters, false);
    // the cursor stays with the annotation, so that the next move means it too
    this.mode.goTo(page.session, page.editor, page.session.annotations.get(annotation.id));
  }

  private place(argument: unknown): void {
    const target = this.targets.of(argument, undefined) ?? this.targets.ofTreeSelection();
    const editor = target && window.visibleTextEditors.find(({ document }) => document === target.session.document);
    const annotation = target?.annotations.at(0);
    if (!editor || !annotation || editor.selection.isEmpty) {
      return void window.showInformationMessage(l10n.t('Select the words in the page that this annotation belongs to, then choose “Put on Selection” again.'));
    }
    this.carryOut(target.session, l10n.t('put on selection'), place(target.session.annotations, annotation, selectionSpan(editor), newStamp()), false);
  }

  private undo(): void {
    this.travel((annotations) => annotations.undo(), l10n.t('There is no decision to undo.'), (title) => l10n.t('Undone: {0}', title));
  }

  private redo(): void {
    this.travel((annotations) => annotations.redo(), l10n.t('There is no decision to redo.'), (title) => l10n.t('Done again: {0}', title));
  }

  /** One step through the history of the page, and to where it made a difference. */
  private travel(go: (annotations: PageAnnotations) => Step | undefined, nothing: string, message: (title: string) => string): void {
    const page = this.targets.page();
    if (!page) return void noPage();
    const step = go(page.session.annotations);
    if (!step) return void window.setStatusBarMessage(nothing, 3000);
    const marks = step.edits.filter(({ before, after }) => (before === undefined) !== (after === undefined) && (before ?? after)?.origin === 'manual');
    if (marks.length > 0) page.session.analyseAgain(); // suggestions come and go with the mark on their words
    window.setStatusBarMessage(message(step.title), 3000);
    this.mode.goTo(page.session, page.editor, firstOf(page.session, step.edits.map(({ id }) => id)));
  }

  /** @param ids what the command was about, also where that is decided already and nothing changes */
  private carryOut(session: PageSession, name: string, afters: Afters, goOn: boolean, ids = afters.map(([id]) => id)): void {
    const page = this.targets.page();
    const from = goOn && page?.session === session ? firstOf(session, ids) : undefined;
    if (from) session.setCurrent(from.id);
    if (afters.length > 0) {
      const freesWords = afters.some(([id, after]) => !after && session.annotations.get(id)?.origin === 'manual');
      session.annotations.decide(name, afters);
      if (freesWords) session.analyseAgain(); // what was suggested on the words of the mark comes back
    }
    if (!from || !page) return;
    if (!this.mode.step(session, page.editor, 1, needsDecision) && session.reviewing) {
      window.setStatusBarMessage(l10n.t('Everything on this page is decided.'), 5000);
    }
  }
}

export function noPage(): void {
  void window.showInformationMessage(l10n.t('Open a text file and run “Annotate Page” first.'));
}

export function newStamp(): Stamp {
  const by = settings.editorName();
  return { ...(by ? { by } : {}), at: new Date().toISOString() };
}

/** A decision on one copy of a passage counts for the whole group on the page. */
function withCopies(target: Target, annotations: readonly Annotation[]): Annotation[] {
  const groups = new Set(annotations.filter(({ layer }) => layer === 'duplicate').map(({ group }) => group));
  if (groups.size === 0) return [...annotations];
  const copies = target.session.annotations.all.filter(({ layer, group }) => layer === 'duplicate' && groups.has(group));
  return [...annotations.filter(({ layer }) => layer !== 'duplicate'), ...copies];
}

function title(verdict: 'accept' | 'reject', annotations: readonly Annotation[]): string {
  if (annotations.length > 1) return verdict === 'accept' ? l10n.t('accept {0}', annotations.length) : l10n.t('reject {0}', annotations.length);
  const words = oneLine(annotations[0].quote, 20);
  return verdict === 'accept' ? l10n.t('accept “{0}”', words) : l10n.t('reject “{0}”', words);
}

function firstOf(session: PageSession, ids: readonly string[]): Annotation | undefined {
  return ids.map((id) => session.annotations.get(id)).filter((annotation) => annotation !== undefined)
    .sort((a, b) => a.start - b.start).at(0);
}

function keyHint(label: string): string | undefined {
  const digit = LABEL_KEYS.findIndex((key) => key.label === label) + 1;
  return digit > 0 ? l10n.t('Key {0} in review mode', digit) : undefined;
}
