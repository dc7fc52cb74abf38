import { extractFeatures, MAX_FEATURES, type FeatureFamily } from '../features';
import { finish, mix } from '../hashing';
import { closes, mayFollow, OUTSIDE, PREDECESSORS, ROW_SHIFT, ROW_SIZE, SUCCESSORS, TAG_COUNT } from '../labels';
import { START_STATE, stateAfter, transitionFeature } from '../decoder';
import type { TextView } from '../textView';
import { WeightTable } from '../weightTable';

/** Gradients smaller than this make no new row: most features never matter. */
const NOTICED = 0.05;

/** Gradients smaller than this change nothing. */
const NEGLIGIBLE = 0.005;
/** What the largest weights that are not cut become in the rounded table. */
const FULL = 500;
/** Share of the features whose weights fit in without being cut. */
const UNCUT = 0.99995;
/** Log weight of what cannot be. */
const NEVER = -1e4;

/**
 * Linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) trained text by text with AdaGrad (Duchi,
 * Hazan, Singer 2011) and weights shrunk a little at each touch.
 */
export class CrfTrainer {
  readonly table = new WeightTable(1 << 16);
  private weights = new Float32Array(1 << 20);
  private squares = new Float32Array(1 << 20);
  private features = new Int32Array(0);
  private offsets = new Int32Array(0);
  private scores = new Float64Array(0);
  private alpha = new Float64Array(0);
  private beta = new Float64Array(0);
  private readonly transitions = new Float64Array(TAG_COUNT * TAG_COUNT);
  private readonly starts = new Float64Array(TAG_COUNT);
  private readonly gradient = new Float64Array(TAG_COUNT);
  private readonly stateGradient = new Float64Array((START_STATE + 1) * TAG_COUNT);
  private step = 1;
  private readonly touched = new Set<number>();

  constructor(
    private readonly rate: number, private readonly decay: number, private readonly dropout: number, private readonly off: ReadonlySet<FeatureFamily> | null = null,
  ) {}

  /** Learns from one text; returns its loss before, in natural logarithms. */
  learn(view: TextView, gold: Uint8Array): number {
    const { length } = view;
    if (length === 0) return 0;
    this.reserve(length);
    this.score(view);
    this.readTransitions();
    const total = this.walk(length);
    this.update(view, gold, total);
    this.step += 1;
    return total - this.goldScore(gold, length);
  }

