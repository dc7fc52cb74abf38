import type { Fingerprints } from './fingerprint';
import type { Hash64 } from './hash64';

type Hashes = Pick<Fingerprints, 'hashHigh' | 'hashLow'>;

/** For each paragraph the first one with the same 64-bit hash: itself where it is the first. */
export function firstOfClass(prints: Hashes): Int32Array {
  return new ContentTable(prints).first;
}

/** Paragraphs are taken in so many groups by the upper bits of their hashes. */
const GROUP_BITS = 8;

/**
 * Contents by their 64-bit hashes: a table with open addressing. Paragraphs are put in by groups of which each fills its
 * own stretch of the table, since that fits into the processor's caches and the table of a large corpus does not.
 */
export class ContentTable {
  /** For each paragraph the first one with the same content: itself where it is the first. */
  readonly first: Int32Array;
  /** Index into `order`, high and low, or -1. */
  private readonly slots: Int32Array;
  /** The paragraphs by group, with their hashes. */
  private readonly order: Int32Array;
  private readonly high: Uint32Array;
  private readonly low: Uint32Array;
  private readonly shift: number;

  constructor({ hashHigh, hashLow }: Hashes) {
    const count = hashHigh.length;
    const bits = Math.max(GROUP_BITS, 33 - Math.clz32(count));
    this.shift = 32 - bits;
    this.order = new Int32Array(count);
    this.high = new Uint32Array(count);
    this.low = new Uint32Array(count);
    const next = new Int32Array((1 << GROUP_BITS) + 1);
    for (let index = 0; index < count; index++) next[(hashHigh[index] >>> (32 - GROUP_BITS)) + 1]++;
    for (let group = 0; group < 1 << GROUP_BITS; group++) next[group + 1] += next[group];
    for (let index = 0; index < count; index++) {
      const place = next[hashHigh[index] >>> (32 - GROUP_BITS)]++;
      this.order[place] = index;
      this.high[place] = hashHigh[index];
      this.low[place] = hashLow[index];
    }
    this.slots = new Int32Array(1 << bits).fill(-1);
    this.first = new Int32Array(count);
    const { slots, order, high, low } = this;
    for (let place = 0; place < count; place++) {
      const slot = this.slotOf(high[place], low[place]);
      if (slots[slot] < 0) slots[slot] = place;
      this.first[order[place]] = order[slots[slot]];
    }
  }

  /** The first paragraph with the content, -1 where there is none. */
  find({ high, low }: Hash64): number {
    const place = this.slots[this.slotOf(high, low)];
    return place < 0 ? -1 : this.order[place];
  }

  /** The slot of the content, or the empty one where it belongs. */
  private slotOf(wantedHigh: number, wantedLow: number): number {
    const { slots, high, low } = this;
    const mask = slots.length - 1;
    let slot = wantedHigh >>> this.shift;
    for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
      const known = slots[slot];
      if (low[known] === wantedLow && high[known] === wantedHigh) break;
    }
    return slot;
  }
}
