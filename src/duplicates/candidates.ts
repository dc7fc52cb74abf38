import { postingsEnd, postingsStart, type GramIndex } from './gramIndex';
import { unsampledFactor, type SampledLengths } from './sampledLengths';

export interface CandidateOptions {
  /** An n-gram in more paragraphs than this says nothing and is skipped. */
  readonly maxFrequency: number;
  /** Sum of the rarities of the shared n-grams that makes a pair worth verifying. */
  readonly minScore: number;
  /** Of more candidates than this for one paragraph, those with the highest scores are verified. */
  readonly maxCandidates: number;
}

export const DEFAULT_CANDIDATES: CandidateOptions = { maxFrequency: 200, minScore: 0.5, maxCandidates: 100 };

/** 1 for an n-gram that two paragraphs share and nobody else, falling with the logarithm of the frequency to 0. */
export function rarity(frequency: number, maxFrequency: number): number {
  if (frequency <= 2) return 1;
  if (frequency >= maxFrequency) return 0;
  return Math.log(maxFrequency / frequency) / Math.log(maxFrequency / 2);
}

/** Looks up which paragraphs of an index share rare n-grams with a paragraph. Holds scratch space and its last result. */
export class CandidateFinder {
  /** The paragraphs found last: `found[0..count)`, with the sums of rarities in `scores` by paragraph. */
  readonly found: Int32Array;
  count = 0;
  /** Rarity of each n-gram asked for last, in the order given; those that were skipped have 0. */
  rarities = new Float32Array(256);
  private readonly scores: Float32Array;
  private readonly touched: Int32Array;

  /**
   * @param paragraphs how many paragraphs the index knows.
   * @param lengths how much text the paragraphs of each sampling density hold.
   */
  constructor(
    private readonly index: GramIndex,
    paragraphs: number,
    private readonly lengths: SampledLengths,
    private readonly options: CandidateOptions = DEFAULT_CANDIDATES,
  ) {
    this.found = new Int32Array(paragraphs);
    this.scores = new Float32Array(paragraphs);
    this.touched = new Int32Array(paragraphs);
  }

  /** Finds the paragraphs before `limit` that share n-grams `grams[from..to)`. Returns how many postings were read. */
  find(grams: Uint32Array, from: number, to: number, limit: number): number {
    const { index, scores, touched, found, options } = this;
    if (to - from > this.rarities.length) this.rarities = new Float32Array((to - from) * 2);
    let touchedCount = 0;
    let read = 0;
    for (let gram = from; gram < to; gram++) {
      const hash = grams[gram];
      const start = postingsStart(index, hash);
      const end = postingsEnd(index, hash, start);
      const frequency = end - start;
      const likely = 2 + (frequency - 2) * unsampledFactor(this.lengths, hash);
      const weight = frequency > options.maxFrequency ? 0 : rarity(likely, options.maxFrequency);
      this.rarities[gram - from] = weight;
      if (weight === 0) continue;
      for (let posting = start; posting < end; posting++) {
        const paragraph = index.paragraphs[posting];
        if (paragraph >= limit) break;
        if (scores[paragraph] === 0) touched[touchedCount++] = paragraph;
        scores[paragraph] += weight;
      }
      read += frequency;
    }
    this.count = 0;
    for (let place = 0; place < touchedCount; place++) {
      const paragraph = touched[place];
      if (scores[paragraph] >= options.minScore) found[this.count++] = paragraph;
    }
    if (this.count > options.maxCandidates) {
      found.subarray(0, this.count).sort((a, b) => scores[b] - scores[a] || a - b);
      this.count = options.maxCandidates;
    }
    for (let place = 0; place < touchedCount; place++) scores[touched[place]] = 0;
    return read;
  }
}
