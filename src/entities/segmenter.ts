/** The commonness of the most frequent words, see Segmenter. */
export const MOST_COMMON = 9;
/** The commonness of what is no word of the dictionary. */
export const NO_WORD = 15;

/**
 * Cuts a text into words. The words, joined, are as long as the text: nothing is dropped, so offsets follow from summing
 * lengths. The one implementation over nodejieba lives in `src/analysis`, in the child process; tests bring their own.
 */
export interface Segmenter {
  cut(text: string): string[];
  /** The part of speech of a word that `cut` returned, in jieba's tag set (nr, ns, nt, n, v, m, x …). */
  tagOf(word: string): string;
  /** How common the word is in the language: 0 (hardly ever seen) to MOST_COMMON; NO_WORD where the dictionary does not have it. */
  commonnessOf(word: string): number;
}
