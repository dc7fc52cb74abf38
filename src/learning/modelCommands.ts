import { l10n, window } from 'vscode';
import { COMMAND, type CommandId } from '../contract';
import type { Handler } from '../review/decisionCommands';
import type { LearnedModels } from './learnedModels';
import { messageOf } from '../files/messageOf';

/** The command that makes the recogniser forget what it has learned. */
export class ModelCommands {
  constructor(private readonly learned: LearnedModels) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return { [COMMAND.resetLearnedModel]: () => this.reset() };
  }

  private async reset(): Promise<void> {
    const yes = l10n.t('Reset');
    const picked = await window.showWarningMessage(l10n.t('Forget what the recogniser has learned in this workspace?'), {
      modal: true, detail: l10n.t('Suggestions are made by the shipped model again. Your decisions and the lexicon stay as they are. This cannot be undone.'),
    }, yes);
    if (picked !== yes) return;
    try {
      await this.learned.reset();
      window.setStatusBarMessage(l10n.t('The recogniser begins anew.'), 5000);
    } catch (error) {
      window.showErrorMessage(l10n.t('What was learned cannot be removed: {0}', messageOf(error)));
    }
  }
}
