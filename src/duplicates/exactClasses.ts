import type { Fingerprints } from './fingerprint';
import { mix32, type Hash64 } from './hash64';

/** For each paragraph the first one with the same 64-bit hash: itself where it is the first. */
export function firstOfClass(prints: Pick<Fingerprints, 'hashHigh' | 'hashLow' | 'lengths'>): Int32Array {
  return new ContentTable(prints).first;
}

/** Contents by their 64-bit hashes: a table with open addressing, four to eight bytes a paragraph. */
export class ContentTable {
  /** For each paragraph the first one with the same content: itself where it is the first. */
  readonly first: Int32Array;
  private readonly slots: Int32Array;

  constructor(private readonly prints: Pick<Fingerprints, 'hashHigh' | 'hashLow' | 'lengths'>) {
    const { hashHigh, hashLow, lengths } = prints;
    const count = lengths.length;
    const mask = (1 << Math.max(4, 33 - Math.clz32(count))) - 1;
    const slots = new Int32Array(mask + 1).fill(-1);
    const first = new Int32Array(count);
    for (let index = 0; index < count; index++) {
      let slot = mix32(hashLow[index]) & mask;
      for (;;) {
        const known = slots[slot];
        if (known < 0) {
          slots[slot] = index;
          first[index] = index;
          break;
        }
        if (hashLow[known] === hashLow[index] && hashHigh[known] === hashHigh[index] && lengths[known] === lengths[index]) {
          first[index] = known;
          break;
        }
        slot = (slot + 1) & mask;
      }
    }
    this.first = first;
    this.slots = slots;
  }

  /** The first paragraph with the content, -1 where there is none. */
  find({ high, low }: Hash64): number {
    const { slots, prints: { hashHigh, hashLow } } = this;
    const mask = slots.length - 1;
    for (let slot = mix32(low) & mask; slots[slot] >= 0; slot = (slot + 1) & mask) {
      const known = slots[slot];
      if (hashLow[known] === low && hashHigh[known] === high) return known;
    }
    return -1;
  }
}
