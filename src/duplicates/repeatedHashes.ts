/** Slots of the table for each hash: one hash in five shares its slot with another by chance. A larger table is slower. */
const SLOTS_EACH = 4;
const SPREAD = 0x9e3779b1;

/**
 * Tells the 64-bit hashes that came more than once from most of those that came once, at one byte a hash: a table of two
 * bits a slot, which count to two (a counting Bloom filter with one function).
 */
export class RepeatedHashes {
  /** Of each pair of bits the lower says that a hash came, the upper that one came again. */
  private readonly counts: Uint32Array;
  private readonly shift: number;

  /** @param count how many hashes will be added, about */
  constructor(count: number) {
    const bits = Math.max(4, Math.min(28, 32 - Math.clz32(count * SLOTS_EACH)));
    this.shift = 32 - bits;
    this.counts = new Uint32Array(1 << (bits - 4));
  }

  add(high: number, low: number): void {
    const slot = this.slotOf(high, low);
    const counts = this.counts[slot >>> 4];
    const first = 1 << ((slot & 15) * 2);
    this.counts[slot >>> 4] = counts | first | ((counts & first) << 1);
  }

  /** Adds a hash as if it had come twice. */
  addRepeated(high: number, low: number): void {
    const slot = this.slotOf(high, low);
    this.counts[slot >>> 4] |= 3 << ((slot & 15) * 2);
  }

  /** True for each hash that came more than once, and for few others. */
  mayHold(high: number, low: number): boolean {
    const slot = this.slotOf(high, low);
    return (this.counts[slot >>> 4] & (2 << ((slot & 15) * 2))) !== 0;
  }

  private slotOf(high: number, low: number): number {
    return (high ^ Math.imul(low, SPREAD)) >>> this.shift;
  }
}
