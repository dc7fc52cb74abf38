import { Kind, type PairMatch } from './copyPairs';
import { EditDistance } from './editDistance';
import { GRAM, samplingThreshold, type Sampling } from './fingerprint';
import { MatchRuns } from './matchRuns';
import { bestRegion } from './region';

export interface VerifyOptions {
  /** Two long paragraphs at least this similar as wholes are near copies, if what they share is rare enough. */
  readonly nearSimilarity: number;
  /** The same for paragraphs of at most 30 units, which a common phrase can fill; in between it falls evenly. */
  readonly shortSimilarity: number;
  /** From this similarity on they are near copies whatever they share. */
  readonly sureSimilarity: number;
  /** Mean rarity of what two less similar paragraphs share; below it they share formula text. */
  readonly nearRarity: number;
  /** Two less similar paragraphs that owe more than this share of what they have in common to one run share a passage only. */
  readonly maxRunShare: number;
  /** Shortest stretch, in normalised units, that makes one paragraph a quote of the other. */
  readonly quoteLength: number;
  /** Similarity of the shortest stretches; the longer a stretch, the less it must be, down to `longSimilarity`. */
  readonly quoteSimilarity: number;
  readonly longSimilarity: number;
  /** Mean rarity of what the stretches share. */
  readonly quoteRarity: number;
}

/** The rarity of an n-gram of the left paragraph, by its hash and by its number among those that are sampled, in order of place. */
export type RarityOf = (hash: number, nth: number) => number;

export const DEFAULT_VERIFY: VerifyOptions = {
  nearSimilarity: 0.5, shortSimilarity: 0.7, sureSimilarity: 0.8, nearRarity: 0.35, maxRunShare: 1,
  quoteLength: 22, quoteSimilarity: 0.85, longSimilarity: 0.6, quoteRarity: 0.58,
};

/** Whole paragraphs that share fewer units in runs than this, or less than this share of the longer, are not aligned. */
export const MIN_MATCHED = 10;
const MIN_MATCHED_SHARE = 0.1;

/** Units in runs that the least edited quote of the least length still shares. */
const MIN_QUOTED = 14;

/** The larger product of two lengths that is aligned as a whole; longer paragraphs are aligned between their common runs. */
const MAX_ALIGNED = 1 << 24;

/** Share of the longer paragraph that must stand in common runs, in whatever order, for a re-ordered copy. */
const REORDERED_SHARE = 0.6;

/** Lengths in units up to which `shortSimilarity` and from which `nearSimilarity` is needed. */
const SHORT_LENGTH = 30;
const LONG_LENGTH = 100;

/** Stretches of this many times `quoteLength` need no more than `longSimilarity`. */
const LONG_FACTOR = 4;

/** Share of both paragraphs that a stretch covers when it is no quote but the whole. */
const WHOLE_SHARE = 0.85;

/**
 * Decides whether two paragraphs are copies and of which kind: by the edit distance of the wholes, by the best common
 * stretch, and by how rare the n-grams are that they share. The left paragraph is prepared once and compared with many.
 */
export class Verifier {
  private readonly runs = new MatchRuns();
  private readonly whole = new EditDistance();
  private readonly gaps = new EditDistance();
  private units: Uint16Array = new Uint16Array(0);
  private wholeReady = false;
  private leftStart = 0;
  private leftEnd = 0;
  private grams = 0;
  /** By place of the n-gram in the left paragraph: how many sampled ones stand before it. */
  private sampledBefore = new Int32Array(256);
  private counted = false;
  private rarity: RarityOf = () => 0;

  constructor(private readonly sampling: Sampling, private readonly options: VerifyOptions = DEFAULT_VERIFY) {}

  /**
   * Sets the left paragraph, `units[start..end)`. The paragraphs it is compared with stand in the same array.
   *
   * @param rarity of its sampled n-grams; asked for where a pair has enough in common
   */
  prepare(units: Uint16Array, start: number, end: number, rarity: RarityOf): void {
    this.units = units;
    this.leftStart = start;
    this.leftEnd = end;
    this.wholeReady = false;
    this.grams = this.runs.prepare(this.units, start, end);
    this.rarity = rarity;
    this.counted = false;
  }

  /** Numbers the sampled n-grams of the left paragraph, the first time that is needed. */
  private countSampled(threshold: number): void {
    if (this.counted) return;
    this.counted = true;
    const { grams, runs: { hashes } } = this;
    if (grams > this.sampledBefore.length) this.sampledBefore = new Int32Array(grams * 2);
    let sampled = 0;
    for (let place = 0; place < grams; place++) {
      this.sampledBefore[place] = sampled;
      if ((hashes[place] & 0xffff) < threshold) sampled++;
    }
  }

