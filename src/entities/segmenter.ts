/** The commonness of the most frequent words, see Segmenter. */
export const MOST_COMMON = 9;
/** The commonness of what is no word of the dictionary. */
export const NO_WORD = 15;
/** How many bits a part of speech takes as a number. */
const TAG_BITS = 21;
const TAG_MASK = (1 << TAG_BITS) - 1;

/**
 * Cuts a text into words. The words, joined, are as long as the text: nothing is dropped, so offsets follow from summing
 * lengths. The one implementation over nodejieba lives in `src/analysis`, in the child process; tests bring their own.
 */
export interface Segmenter {
  cut(text: string): string[];
  /** The part of speech of a word that `cut` returned, in jieba's tag set (nr, ns, nt, n, v, m, x …). */
  tagOf(word: string): string;
  /**
   * The words of `cut` without a string for each: where it ends, and its tag and how common it is as `packWord` has them.
   * Both arrays are at least as long as the text. Returns how many words there are.
   */
  read(text: string, ends: Int32Array, about: Int32Array): number;
}

/** A part of speech as a number. */
export function tagNumber(tag: string): number {
  return tag.charCodeAt(0) | (tag.charCodeAt(1) << 7) | (tag.charCodeAt(2) << 14);
}

/** @param commonness how common the word is in the language: 0 (hardly ever seen) to MOST_COMMON; NO_WORD where the dictionary does not have it */
export function packWord(tag: string, commonness: number): number {
  return packTag(tagNumber(tag), commonness);
}

/** As `packWord`, of a part of speech that is a number already. */
export function packTag(tag: number, commonness: number): number {
  return tag | (commonness << TAG_BITS);
}

/** The part of speech, as `tagNumber` has it. */
export function packedTag(about: number): number {
  return about & TAG_MASK;
}

export function packedCommonness(about: number): number {
  return about >>> TAG_BITS;
}
