import type { Catalogue } from '../duplicates/catalogue';
import type { CopyPairs } from '../duplicates/copyPairs';
import { DamagedFile, openColumns, writeColumns } from './columnFile';

/**
 * Verified pairs of contents, flat. Pairs name contents, not places, so that they hold as long as some file says both,
 * wherever it moves in the index.
 */
export interface PairBatch {
  readonly leftHigh: Uint32Array;
  readonly leftLow: Uint32Array;
  readonly rightHigh: Uint32Array;
  readonly rightLow: Uint32Array;
  /** As in CopyPairs, cut to the number of pairs. */
  readonly kind: Uint8Array;
  readonly similarity: Float32Array;
  readonly shares: Float32Array;
  readonly stretches: Int32Array;
}

const FORMAT = 'pairs 1';

/** The pairs of paragraphs of a catalogue as pairs of contents. */
export function pairBatch(pairs: CopyPairs, catalogue: Catalogue): PairBatch {
  const { count } = pairs;
  const hashes = (paragraphs: Int32Array, half: 'high' | 'low'): Uint32Array =>
    Uint32Array.from(paragraphs.subarray(0, count), (paragraph) => catalogue.hashOf(paragraph)[half]);
  return {
    leftHigh: hashes(pairs.left, 'high'), leftLow: hashes(pairs.left, 'low'),
    rightHigh: hashes(pairs.right, 'high'), rightLow: hashes(pairs.right, 'low'),
    kind: pairs.kind.slice(0, count), similarity: pairs.similarity.slice(0, count),
    shares: pairs.shares.slice(0, count * 2), stretches: pairs.stretches.slice(0, count * 4),
  };
}

export function writePairs(path: string, batch: PairBatch): void {
  writeColumns(path, FORMAT, { ...batch });
}

/** @throws DamagedFile where it is not whole */
export function readPairs(path: string): PairBatch {
  const file = openColumns(path);
  if (file.meta !== FORMAT) throw new DamagedFile(`${path}: another format`);
  const words = (name: string): Uint32Array => file.column(name) as Uint32Array;
  return {
    leftHigh: words('leftHigh'), leftLow: words('leftLow'), rightHigh: words('rightHigh'), rightLow: words('rightLow'),
    kind: file.column('kind') as Uint8Array, similarity: file.column('similarity') as Float32Array,
    shares: file.column('shares') as Float32Array, stretches: file.column('stretches') as Int32Array,
  };
}
