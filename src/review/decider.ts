import { l10n, window } from 'vscode';
import type { Afters, Stamp } from '../annotations/decisions';
import type { Annotation } from '../annotations/model';
import { needsDecision } from '../annotations/progress';
import { settings } from '../settings';
import type { CommandTargets } from './commandTarget';
import type { PageSession } from './pageSession';
import type { ReviewMode } from './reviewMode';

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
    if (!from || !page) return;
    if (!this.mode.step(session, page.editor, 1, needsDecision, from) && session.reviewing) this.mode.sayAllDecided(session);
  }
}

export function noPage(): void {
  void window.showInformationMessage(l10n.t('Open a text file and run “Annotate Page” first.'));
}

export function newStamp(): Stamp {
  const by = settings.editorName();
  return { ...(by ? { by } : {}), at: new Date().toISOString() };
}

export function firstOf(session: PageSession, ids: readonly string[]): Annotation | undefined {
  return ids.map((id) => session.annotations.get(id)).filter((annotation) => annotation !== undefined)
    .sort((a, b) => a.start - b.start).at(0);
}
