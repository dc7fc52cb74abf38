import { EndOfLine, type Disposable, type TextDocument } from 'vscode';
import { atOnce } from '../annotations/atOnce';
import { mergeAnnotations } from '../annotations/merge';
import type { Annotation } from '../annotations/model';
import { PageAnnotations } from '../annotations/pageAnnotations';
import { pendingCount, pendingDecisions, type Pending } from '../annotations/pending';
import { recoveryLines } from '../annotations/recovery';
import type { Sidecar } from '../annotations/sidecar';
import { writeSidecar } from '../annotations/sidecarWrite';
import { likelyChange } from '../annotations/textChange';
import type { Claim, RecoveryJournal } from '../files/recoveryJournal';
import type { LoadResult, SaveResult, SidecarFile } from '../files/sidecarFile';
import { inSlices } from '../files/slices';

/** A command goes on to the next annotation before what it decided is put into the journal. */
const KEEP_PAUSE_MS = 5;
/** Decisions that come close together are written together. */
const SAVE_PAUSE_MS = 200;
/** The first pause before a write that failed is tried again; each further one is twice as long. */
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 300_000;
/** How long a page that is to be renamed is given to go. */
const HELD_MS = 10_000;

/** What the saver needs of its page, and tells it. */
export interface SavedPage {
  readonly document: TextDocument;
  readonly annotations: PageAnnotations;
  /** Resolves when no annotation waits for a place that is being looked for. */
  settled(): Promise<void>;
  /** What is on disk, or how it could be reached, has changed. */
  changed(): void;
  /** What others wrote is to stand on the page; `conflicts` are annotations on which they decided otherwise. */
  takeOver(annotations: readonly Annotation[], conflicts: readonly string[]): void;
  blocked(load: LoadResult): void;
  failed(message: string): void;
  written(): void;
  writtenInPlace(): void;
}

/**
 * Brings the decisions of one page to disk: into the sidecar beside the page and, until they are there, into the
 * recovery journal. Joins what others wrote, tries again what failed, never writes over what it could not read.
 */
export class PageSaver implements Disposable {
  /** Why nothing is written at present: what is on disk could not be read. */
  blocked: LoadResult | undefined;
  private timer: NodeJS.Timeout | undefined;
  private keepTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private retryPause = FIRST_RETRY_MS;
  private working: Promise<void> = Promise.resolve();
  private unsaved = false;
  /** What was decided since the sidecar was written; undefined: it may be anything. */
  private decided: Set<string> | undefined;
  /** What was decided since the writing began that is going on. */
  private decidedSince: Set<string> | undefined;
  private keeping: Promise<void> | undefined;
  private keepAgain = false;
  private writing = false;
  private journalled = false;
  private disposed = false;
  private heldTimer: NodeJS.Timeout | undefined;
  /** Whether the page is about to go to another address. */
  isHeld = false;

  constructor(private readonly page: SavedPage, readonly file: SidecarFile, private readonly journal: RecoveryJournal) {}

  /** Whether decisions are not on disk beside the page: they wait, or are being written. */
  get hasUnsaved(): boolean {
    return this.unsaved || this.writing;
  }

  /** How many decisions are not in the sidecar. */
  get pendingCount(): number {
    return pendingCount(atOnce(this.pending()));
  }

  /** Why decisions that are not in the sidecar are not in the journal either; undefined where they are. */
  get journalProblem(): string | undefined {
    return this.journal.problem(this.key);
  }

  private get key(): string {
    return this.page.document.uri.toString();
  }

