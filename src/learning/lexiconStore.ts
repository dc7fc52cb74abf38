import { EventEmitter, RelativePattern, Uri, workspace, type Disposable } from 'vscode';
import { writeLexicon } from '../entities/lexiconFormat';
import { changeLexicon, EMPTY_LEXICON, mergeLexicons, type LexiconChange, type LexiconContent } from '../entities/workspaceLexicon';
import { globLiteral } from '../files/globLiteral';
import type { LexiconFile, LexiconSync } from '../files/lexiconFile';

/** How long decisions are gathered before the file is written. */
const SAVE_PAUSE_MS = 300;

/** What a lexicon tells the person through. */
export interface LexiconReporter {
  /** The file cannot be read or written: what was decided is in memory. */
  failed(store: LexiconStore, uri: Uri, sync: Exclude<LexiconSync, { kind: 'done' }>): void;
  /** What had failed has succeeded. */
  recovered(uri: Uri): void;
  /** Names are known in this window only, since there is no file for them. */
  inMemory(): void;
}

/** One lexicon as this window knows it: what its file says, and what was decided since. */
export class LexiconStore implements Disposable {
  private current: LexiconContent = EMPTY_LEXICON;
  private rendered: { readonly content: LexiconContent; readonly text: string } | undefined;
  private file: LexiconFile | undefined;
  private watcher: Disposable | undefined;
  private isDirty = false;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private readonly changes = new EventEmitter<void>();
  /** The names are others than before. */
  readonly onDidChange = this.changes.event;

  constructor(readonly key: string, private readonly reporter: LexiconReporter) {}

  get content(): LexiconContent {
    return this.current;
  }

  get uri(): Uri | undefined {
    return this.file?.uri;
  }

  /** As the file has it. */
  get text(): string {
    if (this.rendered?.content !== this.current) this.rendered = { content: this.current, text: writeLexicon(this.current) };
    return this.rendered.text;
  }

  /** Takes a file into use: what it says is known from then on, and what is known already goes into it. */
  attach(file: LexiconFile): Promise<void> {
    this.file = file;
    this.watcher?.dispose();
    this.watcher = this.watch(file.uri);
    this.isDirty = this.current !== EMPTY_LEXICON;
    return this.sync();
  }

  /** Makes sure that there is a file to look into, with all that is known. @throws what the file system says */
  async createFile(): Promise<void> {
    await this.flush();
    await this.file?.create();
  }

  /** Carries out a step. @returns the step that takes it back */
  change(change: LexiconChange): LexiconChange {
    const { content, inverse } = changeLexicon(this.current, change);
    if (content === this.current) return inverse;
    this.set(content);
    if (!this.file) this.reporter.inMemory();
    this.isDirty = true;
    this.timer ??= setTimeout(() => void this.flush(), SAVE_PAUSE_MS);
    return inverse;
  }

  /** Writes what is not in the file yet. Resolves when it is there, or the person was told why not. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return this.isDirty ? this.sync() : this.working;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watcher?.dispose();
    this.changes.dispose();
  }

  /** Brings file and memory together; one time after the other. */
  sync(): Promise<void> {
    this.working = this.working.then(async () => {
      const { file, current: mine, isDirty } = this;
      if (!file) return;
      this.isDirty = false;
      const result = await file.sync(mine, isDirty);
      if (result.kind !== 'done') {
        this.isDirty ||= isDirty;
        return this.reporter.failed(this, file.uri, result);
      }
      this.reporter.recovered(file.uri);
      this.set(mergeLexicons(mine, this.current, result.content)); // more may have been decided meanwhile
    });
    return this.working;
  }

  private set(content: LexiconContent): void {
    const before = this.text;
    this.current = content;
    if (this.text !== before) this.changes.fire();
  }

  private watch(uri: Uri): Disposable {
    const slash = uri.path.lastIndexOf('/');
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(uri.with({ path: uri.path.slice(0, slash) || '/' }), globLiteral(uri.path.slice(slash + 1))));
    const changed = (): void => void this.sync();
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
    return watcher;
  }
}
