import type { CandidateFinder } from './candidates';
import { DEFAULT_CANDIDATES, type CandidateOptions } from './candidates';
import type { Catalogue } from './catalogue';
import type { PairMatch } from './copyPairs';
import { sampledGrams, samplingThreshold, type Sampling } from './fingerprint';
import { GramOverlap } from './gramOverlap';
import { grown } from '../page/grown';
import { DEFAULT_VERIFY, Verifier, type VerifyOptions } from './verify';

/** Gives the normalised units of a content by a paragraph that has it; undefined where its text is not to be had any more. */
export type TextSource = (paragraph: number) => Uint16Array | undefined;

export interface PairSearchOptions {
  readonly sampling: Sampling;
  readonly candidates?: CandidateOptions;
  readonly verify?: VerifyOptions;
}

/** Finds the contents of a catalogue that are near copies or quotes of a given one. Holds scratch space. */
export class PairSearch {
  private readonly finder: CandidateFinder;
  private readonly overlap = new GramOverlap();
  private readonly verifier: Verifier;
  private units: Uint16Array = new Uint16Array(1 << 12);
  private hashes = new Uint32Array(1 << 12);

  constructor(catalogue: Catalogue, private readonly textOf: TextSource, private readonly options: PairSearchOptions) {
    this.finder = catalogue.finder(options.candidates ?? DEFAULT_CANDIDATES);
    this.verifier = new Verifier(options.sampling, options.verify ?? DEFAULT_VERIFY);
  }

  /**
   * Compares `text[from..to)` with the contents filed under paragraphs before `limit` that share rare n-grams with it.
   * @param own 1 where the content itself is in the catalogue
   * @returns a measure of the work done: about a million a second
   */
  search(
    text: Uint16Array, from: number, to: number, limit: number, own: 0 | 1,
    found: (paragraph: number, match: PairMatch) => void,
  ): number {
    const { finder, overlap, verifier } = this;
    const length = to - from;
    const grams = this.sampled(text, from, to);
    let work = 64 + finder.find(this.hashes, 0, grams, length, limit, own);
    if (finder.count === 0) return work;
    this.put(text.subarray(from, to), 0);
    overlap.prepare(text, from, to);
    let prepared: Uint16Array | undefined;
    for (let place = 0; place < finder.count; place++) {
      const paragraph = finder.found[place];
      const other = this.textOf(paragraph);
      work += other?.length ?? 0;
      if (other === undefined || !overlap.isEnough(other, 0, other.length)) continue;
      this.put(other, length);
      if (prepared !== this.units) verifier.prepare(this.units, 0, length, (_hash, nth) => finder.rarities[nth]);
      prepared = this.units;
      const match = verifier.compare(length, length + other.length);
      if (match !== null) found(paragraph, match);
      work += other.length * (8 + (length >>> 5));
    }
    return work;
  }

  private put(part: Uint16Array, at: number): void {
    if (at + part.length > this.units.length) this.units = grown(this.units, (at + part.length) * 2);
    this.units.set(part, at);
  }

  /** Writes the sampled n-grams into `hashes` and returns how many there are. */
  private sampled(text: Uint16Array, from: number, to: number): number {
    if (to - from > this.hashes.length) this.hashes = new Uint32Array((to - from) * 2);
    return sampledGrams(text, from, to, samplingThreshold(to - from, this.options.sampling), this.hashes, 0);
  }
}
