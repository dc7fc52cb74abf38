import type { Sampling } from '../duplicates/fingerprint';
import { mergeSegments } from '../duplicates/mergeSegments';
import { FileSegmentBuilder, type FileProblem } from './buildSegment';
import { fileRecord, fileTable } from './fileTable';
import { findPairsOfFiles, type PairRange } from './findPairs';
import { writePairs, type PairBatch } from './pairBatch';
import { PageReader, type ReadOptions } from './pageReader';
import { writeSegment, type FiledSegment } from './segmentFile';
import { Shelf, type ShelvedSegment } from './shelf';

export interface IndexOptions extends ReadOptions {
  readonly sampling: Sampling;
}

/** A piece of work for one thread. `output`: the file to write the result to, null for none. */
export type Task =
  | { readonly kind: 'build'; readonly paths: readonly string[]; readonly output: string | null }
  | { readonly kind: 'merge'; readonly segments: readonly ShelvedSegment[]; readonly output: string | null }
  | { readonly kind: 'pairs'; readonly range: PairRange; readonly output: string | null };

export type TaskResult =
  | { readonly kind: 'segment'; readonly filed: FiledSegment; readonly problems: readonly FileProblem[] }
  | { readonly kind: 'pairs'; readonly batch: PairBatch };

/** Does pieces of work in one thread. Tasks are generators that yield the number of files done, every few milliseconds. */
export class TaskRunner {
  private readonly reader: PageReader;
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
      case 'build': return yield* this.build(task.paths, task.output, stopped);
      case 'merge': return yield* merge(task.segments, task.output);
      case 'pairs': {
        if (this.shelf === undefined) throw new Error('pairs are asked for before the segments');
        const batch = yield* findPairsOfFiles(this.shelf, task.range, this.reader, this.options);
        if (task.output !== null) writePairs(task.output, batch);
        return { kind: 'pairs', batch };
      }
    }
  }

  /** Where it is stopped, the segment has the files read so far. */
  private *build(paths: readonly string[], output: string | null, stopped: () => boolean): Generator<number, TaskResult> {
    const builder = new FileSegmentBuilder(this.reader, this.options.sampling);
    let bytes = 0;
    for (let file = 0; file < paths.length && !stopped(); file++) {
      bytes += builder.addFile(paths[file]) + 1000;
      if (bytes < 500_000) continue;
      bytes = 0;
      yield file;
    }
    const filed = yield* asProgress(builder.build(), paths.length);
    if (output !== null) writeSegment(output, filed);
    return { kind: 'segment', filed, problems: builder.problems };
  }
}

function* merge(parts: readonly ShelvedSegment[], output: string | null): Generator<number, TaskResult> {
  const segment = yield* asProgress(mergeSegments(parts), 0);
  const records = parts.flatMap(({ files, deadFiles }) => files.paths
    .map((_, file) => file)
    .filter((file) => deadFiles[file] === 0)
    .map((file) => fileRecord(files, file)));
  const filed = { segment, files: fileTable(records) };
  if (output !== null) writeSegment(output, filed);
  return { kind: 'segment', filed, problems: [] };
}

function* asProgress<T>(steps: Generator<undefined, T>, done: number): Generator<number, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield done;
  }
}
