import { HIGH_SEED, LOW_SEED, finalHash, mix32, nextHigh, nextLow } from './hash64';
import { grown } from '../page/grown';

/** Length of the character n-grams by which near copies are found. */
export const GRAM = 6;

/**
 * One n-gram in how many is kept, by the length of its paragraph in normalised units. A hash decides, so that copies
 * keep the same ones ("0 mod p" sampling, Manber 1994); what a long paragraph keeps a short one keeps too.
 */
export interface Sampling {
  /** Up to 64 units. */
  readonly short: number;
  /** Up to 128 units. */
  readonly middle: number;
  readonly long: number;
}

export const CORPUS_SAMPLING: Sampling = { short: 2, middle: 4, long: 5 };

/** Keeps every n-gram: for pages and small corpora. */
export const FULL_SAMPLING: Sampling = { short: 1, middle: 1, long: 1 };

/** Up to this many units a corpus is small enough to keep every n-gram. */
const SMALL_CORPUS = 1 << 19;

/** The sampling that fits a corpus of so many units. */
export function samplingFor(units: number): Sampling {
  return units <= SMALL_CORPUS ? FULL_SAMPLING : CORPUS_SAMPLING;
}

const SHORT_LENGTH = 64;
const MIDDLE_LENGTH = 128;

/** Fingerprints of paragraphs, flat. Paragraph `k` has the n-grams `grams[gramStarts[k]..gramStarts[k + 1])`. */
export interface Fingerprints {
  readonly count: number;
  /** Number of normalised units of each paragraph. */
  readonly lengths: Int32Array;
  /** The two halves of the 64-bit hash of each paragraph's normalised units. */
  readonly hashHigh: Uint32Array;
  readonly hashLow: Uint32Array;
  readonly gramStarts: Int32Array;
  /** Sampled n-gram hashes in order of their places, repeats included. */
  readonly grams: Uint32Array;
}

/** 0, 1 or 2: short, middle, long. */
export function lengthClass(length: number): 0 | 1 | 2 {
  return length <= SHORT_LENGTH ? 0 : length <= MIDDLE_LENGTH ? 1 : 2;
}

/** A length of each class. */
export const LENGTH_CLASSES = [SHORT_LENGTH, MIDDLE_LENGTH, MIDDLE_LENGTH + 1] as const;

/** Below this value of its lower 16 bits a hash is sampled. */
export function samplingThreshold(length: number, sampling: Sampling): number {
  const every = [sampling.short, sampling.middle, sampling.long][lengthClass(length)];
  return Math.floor(0x10000 / every);
}

const BASE = 0x01000193;
const POWER = power(BASE, GRAM - 1);

function power(base: number, exponent: number): number {
  let result = 1;
  for (let step = 0; step < exponent; step++) result = Math.imul(result, base);
  return result;
}

/** Writes the hash of each n-gram of `units[start..end)` into `into` and returns how many there are. */
export function gramHashes(units: Uint16Array, start: number, end: number, into: Uint32Array): number {
  const count = end - start - GRAM + 1;
  if (count <= 0) return 0;
  let rolling = 0;
  for (let index = start; index < start + GRAM - 1; index++) rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
  for (let place = 0; place < count; place++) {
    rolling = (Math.imul(rolling, BASE) + units[start + place + GRAM - 1]) | 0;
    into[place] = mix32(rolling);
    rolling = (rolling - Math.imul(POWER, units[start + place])) | 0;
  }
  return count;
}

/**
 * Writes the hashes of the n-grams of `units[start..end)` that are below the threshold in their lower 16 bits into `into`
 * from `at` on, in order of place, and returns the index after the last.
 */
export function sampledGrams(units: Uint16Array, start: number, end: number, threshold: number, into: Uint32Array, at: number): number {
  const last = end - GRAM + 1;
  if (last <= start) return at;
  let rolling = 0;
  for (let index = start; index < start + GRAM - 1; index++) rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
  let used = at;
  for (let place = start; place < last; place++) {
    rolling = (Math.imul(rolling, BASE) + units[place + GRAM - 1]) | 0;
    const hash = mix32(rolling);
    if ((hash & 0xffff) < threshold) into[used++] = hash;
    rolling = (rolling - Math.imul(POWER, units[place])) | 0;
  }
  return used;
}

