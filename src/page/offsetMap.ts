import { firstIndex } from './firstIndex';
import type { Span } from './span';

/** The map of a text that was put into a longer one at the offset `at`. */
export interface MappedPart {
  readonly map: OffsetMap;
  readonly at: number;
}

/**
 * Offsets of a reflowed text against offsets of the page it came from, both UTF-16 code units.
 * Kept as runs: within a run characters stand side by side on both sides, so one subtraction maps an offset.
 */
export class OffsetMap {
  /** @param runs triples of text offset, raw offset, length; ascending on both sides, no empty run. */
  constructor(readonly runs: Int32Array) {}

  /** The map of a text that is made of others, in their order. */
  static joined(parts: readonly MappedPart[]): OffsetMap {
    const runs = new Int32Array(parts.reduce((sum, { map }) => sum + map.runs.length, 0));
    let length = 0;
    for (const { map, at } of parts) {
      runs.set(map.runs, length);
      for (let run = length; run < length + map.runs.length; run += 3) runs[run] += at;
      length += map.runs.length;
    }
    return new OffsetMap(runs);
  }

  /** The raw offset of the kept code unit at `offset`; for a unit that the reflow put in, that of the next kept one. */
  toRaw(offset: number): number {
    const { runs } = this;
    if (runs.length === 0) return 0;
    const run = this.lastRunAt(0, offset);
    if (run < 0) return runs[1];
    const inside = offset - runs[run];
    if (inside < runs[run + 2]) return runs[run + 1] + inside;
    return run + 3 < runs.length ? runs[run + 4] : runs[run + 1] + runs[run + 2];
  }

  /** The raw span that holds the text from `start` to `end` (not empty), line breaks inside it included. */
  spanToRaw(start: number, end: number): Span {
    return { start: this.toRaw(start), end: this.lastUnitToRaw(end - 1) + 1 };
  }

  /** The text offset of the raw code unit at `offset`; for one that the reflow left out, that of the next kept one. */
  toText(offset: number): number {
    const { runs } = this;
    if (runs.length === 0) return 0;
    const run = this.lastRunAt(1, offset);
    if (run < 0) return runs[0];
    const inside = offset - runs[run + 1];
    if (inside < runs[run + 2]) return runs[run] + inside;
    return run + 3 < runs.length ? runs[run + 3] : runs[run] + runs[run + 2];
  }

  /** The text span of what is kept of the raw span; empty where nothing of it is kept. */
  spanToText(start: number, end: number): Span {
    const from = this.toText(start);
    return { start: from, end: Math.max(from, this.endToText(end)) };
  }

  private lastUnitToRaw(offset: number): number {
    const { runs } = this;
    const run = this.lastRunAt(0, offset);
    if (run < 0) return runs[1] - 1;
    return runs[run + 1] + Math.min(offset - runs[run], runs[run + 2] - 1);
  }

  private endToText(end: number): number {
    const { runs } = this;
    const run = this.lastRunAt(1, end - 1);
    if (run < 0) return runs.length > 0 ? runs[0] : 0;
    return runs[run] + Math.min(end - runs[run + 1], runs[run + 2]);
  }

  /** Index of the last run whose text (side 0) or raw (side 1) offset is at or before `offset`; -1 where there is none. */
  private lastRunAt(side: 0 | 1, offset: number): number {
    const { runs } = this;
    return (firstIndex(runs.length / 3, (run) => runs[run * 3 + side] > offset) - 1) * 3;
  }
}
