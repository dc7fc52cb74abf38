import { EventEmitter, FileType, Range, RelativePattern, Selection, Uri, window, workspace, type Disposable, type FileSystemWatcher } from 'vscode';
import type { LabelSet } from '../annotations/labelSet';
import { surveyPage } from '../annotations/pageSurvey';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { PREFIX, SETTING } from '../contract';
import type { CallClient, CallOutcome, Follow } from '../processes/callClient';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { labelsHere } from '../review/workspaceLabels';
import { settings } from '../settings';
import { Pauses } from '../ui/pauses';
import type { PageState, SurveyCall, SurveyCalls, SurveyProgress } from '../survey/protocol';

/** Installed packages and the folders of tools hold no pages. */
const EXCLUDED = '{**/node_modules/**,**/.*/**}';
const EXCLUDED_PATH = /[\\/](node_modules|\.[^\\/]*)[\\/]/;
/** Files that change together are read together. */
const FILES_PAUSE_MS = 200;
/** What is put into a new folder at once is not always told by the file system: it is looked for after a moment. */
const FOLDER_PAUSE_MS = 1000;
/** File systems take a moment to be watched: what came meanwhile is looked for once more. */
const WATCHED_AFTER_MS = 3000;
/** What is decided on an open page reaches the views of the corpus when decisions rest, or now and then. */
const LIVE_PAUSE_MS = 400;
const MOST_LIVE_PAUSE_MS = 3000;

/**
 * The pages of the workspace and how they stand. Starts the survey process when somebody first asks, follows files and
 * open pages from then on, and tells the process everything again after a crash.
 */
export class CorpusService implements Disposable {
  /** How each page stands, by path, in the order of paths; pages that are not read yet are missing. */
  readonly states = new Map<string, PageState>();
  /** All pages, also those that are not read yet. */
  paths: readonly string[] = [];
  /** Pages read and to be read, while the survey goes on. */
  reading: { readonly done: number; readonly total: number } | undefined;
  private readonly changed = new EventEmitter<readonly string[] | undefined>();
  /** Tells the pages that stand otherwise now; undefined: the list of pages changed. */
  readonly onDidChange = this.changed.event;
  private listing: Promise<void> | undefined;
  /** Ends when all pages are read for the first time, or reading failed. */
  private surveying: Promise<void> = Promise.resolve();
  /** The start of the process that was told the pages. */
  private toldProcess = 0;
  private watchers: Disposable[] = [];
  private readonly touched = new Set<string>();
  private readonly edited = new Pauses<PageSession>(LIVE_PAUSE_MS, (session) => { this.tellEdited(session); }, MOST_LIVE_PAUSE_MS);
  private filesTimer: NodeJS.Timeout | undefined;
  private folderTimer: NodeJS.Timeout | undefined;
  private watchedTimer: NodeJS.Timeout | undefined;
  private readonly folders = new Set<string>();
  private relist = false;
  private readonly subscriptions: Disposable[] = [];

  constructor(
    private readonly pages: PageRegistry,
    private readonly client: CallClient<SurveyCalls, SurveyProgress>,
    private readonly failed: (message: string) => void,
  ) {}

  /** The labels of a page's folder; without a page those of the folder in which the person works, else of the first one. */
  labelsOf(path?: string): LabelSet {
    return path === undefined ? labelsHere(this.pages.labels) : this.pages.labels.of(Uri.file(path));
  }

  /** Whether anybody asked about the corpus yet. */
  get isStarted(): boolean {
    return this.listing !== undefined;
  }

  /** The running survey process, for tests and diagnosis. */
  get processId(): number | undefined {
    return this.client.processId;
  }

  /** Resolves when it is known which pages there are; they are read meanwhile and afterwards. */
  start(): Promise<void> {
    this.listing ??= this.begin();
    return this.listing;
  }

  /** Resolves when all pages have been read once. */
  async whenRead(): Promise<void> {
    await this.start();
    await this.surveying;
  }

