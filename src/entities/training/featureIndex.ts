/** Gives each feature, a 32-bit hash that is not 0, a row: 0, 1, 2 … in the order in which they come. */
export class FeatureIndex {
  /** How many features have a row. */
  size = 0;
  /** Pairs of feature (0: empty) and row: open addressing, linear probing, at most half full. */
  private slots: Int32Array;
  private mask: number;

  constructor(expected = 1 << 15) {
    let capacity = 1024;
    while (capacity < expected * 2) capacity *= 2;
    this.slots = new Int32Array(capacity * 2);
    this.mask = capacity - 1;
  }

  /** The row of a feature, or -1. */
  find(feature: number): number {
    const at = this.slotOf(feature);
    return this.slots[at] === 0 ? -1 : this.slots[at + 1];
  }

  findOrAdd(feature: number): number {
    let at = this.slotOf(feature);
    if (this.slots[at] !== 0) return this.slots[at + 1];
    if (this.size * 2 > this.mask) {
      this.grow();
      at = this.slotOf(feature);
    }
    this.slots[at] = feature;
    this.slots[at + 1] = this.size;
    this.size += 1;
    return this.size - 1;
  }

  /**
   * The rows of `features` from `from` to `to`, in `rows` at the same places, -1 where there is none. They are asked for
   * all at once before the first is looked at, which saves most of the waiting for memory.
   */
  findAll(features: Int32Array, from: number, to: number, rows: Int32Array): void {
    const { slots, mask } = this;
    for (let index = from; index < to; index += 1) {
      const feature = features[index];
      rows[index] = slots[((feature ^ (feature >>> 15)) & mask) << 1];
    }
    for (let index = from; index < to; index += 1) {
      const feature = features[index];
      let at = ((feature ^ (feature >>> 15)) & mask) << 1;
      while (slots[at] !== feature && slots[at] !== 0) at = (at + 2) & (slots.length - 1);
      rows[index] = slots[at] === 0 ? -1 : slots[at + 1];
    }
  }

  /** Calls back with each feature and its row, in no order that says anything. */
  forEach(visit: (feature: number, row: number) => void): void {
    const { slots } = this;
    for (let at = 0; at < slots.length; at += 2) if (slots[at] !== 0) visit(slots[at], slots[at + 1]);
  }

  private slotOf(feature: number): number {
    const { slots, mask } = this;
    let at = ((feature ^ (feature >>> 15)) & mask) << 1;
    while (slots[at] !== 0 && slots[at] !== feature) at = (at + 2) & (slots.length - 1);
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    this.mask = (this.slots.length >> 1) - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0) continue;
      const to = this.slotOf(old[at]);
      this.slots[to] = old[at];
      this.slots[to + 1] = old[at + 1];
    }
  }
}
