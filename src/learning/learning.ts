import { join } from 'node:path';
import { Disposable, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import { PREFIX, SETTING, type CommandId } from '../contract';
import { LearnedModelFile } from '../files/learnedModelFile';
import type { CommandTargets } from '../review/commandTarget';
import type { Handler } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import { DecisionFollower } from './decisionFollower';
import { LearnedModels } from './learnedModels';
import { LexiconCommands } from './lexiconCommands';
import { LexiconMessages } from './lexiconMessages';
import { Lexicons } from './lexicons';
import { ModelCommands } from './modelCommands';

/** What decisions teach: the names of the workspace's lexicon, and a recogniser of the workspace's own. */
export class Learning implements Disposable {
  readonly lexicons: Lexicons;
  readonly models: LearnedModels;
  readonly follower: DecisionFollower;
  private readonly subscriptions: Disposable;

  constructor({ storageUri }: ExtensionContext, private readonly pages: PageRegistry, client: AnalysisClient, log: LogOutputChannel) {
    this.lexicons = new Lexicons(pages, client, new LexiconMessages(log));
    this.models = new LearnedModels(client, storageUri && new LearnedModelFile(join(storageUri.fsPath, 'learned.model')), log);
    this.follower = new DecisionFollower(pages, client, this.lexicons, this.models);
    this.subscriptions = Disposable.from(this.follower, this.models, this.lexicons, workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${PREFIX}.${SETTING.learnFromDecisions}`)) this.models.settingChanged();
    }));
    client.teach({
      greeting: () => [...this.lexicons.greeting(), ...this.models.greeting()],
      affected: (keys) => {
        for (const session of pages.all) if (keys.includes(session.key)) session.analyseSoon(0);
      },
    });
    void this.models.load();
  }

  handlers(targets: CommandTargets): Partial<Record<CommandId, Handler>> {
    return { ...new LexiconCommands(this.lexicons, targets, this.pages.labels).handlers(), ...new ModelCommands(this.models).handlers() };
  }

  /** Writes what decisions have taught so far. */
  async flush(): Promise<void> {
    await this.follower.settled();
    await Promise.all([this.lexicons.flush(), this.models.flush()]);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
