import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigurationTarget, l10n, window, workspace, type Disposable, type Memento } from 'vscode';
import { PREFIX, SETTING } from '../contract';
import { gitUserName } from '../files/git';
import { settings } from '../settings';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import { messageOf } from '../files/messageOf';

/** That the person was asked, in the extension's memory of this machine. */
const ASKED = 'askedForName';
/** To start a program takes the extension host tens of milliseconds: the review goes on to the next annotation first. */
const PAUSE_MS = 300;

/**
 * Asks once, after the first decision, whether decisions are signed with the name that git uses in the folder of the
 * page. The answer becomes a setting; closing the question leaves the name of the login.
 */
export class Signing implements Disposable {
  private readonly subscription: Disposable;
  private asking = false;
  private disposed = false;
  /** Folders in which git has no name: to ask it for every decision would hold up each. */
  private readonly nameless = new Set<string>();

  constructor(pages: PageRegistry, private readonly memory: Memento, private readonly nameIn: (folder: string) => Promise<string | undefined> = gitUserName) {
    this.subscription = pages.onDidChange(({ session, change }) => {
      if (change?.kind === 'store' && change.store.kind === 'decided') void this.consider(session);
    });
  }

  dispose(): void {
    this.disposed = true;
    this.subscription.dispose();
  }

  private async consider({ document: { uri } }: PageSession): Promise<void> {
    if (this.asking || this.memory.get(ASKED) === true || uri.scheme !== 'file' || !workspace.isTrusted) return;
    const folder = dirname(uri.fsPath);
    if (this.nameless.has(folder) || !settings.signDecisions() || settings.givenName() !== '') return;
    this.asking = true;
    try {
      await pause(PAUSE_MS);
      if (this.disposed) return;
      const name = await this.nameIn(folder);
      if (name === undefined) {
        this.nameless.add(folder); // another folder may have one
        return;
      }
      await this.memory.update(ASKED, true);
      await this.ask(name);
    } catch (error) {
      void window.showErrorMessage(l10n.t('The name for your decisions could not be set: {0} It can be set under “{1}” in the settings.', messageOf(error), `${PREFIX}.${SETTING.editorName}`));
    } finally {
      this.asking = false;
    }
  }

  private async ask(name: string): Promise<void> {
    const [use, other, none] = [l10n.t('Use This Name'), l10n.t('Enter Another…'), l10n.t('Leave the Name Out')];
    const picked = await window.showInformationMessage(l10n.t('Sign your decisions as “{0}”, the name that git uses here?', name), use, other, none);
    const mine = picked === use ? name : picked === other ? await window.showInputBox({ prompt: l10n.t('The name written beside each of your decisions'), value: name }) : undefined;
    const configuration = workspace.getConfiguration(PREFIX);
    if (picked === none) await configuration.update(SETTING.signDecisions, false, ConfigurationTarget.Global);
    else if (mine?.trim()) await configuration.update(SETTING.editorName, mine.trim(), ConfigurationTarget.Global);
  }
}
