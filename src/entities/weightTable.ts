import { grown } from '../page/grown';

/** 2^20 bits in words of 32. */
const PRESENT_WORDS = 1 << 15;
/** Two weights share a 32-bit number: 7 numbers hold 13 tags, the eighth is the feature. A row starts at `row << PACKED_SHIFT`. */
const PACKED_SHIFT = 3;
const FEATURE = 7;
const HALF = 0x10000;
/** No weight is further from 0, so that two fit a number. */
export const LARGEST_WEIGHT = 600;
/** All weights that a training makes are multiples of it; finer differences say nothing, and take room. */
export const GRAIN = 12;

/**
 * Rows of weights, one weight per tag, found by a feature's 32-bit hash: open addressing, linear probing, at most half full.
 * A hash that is not 0 stands for the feature itself: two features of one hash share a row.
 *
 * The weights of tags 2k and 2k + 1 are packed as `even + odd × 65536`, which takes half of the memory; they unpack as
 * `even = both << 16 >> 16`, `odd = (both − even) >> 16`.
 */
export class WeightTable {
  /** Row + 1 (0: empty) by part of the feature's hash; small, so that it stays near the processor. */
  private slots: Int32Array;
  private mask: number;
  private packed: Int32Array;
  rows = 0;
  /** A bit for each feature that has a row, by part of its hash: most features have none, and this says so from a small memory. */
  private readonly present = new Int32Array(PRESENT_WORDS);

  constructor(expectedRows: number) {
    let capacity = 1024;
    while (capacity < expectedRows * 2) capacity *= 2;
    this.slots = new Int32Array(capacity);
    this.mask = capacity - 1;
    this.packed = new Int32Array(Math.max(expectedRows, 256) << PACKED_SHIFT);
  }

  /** The row of a feature, or -1. */
  find(feature: number): number {
    const bit = feature >>> 12;
    if ((this.present[bit >>> 5] & (1 << (bit & 31))) === 0) return -1;
    const { slots, mask, packed } = this;
    let at = (feature ^ (feature >>> 15)) & mask;
    for (;;) {
      const row = slots[at] - 1;
      if (row < 0 || packed[(row << PACKED_SHIFT) + FEATURE] === feature) return row;
      at = (at + 1) & mask;
    }
  }

  /** The row of a feature, made of zeros where there was none. */
  findOrAdd(feature: number): number {
    const found = this.find(feature);
    if (found >= 0) return found;
    if (this.rows * 2 >= this.mask) this.grow();
    const row = this.rows;
    this.rows += 1;
    if (this.rows << PACKED_SHIFT > this.packed.length) this.packed = grown(this.packed, ((this.rows * 5) >> 2) << PACKED_SHIFT);
    this.packed[(row << PACKED_SHIFT) + FEATURE] = feature;
    this.place(feature, row);
    return row;
  }

  get(row: number, tag: number): number {
    const both = this.packed[(row << PACKED_SHIFT) + (tag >> 1)];
    const even = (both << 16) >> 16;
    return tag & 1 ? (both - even) >> 16 : even;
  }

  /** Sets a weight; one too large is cut to LARGEST_WEIGHT. */
  set(row: number, tag: number, weight: number): void {
    const cut = Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, weight));
    const change = cut - this.get(row, tag);
    this.packed[(row << PACKED_SHIFT) + (tag >> 1)] += tag & 1 ? change * HALF : change;
  }

  /** Calls back with each feature hash and its row, in the order in which they were added. */
  forEach(visit: (feature: number, row: number) => void): void {
    for (let row = 0; row < this.rows; row += 1) visit(this.packed[(row << PACKED_SHIFT) + FEATURE], row);
  }

  private place(feature: number, row: number): void {
    const bit = feature >>> 12;
    this.present[bit >>> 5] |= 1 << (bit & 31);
    let at = (feature ^ (feature >>> 15)) & this.mask;
    while (this.slots[at] !== 0) at = (at + 1) & this.mask;
    this.slots[at] = row + 1;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.mask = this.slots.length - 1;
    for (let row = 0; row < this.rows; row += 1) this.place(this.packed[(row << PACKED_SHIFT) + FEATURE], row);
  }
}