  /**
   * Goes on from a model instead of from nothing.
   * @param step what a weight of 1 is in the table
   */
  startFrom(model: WeightTable, step: number): void {
    model.forEach((feature, row) => {
      const to = this.rowOf(feature) << ROW_SHIFT;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) this.weights[to + tag] = model.get(row, tag) / step;
    });
  }

  /** Calls back with each feature that the last `learn` looked at and where its weights begin in `values`. */
  forEachTouched(visit: (feature: number, from: number, values: Float32Array) => void): void {
    for (const feature of this.touched) {
      const row = this.table.find(feature);
      if (row >= 0) visit(feature, row << ROW_SHIFT, this.weights);
    }
  }

  private reserve(length: number): void {
    if (this.offsets.length > length) return;
    const capacity = length * 2 + 1;
    this.features = new Int32Array(capacity * MAX_FEATURES);
    this.offsets = new Int32Array(capacity + 1);
    this.scores = new Float64Array(capacity << ROW_SHIFT);
    this.alpha = new Float64Array(capacity << ROW_SHIFT);
    this.beta = new Float64Array(capacity << ROW_SHIFT);
  }

  private score(view: TextView): void {
    const { table, weights, scores, features, offsets } = this;
    const buffer = new Int32Array(MAX_FEATURES);
    const limit = Math.floor(this.dropout * 0x10000);
    const boost = 1 / (1 - this.dropout);
    let total = 0;
    for (let at = 0; at < view.length; at += 1) {
      offsets[at] = total;
      const base = at << ROW_SHIFT;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) scores[base + tag] = 0;
      if (view.plain[at] === 1) {
        for (let tag = 1; tag < TAG_COUNT; tag += 1) scores[base + tag] = NEVER;
        continue;
      }
      const count = extractFeatures(view, at, buffer, this.off);
      for (let index = 0; index < count; index += 1) {
        const feature = buffer[index];
        if (limit > 0 && (finish(mix(this.step, feature)) & 0xffff) < limit) continue;
        features[total++] = feature;
        const row = table.find(feature);
        if (row < 0) continue;
        const from = row << ROW_SHIFT;
        for (let tag = 0; tag < TAG_COUNT; tag += 1) scores[base + tag] += weights[from + tag] * boost;
      }
    }
    offsets[view.length] = total;
  }

  private readTransitions(): void {
    this.transitions.fill(0);
    for (let previous = 0; previous < TAG_COUNT; previous += 1) {
      const state = stateAfter(previous);
      if (state < 0) continue;
      const row = this.rowOf(transitionFeature(state));
      for (let tag = 0; tag < TAG_COUNT; tag += 1) this.transitions[previous * TAG_COUNT + tag] = this.weights[(row << ROW_SHIFT) + tag];
    }
    const row = this.rowOf(transitionFeature(START_STATE));
    for (let tag = 0; tag < TAG_COUNT; tag += 1) this.starts[tag] = mayFollow(OUTSIDE, tag) ? this.weights[(row << ROW_SHIFT) + tag] : NEVER;
  }

  /** Forward and backward log sums; returns the log sum of all tag sequences. */
  private walk(length: number): number {
    const { scores, alpha, beta, transitions, starts } = this;
    const terms = new Float64Array(TAG_COUNT);
    for (let tag = 0; tag < TAG_COUNT; tag += 1) alpha[tag] = starts[tag] + scores[tag];
    for (let at = 1; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      const before = base - ROW_SIZE;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        if (scores[base + tag] <= NEVER) {
          alpha[base + tag] = 2 * NEVER;
          continue;
        }
        const sources = PREDECESSORS[tag];
        for (let index = 0; index < sources.length; index += 1) terms[index] = alpha[before + sources[index]] + transitions[sources[index] * TAG_COUNT + tag];
        alpha[base + tag] = logSum(terms, sources.length) + scores[base + tag];
      }
    }
    const last = (length - 1) << ROW_SHIFT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) beta[last + tag] = closes(tag) ? 0 : 2 * NEVER;
    for (let at = length - 2; at >= 0; at -= 1) {
      const base = at << ROW_SHIFT;
      const after = base + ROW_SIZE;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const targets = SUCCESSORS[tag];
        for (let index = 0; index < targets.length; index += 1) {
          const next = targets[index];
          terms[index] = beta[after + next] + scores[after + next] + transitions[tag * TAG_COUNT + next];
        }
        beta[base + tag] = logSum(terms, targets.length);
      }
    }
    for (let tag = 0; tag < TAG_COUNT; tag += 1) terms[tag] = alpha[last + tag] + beta[last + tag];
    return logSum(terms, TAG_COUNT);
  }

  /** The log weight of the gold tags. */
  private goldScore(gold: Uint8Array, length: number): number {
    let sum = 0;
    for (let at = 0; at < length; at += 1) {
      sum += this.scores[(at << ROW_SHIFT) + gold[at]] + (at === 0 ? this.starts[gold[0]] : this.transitions[gold[at - 1] * TAG_COUNT + gold[at]]);
    }
    return sum;
  }

  private update(view: TextView, gold: Uint8Array, total: number): void {
    const { alpha, beta, scores, transitions, gradient, stateGradient, offsets, features } = this;
    stateGradient.fill(0);
    this.touched.clear();
    for (let at = 0; at < view.length; at += 1) {
      const base = at << ROW_SHIFT;
      let largest = 0;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const chance = Math.exp(alpha[base + tag] + beta[base + tag] - total);
        gradient[tag] = (gold[at] === tag ? 1 : 0) - chance;
        largest = Math.max(largest, Math.abs(gradient[tag]));
      }
      const state = at === 0 ? START_STATE : stateAfter(gold[at - 1]);
      if (state >= 0) stateGradient[state * TAG_COUNT + gold[at]] += 1;
      if (at === 0) {
        for (let tag = 0; tag < TAG_COUNT; tag += 1) stateGradient[START_STATE * TAG_COUNT + tag] -= (gold[0] === tag ? 1 : 0) - gradient[tag];
      } else {
        const before = base - ROW_SIZE;
        for (let previous = 0; previous < TAG_COUNT; previous += 1) {
          const left = stateAfter(previous);
          if (left < 0) continue;
          for (const tag of SUCCESSORS[previous]) {
            const log = alpha[before + previous] + transitions[previous * TAG_COUNT + tag] + scores[base + tag] + beta[base + tag] - total;
            if (log > -12) stateGradient[left * TAG_COUNT + tag] -= Math.exp(log);
          }
        }
      }
      if (largest < NEGLIGIBLE) continue;
      for (let index = offsets[at]; index < offsets[at + 1]; index += 1) this.push(features[index], largest >= NOTICED);
    }
    for (let state = 0; state <= START_STATE; state += 1) {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) gradient[tag] = stateGradient[state * TAG_COUNT + tag];
      this.push(transitionFeature(state), true);
    }
  }

  private push(feature: number, wanted: boolean): void {
    this.touched.add(feature);
    let row = this.table.find(feature);
    if (row < 0) {
      if (!wanted) return;
      row = this.rowOf(feature);
    }
    const { gradient, weights, squares, rate, decay } = this;
    const from = row << ROW_SHIFT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      const slope = gradient[tag] - decay * weights[from + tag];
      if (slope < 1e-4 && slope > -1e-4) continue;
      squares[from + tag] += slope * slope;
      weights[from + tag] += (rate * slope) / Math.sqrt(squares[from + tag] + 0.1);
    }
  }

  private rowOf(feature: number): number {
    const row = this.table.findOrAdd(feature);
    if (((row + 1) << ROW_SHIFT) > this.weights.length) {
      const weights = new Float32Array(this.weights.length * 2);
      weights.set(this.weights);
      this.weights = weights;
      const squares = new Float32Array(this.squares.length * 2);
      squares.set(this.squares);
      this.squares = squares;
    }
    return row;
  }

  /** Calls back with each feature and where its weights begin in `values`. */
  forEach(visit: (feature: number, from: number, values: Float32Array) => void): void {
    this.table.forEach((feature, row) => visit(feature, row << ROW_SHIFT, this.weights));
  }
}

