import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CORPUS_SAMPLING, samplingFor, type Sampling } from '../duplicates/fingerprint';
import { MAX_PARAGRAPHS } from '../duplicates/gramIndex';
import { pagesUnder } from '../files/pageFiles';
import { CopyFinder, listGroups, listShares } from './answers';
import type { FileProblem } from './buildSegment';
import { groupTable, type GroupTable } from './groupTable';
import { IndexState, type HeldSegment } from './indexState';
import { PageReader } from './pageReader';
import { PairKeeper } from './pairKeeper';
import { InlinePool, ThreadPool, type Control, type Pool } from './pool';
import type { CorpusFiles, CorpusOptions, CorpusProgress, FileShare, GroupList, GroupQuery, PageCopy, UpdateSummary } from './protocol';
import { Shelf } from './shelf';
import type { IndexOptions, Task } from './tasks';
import { messageOf } from '../files/messageOf';

/** Follows a piece of work and can end it. */
export interface WorkControl extends Control {
  progress(progress: CorpusProgress): void;
}

/** The caller has given the work up. What was finished is kept. */
export class Cancelled extends Error {}

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
/** Bytes of pages in one segment; many segments, so that little is lost when the work is given up. */
const SEGMENT_BYTES = 32_000_000;
/** A segment of files that changed one by one is closed with so many paragraphs. */
const FRESH_PARAGRAPHS = 512;
/** So many segments in memory are made one. */
const MOST_SMALL = 8;
/** A corpus that grows to this many times the size for dense sampling is indexed anew. */
const OUTGROWN = 4;
const SHOWN_PROBLEMS = 100;

interface ListedFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
}

