/**
 * Cuts a text into words. The words, joined, are as long as the text: nothing is dropped, so offsets follow from summing
 * lengths. The one implementation over nodejieba lives in `src/analysis`, in the child process; tests bring their own.
 */
export interface Segmenter {
  cut(text: string): string[];
  /** The part of speech of a word that `cut` returned, in jieba's tag set (nr, ns, nt, n, v, m, x …). */
  tagOf(word: string): string;
}
