import { l10n, window } from 'vscode';
import type { Afters, Stamp } from '../annotations/decisions';
import type { Annotation } from '../annotations/model';
import { needsDecision } from '../annotations/progress';
import { inSlices } from '../files/slices';
import { settings } from '../settings';
import type { CommandTargets } from './commandTarget';
import type { PageSession } from './pageSession';
import type { ReviewMode } from './reviewMode';

/** More annotations than this are decided with breaks. */
const MANY = 500;

/** Carries out what a command decided, as one undoable step, and moves the review on. */
export class Decider {
  constructor(readonly targets: CommandTargets, readonly mode: ReviewMode) {}

  /**
   * @param goOn whether the next annotation to decide is framed afterwards
   * @param ids what the command was about, also where that is decided already and nothing changes
   */
  carryOut(session: PageSession, name: string, afters: Afters, goOn: boolean, ids: readonly string[] = afters.map(([id]) => id)): void {
    const page = this.targets.page();
    const from = goOn && page?.session === session ? firstOf(session, ids) : undefined;
    if (from) session.setCurrent(from.id);
    if (afters.length > 0) {
      const freesWords = afters.some(([id, after]) => !after && session.annotations.get(id)?.origin === 'manual');
      session.annotations.decide(name, afters);
      if (freesWords) session.analyseAgain(); // what was suggested on the words of the mark comes back
    }
    this.goOn(session, from);
  }

  /**
   * The same for any number of annotations: very many are decided with breaks.
   * @param become what some of the annotations become, as they are then
   */
  async carryOutOn(session: PageSession, name: string, annotations: readonly Annotation[], become: (annotations: readonly Annotation[]) => Afters, goOn: boolean): Promise<void> {
    const ids = annotations.map(({ id }) => id);
    if (!isMany(ids)) return this.carryOut(session, name, become(annotations), goOn, ids);
    const freesWords = annotations.some(({ origin }) => origin === 'manual');
    await inSlices(session.annotations.decideInSlices(name, ids, become));
    if (freesWords) session.analyseAgain();
    if (goOn) this.goOn(session, annotations[0]);
  }

  private goOn(session: PageSession, from: Annotation | undefined): void {
    const page = this.targets.page();
    if (!from || page?.session !== session) return;
    if (!this.mode.step(session, page.editor, 1, needsDecision, from) && session.reviewing) this.mode.sayAllDecided(session);
  }
}

/** Whether there are so many that work on them takes breaks. */
export function isMany(items: readonly unknown[]): boolean {
  return items.length > MANY;
}

export function noPage(): void {
  void window.showInformationMessage(l10n.t('Open a text file and run “Annotate Page” first.'));
}

export function noAnnotation(): void {
  window.setStatusBarMessage(l10n.t('There is no annotation here.'), 3000);
}

export function newStamp(): Stamp {
  const by = settings.editorName();
  return { ...(by ? { by } : {}), at: new Date().toISOString() };
}

export function firstOf(session: PageSession, ids: readonly string[]): Annotation | undefined {
  return ids.map((id) => session.annotations.get(id)).filter((annotation) => annotation !== undefined)
    .sort((a, b) => a.start - b.start).at(0);
}