/** The index of a corpus: made, kept up to date, asked. One call at a time. */
export class CorpusEngine {
  private options: IndexOptions;
  private reader: PageReader;
  private readonly state: IndexState;
  private pairs: PairKeeper;
  private fresh: HeldSegment | undefined;
  private shelf: Shelf | undefined;
  private finder: CopyFinder | undefined;
  private table: { readonly near: boolean; readonly groups: GroupTable } | undefined;

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
    const problems: FileProblem[] = [];
    const listed = await this.list(corpus, control, problems);
    this.chooseSampling(listed.reduce((sum, { size }) => sum + size, 0));
    const stale = await this.compare(listed, control);
    if (stale.length > 0) await this.read(stale, control, problems);
    const files = this.state.living();
    return {
      files: files.files, paragraphs: files.paragraphs, read: stale.length,
      problems: problems.slice(0, SHOWN_PROBLEMS), problemCount: problems.length,
      ...(this.rebuilt === undefined ? {} : { rebuilt: this.rebuilt }),
    };
  }

  /** One file was saved, made or deleted. Returns whether it could be read. */
  fileChanged(path: string): boolean {
    this.changed();
    this.state.markDead(path);
    const fresh = this.fresh?.filed.files.paths.filter((known) => known !== path && this.state.isLiving(known, this.fresh)) ?? [];
    const task: Task = { kind: 'build', paths: [...fresh, path], output: null };
    const result = InlinePool.runNow(task, this.options);
    if (this.fresh) this.state.remove(this.fresh);
    this.fresh = this.state.add(result.filed, null);
    if (result.filed.segment.lengths.length > FRESH_PARAGRAPHS) this.fresh = undefined;
    this.mergeSmall();
    return result.problems.every((problem) => problem.path !== path);
  }

  copiesOf(text: string, path: string | undefined): PageCopy[] {
    this.finder ??= new CopyFinder(this.theShelf(), this.reader, this.options);
    return this.finder.copiesOf(text, path);
  }

  async groups(query: GroupQuery, control: WorkControl): Promise<GroupList> {
    return listGroups(await this.groupTable(query.near, control), query, this.theShelf(), this.reader);
  }

  async shares(near: boolean, from: number, count: number, control: WorkControl): Promise<{ total: number; files: FileShare[] }> {
    return listShares(await this.groupTable(near, control), this.theShelf(), from, count);
  }

  private theShelf(): Shelf {
    return (this.shelf ??= new Shelf(this.state.segments, this.options.sampling, this.reader));
  }

  /** What was worked out from the index does not hold any more. */
  private changed(): void {
    this.shelf = undefined;
    this.finder = undefined;
    this.table = undefined;
  }

  private async groupTable(near: boolean, control: WorkControl): Promise<GroupTable> {
    if (this.table?.near === near) return this.table.groups;
    if (near) await this.pairs.complete(() => this.pool(this.state.largestUnpaired()), this.theShelf(), control);
    const steps = groupTable(this.theShelf(), near ? this.pairs.batches : []);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        this.table = { near, groups: step.value };
        return step.value;
      }
      await control.breathe();
      if (control.cancelled()) throw new Cancelled();
    }
  }

  /** Names the files of the corpus with size and time. */
  private async list(corpus: CorpusFiles, control: WorkControl, problems: FileProblem[]): Promise<ListedFile[]> {
    const listed: ListedFile[] = [];
    const seen = new Set<string>();
    const note = (path: string, error: unknown): void => {
      problems.push({ path, message: messageOf(error) });
    };
    for (const paths of portionsOf(corpus, note)) {
      for (const path of paths) {
        if (seen.has(path)) continue;
        seen.add(path);
        try {
          const stats = statSync(path);
          listed.push({ path, size: stats.size, mtime: stats.mtimeMs });
        } catch (error) {
          note(path, error);
        }
      }
      control.progress({ phase: 'looking', done: listed.length, total: 0 });
      await control.breathe();
      if (control.cancelled()) throw new Cancelled();
    }
    return listed;
  }

  private chooseSampling(bytes: number): void {
    const empty = this.state.segments.length === 0;
    const wanted = this.isLarge(bytes) ? CORPUS_SAMPLING : samplingFor(empty ? bytes / 3 : bytes / 3 / OUTGROWN); // what is stored is sampled thinly
    const { sampling } = this.options;
    const kept = !empty && wanted.long <= sampling.long;
    if (kept || wanted.long === sampling.long) return;
    this.state.clear(wanted);
    this.options = { ...this.options, sampling: wanted };
    this.fresh = undefined;
    this.pairs = new PairKeeper(this.state);
    this.changed();
  }

  /** Marks what is gone or changed, and names the files that must be read. */
  private async compare(listed: readonly ListedFile[], control: WorkControl): Promise<ListedFile[]> {
    const unseen = this.state.livingPaths();
    const stale: ListedFile[] = [];
    let checked = 0;
    for (const file of listed) {
      unseen.delete(file.path);
      const known = this.state.recordOf(file.path);
      if (known?.size === file.size && known.mtime === file.mtime) continue;
      if (known?.size === file.size && this.sameContent(file.path, known.hash)) {
        this.state.touch(file.path, file.mtime);
        if (++checked % 64 > 0) continue;
        await control.breathe();
        if (control.cancelled()) throw new Cancelled();
        continue;
      }
      stale.push(file);
    }
    for (const path of unseen) this.state.markDead(path);
    for (const { path } of stale) this.state.markDead(path);
    if (unseen.size + stale.length > 0) this.changed();
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

  /** Reads files into new segments, large amounts in threads and to disk. */
  private async read(stale: readonly ListedFile[], control: WorkControl, problems: FileProblem[]): Promise<void> {
    const bytes = stale.reduce((sum, { size }) => sum + size, 0);
    const large = this.isLarge(bytes);
    const { store } = this.state;
    const chunks = large ? inChunks(stale) : [stale];
    const names = chunks.map(() => (large && store ? store.newName('segment') : null));
    const tasks = chunks.map((files, index): Task => {
      const name = names[index];
      return { kind: 'build', paths: files.map(({ path }) => path), output: name === null || !store ? null : store.pathOf(name) };
    });
    const reached = new Int32Array(chunks.length);
    const report = (): void => {
      control.progress({ phase: 'reading', done: reached.reduce((sum, done) => sum + done, 0), total: stale.length });
    };
    const pool = this.pool(bytes);
    let complete: boolean;
    try {
      complete = await pool.run(tasks, control, (task, done) => {
        reached[task] = done;
        report();
      }, (task, result) => {
        if (result.kind !== 'segment') return;
        reached[task] = chunks[task].length;
        problems.push(...result.problems);
        this.state.add(result.filed, names[task]);
        this.changed();
        report();
      });
    } finally {
      await pool.close();
    }
    if (!complete) throw new Cancelled();
    await this.mergeLarge(bytes, control);
    this.mergeSmall();
  }

  /** Makes one segment of the large ones, where there are several or much of them is dead. */
  private async mergeLarge(bytes: number, control: WorkControl): Promise<void> {
    const { store } = this.state;
    for (const group of this.state.worthMerging(MAX_PARAGRAPHS)) {
      control.progress({ phase: 'merging', done: 0, total: 0 });
      const name = store?.newName('segment') ?? null;
      const output = store && name !== null ? store.pathOf(name) : null;
      const segments = group.map(({ filed: { segment, files }, dead, deadFiles }) => ({ segment, files, dead, deadFiles }));
      let filed: HeldSegment['filed'] | undefined;
      const pool = this.pool(bytes);
      const done = await pool.run([{ kind: 'merge', segments, output }], control, () => undefined, (_, result) => {
        if (result.kind === 'segment') ({ filed } = result);
      }).finally(() => pool.close());
      if (!done || filed === undefined) throw new Cancelled();
      this.state.replace(group, filed, name);
      this.changed();
      await collectGarbage(control);
    }
  }

  private mergeSmall(): void {
    const small = this.state.small().filter((held) => held !== this.fresh);
    if (small.length < MOST_SMALL) return;
    const segments = small.map(({ filed: { segment, files }, dead, deadFiles }) => ({ segment, files, dead, deadFiles }));
    this.state.replace(small, InlinePool.runNow({ kind: 'merge', segments, output: null }, this.options).filed, null);
    this.changed();
  }

  private isLarge(bytes: number): boolean {
    return bytes > (this.settings.smallBytes ?? SMALL);
  }

  private pool(bytes: number): Pool {
    const { workerProgram, threads } = this.settings;
    return workerProgram === null || threads < 1 || !this.isLarge(bytes)
      ? new InlinePool(this.options)
      : new ThreadPool(workerProgram, threads, this.options);
  }
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

const PORTION = 500;

function* inPortions(paths: readonly string[]): Generator<readonly string[], void> {
  for (let at = 0; at < paths.length; at += PORTION) yield paths.slice(at, at + PORTION);
}

function* portionsOf({ folders, files }: CorpusFiles, note: (path: string, error: unknown) => void): Generator<readonly string[], void> {
  yield* inPortions(files ?? []);
  for (const folder of folders ?? []) {
    try {
      for (const paths of pagesUnder(folder, note)) yield* inPortions(paths);
    } catch (error) {
      note(folder, error);
    }
  }
}

function inChunks(files: readonly ListedFile[]): ListedFile[][] {
  const chunks: ListedFile[][] = [];
  let size = 0;
  for (const file of files) {
    if (chunks.length === 0 || size > SEGMENT_BYTES) {
      chunks.push([]);
      size = 0;
    }
    chunks[chunks.length - 1].push(file);
    size += file.size;
  }
  return chunks;
}
