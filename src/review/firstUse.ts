import { commands, type Disposable } from 'vscode';
import type { Keybinding } from '../effort/defaultKeys';
import { CONTEXT } from '../contract';
import type { PageRegistry } from './pageRegistry';

/** The argument with which a command does nothing. */
export const FIRST_USE = 'firstUse';

/**
 * Has VS Code use each command that has a key in the review once, when the first page is opened. It lets the first use of
 * a command wait until it has asked for extensions that might bring it, and a key that follows overtakes: `x` would
 * reject what stands behind.
 */
export function useOnce(pages: PageRegistry, keybindings: readonly Keybinding[]): Disposable {
  const ids = new Set(keybindings.filter(({ command, when }) => command !== 'runCommands' && when?.startsWith(CONTEXT.reviewing)).map(({ command }) => command));
  let isUsed = false;
  const use = (): void => {
    if (isUsed || pages.all.length === 0) return;
    isUsed = true;
    void commands.executeCommand('runCommands', { commands: [...ids].map((command) => ({ command, args: FIRST_USE })) });
  };
  use();
  return pages.onDidChange(use);
}
