import { finish, mix } from '../entities/hashing';
import { MOST_COMMON, NO_WORD } from '../entities/segmenter';

const ENCODER = new TextEncoder();
const NEW_LINE = 0x0a;
const SPACE = 0x20;
/** Two of three slots are filled by jieba's 349,000 words. */
const SLOTS = 1 << 19;
const MASK = SLOTS - 1;
/** Words of a dictionary beyond these are left out, so that a search always ends. */
const MOST_WORDS = SLOTS - (SLOTS >> 3);
/** A step of commonness is a factor of 2 to this power: the steps then reach from words seen once to the most frequent one. */
const STEP = 1.7;

/** How common each word of a segmenter's dictionary is: by a hash of its UTF-8 bytes, 2.5 MB for all of them. */
export class WordFrequencies {
  /** Hash of a word; 0: empty. */
  private readonly words = new Int32Array(SLOTS);
  private readonly steps = new Uint8Array(SLOTS);
  private count = 0;

  /** @param dictionary UTF-8, a word a line: the word, a space, how often it was seen, a space, its part of speech */
  constructor(dictionary: Uint8Array) {
    let hash = 0;
    for (let at = 0; at < dictionary.length; at += 1) {
      const byte = dictionary[at];
      if (byte === NEW_LINE) hash = 0;
      else if (byte !== SPACE) hash = mix(hash, byte);
      else {
        let frequency = 0;
        for (at += 1; at < dictionary.length && dictionary[at] > SPACE; at += 1) frequency = frequency * 10 + dictionary[at] - 0x30;
        this.add(finish(hash), Math.min(MOST_COMMON, Math.floor(Math.log2(frequency + 1) / STEP)));
        while (at < dictionary.length && dictionary[at] !== NEW_LINE) at += 1;
        hash = 0;
      }
    }
  }

  /** From 0 (hardly ever seen) to MOST_COMMON; NO_WORD for what the dictionary does not have. */
  commonnessOf(word: string): number {
    let hash = 0;
    for (const byte of ENCODER.encode(word)) hash = mix(hash, byte);
    const slot = this.slotOf(finish(hash));
    return this.words[slot] === 0 ? NO_WORD : this.steps[slot];
  }

  private add(hash: number, step: number): void {
    if (this.count === MOST_WORDS) return;
    const slot = this.slotOf(hash);
    if (this.words[slot] === 0) this.count += 1;
    this.words[slot] = hash;
    this.steps[slot] = step;
  }

  private slotOf(hash: number): number {
    let at = (hash ^ (hash >>> 15)) & MASK;
    while (this.words[at] !== 0 && this.words[at] !== hash) at = (at + 1) & MASK;
    return at;
  }
}
