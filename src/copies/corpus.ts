import { EventEmitter, RelativePattern, Uri, commands, l10n, workspace, type Disposable } from 'vscode';
import { CorpusClient, type CorpusOutcome } from '../corpus/client';
import type { CorpusCall, CorpusCalls, CorpusFiles, CorpusProgress, UpdateSummary } from '../corpus/protocol';
import { CONTEXT, PREFIX, SETTING } from '../contract';
import { PAGE_NAME } from '../files/pageFiles';
import { cutFileText, fileProblemText } from '../ui/fileProblemWords';
import { settings } from '../settings';
import { messageOf } from '../files/messageOf';

export interface CorpusParts {
  /** The bundle to fork, `dist/corpus.js`. */
  readonly program: string;
  /** The folder for the index of this workspace; undefined without a workspace. */
  readonly storage: string | undefined;
  readonly log: (message: string) => void;
}

/**
 * off: never asked for, or without files · indexing: being made or brought up to date · ready: answers · stopped: by the
 * person, goes on when asked · failed: with a message.
 */
export type CorpusState =
  | { readonly kind: 'off' }
  | { readonly kind: 'indexing'; readonly progress: CorpusProgress | undefined }
  | { readonly kind: 'ready'; readonly summary: UpdateSummary }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/** Files that changed on disk within this pause are looked at together. */
const CHANGE_PAUSE_MS = 500;
/** From so many changed files on, the corpus is gone through as a whole. */
const MANY = 50;
const PAGES = '**/*.{txt,news}';

/**
 * The index of the workspace's pages: made when first asked for, followed as files change, given back after long idle.
 * What has been indexed is on disk or read again at the next start.
 */
export class Corpus implements Disposable {
  private client: CorpusClient | undefined;
  /** The number of the start of the process whose index is up to date. */
  private updatedFor = -1;
  private updating: Promise<boolean> | undefined;
  private abort = new AbortController();
  private currentState: CorpusState = { kind: 'off' };
  private readonly changes = new EventEmitter<'state' | 'content'>();
  /** `content`: other copies may be known than before. */
  readonly onDidChange = this.changes.event;
  private readonly waiting = new Set<string>();
  private changeTimer: NodeJS.Timeout | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private watchers: Disposable[] = [];
  private readonly subscriptions: Disposable[];

  constructor(private readonly parts: CorpusParts) {
    this.subscriptions = [
      this.changes,
      workspace.onDidChangeWorkspaceFolders(() => void this.startOver()),
      workspace.onDidChangeConfiguration((event) => {
        if ([SETTING.corpusFiles, SETTING.matchScripts].some((name) => event.affectsConfiguration(`${PREFIX}.${name}`))) void this.startOver();
      }),
    ];
  }

  get state(): CorpusState {
    return this.currentState;
  }

  /** Whether copies in other files are known or being looked for. */
  get isOn(): boolean {
    return this.currentState.kind === 'indexing' || this.currentState.kind === 'ready';
  }

  /** Makes the index say what the files say; goes on where it was stopped. Resolves with whether it does. */
  update(): Promise<boolean> {
    this.updating ??= this.carryOutUpdate().finally(() => { this.updating = undefined; });
    return this.updating;
  }

  /** Stops what is being done; `update` goes on with it. */
  stop(): void {
    this.abort.abort();
    this.abort = new AbortController();
  }

  /** Asks the index, which is started and brought up to date where it is not; undefined where that failed, was stopped or given up. */
  async ask<Name extends Exclude<CorpusCall, 'open' | 'update' | 'fileChanged'>>(
    call: Name, ask: CorpusCalls[Name]['ask'], signal: AbortSignal = this.abort.signal,
  ): Promise<CorpusCalls[Name]['answer'] | undefined> {
    if (!(await this.upToDate())) return undefined;
    const outcome: CorpusOutcome<Name> = await this.process().call(call, ask, {
      signal, progress: (progress) => { this.setState({ kind: 'indexing', progress }); },
    });
    this.idleSoon();
    if (outcome.kind === 'failed') this.parts.log(`corpus: ${call}: ${outcome.message}`);
    if (this.currentState.kind === 'indexing' && !this.updating) this.setState(this.ended(outcome));
    return outcome.kind === 'done' ? outcome.answer : undefined;
  }

  dispose(): void {
    clearTimeout(this.changeTimer);
    clearTimeout(this.idleTimer);
    this.abort.abort();
    this.client?.dispose();
    for (const subscription of [...this.watchers, ...this.subscriptions]) subscription.dispose();
  }

  private lastSummary: UpdateSummary = { files: 0, paragraphs: 0, read: 0, problems: [], problemCount: 0, cut: [], cutCount: 0 };

  private ended(outcome: CorpusOutcome<CorpusCall>): CorpusState {
    switch (outcome.kind) {
      case 'done': return { kind: 'ready', summary: this.lastSummary };
      case 'cancelled': return { kind: 'stopped' };
      case 'failed': return { kind: 'failed', message: outcome.message.split('\n')[0] };
    }
  }

  private async upToDate(): Promise<boolean> {
    if (this.updating) return this.updating;
    if (this.client && this.updatedFor === this.client.started && this.waiting.size === 0) return true;
    return this.update();
  }

