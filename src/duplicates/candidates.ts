import { GramWeights, type IndexPart } from './gramWeights';
import type { SampledLengths } from './sampledLengths';
import { grown } from '../page/grown';

export interface CandidateOptions {
  /** Sum of the rarities of the shared n-grams that makes a pair of about the same length worth verifying. */
  readonly minScore: number;
  /** The same where lengths differ: only a quote is to be found there, which shares more, or what nobody else has. */
  readonly minUnlikeScore: number;
  /** Of more candidates than this for one paragraph, those with the highest scores are verified. */
  readonly maxCandidates: number;
}

export const DEFAULT_CANDIDATES: CandidateOptions = { minScore: 0.75, minUnlikeScore: 1, maxCandidates: 100 };

/** Whether the lengths differ by more than a fifth of the longer. */
function areUnlike(length: number, other: number): boolean {
  return Math.min(length, other) * 5 < Math.max(length, other) * 4;
}

/** Units that one paragraph is compared with, about, and the fewest candidates of one that is so long that this allows fewer. */
const COMPARED_UNITS = 1 << 18;
const FEWEST = 16;

/**
 * How many candidates of a paragraph of so many units are verified, at most: those of very long ones are as long, and a
 * page of 100 MB without line breaks has thousands of them.
 */
export function mostCandidates({ maxCandidates }: CandidateOptions, length: number): number {
  return Math.min(maxCandidates, Math.max(FEWEST, Math.floor(COMPARED_UNITS / length)));
}

/** The score from which on paragraphs of these lengths are compared. */
export function neededScore({ minScore, minUnlikeScore }: CandidateOptions, length: number, other: number): number {
  return areUnlike(length, other) ? minUnlikeScore : minScore;
}

/** Looks up which paragraphs share rare n-grams with a paragraph. Holds scratch space and its last result. */
export class CandidateFinder {
  /** The paragraphs found last: `found[0..count)`. */
  found = new Int32Array(1024);
  count = 0;
  /** Rarity of each n-gram asked for last, in the order given; those that were skipped have 0. */
  rarities = new Float32Array(256);
  private readonly scores: Float32Array;
  private readonly weights: GramWeights;
  private touched = new Int32Array(1024);

  /**
   * @param paragraphs how many paragraphs the parts know together.
   * @param lengths how much text the paragraphs of each sampling density hold.
   */
  constructor(
    parts: readonly IndexPart[],
    paragraphs: number,
    lengths: SampledLengths,
    private readonly options: CandidateOptions = DEFAULT_CANDIDATES,
  ) {
    this.scores = new Float32Array(paragraphs);
    this.weights = new GramWeights(parts, lengths);
  }

  /**
   * Finds the paragraphs before `limit` that share n-grams `grams[from..to)`. Returns how many postings were read.
   * @param length of the paragraph, in normalised units
   * @param own 1 where the paragraph itself is in the index, so that its n-grams count it too; else 0.
   */
  find(grams: Uint32Array, from: number, to: number, length: number, limit: number, own: 0 | 1): number {
    const { scores, options, weights } = this;
    if (to - from > this.rarities.length) this.rarities = new Float32Array((to - from) * 2);
    let touchedCount = 0;
    let read = 0;
    for (let gram = from; gram < to; gram++) {
      const hash = grams[gram];
      const postings = weights.locate(hash);
      const frequency = postings + 1 - own;
      const weight = weights.of(hash, frequency);
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
      if (scores[paragraph] >= neededScore(options, length, weights.lengthOf(paragraph))) found[this.count++] = paragraph;
    }
    const most = mostCandidates(options, length);
    if (this.count > most) {
      found.subarray(0, this.count).sort((a, b) => scores[b] - scores[a] || a - b);
      this.count = most;
    }
    for (let place = 0; place < touchedCount; place++) scores[touched[place]] = 0;
    return read;
  }

  private touch(weight: number, limit: number, touchedBefore: number): number {
    const { weights: { parts, found: starts }, scores, touched } = this;
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
