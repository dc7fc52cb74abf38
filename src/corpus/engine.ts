import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CORPUS_SAMPLING, samplingFor, type Sampling } from '../duplicates/fingerprint';
import { MAX_PARAGRAPHS } from '../duplicates/gramIndex';
import { CopyFinder, listGroups, listShares } from './answers';
import type { FileProblem } from './buildSegment';
import { DamagedFile } from './columnFile';
import { groupTable, type GroupTable } from './groupTable';
import type { HeldSegment } from './heldSegment';
import { indexSegments } from './indexSegments';
import { IndexState } from './indexState';
import { bytesOf, inChunks, listPaths, listedFile, readList, statFiles, type ListedFile } from './listing';
import { PageReader } from './pageReader';
import { PairKeeper } from './pairKeeper';
import { InlinePool, ThreadPool, type Control, type Pool } from './pool';
import { Places } from './places';
import type { ChangedFile, CorpusFiles, CorpusOptions, CorpusProgress, FileShare, GroupList, GroupQuery, PageCopy, UpdateSummary } from './protocol';
import { writeSegment, type FiledSegment } from './segmentFile';
import { Shelf } from './shelf';
import type { IndexOptions, Task } from './tasks';
import { Cancelled } from '../processes/serve';

/** Follows a piece of work and can end it. */
export interface WorkControl extends Control {
  progress(progress: CorpusProgress): void;
}

export interface EngineSettings {
  /** The script for worker threads; null: everything is done in this thread, in slices. */
  readonly workerProgram: string | null;
  readonly threads: number;
  /** Up to so many bytes of pages are read in this thread and kept in memory only. Default 16 MB. */
  readonly smallBytes?: number;
}

/** Paragraphs with fewer units are not looked at: bylines and headlines are alike by nature. */
export const MIN_UNITS = 16;
/** Default of `smallBytes`. */
const SMALL = 16_000_000;
/** More files than this, all of them new, are asked for size and time in the threads that will read them. */
const MANY_FILES = 20_000;
/** A corpus that grows to this many times the size for dense sampling is indexed anew. */
const OUTGROWN = 4;
const SHOWN_PROBLEMS = 100;

interface FoundGroups {
  readonly near: boolean;
  readonly places: Places;
  readonly groups: GroupTable;
}

/** The index of a corpus: made, kept up to date, asked. One call at a time. */
export class CorpusEngine {
  private options: IndexOptions;
  private reader: PageReader;
  private readonly state: IndexState;
  private pairs: PairKeeper;
  private shelf: Shelf | undefined;
  private finder: CopyFinder | undefined;
  private table: FoundGroups | undefined;
  /** As told last. */
  private corpus: CorpusFiles = {};

  /** Opens the index in its folder, if it has one. `rebuilt` of the state says what was wrong with it. */
  constructor(corpus: CorpusOptions, private readonly settings: EngineSettings) {
    const rules = (sampling: Sampling): string => JSON.stringify({ minUnits: MIN_UNITS, scriptsAlike: corpus.scriptsAlike, sampling });
    this.state = new IndexState(corpus.storage, rules);
    this.options = { minUnits: MIN_UNITS, scriptsAlike: corpus.scriptsAlike, sampling: this.state.sampling };
    this.reader = new PageReader(this.options);
    this.pairs = new PairKeeper(this.state);
  }

  get rebuilt(): string | undefined {
    return this.state.rebuilt;
  }

  /** Makes the index say what the files say. @throws Cancelled; what was read until then is kept */
  async update(corpus: CorpusFiles, control: WorkControl): Promise<UpdateSummary> {
    this.corpus = corpus;
    const problems: FileProblem[] = [];
    const paths = await listPaths(corpus, control, problems);
    const fromNothing = this.state.segments.length === 0;
    const stale = await this.withPool(fromNothing && paths.length > MANY_FILES, async (pool) => {
      const listed = await statFiles(paths, pool, control, problems);
      this.chooseSampling(bytesOf(listed.values()));
      const files = await this.compare(listed, control);
      if (files.length > 0) await this.readInto(files, control, problems, pool);
      return files;
    });
    const files = this.state.living();
    return {
      files: files.files, paragraphs: files.paragraphs, read: stale.length,
      problems: problems.slice(0, SHOWN_PROBLEMS), problemCount: problems.length,
      cut: files.cut.slice(0, SHOWN_PROBLEMS), cutCount: files.cut.length,
      ...(this.rebuilt === undefined ? {} : { rebuilt: this.rebuilt }),
    };
  }

