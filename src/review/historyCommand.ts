import { dirname } from 'node:path';
import { ProgressLocation, Range, Uri, l10n, window, workspace, type Disposable, type QuickPickItem } from 'vscode';
import type { Annotation } from '../annotations/model';
import { annotationPlaces } from '../annotations/sidecarRead';
import { COMMAND, VERSION_SCHEME, type CommandId } from '../contract';
import { fileAt, GitError, type FileVersion } from '../files/git';
import { annotationHistory, type HistoryEntry } from '../files/sidecarHistory';
import { changeText, problemText } from '../ui/sidecarWords';
import { signalOf } from '../ui/signalOf';
import { fileName, oneLine } from '../ui/words';
import type { CommandTargets } from './commandTarget';
import { noAnnotation, noPage } from './decider';
import type { Handler } from './decisionCommands';
import type { PageSession } from './pageSession';
import { messageOf } from '../files/messageOf';

/** Commits of a sidecar that are looked at. */
const MOST_VERSIONS = 300;

/** A version of a sidecar as the address of a read-only document says it. */
type VersionQuery = Pick<FileVersion, 'commit' | 'path'> & { readonly folder: string };

interface Item extends QuickPickItem {
  readonly version: FileVersion;
}

/** Shows what became of an annotation in the commits of its sidecar, and sidecars as commits left them. */
export class HistoryCommand implements Disposable {
  private readonly versions = workspace.registerTextDocumentContentProvider(VERSION_SCHEME, {
    provideTextDocumentContent: async ({ query }) => {
      const { folder, commit, path } = JSON.parse(query) as VersionQuery;
      return (await fileAt(folder, { commit, path })).toString('utf8');
    },
  });

  constructor(private readonly targets: CommandTargets) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return { [COMMAND.showHistory]: (argument, selected) => this.show(argument, selected) };
  }

  dispose(): void {
    this.versions.dispose();
  }

  private async show(argument: unknown, selected: unknown): Promise<void> {
    const target = this.targets.of(argument, selected);
    if (!target) return noPage();
    const annotation = target.annotations.at(0) ?? (target.inEditor ? this.rejectedHere() : undefined);
    if (!annotation) return noAnnotation();
    const { session } = target;
    if (session.sidecar.uri.scheme !== 'file') {
      return void window.showInformationMessage(l10n.t('The history is read from git on this machine; this page is elsewhere.'));
    }
    if (!workspace.isTrusted) {
      return void window.showInformationMessage(l10n.t('The history is read from git once you trust this workspace.'));
    }
    await session.flush();
    try {
      const entries = await this.read(session, annotation);
      if (entries) await this.pick(session, annotation, entries);
    } catch (error) {
      void window.showErrorMessage(reasonOf(error, fileName(session.sidecar.uri)));
    }
  }

  /** The smallest rejected annotation at the cursor: it has no mark, and is no target of other commands. */
  private rejectedHere(): Annotation | undefined {
    const page = this.targets.page();
    if (!page) return undefined;
    const start = page.editor.document.offsetAt(page.editor.selection.active);
    return page.session.annotations.touching({ start, end: start + 1 }).sort((a, b) => a.end - a.start - (b.end - b.start)).at(0);
  }

  /** Undefined where the person did not want to wait. */
  private read({ sidecar }: PageSession, { id, quote }: Annotation): Thenable<HistoryEntry[] | undefined> {
    const title = l10n.t('Reading the history of “{0}”…', oneLine(quote, 30));
    return window.withProgress({ location: ProgressLocation.Notification, cancellable: true, title }, async (_, token) => {
      const signal = signalOf(token);
      try {
        return await annotationHistory(dirname(sidecar.uri.fsPath), fileName(sidecar.uri), id, MOST_VERSIONS, signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
  }

  private async pick(session: PageSession, { id, quote }: Annotation, entries: readonly HistoryEntry[]): Promise<void> {
    if (entries.length === 0) {
      return void window.showInformationMessage(l10n.t('No commit has changed “{0}” yet.', oneLine(quote, 30)));
    }
    const items = entries.map((entry): Item => ({
      label: entry.kind === 'changed' ? changeText(entry.change) : l10n.t('This version cannot be read: {0}', problemText(entry.problem)),
      description: `${entry.version.author}, ${new Date(entry.version.at).toLocaleString()}`,
      detail: `${entry.version.commit.slice(0, 8)} ${entry.version.subject}`,
      version: entry.version,
    }));
    const placeHolder = l10n.t('History of “{0}”: choose a version to open it', oneLine(quote, 30));
    const picked = await window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true });
    if (picked) await openVersion(session.sidecar.uri, picked.version, id);
  }
}

async function openVersion(sidecar: Uri, { commit, path }: FileVersion, id: string): Promise<void> {
  const query: VersionQuery = { folder: dirname(sidecar.fsPath), commit, path };
  const name = `${commit.slice(0, 8)} ${fileName(sidecar)}`;
  const document = await workspace.openTextDocument(Uri.from({ scheme: VERSION_SCHEME, path: `/${name}`, query: JSON.stringify(query) }));
  const place = annotationPlaces(document.getText())(id);
  await window.showTextDocument(document, place ? { selection: new Range(place.line - 1, 0, place.line - 1, 0) } : {});
}

function reasonOf(error: unknown, file: string): string {
  if (!(error instanceof GitError)) return l10n.t('The history of {0} cannot be read: {1}', file, messageOf(error));
  switch (error.kind) {
    case 'missing': return l10n.t('The history is read from git, and git is not installed here. Install it from git-scm.com, then try again.');
    case 'noRepository': return l10n.t('{0} is in no git repository, so there is no history of it.', file);
    case 'failed': return l10n.t('The history of {0} cannot be read: {1}', file, error.message);
  }
}
