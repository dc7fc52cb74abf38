import { statSync } from 'node:fs';
import { pagesUnder } from '../files/pageFiles';
import { Cancelled } from '../processes/serve';
import { problemOf, type FileProblem } from './buildSegment';
import type { WorkControl } from './engine';
import type { CorpusFiles } from './protocol';
import type { ReadList } from './tasks';

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
/** Files between two looks for messages. */
const PORTION = 500;

/** Names the files of the corpus with size and time. What cannot be read goes to `problems`. @throws Cancelled */
export async function listFiles(corpus: CorpusFiles, control: WorkControl, problems: FileProblem[]): Promise<Map<string, ListedFile>> {
  const listed = new Map<string, ListedFile>();
  for (const paths of portionsOf(corpus, problems)) {
    for (const path of paths) {
      if (listed.has(path)) continue;
      const file = listedFile(path, problems);
      if (file) listed.set(path, file);
    }
    control.progress({ phase: 'looking', done: listed.size, total: 0 });
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
  }
  return listed;
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
