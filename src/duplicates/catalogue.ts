import { CandidateFinder, DEFAULT_CANDIDATES, type CandidateOptions } from './candidates';
import type { Sampling } from './fingerprint';
import { GramWeights, type IndexPart } from './gramWeights';
import type { Hash64 } from './hash64';
import { sampledLengths, type SampledLengths } from './sampledLengths';
import { visitExact, type Segment } from './segment';

/** A segment among others: its paragraph 0 has the number `offset`. A paragraph is alive if its file still says so. */
export interface CataloguePart {
  readonly segment: Segment;
  readonly offset: number;
  /** 1 for each paragraph whose file was deleted or changed since. */
  readonly dead: Uint8Array;
}

/** Several segments as one, with paragraphs numbered through. */
export class Catalogue {
  readonly parts: readonly CataloguePart[];
  readonly count: number;

  constructor(segments: readonly { readonly segment: Segment; readonly dead: Uint8Array }[], private readonly sampling: Sampling) {
    let offset = 0;
    this.parts = segments.map(({ segment, dead }) => {
      const part = { segment, dead, offset };
      offset += segment.lengths.length;
      return part;
    });
    this.count = offset;
  }

  /** Finds candidates among all contents, those of dead paragraphs included: others may have the same content. */
  finder(options: CandidateOptions = DEFAULT_CANDIDATES): CandidateFinder {
    return new CandidateFinder(this.indexParts(), this.count, this.sampledLengths(), options);
  }

  /** How much n-grams count among all contents. */
  weights(): GramWeights {
    return new GramWeights(this.indexParts(), this.sampledLengths());
  }

  private indexParts(): IndexPart[] {
    return this.parts.map(({ segment, offset }) => ({ index: segment.grams, offset, lengths: segment.lengths }));
  }

  private sampledLengths(): SampledLengths {
    const units = new Float64Array(3);
    for (const { segment } of this.parts) segment.sampledUnits.forEach((sum, index) => { units[index] += sum; });
    return sampledLengths(units, this.sampling);
  }

  /** Index of the part that holds the paragraph. */
  partOf(paragraph: number): number {
    let part = this.parts.length - 1;
    while (this.parts[part].offset > paragraph) part--;
    return part;
  }

  hashOf(paragraph: number): Hash64 {
    const { segment, offset } = this.parts[this.partOf(paragraph)];
    return { high: segment.hashHigh[paragraph - offset], low: segment.hashLow[paragraph - offset] };
  }

  lengthOf(paragraph: number): number {
    const { segment, offset } = this.parts[this.partOf(paragraph)];
    return segment.lengths[paragraph - offset];
  }

  isAlive(paragraph: number): boolean {
    const { dead, offset } = this.parts[this.partOf(paragraph)];
    return dead[paragraph - offset] === 0;
  }

  /** Calls `visit` with the living paragraphs of the content, in ascending order, until it returns false. */
  visit(hash: Hash64, visit: (paragraph: number) => boolean): void {
    let more = true;
    for (const { segment, dead, offset } of this.parts) {
      visitExact(segment, hash, (paragraph) => {
        if (dead[paragraph] === 0) more = visit(offset + paragraph);
        return more;
      });
      if (!more) return;
    }
  }

  /** The first living paragraph of the content, -1 where there is none. */
  firstOf(hash: Hash64): number {
    let first = -1;
    this.visit(hash, (paragraph) => {
      first = paragraph;
      return false;
    });
    return first;
  }

  /** The first paragraph of the content, dead or alive: the one under which its n-grams are filed in its part. -1 for none. */
  filedUnder(hash: Hash64): number {
    for (const { segment, offset } of this.parts) {
      let filed = -1;
      visitExact(segment, hash, (paragraph) => {
        filed = offset + paragraph;
        return false;
      });
      if (filed >= 0) return filed;
    }
    return -1;
  }
}
