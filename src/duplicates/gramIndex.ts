import type { Fingerprints } from './fingerprint';

/**
 * An inverted index from sampled n-grams to paragraphs: two parallel arrays sorted by hash, then paragraph, and a
 * directory over the upper bits of the hash. No pointers, so that it can be written to a file and read back as it is.
 */
export interface GramIndex {
  readonly hashes: Uint32Array;
  readonly paragraphs: Int32Array;
  /** Postings whose hash has the upper bits `k` are at `directory[k]..directory[k + 1]`. */
  readonly directory: Int32Array;
  readonly shift: number;
}

const RADIX_BITS = 11;
const RADIX = 1 << RADIX_BITS;
const STEP = 1 << 16;

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
  let kept = 0;
  for (let index = 0; index < size; index++) {
    if (kept > 0 && hashes[kept - 1] === hashes[index] && paragraphs[kept - 1] === paragraphs[index]) continue;
    hashes[kept] = hashes[index];
    paragraphs[kept++] = paragraphs[index];
  }
  yield;
  return withDirectory(hashes.slice(0, kept), paragraphs.slice(0, kept));
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

function withDirectory(hashes: Uint32Array, paragraphs: Int32Array): GramIndex {
  const bits = Math.min(22, Math.max(4, 31 - Math.clz32(hashes.length + 1)));
  const shift = 32 - bits;
  const directory = new Int32Array((1 << bits) + 1);
  for (const hash of hashes) directory[(hash >>> shift) + 1]++;
  for (let slot = 0; slot < 1 << bits; slot++) directory[slot + 1] += directory[slot];
  return { hashes, paragraphs, directory, shift };
}

/** Index of the first posting of the n-gram; `postingsEnd` gives the end. Equal where there is none. */
export function postingsStart(index: GramIndex, hash: number): number {
  const { hashes, directory, shift } = index;
  let low = directory[hash >>> shift];
  let high = directory[(hash >>> shift) + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle] < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index after the last posting of the n-gram, given that of the first. */
export function postingsEnd(index: GramIndex, hash: number, start: number): number {
  const { hashes, directory, shift } = index;
  const limit = directory[(hash >>> shift) + 1];
  let end = start;
  while (end < limit && hashes[end] === hash && end - start < 16) end++;
  if (end - start < 16) return end;
  let high = limit;
  while (end < high) {
    const middle = (end + high) >> 1;
    if (hashes[middle] <= hash) end = middle + 1;
    else high = middle;
  }
  return end;
}