/** Units of a paragraph and units for a sampled n-gram, as in news: what is made room for before it is known. */
const PARAGRAPH = 64;
const SAMPLED = 4;

/** Collects fingerprints paragraph by paragraph in arrays that grow by doubling. */
export class FingerprintBuilder {
  private count = 0;
  private used = 0;
  private lengths: Int32Array;
  private hashHigh: Uint32Array;
  private hashLow: Uint32Array;
  private gramStarts: Int32Array;
  private grams: Uint32Array;

  /** @param units how many will be added, about: so much room is made at once */
  constructor(private readonly sampling: Sampling = CORPUS_SAMPLING, units = 1 << 15) {
    const paragraphs = Math.max(1 << 10, Math.ceil(units / PARAGRAPH));
    this.lengths = new Int32Array(paragraphs);
    this.hashHigh = new Uint32Array(paragraphs);
    this.hashLow = new Uint32Array(paragraphs);
    this.gramStarts = new Int32Array(paragraphs + 1);
    this.grams = new Uint32Array(Math.max(1 << 13, Math.ceil(units / Math.min(SAMPLED, sampling.long))));
  }

  /** Adds the paragraph `units[start..end)`; its index is the number of paragraphs added before. Linear. */
  add(units: Uint16Array, start: number, end: number): void {
    const length = end - start;
    this.makeRoom(length);
    this.lengths[this.count] = length;
    this.gramStarts[this.count] = this.used;
    this.used = this.print(units, start, end, samplingThreshold(length, this.sampling));
    this.count++;
    this.gramStarts[this.count] = this.used;
  }

  /**
   * What `hash64` and `sampledGrams` do, in one pass: each waits for its own multiplications, so that both together take
   * hardly longer than one. Each n-gram is written, and the next one over it where it is not sampled: a condition that
   * nobody can foretell takes longer. Writes the hash of the paragraph and its n-grams, and returns the index after the last
   * of them.
   */
  private print(units: Uint16Array, start: number, end: number, threshold: number): number {
    const { grams } = this;
    const firstGram = Math.min(end, start + GRAM - 1);
    let high: number = HIGH_SEED;
    let low: number = LOW_SEED;
    let rolling = 0;
    let used = this.used;
    for (let index = start; index < firstGram; index++) {
      high = nextHigh(high, units[index]);
      low = nextLow(low, units[index]);
      rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
    }
    for (let index = firstGram; index < end; index++) {
      const unit = units[index];
      high = nextHigh(high, unit);
      low = nextLow(low, unit);
      rolling = (Math.imul(rolling, BASE) + unit) | 0;
      const hash = mix32(rolling);
      grams[used] = hash;
      used += ((hash & 0xffff) - threshold) >>> 31;
      rolling = (rolling - Math.imul(POWER, units[index - GRAM + 1])) | 0;
    }
    const hash = finalHash(high, low, end - start);
    this.hashHigh[this.count] = hash.high;
    this.hashLow[this.count] = hash.low;
    return used;
  }

  /** What has been added so far, in the memory of the builder, which is not to be used any more. */
  view(): Fingerprints {
    return {
      count: this.count,
      lengths: this.lengths.subarray(0, this.count),
      hashHigh: this.hashHigh.subarray(0, this.count),
      hashLow: this.hashLow.subarray(0, this.count),
      gramStarts: this.gramStarts.subarray(0, this.count + 1),
      grams: this.grams.subarray(0, this.used),
    };
  }

  private makeRoom(length: number): void {
    if (this.count === this.lengths.length) {
      const size = this.count * 2;
      this.lengths = grown(this.lengths, size);
      this.hashHigh = grown(this.hashHigh, size);
      this.hashLow = grown(this.hashLow, size);
      this.gramStarts = grown(this.gramStarts, size + 1);
    }
    if (this.used + length > this.grams.length) {
      this.grams = grown(this.grams, Math.max(this.grams.length * 2, this.used + length));
    }
  }
}
