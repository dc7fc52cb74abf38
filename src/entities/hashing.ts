/**
 * Integer hashing of features: multiply and xor-shift steps of MurmurHash3 (Austin Appleby, public domain).
 * Results are signed 32-bit integers and never 0, which tables use for “empty”.
 */
const FIRST = 0xcc9e2d51 | 0;
const SECOND = 0x1b873593 | 0;

export function mix(seed: number, value: number): number {
  let hash = Math.imul(value, FIRST);
  hash = Math.imul((hash << 15) | (hash >>> 17), SECOND) ^ seed;
  return Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64 | 0;
}

export function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return mixed === 0 ? 1 : mixed;
}

/** Hash of one value of a feature template. */
export function hashOne(template: number, value: number): number {
  let hash = Math.imul(value ^ Math.imul(template, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  hash ^= hash >>> 13;
  return hash === 0 ? 1 : hash;
}

/** Hash of a pair of values of a feature template. */
export function hashTwo(template: number, first: number, second: number): number {
  const hash = Math.imul(first ^ Math.imul(template, 0x9e3779b1), 0x27d4eb2f);
  return hashOne(template, (hash ^ (hash >>> 15)) + second | 0);
}
