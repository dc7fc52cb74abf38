import type { Fingerprints } from './fingerprint';

/**
 * An inverted index from sampled n-grams to paragraphs, four bytes a posting: the upper `bits` bits of an n-gram's hash
 * are its place in the directory, the lower ones stand in the upper part of the word, the paragraph in the `bits` lower
 * ones. No pointers, so that it can be written to a file and read back as it is.
 */
export interface GramIndex {
  /** Postings in order of hash, then paragraph. */
  readonly words: Uint32Array;
  /** Postings whose hash has the upper bits `k` are `words[directory[k]..directory[k + 1])`. */
  readonly directory: Int32Array;
  /** Every paragraph is below `2 ** bits`. */
  readonly bits: number;
}

/** An n-gram in more paragraphs than this is formula text or chance; the index keeps one posting more, to tell. */
export const MAX_FREQUENCY = 200;

/** More paragraphs than this go into several indexes. */
export const MAX_PARAGRAPHS = 1 << 22;

/** N-grams counted, sorted in or slots put in order between two yields. */
const STEP = 1 << 16;

/** How many bits the directory of an index of so many postings over so many paragraphs takes. */
export function directoryBits(paragraphs: number, postings: number): number {
  const forParagraphs = 32 - Math.clz32(Math.max(1, paragraphs - 1));
  const forPostings = Math.min(22, 31 - Math.clz32(postings + 1));
  return Math.max(4, forParagraphs, forPostings);
}

/** The n-grams of paragraphs one after the other: paragraph `k` has `grams[gramStarts[k]..gramStarts[k + 1])`. */
export interface GramSource {
  readonly gramStarts: Int32Array;
  readonly grams: Uint32Array;
  /** What each paragraph is filed under, ascending; -1 for those that are left out. */
  readonly numbers: Int32Array;
}

/**
 * Indexes the n-grams of the paragraphs for which `wanted` is 1, each n-gram once per paragraph. A counting sort by the
 * upper bits of the hash; what then shares a slot, some ten postings, is sorted in place. Linear. Yields every few
 * milliseconds of work.
 */
export function* buildGramIndex(prints: Pick<Fingerprints, 'gramStarts' | 'grams'>, wanted: Uint8Array): Generator<undefined, GramIndex> {
  const numbers = Int32Array.from(wanted, (flag, paragraph) => (flag === 1 ? paragraph : -1));
  const source = { gramStarts: prints.gramStarts, grams: prints.grams, numbers };
  const bits = directoryBits(numbers.length, prints.gramStarts[numbers.length]);
  const slots = { bits, fromSlot: 0, toSlot: 1 << bits };
  const directory = new Int32Array((1 << bits) + 1);
  yield* countSlots(source, slots, directory);
  for (let slot = 0; slot < 1 << bits; slot++) directory[slot + 1] += directory[slot];
  const words = new Uint32Array(directory[1 << bits]);
  yield* fillSlots(source, slots, directory.slice(0, -1), words);
  const end = yield* tidySlots(slots, directory, words, 0);
  return { words: words.slice(0, end), directory, bits };
}

/** Some slots of the directory of an index with so many bits. */
export interface SlotRange {
  readonly bits: number;
  readonly fromSlot: number;
  readonly toSlot: number;
}

/** Adds to `counts[slot + 1]` how many of the n-grams belong into the slot. */
export function* countSlots({ gramStarts, grams, numbers }: GramSource, { bits, fromSlot, toSlot }: SlotRange, counts: Int32Array): Generator<undefined, void> {
  const shift = 32 - bits;
  let pause = STEP;
  for (let paragraph = 0; paragraph < numbers.length; paragraph++) {
    if (numbers[paragraph] < 0) continue;
    const end = gramStarts[paragraph + 1];
    for (let index = gramStarts[paragraph]; index < end; index++) {
      const slot = grams[index] >>> shift;
      if (slot >= fromSlot && slot < toSlot) counts[slot + 1]++;
    }
    if (end < pause) continue;
    pause = end + STEP;
    yield;
  }
}

/** Writes the postings of the n-grams into `words`; `next[slot - fromSlot]` is where the next posting of the slot goes. */
export function* fillSlots(
  { gramStarts, grams, numbers }: GramSource, { bits, fromSlot, toSlot }: SlotRange, next: Int32Array, words: Uint32Array,
): Generator<undefined, void> {
  const shift = 32 - bits;
  let pause = STEP;
  for (let paragraph = 0; paragraph < numbers.length; paragraph++) {
    const number = numbers[paragraph];
    if (number < 0) continue;
    const end = gramStarts[paragraph + 1];
    for (let index = gramStarts[paragraph]; index < end; index++) {
      const hash = grams[index];
      const slot = hash >>> shift;
      if (slot >= fromSlot && slot < toSlot) words[next[slot - fromSlot]++] = ((hash << bits) | number) >>> 0;
    }
    if (end < pause) continue;
    pause = end + STEP;
    yield;
  }
}

