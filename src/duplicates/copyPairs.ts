import type { CopyKind } from '../annotations/model';

/** The kinds as numbers for flat arrays: the index in this list. */
export const KINDS: readonly CopyKind[] = ['exact', 'near', 'contains', 'formula'];
export const Kind = { exact: 0, near: 1, contains: 2, formula: 3 } as const;

/** What verification says of two paragraphs. Offsets are normalised units from the beginning of each paragraph. */
export interface PairMatch {
  readonly kind: number;
  /** 0 to 1: for `near` of the whole paragraphs, else of the two stretches. */
  readonly similarity: number;
  readonly leftStart: number;
  readonly leftEnd: number;
  readonly rightStart: number;
  readonly rightEnd: number;
  /** Share of the paragraphs, 0 to 1, that the stretches are. */
  readonly leftShare: number;
  readonly rightShare: number;
}

/** Verified pairs of paragraphs, flat: column `k` of each array is pair `k`. */
export class CopyPairs {
  count = 0;
  left = new Int32Array(256);
  right = new Int32Array(256);
  kind = new Uint8Array(256);
  similarity = new Float32Array(256);
  shares = new Float32Array(512);
  /** Four offsets a pair: start and end on the left, start and end on the right. */
  stretches = new Int32Array(1024);

  add(left: number, right: number, match: PairMatch): void {
    if (this.count === this.left.length) this.grow();
    const index = this.count++;
    this.left[index] = left;
    this.right[index] = right;
    this.kind[index] = match.kind;
    this.similarity[index] = match.similarity;
    this.shares[index * 2] = match.leftShare;
    this.shares[index * 2 + 1] = match.rightShare;
    this.stretches[index * 4] = match.leftStart;
    this.stretches[index * 4 + 1] = match.leftEnd;
    this.stretches[index * 4 + 2] = match.rightStart;
    this.stretches[index * 4 + 3] = match.rightEnd;
  }

  leftShare(pair: number): number {
    return this.shares[pair * 2];
  }

  rightShare(pair: number): number {
    return this.shares[pair * 2 + 1];
  }

  private grow(): void {
    const size = this.count * 2;
    const { left, right, kind, similarity, shares, stretches } = this;
    this.left = new Int32Array(size);
    this.right = new Int32Array(size);
    this.kind = new Uint8Array(size);
    this.similarity = new Float32Array(size);
    this.shares = new Float32Array(size * 2);
    this.stretches = new Int32Array(size * 4);
    this.left.set(left);
    this.right.set(right);
    this.kind.set(kind);
    this.similarity.set(similarity);
    this.shares.set(shares);
    this.stretches.set(stretches);
  }
}