  /** Compares the left paragraph with `units[start..end)`. Null where they are no copies of any kind. */
  compare(start: number, end: number): PairMatch | null {
    const { runs, options, leftStart, leftEnd } = this;
    runs.compare(start, end);
    const shorter = Math.min(leftEnd - leftStart, end - start);
    const longer = Math.max(leftEnd - leftStart, end - start);
    const mayBeWhole = runs.matched >= Math.max(MIN_MATCHED, longer * MIN_MATCHED_SHARE);
    if (!mayBeWhole && runs.matched < MIN_QUOTED) return null;
    const rare = this.rarityOf(leftStart, leftEnd);
    const whole = { leftStart: 0, leftEnd: leftEnd - leftStart, rightStart: 0, rightEnd: end - start, leftShare: 1, rightShare: 1 };
    const needed = this.neededForNear(longer);
    const similarity = !mayBeWhole || shorter / longer < needed ? 0 : this.wholeSimilarity(start, end, longer);
    const scattered = runs.longest <= options.maxRunShare * longer * similarity;
    if (similarity >= options.sureSimilarity || (similarity >= needed && rare >= options.nearRarity && scattered)) {
      return { kind: similarity === 1 ? Kind.exact : Kind.near, similarity, ...whole };
    }
    const reordered = runs.matched / longer;
    if (reordered >= REORDERED_SHARE && rare >= options.nearRarity) {
      return { kind: Kind.near, similarity: Math.min(1, reordered), ...whole };
    }
    return this.compareStretches({ start, end }, similarity >= needed && scattered);
  }

  private compareStretches(right: { start: number; end: number }, formula: boolean): PairMatch | null {
    const { options, leftStart, leftEnd } = this;
    const left = { start: leftStart, end: leftEnd };
    const region = bestRegion(this.units, this.runs, left, right, this.gaps);
    if (region === null) return null;
    const leftLength = region.leftEnd - region.leftStart;
    const rightLength = region.rightEnd - region.rightStart;
    const similarity = 1 - region.distance / Math.max(leftLength, rightLength);
    const length = Math.min(leftLength, rightLength);
    if (!formula && (length < options.quoteLength || similarity < this.neededForQuote(length))) return null;
    const isQuote = !formula && this.rarityOf(region.leftStart, region.leftEnd) >= options.quoteRarity;
    const leftShare = leftLength / (leftEnd - leftStart);
    const rightShare = rightLength / (right.end - right.start);
    const isWhole = Math.min(leftShare, rightShare) >= WHOLE_SHARE;
    return {
      kind: !isQuote ? Kind.formula : isWhole ? Kind.near : Kind.contains,
      similarity,
      leftStart: region.leftStart - leftStart,
      leftEnd: region.leftEnd - leftStart,
      rightStart: region.rightStart - right.start,
      rightEnd: region.rightEnd - right.start,
      leftShare,
      rightShare,
    };
  }

  private neededForNear(length: number): number {
    const { nearSimilarity, shortSimilarity } = this.options;
    const longness = Math.min(1, Math.max(0, (length - SHORT_LENGTH) / (LONG_LENGTH - SHORT_LENGTH)));
    return shortSimilarity + (nearSimilarity - shortSimilarity) * longness;
  }

  private neededForQuote(length: number): number {
    const { quoteLength, quoteSimilarity, longSimilarity } = this.options;
    const longness = Math.min(1, (length / quoteLength - 1) / (LONG_FACTOR - 1));
    return quoteSimilarity + (longSimilarity - quoteSimilarity) * longness;
  }

  /** Similarity of the whole paragraphs; 0 where it is certainly below what makes a near copy. */
  private wholeSimilarity(start: number, end: number, longer: number): number {
    const { units, leftStart, leftEnd, options } = this;
    if ((leftEnd - leftStart) * (end - start) > MAX_ALIGNED) return Math.min(1, this.runs.matched / longer);
    if (!this.wholeReady) this.whole.setPattern(units, leftStart, leftEnd);
    this.wholeReady = true;
    const limit = Math.floor(longer * (1 - options.nearSimilarity));
    const distance = this.whole.distance(units, start, end, limit);
    return distance > limit ? 0 : 1 - distance / longer;
  }

  /** Mean rarity of the sampled n-grams in the common runs inside the stretch; 0 where none of them was sampled. */
  private rarityOf(leftFrom: number, leftTo: number): number {
    const { left, lengths, count, hashes } = this.runs;
    const threshold = samplingThreshold(this.leftEnd - this.leftStart, this.sampling);
    this.countSampled(threshold);
    let sum = 0;
    let sampled = 0;
    for (let run = 0; run < count; run++) {
      if (left[run] < leftFrom || left[run] >= leftTo) continue;
      const from = left[run] - this.leftStart;
      const to = from + lengths[run] - GRAM + 1;
      for (let place = from; place < to; place++) {
        if ((hashes[place] & 0xffff) >= threshold) continue;
        sum += this.rarity(hashes[place], this.sampledBefore[place]);
        sampled++;
      }
    }
    return sampled === 0 ? 0 : sum / sampled;
  }
}
