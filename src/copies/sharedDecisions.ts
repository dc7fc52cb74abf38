import { randomUUID } from 'node:crypto';
import { l10n, window, workspace, type LogOutputChannel, type Uri } from 'vscode';
import type { Afters } from '../annotations/decisions';
import type { Edit } from '../annotations/history';
import type { Annotation } from '../annotations/model';
import { isSameState, type PageAnnotations } from '../annotations/pageAnnotations';
import { problemOf, type WorkingPage } from '../review/closedPage';
import type { SharedSteps } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { messageOf } from '../files/messageOf';

/** What is to be done on one page. The work is given the page as it is now and may find that nothing is to be done. */
export interface PageTask {
  readonly uri: Uri;
  readonly work: (annotations: PageAnnotations) => Afters;
  /** The page from which the command came: its history has the step in any case, so that Undo finds it there. */
  readonly isOrigin?: boolean;
}

interface DonePage {
  readonly uri: Uri;
  readonly edits: readonly Edit[];
}

interface Done {
  readonly title: string;
  readonly pages: readonly DonePage[];
}

/** Commands remembered for being undone on pages that are not open. */
const MOST_REMEMBERED = 200;

/**
 * Carries one command out on several pages, open or not: one undoable step on each, written to every sidecar. What fails
 * on one page is told and keeps nothing from the others.
 */
export class SharedDecisions implements SharedSteps {
  private readonly done = new Map<string, Done>();

  constructor(private readonly pages: PageRegistry, private readonly log: LogOutputChannel) {}

  /** @returns on how many pages something was decided, and how to take it back */
  async decide(title: string, tasks: readonly PageTask[]): Promise<{ readonly pages: number; readonly undo: () => Promise<void> }> {
    const shared = randomUUID();
    const pages: DonePage[] = [];
    const originLast = [...tasks].sort((a, b) => Number(a.isOrigin ?? false) - Number(b.isOrigin ?? false));
    await this.onEach(originLast, ({ work, uri, isOrigin }, page) => {
      const afters = work(page.annotations);
      if (afters.length === 0 && !(isOrigin && pages.length > 0)) return;
      const { edits } = page.annotations.decide(title, afters, shared);
      pages.push({ uri, edits });
    });
    if (pages.length > 0) this.remember(shared, { title, pages });
    return { pages: pages.length, undo: () => this.follow(shared, 'undo') };
  }

  /** @param from the page where the step was undone or redone already */
  async follow(shared: string, direction: 'undo' | 'redo', from?: PageSession): Promise<void> {
    const done = this.done.get(shared);
    if (!done) return;
    const others = done.pages.filter(({ uri }) => uri.toString() !== from?.key);
    await this.onEach(others, ({ edits }, { annotations }) => {
      const moved = direction === 'undo' ? annotations.undoShared(shared) : annotations.redoShared(shared);
      if (moved) return;
      // the page was opened or closed since: its own history does not have the step
      const [now, then] = direction === 'undo' ? ['after', 'before'] as const : ['before', 'after'] as const;
      const afters = edits.filter((edit) => isSameState(edit[now], annotations.get(edit.id)))
        .map((edit) => [edit.id, placedLike(edit[then], annotations.get(edit.id))] as const);
      if (afters.length > 0) annotations.decide(done.title, afters);
    });
  }

  private async onEach<Task extends { readonly uri: Uri }>(tasks: readonly Task[], work: (task: Task, page: WorkingPage) => void): Promise<void> {
    const problems: string[] = [];
    for (const task of tasks) {
      try {
        const problem = await this.pages.withPage(task.uri, (page) => {
          work(task, page);
          return problemOf(page);
        });
        if (problem !== undefined) problems.push(l10n.t('{0}: {1}', workspace.asRelativePath(task.uri), problem));
      } catch (error) {
        problems.push(l10n.t('{0}: {1}', workspace.asRelativePath(task.uri), messageOf(error)));
      }
    }
    if (problems.length > 0) this.tell(problems, tasks.length);
  }

  private tell(problems: readonly string[], count: number): void {
    for (const problem of problems) this.log.error(problem);
    const showLog = l10n.t('Show Log');
    const text = l10n.t('On {0} of {1} pages this could not be written: {2}', problems.length, count, problems.slice(0, 3).join('; '));
    void window.showErrorMessage(text, showLog).then((picked) => {
      if (picked === showLog) this.log.show();
    });
  }

  private remember(shared: string, done: Done): void {
    this.done.set(shared, done);
    for (const old of this.done.keys()) {
      if (this.done.size <= MOST_REMEMBERED) break;
      this.done.delete(old);
    }
  }
}

/** An annotation of an earlier time on the place that its present version has. */
function placedLike(annotation: Annotation | undefined, present: Annotation | undefined): Annotation | undefined {
  if (!annotation || !present) return annotation;
  const { start, end, quote } = present;
  return { ...annotation, start, end, quote };
}
