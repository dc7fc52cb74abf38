import type { Fingerprints } from './fingerprint';
import { mix32 } from './hash64';

/** For each paragraph the first one with the same 64-bit hash: itself where it is the first. */
export function firstOfClass({ hashHigh, hashLow, lengths }: Pick<Fingerprints, 'hashHigh' | 'hashLow' | 'lengths'>): Int32Array {
  const count = lengths.length;
  const mask = (1 << Math.max(4, 33 - Math.clz32(count))) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  const first = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    let slot = mix32(hashLow[index]) & mask;
    for (;;) {
      const known = table[slot];
      if (known < 0) {
        table[slot] = index;
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
  return first;
}
