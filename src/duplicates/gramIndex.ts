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

const RADIX_BITS = 11;
const RADIX = 1 << RADIX_BITS;
const STEP = 1 << 16;

/** How many bits the directory of an index of so many postings over so many paragraphs takes. */
export function directoryBits(paragraphs: number, postings: number): number {
  const forParagraphs = 32 - Math.clz32(Math.max(1, paragraphs - 1));
  const forPostings = Math.min(22, 31 - Math.clz32(postings + 1));
  return Math.max(4, forParagraphs, forPostings);
}

/**
 * Indexes the n-grams of the paragraphs for which `wanted` is 1, each n-gram once per paragraph. A least-significant-
 * digit radix sort: linear. Yields every few milliseconds of work.
 */
export function* buildGramIndex(prints: Fingerprints, wanted: Uint8Array): Generator<undefined, GramIndex> {
  const { count, gramStarts, grams } = prints;
  let size = 0;
  for (let paragraph = 0; paragraph < count; paragraph++) {
    if (wanted[paragraph] === 1) size += gramStarts[paragraph + 1] - gramStarts[paragraph];
  }
  let hashes = new Uint32Array(size);
  let paragraphs = new Int32Array(size);
  let at = 0;
  for (let paragraph = 0; paragraph < count; paragraph++) {
    if (wanted[paragraph] !== 1) continue;
    for (let index = gramStarts[paragraph]; index < gramStarts[paragraph + 1]; index++) {
      hashes[at] = grams[index];
      paragraphs[at++] = paragraph;
    }
  }
  yield;
  let otherHashes = new Uint32Array(size);
  let otherParagraphs = new Int32Array(size);
  for (let bits = 0; bits < 32; bits += RADIX_BITS) {
    yield* sortByDigit(hashes, paragraphs, otherHashes, otherParagraphs, bits);
    [hashes, otherHashes] = [otherHashes, hashes];
    [paragraphs, otherParagraphs] = [otherParagraphs, paragraphs];
  }
  const bits = directoryBits(count, size);
  const words = otherHashes; // the other array of the sort is free
  const directory = new Int32Array((1 << bits) + 1);
  let kept = 0;
  let run = 0;
  for (let index = 0; index < size; index++) {
    const hash = hashes[index];
    if (index === 0 || hashes[index - 1] !== hash) run = 0;
    else if (paragraphs[index - 1] === paragraphs[index]) continue;
    if (run > MAX_FREQUENCY) continue;
    run++;
    words[kept++] = ((hash << bits) | paragraphs[index]) >>> 0;
    directory[(hash >>> (32 - bits)) + 1]++;
  }
  for (let slot = 0; slot < 1 << bits; slot++) directory[slot + 1] += directory[slot];
  yield;
  return { words: words.slice(0, kept), directory, bits };
}

function* sortByDigit(
  hashes: Uint32Array, paragraphs: Int32Array, toHashes: Uint32Array, toParagraphs: Int32Array, bits: number,
): Generator<undefined, void> {
  const next = new Int32Array(RADIX + 1);
  for (const hash of hashes) next[((hash >>> bits) & (RADIX - 1)) + 1]++;
  for (let digit = 0; digit < RADIX; digit++) next[digit + 1] += next[digit];
  for (let index = 0; index < hashes.length; index++) {
    const place = next[(hashes[index] >>> bits) & (RADIX - 1)]++;
    toHashes[place] = hashes[index];
    toParagraphs[place] = paragraphs[index];
    if ((index & (STEP - 1)) === STEP - 1) yield;
  }
}

/** Index of the first posting of the n-gram; `postingsEnd` gives the end. Equal where there is none. */
export function postingsStart(index: GramIndex, hash: number): number {
  const { words, directory, bits } = index;
  const slot = hash >>> (32 - bits);
  const wanted = (hash << bits) >>> 0;
  let low = directory[slot];
  let high = directory[slot + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < wanted) low = middle + 1;
    else high = middle;
  }
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
