import { Position, Range, l10n, window, workspace, type LogOutputChannel } from 'vscode';
import type { Outcome } from '../analysis/client';
import type { SidecarProblem } from '../annotations/sidecarRead';
import type { LoadResult } from '../files/sidecarFile';
import type { PageReporter, PageSession } from './pageSession';

/** Says what went wrong on a page and what to do about it. */
export class Messages implements PageReporter {
  constructor(private readonly log: LogOutputChannel) {}

  sidecarBlocked(session: PageSession, load: LoadResult): void {
    if (load.kind === 'problem') void this.brokenSidecar(session, load.problem);
    else if (load.kind === 'unreadable') void this.unreadableSidecar(session, load.message);
  }

  sidecarFailed(session: PageSession, message: string): void {
    void this.offerRetry(session, message);
  }

  analysisFailed(session: PageSession, outcome: Outcome): void {
    const reason = 'message' in outcome ? outcome.message : outcome.kind;
    this.log.error(`${session.key}: ${outcome.kind}: ${reason}`);
    void this.offerAnalysis(session, reason.split('\n')[0]);
  }

  private async brokenSidecar(session: PageSession, problem: SidecarProblem): Promise<void> {
    const { uri } = session.sidecar;
    this.log.error(`${uri.toString()}:${problem.line}:${problem.column}: ${problem.fault} ${problem.detail}`);
    const open = l10n.t('Open File');
    const name = workspace.asRelativePath(uri);
    const picked = await window.showErrorMessage(
      l10n.t('{0}: {1} Nothing is written to it until it is mended or removed.', `${name}:${problem.line}:${problem.column}`, problemText(problem)),
      open,
    );
    if (picked !== open) return;
    const at = new Position(problem.line - 1, problem.column - 1);
    await window.showTextDocument(uri, { selection: new Range(at, at) });
  }

  private async unreadableSidecar(session: PageSession, message: string): Promise<void> {
    this.log.error(`${session.sidecar.uri.toString()}: ${message}`);
    const again = l10n.t('Try Again');
    const picked = await window.showErrorMessage(
      l10n.t('{0} cannot be read: {1} Nothing is written to it until it can be.', workspace.asRelativePath(session.sidecar.uri), message), again,
    );
    if (picked === again) await session.sidecarChanged();
  }

  private async offerRetry(session: PageSession, message: string): Promise<void> {
    this.log.error(`${session.sidecar.uri.toString()}: ${message}`);
    const again = l10n.t('Try Again');
    const picked = await window.showErrorMessage(
      l10n.t('{0} cannot be written: {1} Your decisions are kept in this window; mend the cause and try again.', workspace.asRelativePath(session.sidecar.uri), message),
      again,
    );
    if (picked === again) await session.flush(true);
  }

  private async offerAnalysis(session: PageSession, reason: string): Promise<void> {
    const again = l10n.t('Try Again');
    const show = l10n.t('Show Log');
    const picked = await window.showErrorMessage(
      l10n.t('Not all suggestions for {0} could be made: {1} What you decided is safe.', workspace.asRelativePath(session.document.uri), reason), again, show,
    );
    if (picked === again) session.analyseAgain();
    else if (picked === show) this.log.show();
  }
}

/** Each kind of damage in words. */
export function problemText({ fault, detail }: SidecarProblem): string {
  switch (fault) {
    case 'syntax': return l10n.t('This is not valid JSON.');
    case 'field': return l10n.t('A field is missing or wrong; expected {0}.', detail);
    case 'newer': return l10n.t('It was written by a newer version (format {0}); update the extension.', detail);
    case 'span': return l10n.t('An annotation lies outside the text ({0}).', detail);
    case 'duplicateId': return l10n.t('Two annotations have the id “{0}”.', detail);
  }
}
