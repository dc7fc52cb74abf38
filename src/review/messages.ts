import { Position, Range, Uri, l10n, window, workspace, type LogOutputChannel } from 'vscode';
import type { Outcome } from '../analysis/client';
import type { SidecarProblem } from '../annotations/sidecarRead';
import type { RecoveryJournal } from '../files/recoveryJournal';
import type { LoadResult } from '../files/sidecarFile';
import { faultText } from '../ui/faultWords';
import { problemText } from '../ui/sidecarWords';
import type { PageRegistry } from './pageRegistry';
import type { PageReporter, PageSession } from './pageSession';
import { saveCopy } from './saveCopy';

/** What a message offers to do: a title and the deed. */
type Action = readonly [title: string, run: () => unknown];

/** Says what went wrong on a page and what to do about it. */
export class Messages implements PageReporter {
  /** What each page was last told about its sidecar: trying again in vain is no news. */
  private readonly told = new WeakMap<PageSession, string>();
  /** File systems that were told to write in place. */
  private readonly inPlace = new Set<string>();

  constructor(private readonly log: LogOutputChannel, private readonly journal: RecoveryJournal) {}

  sidecarBlocked(session: PageSession, load: LoadResult): void {
    if (load.kind === 'problem') this.brokenSidecar(session, load.problem);
    else if (load.kind === 'unreadable') this.unreadableSidecar(session, load.message);
  }

  sidecarFailed(session: PageSession, message: string): void {
    const { journalProblem } = session.saver;
    const text = journalProblem === undefined
      ? l10n.t('{0} cannot be written: {1} Your decisions are kept aside; writing is tried again and again.', sidecarName(session), faultText(message))
      : l10n.t('{0} cannot be written: {1} Your decisions cannot be kept aside either ({2}) and are in this window only: save a copy before you close it.', sidecarName(session), faultText(message), faultText(journalProblem));
    this.tellOnce(session, text, message, this.again(session), this.copy(session), this.showLog());
  }

  sidecarWritten(session: PageSession): void {
    if (!this.told.delete(session)) return;
    this.log.info(`${session.sidecar.uri.toString()}: written`);
    window.setStatusBarMessage(l10n.t('{0} is written again.', sidecarName(session)), 5000);
  }

  sidecarWrittenInPlace(session: PageSession): void {
    const { scheme, authority } = session.sidecar.uri;
    const place = `${scheme}://${authority}`;
    if (this.inPlace.has(place)) return;
    this.inPlace.add(place);
    this.log.warn(`${place}: no atomic rename, sidecars are written in place`);
    void show('warning', l10n.t('The file system “{0}” cannot replace a file in one step. Sidecars are written in place: if the connection breaks meanwhile, the complete file is beside it, ending in .tmp.', place), [this.showLog()]);
  }

  /** The views of the corpus cannot be filled. */
  corpusFailed(message: string): void {
    this.log.error(message);
    void show('error', l10n.t('The pages of the workspace could not be read. “Read Corpus Again” in the Corpus view tries it anew.'), [this.showLog()]);
  }

  conflictsFound(session: PageSession, count: number): void {
    void show('warning', l10n.t('{0}: somebody else decided otherwise on {1} annotations. Both decisions are kept; choose under “Conflicts” in the Review view.', pageName(session), count), []);
  }

  recovered(session: PageSession, count: number, damaged: readonly string[]): void {
    if (count > 0) {
      void show('info', l10n.t('{0}: {1} decisions that had not been written are back. “Undo Decision” takes them away again.', pageName(session), count), []);
    }
    for (const path of damaged) {
      this.log.error(`${session.key}: damaged recovery record: ${path}`);
      void show('error', l10n.t('{0}: decisions that had been kept aside cannot be read. The damaged file is kept: {1}', pageName(session), path), [
        [l10n.t('Open File'), () => window.showTextDocument(Uri.file(path))], this.showLog(),
      ]);
    }
  }

  journalUnreadable(session: PageSession, message: string): void {
    this.log.error(`${session.key}: recovery journal: ${message}`);
    void show('error', l10n.t('{0}: whether decisions had been kept aside cannot be found out: {1}', pageName(session), faultText(message)), [this.showLog()]);
  }