/**
 * Puts the postings of each slot in order, without what is there twice or too often, and moves them together. The first
 * slot begins at `at`; `directory[slot + 1]` says where each ends, and afterwards where it ends now. Returns the index
 * after the last.
 */
export function* tidySlots({ bits, fromSlot, toSlot }: SlotRange, directory: Int32Array, words: Uint32Array, at: number): Generator<undefined, number> {
  let begin = at;
  let to = at;
  for (let slot = fromSlot; slot < toSlot; slot++) {
    const end = directory[slot + 1];
    const kept = tidy(words, begin, end, bits);
    if (to < begin) words.copyWithin(to, begin, kept);
    to += kept - begin;
    directory[slot + 1] = to;
    begin = end;
    if (slot % STEP === STEP - 1) yield;
  }
  return to;
}

/** So few postings are walked through: the memory comes in lines of sixteen. */
const WALKED = 16;

/** Index of the first posting of the n-gram; `postingsEnd` gives the end. Equal where there is none. */
export function postingsStart(index: GramIndex, hash: number): number {
  const { words, directory, bits } = index;
  const slot = hash >>> (32 - bits);
  const wanted = (hash << bits) >>> 0;
  let low = directory[slot];
  let high = directory[slot + 1];
  while (high - low > WALKED) {
    const middle = (low + high) >> 1;
    if (words[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  while (low < high && words[low] < wanted) low++;
  return low;
}

/** Index after the last posting of the n-gram, given that of the first. */
export function postingsEnd(index: GramIndex, hash: number, start: number): number {
  const { words, directory, bits } = index;
  const limit = directory[(hash >>> (32 - bits)) + 1];
  const wanted = ((hash << bits) >>> 0) >>> bits;
  let end = start;
  while (end < limit && words[end] >>> bits === wanted) end++;
  return end;
}

/** One index to be merged: what becomes of each of its paragraphs, -1 for those that are left out. */
export interface MergeInput {
  readonly index: GramIndex;
  readonly renumbered: Int32Array;
}

/**
 * Merges the postings of the directory slots `[fromSlot, toSlot)` of an index with `bits` bits into `words` from `at`
 * on, and notes in `directory[slot + 1]` where each slot ends. Several paragraphs can become one. `bits` must be at
 * least that of every input, `fromSlot` the beginning of a slot of every input. Returns the index after the last posting. Linear but for the sorting inside a slot.
 */
export function mergeSlots(
  inputs: readonly MergeInput[], bits: number, fromSlot: number, toSlot: number,
  words: Uint32Array, directory: Int32Array, at: number,
): number {
  const places = inputs.map(({ index }) => index.directory[fromSlot >>> (bits - index.bits)]);
  let end = at;
  for (let slot = fromSlot; slot < toSlot; slot++) {
    const begin = end;
    for (let input = 0; input < inputs.length; input++) {
      const { index, renumbered } = inputs[input];
      const more = bits - index.bits;
      const limit = index.directory[(slot >>> more) + 1];
      const inner = slot & ((1 << more) - 1);
      const own = (2 ** index.bits) - 1;
      let place = places[input];
      for (; place < limit; place++) {
        const word = index.words[place];
        if (more > 0 && word >>> (32 - more) !== inner) break;
        const paragraph = renumbered[word & own];
        if (paragraph < 0) continue;
        words[end++] = (((word >>> index.bits) << bits) | paragraph) >>> 0;
      }
      places[input] = place;
    }
    end = tidy(words, begin, end, bits);
    directory[slot + 1] = end;
  }
  return end;
}

/** Sorts `words[begin..end)`, drops what is there twice and what is too frequent, and returns the new end. */
function tidy(words: Uint32Array, begin: number, end: number, bits: number): number {
  if (end - begin > 48) words.subarray(begin, end).sort();
  else {
    for (let index = begin + 1; index < end; index++) {
      const word = words[index];
      let place = index;
      while (place > begin && words[place - 1] > word) {
        words[place] = words[place - 1];
        place--;
      }
      words[place] = word;
    }
  }
  let kept = begin;
  let run = 0;
  for (let index = begin; index < end; index++) {
    const word = words[index];
    if (kept > begin && words[kept - 1] === word) continue;
    run = kept > begin && words[kept - 1] >>> bits === word >>> bits ? run + 1 : 1;
    if (run > MAX_FREQUENCY + 1) continue;
    words[kept++] = word;
  }
  return kept;
}