  private async carryOutUpdate(): Promise<boolean> {
    this.setState({ kind: 'indexing', progress: undefined });
    const { signal } = this.abort;
    clearTimeout(this.changeTimer);
    this.waiting.clear();
    try {
      const files = await this.files();
      this.watch();
      const client = this.process();
      const outcome = await client.call('update', files, { signal, progress: (progress) => { this.setState({ kind: 'indexing', progress }); } });
      if (outcome.kind === 'done') {
        this.updatedFor = client.started;
        this.lastSummary = outcome.answer;
        for (const problem of outcome.answer.problems) this.parts.log(fileProblemText(problem));
        for (const path of outcome.answer.cut) this.parts.log(cutFileText(path));
      }
      this.setState(this.ended(outcome));
    } catch (error) {
      this.setState({ kind: 'failed', message: messageOf(error) });
    }
    this.idleSoon();
    const isReady = this.currentState.kind === 'ready';
    if (isReady) this.changes.fire('content');
    return isReady;
  }

  /** The process, started by the first call. */
  private process(): CorpusClient {
    clearTimeout(this.idleTimer);
    this.client ??= new CorpusClient({
      program: this.parts.program,
      corpus: { storage: this.parts.storage ?? null, scriptsAlike: settings.matchScripts(undefined) },
      log: this.parts.log,
    });
    return this.client;
  }

  /** Ends the process after long idle: its memory is worth more than the seconds that the next start takes. */
  private idleSoon(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => { this.giveBack(); }, settings.analysisIdleMinutes() * 60_000);
  }

  /** Ends the process; the next question starts it again. */
  giveBack(): void {
    clearTimeout(this.idleTimer);
    this.client?.dispose();
    this.client = undefined;
    this.updatedFor = -1;
  }

  /** Other files or other rules: what is known does not hold any more. */
  private async startOver(): Promise<void> {
    const isWanted = this.isOn || this.currentState.kind === 'failed';
    this.stop();
    await this.updating;
    this.giveBack();
    if (isWanted) await this.update();
    else this.setState({ kind: 'off' });
  }

  private async files(): Promise<CorpusFiles> {
    const wanted = settings.corpusFiles();
    const folders = workspace.workspaceFolders ?? [];
    if (folders.length === 0 && wanted.length === 0) throw new Error(l10n.t('Open a folder of pages first.'));
    if (!wanted.some(isPattern)) {
      return { folders: wanted.length === 0 ? folders.map(({ uri }) => uri.fsPath) : wanted.flatMap((folder) => foldersOf(folder).map(({ fsPath }) => fsPath)) };
    }
    const found = await Promise.all(this.patterns().map((pattern) => workspace.findFiles(pattern)));
    return { files: [...new Set(found.flat().filter(({ path }) => PAGE_NAME.test(path)).map(({ fsPath }) => fsPath))].sort() };
  }

  /** What is indexed, as patterns. */
  private patterns(): RelativePattern[] {
    const wanted = settings.corpusFiles();
    const folders = workspace.workspaceFolders ?? [];
    if (wanted.length === 0) return folders.map((folder) => new RelativePattern(folder, PAGES));
    return wanted.flatMap((entry) => (isPattern(entry)
      ? folders.map((folder) => new RelativePattern(folder, entry))
      : foldersOf(entry).map((folder) => new RelativePattern(folder, PAGES))));
  }

  private watch(): void {
    for (const watcher of this.watchers.splice(0)) watcher.dispose();
    this.watchers = this.patterns().flatMap((pattern) => {
      const watcher = workspace.createFileSystemWatcher(pattern);
      const changed = (uri: Uri): void => { this.fileChanged(uri, pattern.baseUri); };
      return [watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed)];
    });
  }

  private fileChanged(uri: Uri, base: Uri): void {
    const inside = uri.path.slice(base.path.length).split('/');
    if (!PAGE_NAME.test(uri.path) || inside.some((part) => part.startsWith('.') || part === 'node_modules')) return;
    if (!this.client) return; // the next start looks at all files
    this.waiting.add(uri.fsPath);
    clearTimeout(this.changeTimer);
    this.changeTimer = setTimeout(() => void this.followFiles(), CHANGE_PAUSE_MS);
  }

  private async followFiles(): Promise<void> {
    const { client } = this;
    if (!client || this.updating) return;
    const paths = [...this.waiting];
    if (paths.length > MANY || this.updatedFor !== client.started) return void await this.update();
    this.waiting.clear();
    for (const path of paths) {
      const outcome = await client.call('fileChanged', { path });
      if (outcome.kind === 'failed') this.parts.log(`corpus: ${path}: ${outcome.message}`);
      if (outcome.kind === 'done' && outcome.answer.cut) this.parts.log(cutFileText(path));
    }
    this.idleSoon();
    this.changes.fire('content');
  }

  private setState(state: CorpusState): void {
    const isNews = state.kind !== this.currentState.kind || state.kind === 'indexing';
    this.currentState = state;
    if (!isNews) return;
    void commands.executeCommand('setContext', CONTEXT.findingCopies, state.kind === 'indexing');
    this.changes.fire('state');
  }
}

function isPattern(entry: string): boolean {
  return /[*?{[]/.test(entry);
}

/** A folder of the setting: absolute, or in each folder of the workspace. */
function foldersOf(entry: string): Uri[] {
  if (/^([/\\]|[A-Za-z]:)/.test(entry)) return [Uri.file(entry)];
  return (workspace.workspaceFolders ?? []).map(({ uri }) => Uri.joinPath(uri, entry));
}
