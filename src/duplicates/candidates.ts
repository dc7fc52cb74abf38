import { MAX_FREQUENCY, postingsEnd, postingsStart, type GramIndex } from './gramIndex';
import { samplingClass, unsampledFactors, type SampledLengths } from './sampledLengths';

export interface CandidateOptions {
  /** Sum of the rarities of the shared n-grams that makes a pair worth verifying. */
  readonly minScore: number;
  /** Of more candidates than this for one paragraph, those with the highest scores are verified. */
  readonly maxCandidates: number;
}

export const DEFAULT_CANDIDATES: CandidateOptions = { minScore: 0.5, maxCandidates: 100 };

/** 1 for an n-gram that two paragraphs share and nobody else, falling with the logarithm of the frequency to 0. */
export function rarity(frequency: number): number {
  if (frequency <= 2) return 1;
  if (frequency >= MAX_FREQUENCY) return 0;
  return Math.log(MAX_FREQUENCY / frequency) / Math.log(MAX_FREQUENCY / 2);
}

/** An index with the number that its paragraph 0 has among all. */
export interface IndexPart {
  readonly index: GramIndex;
  readonly offset: number;
}

/** Looks up which paragraphs share rare n-grams with a paragraph. Holds scratch space and its last result. */
export class CandidateFinder {
  /** The paragraphs found last: `found[0..count)`. */
  found = new Int32Array(1024);
  count = 0;
  /** Rarity of each n-gram asked for last, in the order given; those that were skipped have 0. */
  rarities = new Float32Array(256);
  private readonly scores: Float32Array;
  /** By the class of an n-gram and its frequency. */
  private readonly weights: readonly Float32Array[];
  private touched = new Int32Array(1024);
  private starts = new Int32Array(8);

  /**
   * @param paragraphs how many paragraphs the parts know together.
   * @param lengths how much text the paragraphs of each sampling density hold.
   */
  constructor(
    private readonly parts: readonly IndexPart[],
    paragraphs: number,
    private readonly lengths: SampledLengths,
    private readonly options: CandidateOptions = DEFAULT_CANDIDATES,
  ) {
    this.scores = new Float32Array(paragraphs);
    this.starts = new Int32Array(parts.length * 2);
    this.weights = unsampledFactors(lengths).map((factor) =>
      Float32Array.from({ length: MAX_FREQUENCY + 1 }, (_, frequency) => rarity(2 + (frequency - 2) * factor)));
  }

  /**
   * Finds the paragraphs before `limit` that share n-grams `grams[from..to)`. Returns how many postings were read.
   * @param own 1 where the paragraph itself is in the index, so that its n-grams count it too; else 0.
   */
  find(grams: Uint32Array, from: number, to: number, limit: number, own: 0 | 1): number {
    const { scores, options, weights } = this;
    if (to - from > this.rarities.length) this.rarities = new Float32Array((to - from) * 2);
    let touchedCount = 0;
    let read = 0;
    for (let gram = from; gram < to; gram++) {
      const hash = grams[gram];
      const postings = this.locate(hash);
      const frequency = postings + 1 - own;
      const weight = frequency > MAX_FREQUENCY ? 0 : weights[samplingClass(this.lengths, hash)][frequency];
      this.rarities[gram - from] = weight;
      if (weight === 0 || postings === own) continue;
      if (touchedCount + frequency > this.touched.length) this.touched = grown(this.touched, (touchedCount + frequency) * 2);
      touchedCount = this.touch(weight, limit, touchedCount);
      read += frequency;
    }
    if (touchedCount > this.found.length) this.found = new Int32Array(touchedCount * 2);
    const { found, touched } = this;
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

  /** Notes where the postings of the n-gram stand in each part; returns how many there are. */
  private locate(hash: number): number {
    const { parts, starts } = this;
    let frequency = 0;
    for (let part = 0; part < parts.length; part++) {
      const { index } = parts[part];
      const start = postingsStart(index, hash);
      const end = postingsEnd(index, hash, start);
      starts[part * 2] = start;
      starts[part * 2 + 1] = end;
      frequency += end - start;
    }
    return frequency;
  }

  private touch(weight: number, limit: number, touchedBefore: number): number {
    const { parts, starts, scores, touched } = this;
    let count = touchedBefore;
    for (let part = 0; part < parts.length; part++) {
      const { index: { words, bits }, offset } = parts[part];
      const mask = 2 ** bits - 1;
      const end = starts[part * 2 + 1];
      for (let posting = starts[part * 2]; posting < end; posting++) {
        const paragraph = offset + (words[posting] & mask);
        if (paragraph >= limit) break;
        if (scores[paragraph] === 0) touched[count++] = paragraph;
        scores[paragraph] += weight;
      }
    }
    return count;
  }
}

function grown(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(length);
  bigger.set(old);
  return bigger;
}
