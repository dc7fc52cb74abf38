import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { settings } from '../settings';

/** The lexicon of pages that belong to no folder of the workspace. */
const WINDOW = 'window';

/** Which lexicon a page has, as the analysis names it; undefined where names are not to be remembered. */
export function lexiconKey(page: Uri): string | undefined {
  if (!settings.rememberNames(page)) return undefined;
  return workspace.getWorkspaceFolder(page)?.uri.toString() ?? WINDOW;
}

/**
 * The lexicon file of a folder; undefined where the workspace is not trusted.
 * @throws Error where the setting points out of the folder
 */
export function lexiconUri(folder: WorkspaceFolder | undefined): Uri | undefined {
  if (!folder || !workspace.isTrusted) return undefined;
  const path = settings.lexiconFile(folder.uri);
  const parts = path.split(/[\\/]/);
  if (path === '' || parts.includes('..') || parts[0] === '' || path.includes(':')) throw new Error(path);
  return Uri.joinPath(folder.uri, ...parts);
}
