import { Uri, l10n, window, workspace } from 'vscode';
import { faultText } from '../ui/faultWords';
import type { PageSession } from './pageSession';
import { messageOf } from '../files/messageOf';

/** Writes the annotations of a page as a sidecar to a place that the person chooses. */
export async function saveCopy(session: PageSession): Promise<void> {
  const { uri } = session.sidecar;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const folder = workspace.workspaceFolders?.at(0)?.uri;
  const target = await window.showSaveDialog({
    defaultUri: folder ? Uri.joinPath(folder, name) : uri,
    filters: { [l10n.t('Sidecar')]: ['json'] },
    title: l10n.t('Save a Copy As…'),
  });
  if (!target) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(session.saver.content(), 'utf8'));
    window.setStatusBarMessage(l10n.t('{0} is saved.', workspace.asRelativePath(target)), 5000);
  } catch (error) {
    const reason = faultText(messageOf(error));
    const again = l10n.t('Save a Copy As…');
    const picked = await window.showErrorMessage(l10n.t('{0} cannot be written: {1}', workspace.asRelativePath(target), reason), again);
    if (picked === again) await saveCopy(session);
  }
}