  /**
   * Something was decided: it goes into the journal at once and into the sidecar after a short pause.
   * @param ids what was decided; absent: it may be anything
   */
  saveSoon(ids: readonly string[] | undefined): void {
    this.unsaved = true;
    if (!ids) this.decided = this.decidedSince = undefined;
    for (const id of ids ?? []) {
      this.decided?.add(id);
      this.decidedSince?.add(id);
    }
    if (this.disposed) return;
    this.keepTimer ??= setTimeout(() => {
      this.keepTimer = undefined;
      void this.keep();
    }, KEEP_PAUSE_MS);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), SAVE_PAUSE_MS);
  }

  /** Writes what is decided but not yet on disk. Resolves when it is there, or is kept aside and the person was told why. */
  async flush(always = false): Promise<void> {
    clearTimeout(this.timer);
    if (this.unsaved || always) this.working = this.working.then(() => this.save());
    return this.working;
  }

  /**
   * The page is about to be renamed: what it could not write is kept aside, and nothing is read or written at the old
   * address until it has gone, or for a while where it does not go.
   */
  async hold(): Promise<void> {
    await this.flush();
    await this.keep();
    this.isHeld = true;
    clearTimeout(this.heldTimer);
    this.heldTimer = setTimeout(() => {
      this.isHeld = false;
      void this.sidecarChanged();
    }, HELD_MS);
  }

  /** Tries again at once what could not be read or written. */
  async retry(): Promise<void> {
    if (this.blocked) return this.sidecarChanged();
    if (this.unsaved) return this.flush();
  }

  /** The sidecar changed on disk: takes over what is new in it, or says why it cannot be read. */
  async sidecarChanged(): Promise<void> {
    this.working = this.working.then(() => this.readChanges()); // never while it is written
    return this.working;
  }

  noteLoad(load: LoadResult): void {
    this.blocked = load.kind === 'problem' || load.kind === 'unreadable' ? load : undefined;
    if (this.blocked) {
      this.page.blocked(load);
      this.retryLater();
    }
    this.page.changed();
  }

  /**
   * What was decided earlier and never reached the sidecar, as it stands on the page now; for a page that nobody changes yet.
   * @returns what each concerned annotation becomes
   */
  async recovered({ records }: Claim): Promise<[id: string, after: Annotation | undefined][]> {
    if (records.length === 0) return [];
    const { annotations: store } = this.page;
    const before = store.all;
    let after: readonly Annotation[] = before;
    this.journalled ||= records.length > 0;
    for (const { base, ours } of records) {
      if (this.blocked) this.file.assume([...this.file.annotations, ...base.annotations]);
      after = mergeAnnotations(base.annotations, await this.file.restored(ours, store.text), after).annotations;
    }
    const ids = new Map(before.map((annotation) => [annotation.id, undefined as Annotation | undefined]));
    for (const annotation of after) ids.set(annotation.id, annotation);
    return [...ids].filter(([id, one]) => store.get(id) !== one);
  }

  /** Writes the sidecar; one that could not be read is looked at again, since it may have been mended. */
  private async save(): Promise<void> {
    if (this.disposed || this.isHeld) return;
    this.unsaved = false;
    this.writing = true;
    try {
      await this.page.settled();
      await this.file.hashSoon(this.page.annotations.text);
      const { text, all } = this.page.annotations;
      this.decidedSince = new Set();
      await this.noteSave(await this.file.save(this.header(text), all, text), all);
      await this.keep();
    } finally {
      this.writing = false;
    }
    this.page.changed();
  }

  /** The whole sidecar as it would be written now. */
  content(): string {
    const { text, all } = this.page.annotations;
    return writeSidecar(this.header(text), all, text);
  }

  private header(text: string): ReturnType<SidecarFile['headerFor']> {
    const { document } = this.page;
    return this.file.headerFor(text, document.eol === EndOfLine.CRLF ? 'crlf' : 'lf', document.encoding);
  }

  private async noteSave(result: SaveResult, sent: readonly Annotation[]): Promise<void> {
    if (result.kind === 'saved' || result.kind === 'merged') {
      clearTimeout(this.retryTimer);
      this.retryPause = FIRST_RETRY_MS;
      this.blocked = undefined;
      this.page.written();
      if (this.file.inPlace) this.page.writtenInPlace();
    } else {
      this.unsaved = true;
    }
    this.decided = result.kind === 'saved' ? this.decidedSince : undefined;
    switch (result.kind) {
      case 'saved': break;
      case 'merged': {
        // meanwhile more may have been typed and decided: what the others wrote is joined to that
        const load = await this.file.load();
        this.noteLoad(load);
        if (load.kind === 'read') this.join(sent, await this.restored(load.sidecar));
        break;
      }
      case 'refused':
        this.noteLoad(result.load);
        break;
      case 'failed':
        await this.keep(); // so that it is known whether they are kept aside
        this.page.failed(result.message);
        this.retryLater();
    }
  }

  private async readChanges(): Promise<void> {
    if (this.disposed || this.isHeld) return;
    const wasBlocked = this.blocked !== undefined; // then a file that is gone or as it was before is news too
    if (this.unsaved) {
      if (wasBlocked || (await this.file.changedOnDisk())) await this.save(); // saving merges both sides
      return;
    }
    const base = this.file.annotations;
    const load = wasBlocked ? await this.file.load() : await this.file.loadChanged();
    if (!load) return;
    this.noteLoad(load);
    if (load.kind !== 'read') return;
    const theirs = await this.restored(load.sidecar);
    // while the file was read, something may have been decided here
    if (this.hasUnsaved) this.join(base, theirs);
    else this.page.takeOver(theirs, []);
    this.decided = undefined;
  }

  /** The annotations of a sidecar on the page as it is when they are there: what was typed meanwhile is followed. */
  private async restored(sidecar: Sidecar): Promise<readonly Annotation[]> {
    const { text } = this.page.annotations;
    const restored = await this.file.restored(sidecar, text);
    const now = this.page.annotations.text;
    if (now === text) return restored;
    const moved = new PageAnnotations(text, restored);
    moved.changeText(likelyChange(text, { start: 0, removed: text.length, inserted: now }), now);
    return moved.all;
  }

  private join(base: readonly Annotation[], theirs: readonly Annotation[]): void {
    const { annotations, conflicts } = mergeAnnotations(base, this.page.annotations.all, theirs);
    const shown = this.page.annotations;
    const fresh = annotations.filter(({ id, conflict }) => conflict && shown.get(id)?.conflict === undefined).map(({ id }) => id);
    this.page.takeOver(annotations, [...new Set([...conflicts, ...fresh])]);
  }

  private pending(): Generator<void, Pending> {
    return pendingDecisions(this.file.annotations, this.page.annotations.all, this.decided);
  }

  /** Makes the journal hold what is not in the sidecar, or nothing. */
  keep(): Promise<void> {
    if (this.keeping) this.keepAgain = true;
    return (this.keeping ??= this.keepUntilDone());
  }

  /** On a long page to find out what is to be kept takes longer than from one key to the next. */
  private async keepUntilDone(): Promise<void> {
    try {
      do {
        this.keepAgain = false;
        await this.keepOnce();
      } while (this.keepAgain);
    } finally {
      this.keeping = undefined; // at once: nobody may ask for one more round when there is none
    }
  }

  private async keepOnce(): Promise<void> {
    if (this.disposed) return; // the page may be open anew, and its new saver answers for the record
    await this.file.hashSoon(this.page.annotations.text);
    const { text } = this.page.annotations;
    const pending = await inSlices(this.pending());
    if (this.isDisposed()) return;
    const isEmpty = pending.base.length === 0 && pending.ours.length === 0;
    if (isEmpty && !this.journalled) return;
    this.journalled = !isEmpty;
    await this.journal.keep(this.key, isEmpty ? undefined : recoveryLines(this.key, this.header(text), pending, text));
  }

  private isDisposed(): boolean {
    return this.disposed;
  }

  private retryLater(): void {
    clearTimeout(this.retryTimer);
    if (this.disposed) return;
    this.retryTimer = setTimeout(() => void this.retry(), this.retryPause);
    this.retryPause = Math.min(this.retryPause * 2, LAST_RETRY_MS);
  }

  /** Ends all trying; whoever closes a page flushes first. */
  dispose(): void {
    this.disposed = true;
    for (const timer of [this.timer, this.keepTimer, this.retryTimer, this.heldTimer]) clearTimeout(timer);
  }
}