/**
 * The mean of the weights of several trainers as a table of whole numbers: what one run learned by chance the others
 * take back.
 * @param keep how many rows at most: those whose largest weight is largest
 * @returns the table, and what a weight of 1 is in it
 */
export function averageOf(trainers: readonly CrfTrainer[], keep: number): { table: WeightTable; step: number } {
  const index = new WeightTable(trainers[0].table.rows);
  let sums = new Float32Array(trainers[0].table.rows << ROW_SHIFT);
  for (const trainer of trainers) {
    trainer.forEach((feature, from, values) => {
      const to = index.findOrAdd(feature) << ROW_SHIFT;
      if (to + ROW_SIZE > sums.length) {
        const wider = new Float32Array(sums.length * 2);
        wider.set(sums);
        sums = wider;
      }
      for (let tag = 0; tag < TAG_COUNT; tag += 1) sums[to + tag] += values[from + tag] / trainers.length;
    });
  }
  const strength = new Float64Array(index.rows);
  for (let row = 0; row < index.rows; row += 1) {
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
      const weight = Math.round(sums[(row << ROW_SHIFT) + tag] * scale);
      table.set(to, tag, weight);
    }
  }
  return { table, step: Math.max(1, Math.round(scale)) };
}

/** Logarithm of the sum of the exponentials of the first `count` terms. */
function logSum(terms: Float64Array, count: number): number {
  let most = terms[0];
  for (let index = 1; index < count; index += 1) if (terms[index] > most) most = terms[index];
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const gap = terms[index] - most;
    if (gap > -20) sum += Math.exp(gap);
  }
  return most + Math.log(sum);
}
