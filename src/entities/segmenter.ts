/** A word as the segmenter cuts it. `tag` is a part of speech in jieba's tag set (nr, ns, nt, n, v, m, x …). */
export interface Word {
  readonly text: string;
  readonly tag: string;
}

/**
 * Cuts a text into words. The words, joined, are the text: nothing is dropped, so offsets follow from summing lengths.
 * The one implementation over nodejieba lives in `src/analysis`, in the child process; tests bring their own.
 */
export interface Segmenter {
  tag(text: string): Word[];
}
