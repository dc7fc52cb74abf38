import { ConfigurationTarget, FileType, Uri, l10n, window, workspace } from 'vscode';
import { COMMAND, type CommandId } from '../contract';
import { globLiteral } from '../files/globLiteral';
import type { Handler } from '../review/decisionCommands';
import { fileName } from '../ui/words';
import { messageOf } from '../files/messageOf';

const SECTION = 'files';
const SETTING = 'associations';
const LANGUAGE = 'news';

/**
 * Commands that make all text files of a folder news pages, and take that back. They write VS Code's own setting
 * `files.associations` of the workspace: it needs no code of ours when a file is opened, can be read and changed by hand,
 * and goes with the workspace to other machines.
 */
export class NewsFolderCommands {
  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.treatAsNews]: (folder) => this.change(folder, true),
      [COMMAND.stopTreatingAsNews]: (folder) => this.change(folder, false),
    };
  }

  private async change(argument: unknown, wanted: boolean): Promise<void> {
    const folder = await folderOf(argument);
    if (!folder) return void window.showInformationMessage(l10n.t('Open a file of the folder first, or right-click the folder in the Explorer.'));
    try {
      await this.carryOut(folder, wanted);
    } catch (error) {
      window.showErrorMessage(l10n.t('The setting {0} cannot be written: {1} Correct the settings file and try again.', `${SECTION}.${SETTING}`, messageOf(error)));
    }
  }

  private async carryOut(folder: Uri, wanted: boolean): Promise<void> {
    const pattern = patternOf(folder);
    const changed = await setAssociation(pattern, wanted);
    const name = workspace.asRelativePath(folder, false) || fileName(folder);
    if (!changed) {
      return void window.showInformationMessage(wanted ? l10n.t('Text files in {0} are news pages already.', name) : l10n.t('{0} is not among the folders of news pages.', name));
    }
    const undo = l10n.t('Undo');
    const message = wanted ? l10n.t('Text files in {0} are news pages now ({1}).', name, `${SECTION}.${SETTING}: ${pattern}`)
      : l10n.t('Text files in {0} are plain text again.', name);
    void window.showInformationMessage(message, undo).then((picked) => (picked === undo ? this.change(folder, !wanted) : undefined));
  }
}

/** The folder that was chosen in the Explorer; without a choice the one of the file in the active editor. */
async function folderOf(argument: unknown): Promise<Uri | undefined> {
  const chosen = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  if (!chosen || chosen.scheme === 'untitled') return undefined;
  const isFolder = await workspace.fs.stat(chosen).then(({ type }) => (type & FileType.Directory) !== 0, () => false);
  return isFolder ? chosen : Uri.joinPath(chosen, '..');
}

/** A glob for the text files under a folder: below the workspace by the relative path, so that it holds on other machines too. */
function patternOf(folder: Uri): string {
  const owner = workspace.getWorkspaceFolder(folder);
  const path = owner ? `${fileName(owner.uri)}${folder.path.slice(owner.uri.path.length)}` : folder.path.replace(/^\//, '');
  return `**/${globLiteral(path.replace(/\/$/, ''))}/**/*.txt`;
}

/** Adds the pattern to the associations, or takes it out; false where nothing was to be done. */
async function setAssociation(pattern: string, wanted: boolean): Promise<boolean> {
  const isWorkspace = workspace.workspaceFolders !== undefined;
  const configuration = workspace.getConfiguration(SECTION);
  const inspected = configuration.inspect<Record<string, string>>(SETTING);
  const before = (isWorkspace ? inspected?.workspaceValue : inspected?.globalValue) ?? {};
  if ((before[pattern] === LANGUAGE) === wanted) return false;
  const kept = Object.fromEntries(Object.entries(before).filter(([glob]) => glob !== pattern));
  const after = wanted ? { ...kept, [pattern]: LANGUAGE } : kept;
  await configuration.update(SETTING, Object.keys(after).length > 0 ? after : undefined, isWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
  return true;
}