  /** Asks the survey process; never rejects. */
  async ask<Call extends SurveyCall>(call: Call, ask: SurveyCalls[Call]['ask'], follow: Follow<SurveyProgress> = {}): Promise<CallOutcome<SurveyCalls[Call]['answer']>> {
    await this.whenRead();
    if (this.client.processId === undefined && this.toldProcess > 0) await this.tellPages(); // it crashed: it knows nothing
    const outcome = await this.client.call(call, ask, follow);
    if (outcome.kind === 'failed') this.failed(outcome.message);
    return outcome;
  }

  /** Looks at all pages anew. */
  async reload(): Promise<void> {
    this.states.clear();
    await this.list();
    await this.tellPages([...this.paths]);
  }

  /** The open page with this path. */
  sessionOf(path: string): PageSession | undefined {
    return this.pages.of({ uri: Uri.file(path) });
  }

  /** The sessions of open pages that are part of the corpus. */
  openPages(): { path: string; session: PageSession }[] {
    const known = new Set(this.paths);
    return this.pages.all.flatMap((session) => {
      const path = pathOf(session.document.uri);
      return path !== undefined && known.has(path) ? [{ path, session }] : [];
    });
  }

  /** Files that others have just written: read again without waiting for the file system to tell. */
  async refresh(paths: readonly string[]): Promise<void> {
    const outcome = await this.client.call('refresh', { paths }, { progress: (progress) => { this.take(progress.pages); } });
    if (outcome.kind === 'failed') this.failed(outcome.message);
  }

  dispose(): void {
    clearTimeout(this.filesTimer);
    clearTimeout(this.folderTimer);
    clearTimeout(this.watchedTimer);
    for (const one of [...this.watchers, ...this.subscriptions, this.edited]) one.dispose();
    this.changed.dispose();
    this.client.dispose();
  }

