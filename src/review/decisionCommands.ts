import { l10n, window } from 'vscode';
import { accept, place, reject, reopen, type Afters } from '../annotations/decisions';
import type { Edit, Step } from '../annotations/history';
import type { Annotation } from '../annotations/model';
import type { PageAnnotations } from '../annotations/pageAnnotations';
import { needsDecision } from '../annotations/progress';
import { COMMAND, type CommandId } from '../contract';
import { breathe, inSlices } from '../files/slices';
import { oneLine } from '../ui/words';
import type { Target } from './commandTarget';
import { isMany, newStamp, noAnnotation, noPage, type Decider } from './decider';
import type { PageSession } from './pageSession';
import { editorOf, selectionSpan } from './reviewMode';
import type { CheckEvent } from './tree/reviewTree';

export type Handler = (...args: unknown[]) => unknown;
export type Verdict = 'accept' | 'reject' | 'reopen';

/** Takes the other pages along where a step on one page is part of a command on several. */
export interface SharedSteps {
  follow(shared: string, direction: 'undo' | 'redo', from: PageSession): Promise<void>;
}

/** Commands by which a person accepts, rejects and takes back. Each is one undoable step. */
export class DecisionCommands {
  constructor(private readonly decider: Decider, private readonly shared: SharedSteps) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.accept]: (argument, selected) => this.decide(argument, selected, 'accept'),
      [COMMAND.reject]: (argument, selected) => this.decide(argument, selected, 'reject'),
      [COMMAND.reopen]: (argument, selected) => this.decide(argument, selected, 'reopen'),
      [COMMAND.acceptAll]: (argument, selected) => this.decide(argument, selected, 'accept', true),
      [COMMAND.rejectAll]: (argument, selected) => this.decide(argument, selected, 'reject', true),
      [COMMAND.undo]: () => this.undo(),
      [COMMAND.redo]: () => this.redo(),
      [COMMAND.place]: (argument) => { this.place(argument); },
    };
  }

  /** Follows the boxes of the review view: checked is accepted, unchecked takes the acceptance back; one step a page. */
  check(events: CheckEvent): void {
    for (const checked of [true, false]) {
      const nodes = events.filter((event) => event.checked === checked).map(({ node }) => node);
      for (const session of new Set(nodes.map((node) => node.session))) {
        const target = this.decider.targets.ofNodes(nodes.filter((node) => node.session === session));
        const concerned = target?.annotations.filter((one) => (checked ? needsDecision(one) : one.status === 'accepted')) ?? [];
        if (target && concerned.length > 0) void this.verdict({ ...target, annotations: concerned }, checked ? 'accept' : 'reopen');
      }
    }
  }

  private async decide(argument: unknown, selected: unknown, verdict: Verdict, openOnly = false): Promise<void> {
    const target = this.decider.targets.of(argument, selected);
    if (!target) return noPage();
    if (isMany(target.annotations)) await breathe(); // to collect so many has taken its time
    return this.verdict(openOnly ? { ...target, annotations: target.annotations.filter(needsDecision) } : target, verdict);
  }

  private verdict(target: Target, verdict: Verdict): Promise<void> | undefined {
    const annotations = withCopies(target.session, target.annotations);
    if (annotations.length === 0) return void noAnnotation();
    return this.decider.carryOutOn(target.session, verdictTitle(verdict, annotations), annotations, becomes(target.session, verdict), target.inEditor && verdict !== 'reopen');
  }

  private place(argument: unknown): void {
    const { targets } = this.decider;
    const target = targets.of(argument, undefined) ?? targets.ofTreeSelection();
    const editor = target && editorOf(target.session);
    const annotation = target?.annotations.at(0);
    if (!editor || !annotation || editor.selection.isEmpty) {
      return void window.showInformationMessage(l10n.t('Select the words in the page that this annotation belongs to, then choose “Put on Selection” again.'));
    }
    this.decider.carryOut(target.session, l10n.t('put on selection'), place(target.session.annotations, annotation, selectionSpan(editor), newStamp()), false);
  }

  private undo(): Promise<void> {
    return this.travel('undo', (annotations) => annotations.undoInSlices(), l10n.t('There is no decision to undo.'), (title) => l10n.t('Undone: {0}', title));
  }

  private redo(): Promise<void> {
    return this.travel('redo', (annotations) => annotations.redoInSlices(), l10n.t('There is no decision to redo.'), (title) => l10n.t('Done again: {0}', title));
  }

  /** One step through the history of the page, and to where it made a difference. */
  private async travel(
    direction: 'undo' | 'redo', go: (annotations: PageAnnotations) => Generator<void, Step | undefined>, nothing: string, message: (title: string) => string,
  ): Promise<void> {
    const page = this.decider.targets.page();
    if (!page) return noPage();
    const step = await inSlices(go(page.session.annotations));
    if (!step) return void window.setStatusBarMessage(nothing, 3000);
    const { edits } = step;
    const marks = edits.filter(({ before, after }) => (before === undefined) !== (after === undefined) && (before ?? after)?.origin === 'manual');
    if (marks.length > 0) page.session.analyseAgain(); // suggestions come and go with the mark on their words
    window.setStatusBarMessage(message(step.title), 3000);
    if (isMany(edits)) await breathe();
    if (edits.length > 0) this.decider.mode.goTo(page.session, page.editor, firstShown(page.session, edits, direction));
    if (step.shared !== undefined) await this.shared.follow(step.shared, direction, page.session);
  }
}

/** The first annotation that stands there after a step was undone or redone. */
function firstShown({ annotations }: PageSession, edits: readonly Edit[], direction: 'undo' | 'redo'): Annotation | undefined {
  const shown = edits.flatMap(({ before, after }) => (direction === 'undo' ? before : after) ?? []);
  const first = shown.reduce<Annotation | undefined>((best, one) => (best && best.start <= one.start ? best : one), undefined);
  return first && annotations.get(first.id);
}

/** A decision on one copy of a passage counts for the whole group on the page. */
export function withCopies(session: PageSession, annotations: readonly Annotation[]): readonly Annotation[] {
  const groups = new Set(annotations.filter(({ layer }) => layer === 'duplicate').map(({ group }) => group));
  if (groups.size === 0) return annotations;
  const copies = session.annotations.copies.filter(({ group }) => groups.has(group));
  return [...annotations.filter(({ layer }) => layer !== 'duplicate'), ...copies];
}

/** What a verdict makes of annotations. */
export function becomes({ annotations: page }: Pick<PageSession, 'annotations'>, verdict: Verdict): (annotations: readonly Annotation[]) => Afters {
  const stamp = newStamp();
  switch (verdict) {
    case 'accept': return (annotations) => accept(page, annotations, stamp);
    case 'reject': return (annotations) => reject(page, annotations, stamp);
    case 'reopen': return reopen;
  }
}

export function verdictTitle(verdict: Verdict, annotations: readonly Annotation[]): string {
  const many = annotations.length > 1;
  const what = many ? annotations.length : oneLine(annotations[0].quote, 20);
  switch (verdict) {
    case 'accept': return many ? l10n.t('accept {0}', what) : l10n.t('accept “{0}”', what);
    case 'reject': return many ? l10n.t('reject {0}', what) : l10n.t('reject “{0}”', what);
    case 'reopen': return many ? l10n.t('set {0} back to undecided', what) : l10n.t('set “{0}” back to undecided', what);
  }
}
