import { LENGTH_CLASSES, lengthClass, samplingThreshold, type Sampling } from './fingerprint';

/** Units of text in paragraphs by the threshold below which their n-grams are sampled, densest first. */
export interface SampledLengths {
  readonly thresholds: readonly number[];
  /** Units in paragraphs with this threshold and with every higher one. */
  readonly cumulative: readonly number[];
}

/** Adds a paragraph to the units of its length class: short, middle, long. */
export function addSampledUnits(units: Float64Array, length: number): void {
  units[lengthClass(length)] += length;
}

/** @param units in paragraphs of each length class. */
export function sampledLengths(units: Float64Array, sampling: Sampling): SampledLengths {
  const byThreshold = new Map<number, number>();
  LENGTH_CLASSES.forEach((length, index) => {
    const threshold = samplingThreshold(length, sampling);
    if (units[index] > 0) byThreshold.set(threshold, (byThreshold.get(threshold) ?? 0) + units[index]);
  });
  const thresholds = [...byThreshold.keys()].sort((a, b) => b - a);
  let sum = 0;
  return { thresholds, cumulative: thresholds.map((threshold) => (sum += byThreshold.get(threshold) ?? 0)) };
}

/** The class of an n-gram: how dense a sampling must be to keep it. Index of the threshold that is the least to do so. */
export function samplingClass({ thresholds }: SampledLengths, hash: number): number {
  const value = hash & 0xffff;
  let place = thresholds.length - 1;
  while (place > 0 && thresholds[place] <= value) place--;
  return Math.max(0, place);
}

/**
 * For each class of n-grams how much more text there is than text in which they would have been sampled. An n-gram that
 * only short paragraphs keep is seen too seldom by this factor, and formula text would pass for rare.
 */
export function unsampledFactors({ cumulative }: SampledLengths): number[] {
  return cumulative.length === 0 ? [1] : cumulative.map((units) => cumulative[cumulative.length - 1] / units);
}
