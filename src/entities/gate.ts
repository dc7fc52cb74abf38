import { SET_BIT } from './lexicon';
import { CHARACTER } from './characterTypes';
import { hashOne, hashTwo, mix } from './hashing';
import type { TextView } from './textView';

/** Weights by part of a feature's hash: few enough to stay near the processor, features that share one are rare. */
const SLOTS = 1 << 16;
const MASK = SLOTS - 1;
export const GATE_FEATURES = 16;
const EDGE = 1;

/**
 * A first, quick look at each word: whether it may be part of a name at all. Most words are not, and the sequence model
 * then leaves them out. A linear model over few features with one weight each; its threshold lets nearly every name pass.
 */
export class Gate {
  readonly weights: Int16Array;
  private readonly buffer = new Int32Array(GATE_FEATURES);

  /** @param threshold words whose weights sum up to less are shut out; -Infinity shuts none out */
  constructor(weights: Int16Array = new Int16Array(SLOTS), readonly threshold = -Infinity) {
    this.weights = weights;
  }

  /** Marks the characters of words that no name can hold as plain, unless a known name stands there. */
  apply(view: TextView): void {
    const { plain, wordStart, wordCount, knownState } = view;
    if (this.threshold === -Infinity) {
      plain.fill(0, 0, view.length);
      return;
    }
    // A word between two that may be part of a name is kept, so that no name is broken up.
    let before = false;
    let here = this.passes(view, 0);
    for (let word = 0; word < wordCount; word += 1) {
      const after = word + 1 < wordCount && this.passes(view, word + 1);
      plain.fill(here || (before && after) ? 0 : 1, wordStart[word], wordStart[word + 1]);
      before = here;
      here = after;
    }
    for (let at = 0; at < view.length; at += 1) if (knownState[at] !== 0) plain[at] = 0;
  }

  /** The sum of a word's weights. */
  sum(view: TextView, word: number): number {
    const { weights, buffer } = this;
    const count = gateFeatures(view, word, buffer);
    let sum = 0;
    for (let index = 0; index < count; index += 1) sum += weights[buffer[index]];
    return sum;
  }

  private passes(view: TextView, word: number): boolean {
    return this.sum(view, word) >= this.threshold;
  }
}

/** The slots of a word's features in `out`; returns how many there are. */
export function gateFeatures(view: TextView, word: number, out: Int32Array): number {
  const { wordStart, wordHash, wordTag, wordCount, codes, classes, startBits, endBits, suffixAhead } = view;
  const start = wordStart[word];
  const end = wordStart[word + 1];
  const size = Math.min(end - start, 5);
  const tag = wordTag[word];
  const tagL = word > 0 ? wordTag[word - 1] : EDGE;
  const tagR = word + 1 < wordCount ? wordTag[word + 1] : EDGE;
  const wordL = word > 0 ? wordHash[word - 1] : EDGE;
  const wordR = word + 1 < wordCount ? wordHash[word + 1] : EDGE;
  const states = view.placeState[start] | (view.adminState[start] << 3) | (view.orgState[start] << 6) | (view.personState[start] << 9);
  const ahead = suffixAhead[start];
  const reach = ahead > 18 ? 4 : ahead > 9 ? 3 : ahead > 5 ? 2 : ahead > 2 ? 1 : 0;
  const first = classes[start];
  const shape = (first & 15) === CHARACTER.Han ? (first >> 4) & (SET_BIT.surname | SET_BIT.rareSurname | SET_BIT.abbreviation | SET_BIT.transliteration) : 32 + (first & 15);
  let count = 0;
  out[count++] = hashOne(1, wordHash[word]) & MASK;
  out[count++] = hashOne(2, wordL) & MASK;
  out[count++] = hashOne(3, wordR) & MASK;
  out[count++] = hashTwo(4, tag, size) & MASK;
  out[count++] = hashTwo(5, tagL, tag) & MASK;
  out[count++] = hashTwo(6, tag, tagR) & MASK;
  out[count++] = hashTwo(7, states, size) & MASK;
  out[count++] = hashTwo(8, mix(shape, size), tag) & MASK;
  out[count++] = hashTwo(9, reach, tag) & MASK;
  out[count++] = hashTwo(10, codes[start], size) & MASK;
  out[count++] = hashTwo(11, codes[end - 1], size) & MASK;
  out[count++] = hashTwo(12, endBits[start], shape) & MASK;
  out[count++] = hashTwo(13, startBits[end], shape) & MASK;
  out[count++] = hashTwo(14, wordL, tag) & MASK;
  out[count++] = hashTwo(15, wordR, tag) & MASK;
  out[count++] = hashTwo(16, startBits[start], endBits[end]) & MASK;
  return count;
}
