import { rmSync, writeFileSync } from 'node:fs';
import type { PairRange } from './findPairs';
import type { HeldSegment } from './heldSegment';
import type { IndexState } from './indexState';
import type { PairBatch } from './pairBatch';
import { writePairs } from './pairBatch';
import type { Pool } from './pool';
import type { Shelf } from './shelf';
import { Cancelled } from '../processes/serve';
import type { WorkControl } from './engine';
import type { Task } from './tasks';

/** Into so many tasks a segment is divided; each goes through the corpus once. What is lost when the work is given up is one task a thread. */
const TASKS = 8;
/** For more tasks than this the texts are written to a file first, which is gone when all are done. */
const FEW_TASKS = 2;
/** Normalised units of the files of one task: at least and at most, since their texts are kept in memory. */
const FEWEST_UNITS = 1 << 18;
const MOST_UNITS = 1 << 24;

/** The pairs of an index: completes them, keeps them in the store. */
export class PairKeeper {
  constructor(private readonly state: IndexState) {}

  get batches(): PairBatch[] {
    return this.state.pairs.map(({ batch }) => batch);
  }

  /** Compares all contents that were not compared yet. @throws Cancelled; what was finished is kept */
  async complete(makePool: () => Pool, shelf: Shelf, control: WorkControl): Promise<void> {
    if (this.state.segments.every(({ paired }) => paired)) return;
    const pool = makePool();
    try {
      pool.shelve(shelf.segments);
      const left = this.state.segments.map((held, part) => (held.paired ? [] : this.rangesLeft(held, part)));
      const texts = this.state.store && left.flat().length > FEW_TASKS ? this.state.store.pathOf(this.state.store.newName('texts')) : null;
      try {
        if (texts !== null) await this.writeTexts(texts, pool, control);
        for (const [part, held] of this.state.segments.entries()) {
          if (!held.paired) await this.completeSegment(pool, held, left[part], texts, control);
        }
      } finally {
        if (texts !== null) rmSync(texts, { force: true });
      }
    } finally {
      await pool.close();
    }
  }

  /** What was not compared yet when the work was given up. */
  private rangesLeft(held: HeldSegment, part: number): PairRange[] {
    const done = new Set(this.state.pairs.flatMap((pairs) => (pairs.part && pairs.part.segment === held.name ? [pairs.part.fromFile] : [])));
    return rangesOf(held.files.units).filter(({ fromFile }) => !done.has(fromFile)).map((range) => ({ part, ...range }));
  }

  /** Writes the texts of all segments to a file. @throws Cancelled */
  private async writeTexts(output: string, pool: Pool, control: WorkControl): Promise<void> {
    writeFileSync(output, '');
    const ranges = this.state.segments.flatMap(({ files }, part) => rangesOf(files.units).map((range) => ({ part, ...range })));
    const total = this.state.segments.reduce((sum, { files }) => sum + files.paths.length, 0);
    const reached = new Int32Array(ranges.length);
    const complete = await pool.run(ranges.map((range) => ({ kind: 'texts', range, output })), control, (task, done) => {
      reached[task] = done;
      control.progress({ phase: 'gathering', done: reached.reduce((sum, count) => sum + count, 0), total });
    }, (task) => { reached[task] = ranges[task].toFile - ranges[task].fromFile; });
    if (!complete) throw new Cancelled();
  }

  private async completeSegment(pool: Pool, held: HeldSegment, ranges: readonly PairRange[], texts: string | null, control: WorkControl): Promise<void> {
    const { store } = this.state;
    const files = held.files.paths.length;
    const names = ranges.map(() => (store && held.name !== null ? store.newName('pairs') : null));
    const tasks = ranges.map((range, index): Task => ({ kind: 'pairs', range, texts, output: this.state.pathOf(names[index]) }));
    const before = files - ranges.reduce((sum, { fromFile, toFile }) => sum + toFile - fromFile, 0);
    const reached = new Int32Array(ranges.length);
    const report = (task: number, reachedNow: number): void => {
      reached[task] = reachedNow;
      control.progress({ phase: 'comparing', done: before + reached.reduce((sum, count) => sum + count, 0), total: files });
    };
    const complete = await pool.run(tasks, control, report, (task, result) => {
      if (result.kind !== 'pairs') return;
      const { fromFile, toFile } = ranges[task];
      report(task, toFile - fromFile);
      this.state.pairs.push({
        name: names[task], batch: result.batch,
        ...(held.name === null ? {} : { part: { segment: held.name, fromFile, toFile } }),
      });
      if (names[task] !== null) this.state.save();
    });
    if (!complete) throw new Cancelled();
    held.paired = true;
    this.join(held);
  }

  /** Makes one file of the many that a segment's pairs were written to. */
  private join(held: HeldSegment): void {
    const { store } = this.state;
    const own = this.state.pairs.filter(({ part }) => part !== undefined && part.segment === held.name);
    if (!store || own.length === 0) return;
    const batch = joined(own.map((pairs) => pairs.batch));
    const name = store.newName('pairs');
    writePairs(store.pathOf(name), batch);
    this.state.pairs = [...this.state.pairs.filter((pairs) => !own.includes(pairs)), { name, batch }];
    this.state.save();
  }
}

/** The files in ranges of about the same amount of text. */
function rangesOf(units: Int32Array): { fromFile: number; toFile: number }[] {
  const total = units.reduce((sum, count) => sum + count, 0);
  const most = Math.min(MOST_UNITS, Math.max(FEWEST_UNITS, total / TASKS));
  const ranges: { fromFile: number; toFile: number }[] = [];
  let fromFile = 0;
  let sum = 0;
  units.forEach((count, file) => {
    sum += count;
    if (sum < most && file + 1 < units.length) return;
    ranges.push({ fromFile, toFile: file + 1 });
    fromFile = file + 1;
    sum = 0;
  });
  return ranges;
}

function joined(batches: readonly PairBatch[]): PairBatch {
  const count = batches.reduce((sum, { kind }) => sum + kind.length, 0);
  const result: PairBatch = {
    leftHigh: new Uint32Array(count), leftLow: new Uint32Array(count), rightHigh: new Uint32Array(count), rightLow: new Uint32Array(count),
    kind: new Uint8Array(count), similarity: new Float32Array(count), shares: new Float32Array(count * 2), stretches: new Int32Array(count * 4),
  };
  let at = 0;
  for (const batch of batches) {
    for (const column of ['leftHigh', 'leftLow', 'rightHigh', 'rightLow', 'kind', 'similarity'] as const) result[column].set(batch[column], at);
    result.shares.set(batch.shares, at * 2);
    result.stretches.set(batch.stretches, at * 4);
    at += batch.kind.length;
  }
  return result;
}
