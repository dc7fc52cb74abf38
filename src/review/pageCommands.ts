import { l10n, window, workspace, type LogOutputChannel } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import { COMMAND, type CommandId } from '../contract';
import { showPage, type CommandTargets } from './commandTarget';
import { noPage } from './decider';
import type { Handler } from './decisionCommands';
import { PageRegistry } from './pageRegistry';
import type { ReviewMode } from './reviewMode';

/** Commands about whole pages and the analysis. */
export class PageCommands {
  constructor(
    private readonly pages: PageRegistry,
    private readonly targets: CommandTargets,
    private readonly mode: ReviewMode,
    private readonly client: AnalysisClient,
    private readonly log: LogOutputChannel,
  ) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.annotatePage]: () => this.annotate(),
      [COMMAND.closePage]: (argument, selected) => this.close(argument, selected),
      [COMMAND.startReview]: (argument, selected) => this.review(argument, selected),
      [COMMAND.openSidecar]: (argument, selected) => this.openSidecar(argument, selected),
      [COMMAND.restartAnalysis]: () => { this.restart(); },
      [COMMAND.showLog]: () => { this.log.show(); },
    };
  }

  private async annotate(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (!document || !PageRegistry.accepts(document)) {
      return void window.showInformationMessage(l10n.t('Open a plain text file first; then run “Annotate Page” again.'));
    }
    const session = await this.pages.open(document);
    if (session.analysis === 'failed') session.analyseAgain();
  }

  private async close(argument: unknown, selected: unknown): Promise<void> {
    const session = this.targets.of(argument, selected)?.session;
    if (!session) return noPage();
    await this.mode.leave(session);
    await this.pages.close(session, true);
  }

  private async review(argument: unknown, selected: unknown): Promise<void> {
    let session = this.targets.of(argument, selected)?.session;
    const document = window.activeTextEditor?.document;
    if (!session && document && PageRegistry.accepts(document)) session = await this.pages.open(document);
    if (!session) return noPage();
    await this.mode.enter(session, await showPage(session, false));
  }

  private async openSidecar(argument: unknown, selected: unknown): Promise<void> {
    const session = this.targets.of(argument, selected)?.session;
    if (!session) return noPage();
    await session.flush();
    try {
      await window.showTextDocument(session.sidecar.uri);
    } catch {
      window.showInformationMessage(l10n.t('{0} does not exist yet: it is written with the first decision.', workspace.asRelativePath(session.sidecar.uri)));
    }
  }

  private restart(): void {
    this.client.restart();
    for (const session of this.pages.all) session.analyseAgain();
  }
}
