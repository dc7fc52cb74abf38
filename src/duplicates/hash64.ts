/** A 64-bit hash as two unsigned 32-bit halves: BigInt is too slow where every paragraph of a corpus is hashed. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** MurmurHash3's final mix (Austin Appleby, public domain): every input bit reaches every output bit. */
export function mix32(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Hashes `units[start..end)`. Two multiply-and-add chains with different odd multipliers, mixed into each other at the end. */
export function hash64(units: Uint16Array, start: number, end: number): Hash64 {
  let high = 0x9e3779b9;
  let low = 0x243f6a88;
  for (let index = start; index < end; index++) {
    high = Math.imul(high ^ units[index], 0x01000193);
    low = Math.imul(low + units[index], 0x5bd1e995);
    low ^= low >>> 15;
  }
  const length = end - start;
  const first = mix32(high ^ length);
  const second = mix32(low ^ Math.imul(first, 0x27d4eb2f));
  return { high: mix32(first + second), low: second };
}

/** 16 hexadecimal digits. */
export function hashName(hash: Hash64): string {
  return hash.high.toString(16).padStart(8, '0') + hash.low.toString(16).padStart(8, '0');
}
