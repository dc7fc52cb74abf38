import { extractFeatures, MAX_FEATURES, type FeatureFamily } from '../features';
import { finish, mix } from '../hashing';
import { closes, mayFollow, OUTSIDE, ROW_SHIFT, ROW_SIZE, TAG_COUNT } from '../labels';
import { grown } from '../../page/grown';
import type { TextView } from '../textView';
import { START_STATE, stateAfter, transitionFeature } from '../transitions';
import { GRAIN, WeightTable } from '../weightTable';

const TAGS = Array.from({ length: TAG_COUNT }, (_, tag) => tag);
/** Gradients smaller than this make no new row: most features never matter. */
const NOTICED = 0.05;
/** As NOTICED, where the model is in use: memory counts more there, and F1 is the same. */
const NOTICED_IN_USE = 0.1;

/** Gradients smaller than this change nothing. */
const NEGLIGIBLE = 0.005;
/** What the largest weights that are not cut become in the rounded table. */
const FULL = 500;
/** Share of the features whose weights fit in without being cut. */
const UNCUT = 0.99995;
/** Tags after which a name or nothing may begin, and tags at which it may. */
const CLOSERS = Uint8Array.from(TAGS.filter((tag) => closes(tag)));
const OPENERS = Uint8Array.from(TAGS.filter((tag) => mayFollow(OUTSIDE, tag)));
/** Pairs of tags inside a name: the second follows the first. */
const INNER = TAGS.filter((tag) => !closes(tag)).flatMap((tag) => TAGS.filter((next) => mayFollow(tag, next)).map((next) => [tag, next] as const));

/**
 * Linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) trained text by text with AdaGrad (Duchi,
 * Hazan, Singer 2011) and weights shrunk a little at each touch.
 */
export class CrfTrainer {
  readonly table = new WeightTable(1 << 16);
  /** By row and tag, TAG_COUNT a row. */
  private weights = new Float32Array(1 << 20);
  private squares = new Float32Array(1 << 20);
  private features = new Int32Array(0);
  private offsets = new Int32Array(0);
  private scores = new Float64Array(0);
  /** exp(score), by character and tag, relative to the largest of the character. */
  private potentials = new Float64Array(0);
  /** Forward and backward sums, each row divided by the sum of its forward row. */
  private alpha = new Float64Array(0);
  private beta = new Float64Array(0);
  /** Weights and exp(weights) of the tags right of a state, rows of ROW_SIZE. */
  private readonly transitions = new Float64Array((START_STATE + 1) << ROW_SHIFT);
  private readonly factors = new Float64Array((START_STATE + 1) << ROW_SHIFT);
  private readonly gradient = new Float64Array(TAG_COUNT);
  private readonly stateGradient = new Float64Array((START_STATE + 1) * TAG_COUNT);
  private step = 1;
  private readonly touched = new Set<number>();
  private readonly buffer = new Int32Array(MAX_FEATURES);

  constructor(
    private readonly rate: number, private readonly decay: number, private readonly dropout: number, private readonly off: ReadonlySet<FeatureFamily> | null = null,
    /** Whether single texts change a model that is in use: then `forEachTouched` tells what they have changed. */
    private readonly follows = false,
  ) {}

  /** Learns from one text; returns its loss before, in natural logarithms. */
  learn(view: TextView, gold: Uint8Array): number {
    const { length } = view;
    if (length === 0) return 0;
    this.reserve(length);
    this.score(view);
    this.readTransitions();
    const total = this.walk(length);
    this.update(view, gold);
    this.step += 1;
    return total - this.goldScore(gold, length);
  }

