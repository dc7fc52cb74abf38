import { FileSystemError, FileType, RelativePattern, Uri, l10n, window, workspace, type Disposable, type LogOutputChannel } from 'vscode';
import { renameInHeader } from '../annotations/renameInHeader';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { writeAtomically } from '../files/atomicWrite';
import { globLiteral } from '../files/globLiteral';
import type { RecoveryJournal } from '../files/recoveryJournal';
import { sidecarUri } from '../files/sidecarFile';
import { replaceFile } from '../files/virtualWrite';
import { settings } from '../settings';
import { fileName } from '../ui/words';
import type { PageRegistry } from './pageRegistry';
import { messageOf } from '../files/messageOf';

interface Renaming {
  readonly oldUri: Uri;
  readonly newUri: Uri;
}

/** Annotated pages that are compared with a copy before giving up. */
const MOST_SOURCES = 500;

/**
 * Takes sidecars along when their pages are renamed, moved, copied or deleted in the editor, and what is decided on open
 * pages or waits in the recovery journal. Sidecars inside a renamed folder are there already. The sidecar goes after its
 * page has gone, so that one that stays behind is told with the reason, and no page waits for a question.
 */
export class FileOperations implements Disposable {
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry, private readonly journal: RecoveryJournal, private readonly log: LogOutputChannel) {
    this.subscriptions = [
      workspace.onWillRenameFiles((event) => { event.waitUntil(this.beforeRename(event.files)); }),
      workspace.onDidRenameFiles(({ files }) => void this.each(files, ({ oldUri, newUri }) => this.follow(oldUri, newUri))),
      workspace.onWillCreateFiles((event) => { event.waitUntil(this.pages.flush()); }), // what is copied is not told
      workspace.onDidCreateFiles(({ files }) => void this.each(files, (uri) => this.copied(uri))),
      workspace.onWillDeleteFiles((event) => { event.waitUntil(this.pages.flush()); }),
      workspace.onDidDeleteFiles(({ files }) => void this.deleted(files)),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async beforeRename(files: readonly Renaming[]): Promise<void> {
    const going = this.pages.all.filter(({ document }) => files.some(({ oldUri }) => isUnder(document.uri, oldUri)));
    await Promise.all(going.map((session) => session.saver.hold()));
  }

  private async follow(oldUri: Uri, newUri: Uri): Promise<void> {
    await Promise.all(this.pages.all.filter(({ document }) => isUnder(document.uri, oldUri)).map((session) => this.pages.close(session, false)));
    if (settings.sidecarsFollowPages(newUri)) await this.moveSidecar(sidecarUri(oldUri), sidecarUri(newUri));
    // what could not be written under the old name comes to the page under the new one
    for (const waiting of (await this.journal.pages()).map((page) => Uri.parse(page)).filter((page) => isUnder(page, oldUri))) {
      const now = newUri.with({ path: newUri.path + waiting.path.slice(oldUri.path.length) });
      await this.journal.move(waiting.toString(), now.toString());
      await this.pages.recover(now);
    }
    await this.showAnnotated(newUri);
  }

  private async moveSidecar(from: Uri, to: Uri): Promise<void> {
    if (!(await isFile(from))) return;
    try {
      await workspace.fs.rename(from, to, { overwrite: false });
    } catch (error) {
      if (error instanceof FileSystemError && error.code === 'FileExists') {
        this.log.warn(`${from.toString()} stays: ${to.toString()} exists`);
        const open = l10n.t('Open Both');
        void window.showWarningMessage(l10n.t('{0} stays where it is: {1} exists already.', workspace.asRelativePath(from), workspace.asRelativePath(to)), open)
          .then((picked) => (picked === open ? this.openBoth(from, to) : undefined));
        return;
      }
      throw error;
    }
    await this.nameInHeader(to);
  }

  private async openBoth(...uris: Uri[]): Promise<void> {
    for (const uri of uris) await window.showTextDocument(uri, { preview: false });
  }

  /** Gives a page that was copied a copy of the sidecar of the page that it was copied from. */
  private async copied(page: Uri): Promise<void> {
    const sidecar = sidecarUri(page);
    if (!settings.sidecarsFollowPages(page) || page.path.endsWith(SIDECAR_SUFFIX) || !(await isFile(page)) || (await isFile(sidecar))) return;
    const source = await this.sourceOf(page);
    if (!source) return;
    await workspace.fs.copy(sidecarUri(source), sidecar, { overwrite: false });
    await this.nameInHeader(sidecar);
    await this.showAnnotated(page);
  }

  /** An annotated page with the same bytes: one of the same name, or one beside the copy; the editor does not tell which. */
  private async sourceOf(copy: Uri): Promise<Uri | undefined> {
    const { size } = await workspace.fs.stat(copy);
    if (size === 0) return undefined;
    const content = await workspace.fs.readFile(copy);
    for (const candidate of await this.annotatedLike(copy)) {
      if (candidate.toString() === copy.toString()) continue;
      const stat = await workspace.fs.stat(candidate).then((found) => found, () => undefined); // a sidecar without a page
      if (stat?.size === size && Buffer.compare(await workspace.fs.readFile(candidate), content) === 0) return candidate;
    }
    return undefined;
  }

  private async annotatedLike(copy: Uri): Promise<Uri[]> {
    const folder = Uri.joinPath(copy, '..');
    const beside = (await workspace.fs.readDirectory(folder)).map(([name]) => Uri.joinPath(folder, name)).filter(({ path }) => path.endsWith(SIDECAR_SUFFIX));
    const root = workspace.getWorkspaceFolder(copy);
    const elsewhere = root ? await workspace.findFiles(new RelativePattern(root, `**/${globLiteral(fileName(copy) + SIDECAR_SUFFIX)}`), null, MOST_SOURCES) : [];
    return [...elsewhere, ...beside].slice(0, MOST_SOURCES).map((uri) => uri.with({ path: uri.path.slice(0, -SIDECAR_SUFFIX.length) }));
  }

  /** Asks whether the annotations of deleted pages go too, once for all of them. */
  private async deleted(files: readonly Uri[]): Promise<void> {
    const left: Uri[] = [];
    for (const page of files) if (settings.sidecarsFollowPages(page) && (await isFile(sidecarUri(page)))) left.push(page);
    if (left.length === 0) return;
    const remove = l10n.t('Delete Annotations');
    const question = left.length === 1
      ? l10n.t('{0} was deleted. Delete its annotations too?', workspace.asRelativePath(left[0]))
      : l10n.t('{0} annotated pages were deleted. Delete their annotations too?', left.length);
    if (await window.showWarningMessage(question, remove, l10n.t('Keep Annotations')) !== remove) return;
    await this.each(left, async (page) => {
      if (await isFile(page)) return; // it was brought back meanwhile
      await this.journal.keep(page.toString(), undefined);
      await removeFile(sidecarUri(page));
    });
  }

  /** Writes the page's new name into the header of a sidecar: one line changes. */
  private async nameInHeader(sidecar: Uri): Promise<void> {
    const content = Buffer.from(await workspace.fs.readFile(sidecar)).toString('utf8');
    const renamed = renameInHeader(content, fileName(sidecar).slice(0, -SIDECAR_SUFFIX.length));
    if (renamed === undefined) return;
    if (sidecar.scheme === 'file') await writeAtomically(sidecar.fsPath, [renamed]);
    else await replaceFile(sidecar, Buffer.from(renamed, 'utf8'));
  }

  private async showAnnotated(root: Uri): Promise<void> {
    for (const { document } of window.visibleTextEditors) if (isUnder(document.uri, root)) await this.pages.consider(document);
  }

  /** Goes through all, and says of each that failed why, with a way to try it again. */
  private async each<Item extends Uri | Renaming>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
    for (const item of items) {
      try {
        await work(item);
      } catch (error) {
        const page = workspace.asRelativePath('oldUri' in item ? item.oldUri : item);
        this.log.error(`${page}: ${messageOf(error)}`);
        const again = l10n.t('Try Again');
        void window.showErrorMessage(l10n.t('The annotations of {0} could not follow: {1}', page, messageOf(error)), again)
          .then((picked) => (picked === again ? this.each([item], work) : undefined));
      }
    }
  }
}

/** Into the trash, where there is one. */
async function removeFile(uri: Uri): Promise<void> {
  try {
    await workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await workspace.fs.delete(uri);
  }
}

async function isFile(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(({ type }) => (type & FileType.File) !== 0, () => false);
}

function isUnder(uri: Uri, root: Uri): boolean {
  return uri.scheme === root.scheme && uri.authority === root.authority && (uri.path === root.path || uri.path.startsWith(`${root.path}/`));
}