  /** One file was saved, made or deleted. */
  async fileChanged(path: string, control: WorkControl): Promise<ChangedFile> {
    this.changed();
    this.state.markDead(path);
    const problems: FileProblem[] = [];
    const file = listedFile(path, problems);
    if (file) await this.readInto([file], control, problems);
    await this.whole(control, () => this.index(control));
    return { read: problems.length === 0, cut: this.state.recordOf(path)?.cut === true };
  }

  async copiesOf(text: string, path: string | undefined, control: WorkControl): Promise<PageCopy[]> {
    return this.whole(control, async () => {
      const shelf = await this.theShelf(control);
      this.finder ??= new CopyFinder(shelf, this.reader, this.options);
      return this.finder.copiesOf(text, path);
    });
  }

  async groups(query: GroupQuery, control: WorkControl): Promise<GroupList> {
    const { places, groups } = await this.whole(control, () => this.groupTable(query.near, control));
    return listGroups(groups, query, places, this.reader);
  }

  async shares(near: boolean, from: number, count: number, control: WorkControl): Promise<{ total: number; files: FileShare[] }> {
    const { places, groups } = await this.whole(control, () => this.groupTable(near, control));
    return listShares(groups, places, from, count);
  }

  /** Does what needs the index; where a file of it turns out damaged, the index is made anew first. */
  private async whole<T>(control: WorkControl, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      this.startOver(this.options.sampling);
      this.state.rebuilt = error.message;
      await this.update(this.corpus, control);
      return work();
    }
  }

  /** Forgets the index. */
  private startOver(sampling: Sampling): void {
    this.state.clear(sampling);
    this.options = { ...this.options, sampling };
    this.pairs = new PairKeeper(this.state);
    this.changed();
  }

  /** All segments, indexed. */
  private async theShelf(control: WorkControl): Promise<Shelf> {
    if (this.shelf) return this.shelf;
    await this.index(control);
    return (this.shelf = new Shelf(this.state.segments.map((held) => held.shelved()), this.options.sampling, this.reader));
  }

  /** What was worked out from the index does not hold any more. */
  private changed(): void {
    this.shelf = undefined;
    this.finder = undefined;
    this.table = undefined;
  }

  private async groupTable(near: boolean, control: WorkControl): Promise<FoundGroups> {
    if (this.table?.near === near) return this.table;
    if (near) {
      const bytes = this.state.largestUnpaired();
      await this.pairs.complete(() => this.pool(this.isLarge(bytes)), await this.theShelf(control), control);
      await this.mergeLarge(control);
      if (this.isLarge(bytes)) await this.release(control);
    }
    const places = new Places(this.state.segments.map(({ table, files, dead, deadFiles }) => ({ segment: table, files, dead, deadFiles })));
    const steps = groupTable(places, near ? this.pairs.batches : []);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return (this.table = { near, places, groups: step.value });
      await control.breathe();
      if (control.cancelled()) throw new Cancelled();
    }
  }

  private chooseSampling(bytes: number): void {
    const empty = this.state.segments.length === 0;
    const wanted = this.isLarge(bytes) ? CORPUS_SAMPLING : samplingFor(empty ? bytes / 3 : bytes / 3 / OUTGROWN); // what is stored is sampled thinly
    const { sampling } = this.options;
    const kept = !empty && wanted.long <= sampling.long;
    if (kept || wanted.long === sampling.long) return;
    this.startOver(wanted);
  }

  /** Marks what is gone or changed, and names the files that must be read. */
  private async compare(listed: ReadonlyMap<string, ListedFile>, control: WorkControl): Promise<ListedFile[]> {
    const stale: ListedFile[] = [];
    let checked = 0;
    for (const file of listed.values()) {
      const { path, size, mtime } = file;
      if (this.state.isUnchanged(path, size, mtime)) continue;
      const known = this.state.recordOf(path);
      if (known?.size === size && this.sameContent(path, known.hash)) {
        this.state.touch(path, mtime);
        if (++checked % 64 > 0) continue;
        await control.breathe();
        if (control.cancelled()) throw new Cancelled();
        continue;
      }
      stale.push(file);
    }
    const gone = this.state.keepOnly(listed);
    for (const { path } of stale) this.state.markDead(path);
    if (gone + stale.length > 0) this.changed();
    return stale;
  }

  private sameContent(path: string, hash: readonly [number, number]): boolean {
    try {
      const found = this.reader.hashOf(path);
      return found[0] === hash[0] && found[1] === hash[1];
    } catch {
      return false; // it is read again below, and the reason told
    }
  }

  /** Reads files into new segments, large amounts in threads and to disk. @throws Cancelled */
  private async readInto(stale: readonly ListedFile[], control: WorkControl, problems: FileProblem[], ready?: Pool): Promise<void> {
    const large = this.isLarge(bytesOf(stale));
    const { store } = this.state;
    const chunks = large ? inChunks(stale) : [stale];
    const names = chunks.map(() => (large && store ? store.newName('segment') : null));
    const tasks = chunks.map((files, index): Task => ({ kind: 'read', files: readList(files), output: this.state.pathOf(names[index]) }));
    const reached = new Int32Array(chunks.length);
    const report = (): void => {
      control.progress({ phase: 'reading', done: reached.reduce((sum, done) => sum + done, 0), total: stale.length });
    };
    const complete = await this.withPool(large, (pool) => pool.run(tasks, control, (task, done) => {
      reached[task] = done;
      report();
    }, (task, result) => {
      if (result.kind !== 'read') return;
      reached[task] = chunks[task].length;
      problems.push(...result.problems);
      this.state.addRaw(result.filed, names[task]);
      this.changed();
      report();
    }), ready);
    if (!complete) throw new Cancelled();
    if (names.length > 1) this.state.putInOrder(names);
  }

  /** Sorts the n-grams of what was read and not indexed yet. @throws Cancelled */
  private async index(control: WorkControl): Promise<void> {
    for (const group of this.state.unindexed(MAX_PARAGRAPHS)) {
      const large = this.isLarge(bytesIn(group));
      if (large) control.progress({ phase: 'merging', done: 0, total: 0 });
      const filed = await this.withPool(large, (pool) => indexSegments(group.map((held) => held.raw()), pool, control));
      if (filed === undefined) throw new Cancelled();
      await this.replace(group, filed, control);
    }
    await this.mergeLarge(control);
    const similar = this.state.similar();
    if (similar.length > 0) await this.merge(similar, control);
  }

  /** Makes one segment of the large ones, where there are several or much of them is dead. */
  private async mergeLarge(control: WorkControl): Promise<void> {
    for (const group of this.state.worthMerging(MAX_PARAGRAPHS)) {
      control.progress({ phase: 'merging', done: 0, total: 0 });
      await this.merge(group, control);
    }
  }

  /** Makes room for the groups of a large corpus: its n-grams are read again when a page is opened. */
  private async release(control: WorkControl): Promise<void> {
    this.changed();
    for (const held of this.state.segments) held.release();
    await collectGarbage(control);
  }

  private async merge(group: readonly HeldSegment[], control: WorkControl): Promise<void> {
    const large = this.isLarge(bytesIn(group));
    let filed: FiledSegment | undefined;
    const done = await this.withPool(large, (pool) => pool.run([{ kind: 'merge', segments: group.map((held) => held.shelved()) }], control, () => undefined, (_, result) => {
      if (result.kind === 'merged') ({ filed } = result);
    }));
    if (!done || filed === undefined) throw new Cancelled();
    await this.replace(group, filed, control);
  }

  /** Keeps an indexed segment in the place of others: on disk, where any of them was. */
  private async replace(group: readonly HeldSegment[], filed: FiledSegment, control: WorkControl): Promise<void> {
    const { store } = this.state;
    const name = store && group.some((held) => held.name !== null) ? store.newName('segment') : null;
    const path = this.state.pathOf(name);
    if (path !== null) writeSegment(path, filed);
    this.state.replace(group, filed, name);
    this.changed();
    if (name !== null) await collectGarbage(control);
  }

  /** @param ready a pool that is there and can be used, if it has threads or they are not needed */
  private async withPool<T>(large: boolean, work: (pool: Pool) => Promise<T>, ready?: Pool): Promise<T> {
    if (ready !== undefined && (ready instanceof ThreadPool || !large)) {
      ready.use(this.options);
      return work(ready);
    }
    const pool = this.pool(large);
    try {
      return await work(pool);
    } finally {
      await pool.close();
    }
  }

  private isLarge(bytes: number): boolean {
    return bytes > (this.settings.smallBytes ?? SMALL);
  }

  private pool(large: boolean): Pool {
    const { workerProgram, threads } = this.settings;
    return workerProgram === null || threads < 1 || !large
      ? new InlinePool(this.options)
      : new ThreadPool(workerProgram, threads, this.options);
  }
}

/** Bytes of all files of the segments. */
function bytesIn(group: readonly HeldSegment[]): number {
  return group.reduce((sum, { files }) => sum + files.sizes.reduce((a, b) => a + b, 0), 0);
}

/**
 * Gives the memory of segments that were merged back. The collector does not see that shared memory weighs on the process,
 * and would leave hundreds of megabytes until some other need.
 */
async function collectGarbage(control: WorkControl): Promise<void> {
  await control.breathe();
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  setFlagsFromString('--no-expose-gc');
}