  keptAside(session: PageSession): void {
    const count = session.saver.pendingCount;
    const problem = session.saver.journalProblem;
    const text = problem === undefined
      ? l10n.t('{0}: {1} decisions could not be written beside the page. They are kept aside and come back when the page is opened again.', pageName(session), count)
      : l10n.t('{0}: {1} decisions could neither be written beside the page nor kept aside ({2}). They are in this window only: save a copy before you close it.', pageName(session), count, faultText(problem));
    this.log.warn(text);
    void show('warning', text, [[l10n.t('Open Page'), () => window.showTextDocument(session.document.uri)], this.copy(session), this.showLog()]);
  }

  /** Tells of pages in this workspace for which decisions of an earlier session wait. */
  async offerWaiting(pages: PageRegistry): Promise<void> {
    try {
      const waiting = (await this.journal.pages()).map((page) => Uri.parse(page))
        .filter((uri) => workspace.getWorkspaceFolder(uri) && !pages.of({ uri }));
      if (waiting.length === 0) return;
      const open = async (): Promise<void> => {
        for (const uri of waiting) await window.showTextDocument(uri, { preview: false });
      };
      await show('warning', l10n.t('Decisions on {0} pages could not be written last time. They come back when the pages are opened.', waiting.length), [
        [l10n.t('Open Pages'), open], this.showLog(),
      ]);
    } catch (error) {
      this.log.error('recovery journal', error instanceof Error ? error : String(error));
    }
  }

  analysisFailed(session: PageSession, outcome: Outcome): void {
    const reason = 'message' in outcome ? outcome.message : outcome.kind;
    this.log.error(`${session.key}: ${outcome.kind}: ${reason}`);
    void show('error', l10n.t('Not all suggestions for {0} could be made: {1} What you decided is safe.', pageName(session), reason.split('\n')[0]), [
      [l10n.t('Try Again'), () => { session.analyseAgain(); }], this.showLog(),
    ]);
  }

  private brokenSidecar(session: PageSession, problem: SidecarProblem): void {
    const { uri } = session.sidecar;
    const at = new Position(problem.line - 1, problem.column - 1);
    const text = l10n.t('{0}: {1} Nothing is written to it until it is mended or removed.', `${sidecarName(session)}:${problem.line}:${problem.column}`, problemText(problem));
    this.tellOnce(session, text, problem.detail, [l10n.t('Open File'), () => window.showTextDocument(uri, { selection: new Range(at, at) })], this.copy(session), this.showLog());
  }

  private unreadableSidecar(session: PageSession, message: string): void {
    const text = l10n.t('{0} cannot be read: {1} Nothing is written to it until it can be.', sidecarName(session), faultText(message));
    this.tellOnce(session, text, message, this.again(session), this.copy(session), this.showLog());
  }

  /** @param detail for the log */
  private tellOnce(session: PageSession, text: string, detail: string, ...actions: Action[]): void {
    if (this.told.get(session) === text) return;
    this.told.set(session, text);
    this.log.error(`${session.sidecar.uri.toString()}: ${text} ${detail}`);
    void show('error', text, actions);
  }

  /** Tries again; what fails again is told again, since the person asked. */
  private again(session: PageSession): Action {
    return [l10n.t('Try Again'), () => {
      this.told.delete(session);
      return session.saver.retry();
    }];
  }

  private copy(session: PageSession): Action {
    return [l10n.t('Save a Copy As…'), () => saveCopy(session)];
  }

  private showLog(): Action {
    return [l10n.t('Show Log'), () => { this.log.show(); }];
  }
}

async function show(kind: 'info' | 'warning' | 'error', text: string, actions: readonly Action[]): Promise<void> {
  const titles = actions.map(([title]) => title);
  const picked = await (kind === 'error' ? window.showErrorMessage(text, ...titles)
    : kind === 'warning' ? window.showWarningMessage(text, ...titles) : window.showInformationMessage(text, ...titles));
  await actions.find(([title]) => title === picked)?.[1]();
}

function pageName(session: PageSession): string {
  return workspace.asRelativePath(session.document.uri);
}

function sidecarName(session: PageSession): string {
  return workspace.asRelativePath(session.sidecar.uri);
}