  private async begin(): Promise<void> {
    this.subscriptions.push(
      this.pages.onDidChange(({ kind, session, change }) => {
        if (kind === 'changed' && change?.kind !== 'store') return;
        this.edited.restart(session);
      }),
      workspace.onDidChangeWorkspaceFolders(() => { this.listSoon(); }),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(`${PREFIX}.${SETTING.pages}`) && !event.affectsConfiguration('files.exclude')) return;
        this.watch();
        this.listSoon();
      }),
    );
    this.watch();
    await this.list();
    this.surveying = this.tellPages();
  }

  private async list(): Promise<void> {
    const found = await Promise.all((workspace.workspaceFolders ?? []).flatMap((folder) => settings.pages(folder.uri)
      .map((glob) => workspace.findFiles(new RelativePattern(folder, glob), EXCLUDED))));
    const paths = [...new Set(found.flat().flatMap((uri) => pathOf(uri) ?? []))].sort();
    const kept = new Set(paths);
    for (const path of this.states.keys()) if (!kept.has(path)) this.states.delete(path);
    this.paths = paths;
    this.changed.fire(undefined);
  }

  /** Tells the process which pages there are and what editors have of them. */
  private async tellPages(again: readonly string[] = []): Promise<void> {
    for (const { path, session } of this.openPages()) this.tellLive(path, session);
    const follow = { progress: ({ pages, done, total }: SurveyProgress): void => {
      this.reading = { done, total };
      this.take(pages);
    } };
    const outcome = await this.client.call('pages', { paths: this.paths }, follow);
    this.toldProcess = this.client.started;
    if (outcome.kind === 'done' && again.length > 0) await this.client.call('refresh', { paths: again }, follow);
    this.reading = undefined;
    if (outcome.kind === 'failed') this.failed(outcome.message);
    this.changed.fire([]);
  }

  private take(pages: readonly PageState[]): void {
    for (const page of pages) this.states.set(page.path, page);
    if (pages.length > 0) this.changed.fire(pages.map(({ path }) => path));
  }

  private tellEdited(session: PageSession): void {
    const path = pathOf(session.document.uri);
    if (path !== undefined && this.paths.includes(path)) this.tellLive(path, session);
  }

  private tellLive(path: string, session: PageSession): void {
    const page = this.pages.all.includes(session) ? surveyPage(session.annotations.all) : null;
    void this.client.call('live', { path, page }).then((outcome) => {
      if (outcome.kind === 'done') this.take([outcome.answer]);
    });
  }

  private watch(): void {
    for (const watcher of this.watchers) watcher.dispose();
    clearTimeout(this.watchedTimer);
    this.watchedTimer = setTimeout(() => { this.listSoon(); }, WATCHED_AFTER_MS);
    const folders = workspace.workspaceFolders ?? [];
    this.watchers = folders.flatMap((folder) => [
      ...settings.pages(folder.uri).map((glob) => this.listen(workspace.createFileSystemWatcher(new RelativePattern(folder, glob)), true)),
      this.listen(workspace.createFileSystemWatcher(new RelativePattern(folder, `**/*${SIDECAR_SUFFIX}`)), false),
      this.listenForFolders(workspace.createFileSystemWatcher(new RelativePattern(folder, '**'), false, true, false)),
    ]);
  }

  private listenForFolders(watcher: FileSystemWatcher): FileSystemWatcher {
    watcher.onDidCreate((uri) => void this.lookInFolder(uri));
    watcher.onDidDelete((uri) => {
      const path = pathOf(uri);
      if (path !== undefined && this.paths.some((page) => isUnder(page, path))) this.listSoon();
    });
    return watcher;
  }

  private async lookInFolder(uri: Uri): Promise<void> {
    const path = pathOf(uri);
    if (path === undefined || EXCLUDED_PATH.test(`${path}/`)) return;
    const isFolder = await workspace.fs.stat(uri).then(({ type }) => type === FileType.Directory, () => false);
    if (!isFolder) return;
    this.folders.add(path);
    this.folderTimer ??= setTimeout(() => void this.foldersCame(), FOLDER_PAUSE_MS);
  }

  private async foldersCame(): Promise<void> {
    this.folderTimer = undefined;
    const folders = [...this.folders];
    this.folders.clear();
    await this.surveying;
    await this.list();
    await this.tellPages(this.paths.filter((page) => folders.some((folder) => isUnder(page, folder))));
  }

  private listen(watcher: FileSystemWatcher, isPage: boolean): FileSystemWatcher {
    const touch = (uri: Uri): void => {
      const path = pathOf(uri);
      if (path === undefined || EXCLUDED_PATH.test(path)) return;
      this.touched.add(isPage ? path : path.slice(0, -SIDECAR_SUFFIX.length));
      this.filesTimer ??= setTimeout(() => void this.filesChanged(), FILES_PAUSE_MS);
    };
    const comeOrGone = (uri: Uri): void => {
      this.relist ||= isPage;
      touch(uri);
    };
    watcher.onDidChange(touch);
    watcher.onDidCreate(comeOrGone);
    watcher.onDidDelete(comeOrGone);
    return watcher;
  }

  private listSoon(): void {
    this.relist = true;
    this.filesTimer ??= setTimeout(() => void this.filesChanged(), FILES_PAUSE_MS);
  }

  private async filesChanged(): Promise<void> {
    this.filesTimer = undefined;
    const touched = [...this.touched];
    this.touched.clear();
    await this.surveying;
    if (this.relist) {
      this.relist = false;
      await this.list();
      await this.tellPages(touched);
    } else await this.refresh(touched);
  }
}

/** The path of a file on disk; undefined for what lies elsewhere. */
export function pathOf(uri: Uri): string | undefined {
  return uri.scheme === 'file' ? uri.fsPath : undefined;
}

/** Whether a path lies in a folder, at any depth. */
export function isUnder(path: string, folder: string): boolean {
  return path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length));
}

/** Where a path stands in the workspace, for people. */
export function shownPath(path: string): string {
  return workspace.asRelativePath(Uri.file(path), (workspace.workspaceFolders?.length ?? 0) > 1);
}

/** Opens a page, at a stretch of it where one is given as offsets. */
export async function openAt(path: string, start?: number, end = start): Promise<void> {
  const editor = await window.showTextDocument(Uri.file(path));
  if (start === undefined || end === undefined) return;
  const { document } = editor;
  const range = new Range(document.positionAt(start), document.positionAt(end));
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range);
}
