import { MAX_FREQUENCY, postingsEnd, postingsStart, type GramIndex } from './gramIndex';
import { samplingClass, unsampledFactors, type SampledLengths } from './sampledLengths';

/** Rarities are multiples of one such part: sums of them are the same in any order. */
const PARTS = 4096;

/** 1 for an n-gram that two paragraphs share and nobody else, falling with the logarithm of the frequency to 0. */
export function rarity(frequency: number): number {
  if (frequency <= 2) return 1;
  if (frequency >= MAX_FREQUENCY) return 0;
  return Math.round((Math.log(MAX_FREQUENCY / frequency) / Math.log(MAX_FREQUENCY / 2)) * PARTS) / PARTS;
}

/** An index with the number that its paragraph 0 has among all. */
export interface IndexPart {
  readonly index: GramIndex;
  readonly offset: number;
  /** Normalised units of each of its paragraphs. */
  readonly lengths: Int32Array;
}

/** How much n-grams count among the paragraphs of several indexes. Holds where the postings of the last one stand. */
export class GramWeights {
  /** For each part where the postings located last begin and end. */
  readonly found: Int32Array;
  /** By the class of an n-gram and its frequency. */
  private readonly weights: readonly Float32Array[];

  /** @param lengths how much text the paragraphs of each sampling density hold. */
  constructor(readonly parts: readonly IndexPart[], private readonly lengths: SampledLengths) {
    this.found = new Int32Array(parts.length * 2);
    this.weights = unsampledFactors(lengths).map((factor) =>
      Float32Array.from({ length: MAX_FREQUENCY + 1 }, (_, frequency) => rarity(2 + (frequency - 2) * factor)));
  }

  /** The rarity of an n-gram that so many paragraphs have, 0 to 1. */
  of(hash: number, frequency: number): number {
    return frequency > MAX_FREQUENCY ? 0 : this.weights[samplingClass(this.lengths, hash)][frequency];
  }

  /** Finds the postings of the n-gram in each part, but for one where they are known; returns how many there are. */
  locate(hash: number, except = -1): number {
    const { parts, found } = this;
    let frequency = 0;
    for (let part = 0; part < parts.length; part++) {
      if (part === except) continue;
      const { index } = parts[part];
      const start = postingsStart(index, hash);
      const end = postingsEnd(index, hash, start);
      found[part * 2] = start;
      found[part * 2 + 1] = end;
      frequency += end - start;
    }
    return frequency;
  }

  /** How many of the postings located last stand in the parts before this one. */
  locatedBefore(part: number): number {
    let count = 0;
    for (let before = 0; before < part; before++) count += this.found[before * 2 + 1] - this.found[before * 2];
    return count;
  }

  /** Normalised units of a paragraph, numbered through. */
  lengthOf(paragraph: number): number {
    let part = this.parts.length - 1;
    while (this.parts[part].offset > paragraph) part--;
    const { offset, lengths } = this.parts[part];
    return lengths[paragraph - offset];
  }

  /** The rarity of an n-gram of a paragraph that is in the index. */
  rarityOf(hash: number): number {
    return this.of(hash, this.locate(hash));
  }
}
