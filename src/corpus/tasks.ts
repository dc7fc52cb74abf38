import type { Sampling } from '../duplicates/fingerprint';
import type { SlotRange } from '../duplicates/gramIndex';
import { mergeSegments } from '../duplicates/mergeSegments';
import { FileSegmentBuilder, type FileProblem } from './buildSegment';
import { writeTexts } from './contentTexts';
import { mergedFiles } from './fileTable';
import { findPairsOfFiles, type PairRange } from './findPairs';
import { statAll } from './listing';
import { writePairs, type PairBatch } from './pairBatch';
import { PageReader, type ReadOptions } from './pageReader';
import { writeRaw, type FiledRaw, type FiledSegment } from './segmentFile';
import { Shelf, type ShelvedSegment } from './shelf';
import { GramScratch, countAll, sortAll, type SortSource } from './sortGrams';
import { tellSteps } from './tellSteps';

export interface IndexOptions extends ReadOptions {
  readonly sampling: Sampling;
}

/** Files to be read, with size in bytes and time in milliseconds since 1970 as they were listed. */
export interface ReadList extends StatList {
  readonly paths: readonly string[];
}

/** Sizes in bytes and times in milliseconds since 1970; NaN as size where a file has none. */
export interface StatList {
  readonly sizes: Float64Array;
  readonly mtimes: Float64Array;
}

/** A piece of work for one thread. `output`: the file to write the result to, null for none. */
export type Task =
  | { readonly kind: 'stat'; readonly paths: readonly string[] }
  | { readonly kind: 'read'; readonly files: ReadList; readonly output: string | null }
  | { readonly kind: 'count'; readonly sources: readonly SortSource[]; readonly slots: SlotRange; readonly directory: Int32Array }
  | { readonly kind: 'sort'; readonly sources: readonly SortSource[]; readonly slots: SlotRange; readonly directory: Int32Array; readonly words: Uint32Array; readonly at: number }
  | { readonly kind: 'merge'; readonly segments: readonly ShelvedSegment[] }
  /** Writes the texts of some files to a file, for pairs to be compared from it. */
  | { readonly kind: 'texts'; readonly range: PairRange; readonly output: string }
  | { readonly kind: 'pairs'; readonly range: PairRange; readonly texts: string | null; readonly output: string | null };

export type TaskResult =
  | { readonly kind: 'stat'; readonly list: StatList; readonly problems: readonly FileProblem[] }
  /** Where it was written to a file the n-grams stand there alone. */
  | { readonly kind: 'read'; readonly filed: FiledRaw; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'counted' }
  | { readonly kind: 'sorted'; readonly end: number }
  | { readonly kind: 'merged'; readonly filed: FiledSegment }
  | { readonly kind: 'texts' }
  | { readonly kind: 'pairs'; readonly batch: PairBatch };

/** Does pieces of work in one thread. Tasks are generators that yield the number of files done, every few milliseconds. */
export class TaskRunner {
  private readonly reader: PageReader;
  private readonly scratch = new GramScratch();
  private shelf: Shelf | undefined;

  constructor(private readonly options: IndexOptions) {
    this.reader = new PageReader(options);
  }

  /** Sets the segments among which pairs are looked for. */
  shelve(segments: readonly ShelvedSegment[]): void {
    this.shelf = new Shelf(segments, this.options.sampling, this.reader);
  }

  *run(task: Task, stopped: () => boolean): Generator<number, TaskResult> {
    switch (task.kind) {
      case 'stat': {
        const problems: FileProblem[] = [];
        return { kind: 'stat', list: yield* statAll(task.paths, problems), problems };
      }
      case 'read': return yield* this.read(task.files, task.output, stopped);
      case 'count':
        yield* tellSteps(countAll(task.sources, task.slots, task.directory, this.scratch), () => 0);
        return { kind: 'counted' };
      case 'sort': return { kind: 'sorted', end: yield* tellSteps(sortAll(task.sources, task.slots, task.directory, task.words, task.at, this.scratch), () => 0) };
      case 'merge': return yield* merge(task.segments);
      case 'texts':
        yield* writeTexts(task.output, this.theShelf(), task.range, this.reader);
        return { kind: 'texts' };
      case 'pairs': {
        const batch = yield* findPairsOfFiles(this.theShelf(), task.range, task.texts, this.reader, this.options);
        if (task.output !== null) writePairs(task.output, batch);
        return { kind: 'pairs', batch };
      }
    }
  }

  private theShelf(): Shelf {
    if (this.shelf === undefined) throw new Error('pairs are asked for before the segments');
    return this.shelf;
  }

  /** Where it is stopped, the segment has the files read so far. */
  private *read({ paths, sizes, mtimes }: ReadList, output: string | null, stopped: () => boolean): Generator<number, TaskResult> {
    const builder = new FileSegmentBuilder(this.reader, this.options.sampling, sizes.reduce((sum, size) => sum + size, 0));
    let bytes = 0;
    for (let file = 0; file < paths.length && !stopped(); file++) {
      bytes += builder.addFile(paths[file], { size: sizes[file], mtimeMs: mtimes[file] }) + 1000;
      if (bytes < 500_000) continue;
      bytes = 0;
      yield file;
    }
    const filed = builder.build();
    const { problems } = builder;
    if (output === null) return { kind: 'read', filed, problems };
    writeRaw(output, filed);
    const { segment, files } = filed;
    return { kind: 'read', filed: { segment: { ...segment, grams: new Uint32Array(0) }, files }, problems };
  }
}

function* merge(parts: readonly ShelvedSegment[]): Generator<number, TaskResult> {
  const segment = yield* tellSteps(mergeSegments(parts), () => 0);
  return { kind: 'merged', filed: { segment, files: mergedFiles(parts) } };
}
