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

export const HIGH_SEED = 0x9e3779b9;
export const LOW_SEED = 0x243f6a88;

/** The chain that makes the one half, one unit further. */
export function nextHigh(high: number, unit: number): number {
  return Math.imul(high ^ unit, 0x01000193);
}

/** The chain that makes the other half, one unit further. */
export function nextLow(low: number, unit: number): number {
  const next = Math.imul(low + unit, 0x5bd1e995);
  return next ^ (next >>> 15);
}

/** The two chains over so many units, mixed into each other. */
export function finalHash(high: number, low: number, length: number): Hash64 {
  const first = mix32(high ^ length);
  const second = mix32(low ^ Math.imul(first, 0x27d4eb2f));
  return { high: mix32(first + second), low: second };
}

/** Hashes `units[start..end)`: two multiply-and-add chains with different odd multipliers. */
export function hash64(units: Uint16Array, start: number, end: number): Hash64 {
  let high: number = HIGH_SEED;
  let low: number = LOW_SEED;
  for (let index = start; index < end; index++) {
    high = nextHigh(high, units[index]);
    low = nextLow(low, units[index]);
  }
  return finalHash(high, low, end - start);
}

/** 16 hexadecimal digits. */
export function hashName(hash: Hash64): string {
  return hash.high.toString(16).padStart(8, '0') + hash.low.toString(16).padStart(8, '0');
}
