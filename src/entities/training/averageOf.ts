import { ROW_SHIFT, ROW_SIZE, TAG_COUNT } from '../labels';
import { grown } from '../../page/grown';
import type { EntityModel } from '../model';
import { GRAIN, WeightTable } from '../weightTable';
import type { CrfTrainer } from './crf';
import { FeatureIndex } from './featureIndex';

/** What the largest weights that are not cut become in the rounded table. */
const FULL = 500;
/** Share of the features whose weights fit in without being cut. */
const UNCUT = 0.99995;

/**
 * The mean of the weights of several trainers as a table of whole numbers: what one run learned by chance the others
 * take back.
 * @param keep how many rows at most: those whose largest weight is largest
 * @param from the model that they went on from, and how much of what they changed in it counts
 * @returns the table, and what a weight of 1 is in it
 */
export function averageOf(trainers: readonly CrfTrainer[], keep: number, from?: { readonly model: EntityModel; readonly share: number }): { table: WeightTable; step: number } {
  const index = new FeatureIndex(trainers[0].size);
  let sums = new Float32Array(trainers[0].size << ROW_SHIFT);
  for (const trainer of trainers) {
    trainer.forEach((feature, from, values) => {
      const to = index.findOrAdd(feature) << ROW_SHIFT;
      if (to + ROW_SIZE > sums.length) sums = grown(sums, sums.length * 2);
      for (let tag = 0; tag < TAG_COUNT; tag += 1) sums[to + tag] += values[from + tag] / trainers.length;
    });
  }
  if (from && from.share < 1) shareWith(index, sums, from.model, from.share);
  const strength = new Float64Array(index.size);
  for (let row = 0; row < index.size; row += 1) {
    for (let tag = 0; tag < TAG_COUNT; tag += 1) strength[row] = Math.max(strength[row], Math.abs(sums[(row << ROW_SHIFT) + tag]));
  }
  const ordered = Float64Array.from(strength).sort();
  const scale = FULL / ordered[Math.floor(ordered.length * UNCUT)];
  const least = Math.max(0.5 / scale, ordered[Math.max(0, ordered.length - keep)]);
  const entries: [number, number][] = [];
  index.forEach((feature, row) => {
    if (strength[row] >= least && entries.length < keep) entries.push([feature, row]);
  });
  const table = new WeightTable(entries.length);
  for (const [feature, row] of entries) {
    const to = table.findOrAdd(feature);
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      table.set(to, tag, Math.round((sums[(row << ROW_SHIFT) + tag] * scale) / GRAIN) * GRAIN);
    }
  }
  return { table, step: Math.max(1, Math.round(scale)) };
}

/** Takes back a part of what the sums changed in the weights of a model. */
function shareWith(index: FeatureIndex, sums: Float32Array, { table, step }: EntityModel, share: number): void {
  index.forEach((feature, row) => {
    const from = table.find(feature);
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      const at = (row << ROW_SHIFT) + tag;
      const before = from < 0 ? 0 : table.get(from, tag) / step;
      sums[at] = before + (sums[at] - before) * share;
    }
  });
}
