import { ROW_SHIFT, ROW_SIZE } from './labels';

/**
 * Rows of weights, one weight per tag, found by a feature's 32-bit hash: open addressing, linear probing, at most half full.
 * A hash that is not 0 stands for the feature itself: two features of one hash share a row.
 */
export class WeightTable {
  /** Pairs of feature hash (0: empty) and row. */
  slots: Int32Array;
  mask: number;
  weights: Int16Array;
  rows = 0;

  constructor(expectedRows: number) {
    let capacity = 1024;
    while (capacity < expectedRows * 2) capacity *= 2;
    this.slots = new Int32Array(capacity * 2);
    this.mask = capacity - 1;
    this.weights = new Int16Array(Math.max(expectedRows, 256) << ROW_SHIFT);
  }

  /** The row of a feature, or -1. */
  find(feature: number): number {
    const { slots, mask } = this;
    let at = (feature ^ (feature >>> 15)) & mask;
    for (;;) {
      const held = slots[at * 2];
      if (held === feature) return slots[at * 2 + 1];
      if (held === 0) return -1;
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
    if (this.rows << ROW_SHIFT > this.weights.length) {
      const wider = new Int16Array(this.weights.length * 2);
      wider.set(this.weights);
      this.weights = wider;
    }
    this.place(feature, row);
    return row;
  }

  /** Calls back with each feature hash and its row; the order is that of the slots. */
  forEach(visit: (feature: number, row: number) => void): void {
    for (let at = 0; at <= this.mask; at += 1) {
      if (this.slots[at * 2] !== 0) visit(this.slots[at * 2], this.slots[at * 2 + 1]);
    }
  }

  /** The weights of a row; a view, not a copy. */
  row(row: number): Int16Array {
    return this.weights.subarray(row << ROW_SHIFT, (row << ROW_SHIFT) + ROW_SIZE);
  }

  private place(feature: number, row: number): void {
    let at = (feature ^ (feature >>> 15)) & this.mask;
    while (this.slots[at * 2] !== 0) at = (at + 1) & this.mask;
    this.slots[at * 2] = feature;
    this.slots[at * 2 + 1] = row;
  }

  private grow(): void {
    const held = this.slots;
    this.slots = new Int32Array(held.length * 2);
    this.mask = this.slots.length / 2 - 1;
    for (let at = 0; at < held.length; at += 2) {
      if (held[at] !== 0) this.place(held[at], held[at + 1]);
    }
  }
}
