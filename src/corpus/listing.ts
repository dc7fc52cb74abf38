import { statSync } from 'node:fs';
import { pagesUnder } from '../files/pageFiles';
import { Cancelled } from '../processes/serve';
import { problemOf, type FileProblem } from './buildSegment';
import type { WorkControl } from './engine';
import type { CorpusFiles } from './protocol';
import type { Pool } from './pool';
import type { ReadList, StatList } from './tasks';

/** A page as it was listed. */
export interface ListedFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
}

/** Bytes of pages in one segment; many segments, so that little is lost when the work is given up. */
const SEGMENT_BYTES = 32_000_000;
/** Files listed, and given to a thread, at a time. */
const PORTION = 500;
/** Files asked for size and time between two looks for messages. */
const STEP = 100;

/** Names the files of the corpus, each once. Folders that cannot be read go to `problems`. @throws Cancelled */
export async function listPaths(corpus: CorpusFiles, control: WorkControl, problems: FileProblem[]): Promise<string[]> {
  const listed: string[] = [];
  for (const paths of portionsOf(corpus, problems)) {
    listed.push(...paths);
    control.progress({ phase: 'looking', done: listed.length, total: 0 });
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  }
  const { folders = [], files = [] } = corpus;
  return folders.length === 1 && files.length === 0 ? listed : [...new Set(listed)];
}

/** The files with size and time, in the order of their paths. Those that are not to be had go to `problems`. @throws Cancelled */
export async function statFiles(paths: readonly string[], pool: Pool, control: WorkControl, problems: FileProblem[]): Promise<Map<string, ListedFile>> {
  const portions = [...inPortions(paths)];
  const lists: StatList[] = [];
  let done = 0;
  const complete = await pool.run(portions.map((portion) => ({ kind: 'stat', paths: portion })), control, () => undefined, (task, result) => {
    if (result.kind !== 'stat') return;
    lists[task] = result.list;
    problems.push(...result.problems);
    done += portions[task].length;
    control.progress({ phase: 'looking', done, total: paths.length });
  });
  if (!complete) throw new Cancelled();
  const listed = new Map<string, ListedFile>();
  for (const [task, { sizes, mtimes }] of lists.entries()) {
    portions[task].forEach((path, index) => {
      if (!Number.isNaN(sizes[index])) listed.set(path, { path, size: sizes[index], mtime: mtimes[index] });
    });
  }
  return listed;
}

/** Size and time of files, NaN for those where they are not to be had, which are noted among the problems. Yields now and then. */
export function* statAll(paths: readonly string[], problems: FileProblem[]): Generator<number, StatList> {
  const sizes = new Float64Array(paths.length).fill(NaN);
  const mtimes = new Float64Array(paths.length);
  for (const [index, path] of paths.entries()) {
    const file = listedFile(path, problems);
    if (file) [sizes[index], mtimes[index]] = [file.size, file.mtime];
    if (index % STEP === STEP - 1) yield index + 1;
  }
  return { sizes, mtimes };
}

/** The file with its size and time; where they are not to be had it is noted among the problems. */
export function listedFile(path: string, problems: FileProblem[]): ListedFile | undefined {
  try {
    const { size, mtimeMs } = statSync(path);
    return { path, size, mtime: mtimeMs };
  } catch (error) {
    problems.push(problemOf(path, error));
    return undefined;
  }
}

export function bytesOf(files: Iterable<ListedFile>): number {
  let sum = 0;
  for (const { size } of files) sum += size;
  return sum;
}

/** The files in order, so many together as make a segment. */
export function inChunks(files: readonly ListedFile[]): ListedFile[][] {
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

export function readList(files: readonly ListedFile[]): ReadList {
  return {
    paths: files.map(({ path }) => path),
    sizes: Float64Array.from(files, ({ size }) => size),
    mtimes: Float64Array.from(files, ({ mtime }) => mtime),
  };
}

function* inPortions(paths: readonly string[]): Generator<readonly string[], void> {
  for (let at = 0; at < paths.length; at += PORTION) yield paths.slice(at, at + PORTION);
}

function* portionsOf({ folders, files }: CorpusFiles, problems: FileProblem[]): Generator<readonly string[], void> {
  const note = (path: string, error: unknown): void => {
    problems.push(problemOf(path, error));
  };
  yield* inPortions(files ?? []);
  for (const folder of folders ?? []) {
    try {
      for (const paths of pagesUnder(folder, note)) yield* inPortions(paths);
    } catch (error) {
      note(folder, error);
    }
  }
}
