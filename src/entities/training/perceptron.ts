import { Decoder, transitionFeature } from '../decoder';
import type { FeatureFamily } from '../features';
import { ROW_SHIFT, ROW_SIZE, TAG_COUNT } from '../labels';
import type { TextView } from '../textView';
import { WeightTable } from '../weightTable';

/**
 * Averaged structured perceptron: Michael Collins, “Discriminative Training Methods for Hidden Markov Models” (EMNLP 2002).
 * The average is kept as weight × step − correction, so that an update costs no more than the features it touches.
 */
export class PerceptronTrainer {
  readonly table = new WeightTable(1 << 16);
  readonly decoder: Decoder;
  private corrections = new Float64Array(1 << 20);
  private step = 1;

  constructor(off: ReadonlySet<FeatureFamily> | null = null) {
    this.decoder = new Decoder(this.table, true, off);
  }

  /** Learns from one text; returns how many of its characters were tagged wrongly before. */
  learn(view: TextView, gold: Uint8Array): number {
    const { decoder } = this;
    const guess = decoder.decode(view, null);
    let wrong = 0;
    for (let at = 0; at < view.length; at += 1) {
      if (guess[at] !== gold[at]) {
        wrong += 1;
        for (let index = decoder.offsets[at]; index < decoder.offsets[at + 1]; index += 1) {
          this.update(decoder.features[index], gold[at], guess[at]);
        }
      }
      const goldLeft = at === 0 ? TAG_COUNT : gold[at - 1];
      const guessLeft = at === 0 ? TAG_COUNT : guess[at - 1];
      if (goldLeft !== guessLeft || gold[at] !== guess[at]) {
        this.add(transitionFeature(goldLeft), gold[at], 1);
        this.add(transitionFeature(guessLeft), guess[at], -1);
      }
    }
    this.step += 1;
    return wrong;
  }

  private update(feature: number, right: number, wrong: number): void {
    this.add(feature, right, 1);
    this.add(feature, wrong, -1);
  }

  private add(feature: number, tag: number, amount: number): void {
    const at = (this.table.findOrAdd(feature) << ROW_SHIFT) + tag;
    if (at >= this.corrections.length) {
      const wider = new Float64Array(this.corrections.length * 2);
      wider.set(this.corrections);
      this.corrections = wider;
    }
    this.table.weights[at] += amount;
    this.corrections[at] += amount * this.step;
  }

  /**
   * The averaged weights as a table of signed bytes.
   * @param keep how many rows at most: those whose largest weight is largest
   */
  average(keep: number): { table: WeightTable; step: number } {
    const { table, corrections, step } = this;
    const averages = new Float64Array(table.rows << ROW_SHIFT);
    const strength = new Float64Array(table.rows);
    for (let row = 0; row < table.rows; row += 1) {
      for (let at = row << ROW_SHIFT; at < (row << ROW_SHIFT) + TAG_COUNT; at += 1) {
        averages[at] = table.weights[at] - corrections[at] / step;
        strength[row] = Math.max(strength[row], Math.abs(averages[at]));
      }
    }
    const ordered = Float64Array.from(strength).sort();
    const scale = 127 / ordered[Math.floor(ordered.length * 0.999)];
    const least = Math.max(0.5 / scale, ordered[Math.max(0, ordered.length - keep)]);
    const entries: [number, number][] = [];
    table.forEach((feature, row) => {
      if (strength[row] >= least) entries.push([feature, row]);
    });
    const pruned = new WeightTable(entries.length);
    for (const [feature, row] of entries) {
      const to = pruned.findOrAdd(feature) << ROW_SHIFT;
      for (let tag = 0; tag < ROW_SIZE; tag += 1) pruned.weights[to + tag] = Math.max(-127, Math.min(127, Math.round(averages[(row << ROW_SHIFT) + tag] * scale)));
    }
    return { table: pruned, step: Math.max(1, Math.round(scale)) };
  }
}
