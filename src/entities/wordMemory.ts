import { finish, mix } from './hashing';
import type { Segmenter } from './segmenter';

/** More words than this are forgotten all at once: a page uses some thousands. */
const MOST_WORDS = 1 << 16;
const SLOTS = MOST_WORDS * 4;

/** How many bits a part of speech takes as a number. */
export const TAG_BITS = 21;

/** A part of speech as a number. */
export function tagNumber(tag: string): number {
  return tag.charCodeAt(0) | (tag.charCodeAt(1) << 7) | (tag.charCodeAt(2) << 14);
}

/** Hash of a word as the features see it. */
export function wordHash(codes: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 1) hash = mix(hash, codes[at]);
  return finish(hash);
}

/** What the segmenter knows of words that have been seen, by their hash: most words of a text come again, and asking costs much. */
export class WordMemory {
  /** Pairs of hash (0: empty) and what is known: open addressing, at most half full. */
  private readonly slots = new Int32Array(SLOTS);
  private count = 0;

  constructor(private readonly segmenter: Segmenter) {}

  /** The word with this hash: its tag, as `tagNumber`, in the low 21 bits, its commonness above. */
  about(hash: number, word: string): number {
    const { slots } = this;
    let at = (hash ^ (hash >>> 15)) & (SLOTS / 2 - 1);
    while (slots[at * 2] !== 0) {
      if (slots[at * 2] === hash) return slots[at * 2 + 1];
      at = (at + 1) & (SLOTS / 2 - 1);
    }
    if (this.count === MOST_WORDS) {
      slots.fill(0);
      this.count = 0;
      at = (hash ^ (hash >>> 15)) & (SLOTS / 2 - 1);
    }
    this.count += 1;
    slots[at * 2] = hash;
    return slots[at * 2 + 1] = tagNumber(this.segmenter.tagOf(word)) | (this.segmenter.commonnessOf(word) << TAG_BITS);
  }
}
