import { samplingThreshold, type Fingerprints, type Sampling } from './fingerprint';

/** Units of text in paragraphs by the threshold below which their n-grams are sampled, densest first. */
export interface SampledLengths {
  readonly thresholds: readonly number[];
  /** Units in paragraphs with this threshold and with every higher one. */
  readonly cumulative: readonly number[];
}

/** Sums up the lengths of the paragraphs for which `wanted` is 1. */
export function sampledLengths(prints: Fingerprints, wanted: Uint8Array, sampling: Sampling): SampledLengths {
  const units = new Map<number, number>();
  for (let paragraph = 0; paragraph < prints.count; paragraph++) {
    if (wanted[paragraph] !== 1) continue;
    const length = prints.lengths[paragraph];
    const threshold = samplingThreshold(length, sampling);
    units.set(threshold, (units.get(threshold) ?? 0) + length);
  }
  const thresholds = [...units.keys()].sort((a, b) => b - a);
  let sum = 0;
  return { thresholds, cumulative: thresholds.map((threshold) => (sum += units.get(threshold) ?? 0)) };
}

/**
 * How much more text there is than text in which the n-gram would have been sampled. An n-gram that only short
 * paragraphs keep is seen too seldom by this factor, and formula text would pass for rare.
 */
export function unsampledFactor(lengths: SampledLengths, hash: number): number {
  const { thresholds, cumulative } = lengths;
  const value = hash & 0xffff;
  let place = thresholds.length - 1;
  while (place > 0 && thresholds[place] <= value) place--;
  return place < 0 ? 1 : cumulative[cumulative.length - 1] / cumulative[place];
}