  /**
   * Goes on from a model instead of from nothing.
   * @param step what a weight of 1 is in the table
   */
  startFrom(model: WeightTable, step: number): void {
    const weights = new Int32Array(TAG_COUNT);
    model.forEach((feature, row) => {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) weights[tag] = model.get(row, tag);
      this.setWeights(feature, weights, step);
    });
  }

  /** Goes on from other weights of a feature, by tag, in units of which `step` are a weight of 1. */
  setWeights(feature: number, weights: Int32Array, step: number): void {
    const to = this.rowOf(feature) * TAG_COUNT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) this.weights[to + tag] = weights[tag] / step;
  }

  /** Calls back with each feature that the last `learn` looked at and where its weights begin in `values`. */
  forEachTouched(visit: (feature: number, from: number, values: Float32Array) => void): void {
    for (const feature of this.touched) {
      const row = this.table.find(feature);
      if (row >= 0) visit(feature, row * TAG_COUNT, this.weights);
    }
  }

  private reserve(length: number): void {
    if (this.offsets.length > length) return;
    const capacity = length * 2 + 1;
    this.features = new Int32Array(capacity * MAX_FEATURES);
    this.offsets = new Int32Array(capacity + 1);
    this.scores = new Float64Array(capacity << ROW_SHIFT);
    this.potentials = new Float64Array(capacity << ROW_SHIFT);
    this.alpha = new Float64Array(capacity << ROW_SHIFT);
    this.beta = new Float64Array(capacity << ROW_SHIFT);
  }

  private score(view: TextView): void {
    const { table, weights, scores, features, offsets, buffer } = this;
    const limit = Math.floor(this.dropout * 0x10000);
    const boost = 1 / (1 - this.dropout);
    let total = 0;
    for (let at = 0; at < view.length; at += 1) {
      offsets[at] = total;
      const base = at << ROW_SHIFT;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) scores[base + tag] = 0;
      const count = extractFeatures(view, at, buffer, this.off);
      for (let index = 0; index < count; index += 1) {
        const feature = buffer[index];
        if (limit > 0 && (finish(mix(this.step, feature)) & 0xffff) < limit) continue;
        features[total++] = feature;
        const row = table.find(feature);
        if (row < 0) continue;
        const from = row * TAG_COUNT;
        for (let tag = 0; tag < TAG_COUNT; tag += 1) scores[base + tag] += weights[from + tag] * boost;
      }
    }
    offsets[view.length] = total;
  }

  private readTransitions(): void {
    for (let state = 0; state <= START_STATE; state += 1) {
      const from = this.rowOf(transitionFeature(state)) * TAG_COUNT;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        this.transitions[(state << ROW_SHIFT) + tag] = this.weights[from + tag];
        this.factors[(state << ROW_SHIFT) + tag] = Math.exp(this.weights[from + tag]);
      }
    }
  }

  /** Forward and backward sums; returns the logarithm of the sum over all tag sequences. */
  private walk(length: number): number {
    const { scores, potentials, alpha, beta, factors } = this;
    let total = 0;
    for (let at = 0; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      let largest = scores[base];
      for (let tag = 1; tag < TAG_COUNT; tag += 1) if (scores[base + tag] > largest) largest = scores[base + tag];
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        potentials[base + tag] = Math.exp(scores[base + tag] - largest);
        alpha[base + tag] = 0;
      }
      const before = base - ROW_SIZE;
      for (const tag of OPENERS) {
        let sum = 0;
        if (at === 0) sum = factors[(START_STATE << ROW_SHIFT) + tag];
        else for (const previous of CLOSERS) sum += alpha[before + previous] * factors[(stateAfter(previous) << ROW_SHIFT) + tag];
        alpha[base + tag] = sum * potentials[base + tag];
      }
      if (at > 0) for (const [previous, tag] of INNER) alpha[base + tag] += alpha[before + previous] * potentials[base + tag];
      let sum = 0;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) sum += alpha[base + tag];
      for (let tag = 0; tag < TAG_COUNT; tag += 1) alpha[base + tag] /= sum;
      // A row of potentials carries the division with it, so that backward sums stay in step.
      for (let tag = 0; tag < TAG_COUNT; tag += 1) potentials[base + tag] /= sum;
      total += Math.log(sum) + largest;
    }
    const last = (length - 1) << ROW_SHIFT;
    let ending = 0;
    for (const tag of CLOSERS) ending += alpha[last + tag];
    for (let tag = 0; tag < TAG_COUNT; tag += 1) beta[last + tag] = closes(tag) ? 1 / ending : 0;
    for (let at = length - 2; at >= 0; at -= 1) {
      const base = at << ROW_SHIFT;
      const after = base + ROW_SIZE;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) beta[base + tag] = 0;
      for (const tag of CLOSERS) {
        const state = stateAfter(tag) << ROW_SHIFT;
        let sum = 0;
        for (const next of OPENERS) sum += factors[state + next] * potentials[after + next] * beta[after + next];
        beta[base + tag] = sum;
      }
      for (const [tag, next] of INNER) beta[base + tag] += potentials[after + next] * beta[after + next];
    }
    return total + Math.log(ending);
  }

  /** The log weight of the gold tags. */
  private goldScore(gold: Uint8Array, length: number): number {
    let sum = 0;
    for (let at = 0; at < length; at += 1) {
      const state = at === 0 ? START_STATE : stateAfter(gold[at - 1]);
      sum += this.scores[(at << ROW_SHIFT) + gold[at]] + (state < 0 ? 0 : this.transitions[(state << ROW_SHIFT) + gold[at]]);
    }
    return sum;
  }

  private update(view: TextView, gold: Uint8Array): void {
    const { alpha, beta, potentials, factors, gradient, stateGradient, offsets, features } = this;
    const noticed = this.follows ? NOTICED_IN_USE : NOTICED;
    stateGradient.fill(0);
    this.touched.clear();
    for (let at = 0; at < view.length; at += 1) {
      const base = at << ROW_SHIFT;
      let largest = 0;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        gradient[tag] = (gold[at] === tag ? 1 : 0) - alpha[base + tag] * beta[base + tag];
        const size = Math.abs(gradient[tag]);
        if (size > largest) largest = size;
      }
      const state = at === 0 ? START_STATE : stateAfter(gold[at - 1]);
      if (state >= 0) stateGradient[state * TAG_COUNT + gold[at]] += 1;
      if (at === 0) {
        for (const tag of OPENERS) stateGradient[START_STATE * TAG_COUNT + tag] -= alpha[tag] * beta[tag];
      } else {
        const before = base - ROW_SIZE;
        for (const previous of CLOSERS) {
          const left = stateAfter(previous);
          const weight = alpha[before + previous];
          if (weight < 1e-7) continue;
          for (const tag of OPENERS) stateGradient[left * TAG_COUNT + tag] -= weight * factors[(left << ROW_SHIFT) + tag] * potentials[base + tag] * beta[base + tag];
        }
      }
      if (largest < NEGLIGIBLE) continue;
      for (let index = offsets[at]; index < offsets[at + 1]; index += 1) {
        this.push(features[index], largest >= noticed);
      }
    }
    for (let state = 0; state <= START_STATE; state += 1) {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) gradient[tag] = stateGradient[state * TAG_COUNT + tag];
      this.push(transitionFeature(state), true);
    }
  }

  private push(feature: number, wanted: boolean): void {
    if (this.follows) this.touched.add(feature);
    let row = this.table.find(feature);
    if (row < 0) {
      if (!wanted) return;
      row = this.rowOf(feature);
    }
    const { gradient, weights, squares, rate, decay } = this;
    const from = row * TAG_COUNT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      const slope = gradient[tag] - decay * weights[from + tag];
      if (slope < 1e-4 && slope > -1e-4) continue;
      squares[from + tag] += slope * slope;
      weights[from + tag] += (rate * slope) / Math.sqrt(squares[from + tag] + 0.1);
    }
  }

  private rowOf(feature: number): number {
    const row = this.table.findOrAdd(feature);
    if ((row + 1) * TAG_COUNT > this.weights.length) {
      // by a quarter: a recogniser in use holds as much as it has learned, and not twice that
      const length = Math.ceil(this.weights.length * 1.25);
      this.weights = grown(this.weights, length);
      this.squares = grown(this.squares, length);
    }
    return row;
  }

  /** Calls back with each feature and where its weights begin in `values`. */
  forEach(visit: (feature: number, from: number, values: Float32Array) => void): void {
    this.table.forEach((feature, row) => visit(feature, row * TAG_COUNT, this.weights));
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
      table.set(to, tag, Math.round((sums[(row << ROW_SHIFT) + tag] * scale) / GRAIN) * GRAIN);
    }
  }
  return { table, step: Math.max(1, Math.round(scale)) };
}
