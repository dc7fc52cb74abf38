import { ProgressLocation, l10n, window } from 'vscode';
import type { Stamp } from '../annotations/decisions';
import { changeName, editsOf, takenBack, type NameChange } from '../annotations/nameChange';
import type { CallOutcome } from '../processes/callClient';
import { newStamp } from '../review/decider';
import type { PageSession } from '../review/pageSession';
import type { ChangeReport, ChangedPage, PageTask, SurveyProgress } from '../survey/protocol';
import { signalOf } from '../ui/signalOf';
import { shownPath, type CorpusService } from './corpusService';

/** What one command did to the pages of the corpus. */
interface CorpusStep {
  readonly title: string;
  readonly changed: readonly ChangedPage[];
}

/** Steps that can be undone: each holds what it changed on every page. */
const MOST_STEPS = 20;

/** Changes names over the whole corpus: open pages through their stores, the others in their sidecars. One step is undone as a whole. */
export class NameEditor {
  private steps: CorpusStep[] = [];
  /** What was undone, the last first to be done again; a new change forgets it. */
  private undone: CorpusStep[] = [];

  constructor(private readonly corpus: CorpusService, private readonly log: { error(message: string): void; show(): void }) {}

  /** What `undo` would take back. */
  get undoTitle(): string | undefined {
    return this.steps.at(-1)?.title;
  }

  /** Carries out tasks on pages. Resolves when all is written or told why not. */
  async apply(title: string, tasks: readonly PageTask<NameChange>[]): Promise<ChangeReport> {
    const stamp = newStamp();
    const onDisk: PageTask<NameChange>[] = [];
    const changed: ChangedPage[] = [];
    for (const one of tasks) {
      const session = this.corpus.sessionOf(one.path);
      if (session) changed.push(...changeOpen(session, title, one, stamp));
      else onDisk.push(one);
    }
    const report = await this.carryOut(title, onDisk.length, (follow) => this.corpus.ask('change', { pages: onDisk, stamp }, follow));
    const all = { ...report, changed: [...changed, ...report.changed] };
    if (all.changed.length > 0) {
      this.steps = [...this.steps, { title, changed: all.changed }].slice(-MOST_STEPS);
      this.undone = [];
    }
    this.tell(all, l10n.t('{0} annotations on {1} pages changed. “Undo Change to Corpus” takes all back at once.', edits(all), pages(all)));
    return all;
  }

  /** Takes the last step back; pages on which somebody decided since are left as they are, and told. Undefined where there is none. */
  async undo(): Promise<ChangeReport | undefined> {
    const step = this.steps.pop();
    if (step) return this.takeBack(step, this.steps, this.undone, l10n.t('undo: {0}', step.title), l10n.t('Undone: {0}', step.title));
    window.setStatusBarMessage(l10n.t('There is no change to the corpus to undo.'), 3000);
    return undefined;
  }

  /** Does again what was taken back last, in the same way. */
  async redo(): Promise<ChangeReport | undefined> {
    const step = this.undone.pop();
    if (step) return this.takeBack(step, this.undone, this.steps, step.title, l10n.t('Done again: {0}', step.title));
    window.setStatusBarMessage(l10n.t('There is no change to the corpus to redo.'), 3000);
    return undefined;
  }

  /**
   * Puts back what stood before a step. What was put back can be reversed in turn; pages that were not reached, since
   * the person gave up or could not be written, wait where they were.
   */
  private async takeBack(step: CorpusStep, from: CorpusStep[], to: CorpusStep[], title: string, done: string): Promise<ChangeReport> {
    const onDisk: ChangedPage[] = [];
    const changed: ChangedPage[] = [];
    const kept: string[] = [];
    for (const one of [...step.changed].reverse()) {
      const session = this.corpus.sessionOf(one.path);
      if (!session) {
        onDisk.push(one);
        continue;
      }
      const afters = takenBack(session.annotations, one.edits);
      if (!afters) kept.push(one.path);
      else {
        changed.push({ path: one.path, edits: editsOf(session.annotations, afters), made: false });
        session.annotations.decide(title, afters);
      }
    }
    const report = await this.carryOut(title, onDisk.length, (follow) => this.corpus.ask('takeBack', { pages: onDisk }, follow));
    const all = { ...report, changed: [...changed, ...report.changed], kept: [...kept, ...report.kept] };
    const reached = new Set([...all.changed.map(({ path }) => path), ...all.kept]);
    const left = step.changed.filter(({ path }) => !reached.has(path));
    if (left.length > 0) from.push({ ...step, changed: left });
    if (all.changed.length > 0) to.push({ title: step.title, changed: all.changed });
    this.tell(all, done);
    return all;
  }

  /** Shows how far it is; given up, what is done until then stays and can be undone. */
  private async carryOut(
    title: string, count: number, work: (follow: { progress: (progress: SurveyProgress) => void; signal: AbortSignal }) => Promise<CallOutcome<ChangeReport>>,
  ): Promise<ChangeReport> {
    if (count === 0) return { changed: [], failed: [], kept: [] };
    return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (shown, token) => {
      let before = 0;
      const progress = ({ done, total }: SurveyProgress): void => {
        shown.report({ message: `${done}/${total}`, increment: ((done - before) * 100) / total });
        before = done;
      };
      const outcome = await work({ progress, signal: signalOf(token) });
      if (outcome.kind === 'done') return outcome.answer;
      return { changed: [], failed: outcome.kind === 'failed' ? [{ path: '', reason: outcome.message }] : [], kept: [] };
    });
  }

  private tell(report: ChangeReport, done: string): void {
    const { failed, kept } = report;
    for (const { path, reason } of failed) this.log.error(`${path}: ${reason}`);
    for (const path of kept) this.log.error(`${path}: decided anew since, not taken back`);
    if (failed.length + kept.length === 0) {
      window.setStatusBarMessage(done, 8000);
      return;
    }
    const names = [...new Set([...failed.map(({ path }) => path), ...kept])].map((path) => (path === '' ? '?' : shownPath(path)));
    const listed = names.slice(0, 5).join(l10n.t(', ')) + (names.length > 5 ? '…' : '');
    const showLog = l10n.t('Show Log');
    const text = failed.length > 0
      ? l10n.t('{0} annotations changed; {1} pages could not be changed and are as they were: {2}', edits(report), names.length, listed)
      : l10n.t('{0} pages were decided anew since and are left as they are: {1}', names.length, listed);
    void window.showWarningMessage(text, showLog).then((chosen) => {
      if (chosen === showLog) this.log.show();
    });
  }
}

function changeOpen(session: PageSession, title: string, { path, task }: PageTask<NameChange>, stamp: Stamp): ChangedPage[] {
  const afters = changeName(session.annotations, task, stamp);
  if (afters.length === 0) return [];
  const changed = { path, edits: editsOf(session.annotations, afters), made: false };
  session.annotations.decide(title, afters);
  return [changed];
}

function edits({ changed }: ChangeReport): number {
  return changed.reduce((sum, page) => sum + page.edits.length, 0);
}

function pages({ changed }: ChangeReport): number {
  return new Set(changed.map(({ path }) => path)).size;
}
