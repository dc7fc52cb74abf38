import { extractFeatures, MAX_FEATURES, type FeatureFamily } from '../features';
import { finish, mix } from '../hashing';
import { BEGIN, closes, END, MIDDLE, OPENERS, OUTSIDE, ROW_SHIFT, ROW_SIZE, SEQUENCE_LABELS, SINGLE, TAG_COUNT, tagOf } from '../labels';
import { grown } from '../../page/grown';
import type { TextView } from '../textView';
import { START_STATE, STATE_COUNT, stateAfter, transitionFeature } from '../transitions';
import type { WeightTable } from '../weightTable';
import { FeatureIndex } from './featureIndex';

/** Gradients smaller than this make no new row: most features never matter. */
const NOTICED = 0.05;
/** As NOTICED, where the model is in use: memory counts more there, and F1 is the same. */
const NOTICED_IN_USE = 0.1;
/** Gradients smaller than this change nothing. */
const NEGLIGIBLE = 0.005;
/** As NEGLIGIBLE, of a single tag. */
const NEGLIGIBLE_TAG = 1e-4;
/** Room for 320,000 features at first: what is not used costs no memory, and arrays that are outgrown leave holes in it. */
const FIRST_NUMBERS = 1 << 22;
const LABEL_COUNT = SEQUENCE_LABELS.length;

/**
 * Linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) trained text by text with AdaGrad (Duchi,
 * Hazan, Singer 2011) and weights shrunk a little at each touch.
 */
export class CrfTrainer {
  private readonly index = new FeatureIndex();
  /** By row and tag, TAG_COUNT a row. */
  private weights = new Float32Array(FIRST_NUMBERS);
  private squares = new Float32Array(FIRST_NUMBERS);
  /** The features of a text that are not hidden, and their rows (-1: none), character by character; where those of a character begin. */
  private features = new Int32Array(0);
  private rows = new Int32Array(0);
  private offsets = new Int32Array(0);
  private scores = new Float64Array(0);
  /** exp(score), by character and tag, relative to the largest of the character. */
  private potentials = new Float64Array(0);
  /** Forward and backward sums, each row divided by the sum of its forward row. */
  private alpha = new Float64Array(0);
  private beta = new Float64Array(0);
  /** Weights and exp(weights) of the tags right of a state, rows of ROW_SIZE. */
  private readonly transitions = new Float64Array(STATE_COUNT << ROW_SHIFT);
  private readonly factors = new Float64Array(STATE_COUNT << ROW_SHIFT);
  private readonly gradient = new Float64Array(TAG_COUNT);
  private readonly stateGradient = new Float64Array(STATE_COUNT * TAG_COUNT);
  /** Weights that features without a row of their own have, in units of which `baseStep` are a weight of 1. */
  private base: WeightTable | null = null;
  private baseStep = 1;
  private step = 1;
  /** Where `follows`: the features with a row that the last text touched, their rows, and by row the last step that touched it. */
  private touchedFeatures = new Int32Array(0);
  private touchedRows = new Int32Array(0);
  private touchedCount = 0;
  private lastTouched = new Int32Array(0);

  constructor(
    private readonly rate: number, private readonly decay: number, private readonly dropout: number, private readonly off: ReadonlySet<FeatureFamily> | null = null,
    /** Whether single texts change a model that is in use: then `forEachTouched` tells what they have changed. */
    private readonly follows = false,
  ) {}

  /** How many features have weights. */
  get size(): number {
    return this.index.size;
  }

  /** Learns from one text; returns its loss before, in natural logarithms. Characters that are plain in the view have to be outside. */
  learn(view: TextView, gold: Uint8Array): number {
    const { length } = view;
    if (length === 0) return 0;
    this.reserve(length);
    this.score(view);
    this.readTransitions();
    const total = this.walk(view);
    this.update(view, gold);
    this.step += 1;
    return total - this.goldScore(gold, length);
  }

  /**
   * Goes on from a model instead of from nothing. Where single texts change a model in use, the most part of it is never
   * touched: there it is asked, and not copied.
   * @param step what a weight of 1 is in the table
   */
  startFrom(model: WeightTable, step: number): void {
    this.base = model;
    this.baseStep = step;
    if (!this.follows) model.forEach((feature) => this.rowOf(feature));
  }

  /** Goes on from other weights of a feature, by tag, in units of which `step` are a weight of 1. */
  setWeights(feature: number, weights: Int32Array, step: number): void {
    const to = this.rowOf(feature) * TAG_COUNT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) this.weights[to + tag] = weights[tag] / step;
  }

  /** Calls back with each feature that the last `learn` may have changed and where its weights begin in `values`. */
  forEachTouched(visit: (feature: number, from: number, values: Float32Array) => void): void {
    for (let index = 0; index < this.touchedCount; index += 1) visit(this.touchedFeatures[index], this.touchedRows[index] * TAG_COUNT, this.weights);
  }

  /** Calls back with each feature and where its weights begin in `values`. */
  forEach(visit: (feature: number, from: number, values: Float32Array) => void): void {
    this.index.forEach((feature, row) => visit(feature, row * TAG_COUNT, this.weights));
  }

  private reserve(length: number): void {
    if (this.offsets.length > length) return;
    const capacity = length * 2 + 1;
    this.features = new Int32Array(capacity * MAX_FEATURES);
    this.rows = new Int32Array(capacity * MAX_FEATURES);
    this.offsets = new Int32Array(capacity + 1);
    this.scores = new Float64Array(capacity << ROW_SHIFT);
    this.potentials = new Float64Array(capacity << ROW_SHIFT);
    this.alpha = new Float64Array(capacity << ROW_SHIFT);
    this.beta = new Float64Array(capacity << ROW_SHIFT);
  }

  private score(view: TextView): void {
    const { features, offsets, index, rows, step, off } = this;
    const limit = Math.floor(this.dropout * 0x10000);
    const boost = 1 / (1 - this.dropout);
    let total = 0;
    for (let at = 0; at < view.length; at += 1) {
      offsets[at] = total;
      if (view.plain[at] === 1) continue;
      const count = extractFeatures(view, at, features.subarray(total), off);
      let kept = total;
      for (let place = total; place < total + count; place += 1) {
        const feature = features[place];
        if (limit > 0 && (finish(mix(step, feature)) & 0xffff) < limit) continue;
        features[kept] = feature;
        kept += 1;
      }
      index.findAll(features, total, kept, rows);
      this.addUp(total, kept, boost, at << ROW_SHIFT);
      if (this.follows && this.base) this.addBase(this.base, total, kept, boost / this.baseStep, at << ROW_SHIFT);
      total = kept;
    }
    offsets[view.length] = total;
  }

  /** The scores of a character: the weights of the rows from one place to another. */
  private addUp(from: number, to: number, boost: number, base: number): void {
    const { rows, weights, scores } = this;
    let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0, sum7 = 0, sum8 = 0, sum9 = 0, sum10 = 0, sum11 = 0, sum12 = 0;
    for (let place = from; place < to; place += 1) {
      if (rows[place] < 0) continue;
      const at = rows[place] * TAG_COUNT;
      sum0 += weights[at];
      sum1 += weights[at + 1];
      sum2 += weights[at + 2];
      sum3 += weights[at + 3];
      sum4 += weights[at + 4];
      sum5 += weights[at + 5];
      sum6 += weights[at + 6];
      sum7 += weights[at + 7];
      sum8 += weights[at + 8];
      sum9 += weights[at + 9];
      sum10 += weights[at + 10];
      sum11 += weights[at + 11];
      sum12 += weights[at + 12];
    }
    scores[base] = sum0 * boost;
    scores[base + 1] = sum1 * boost;
    scores[base + 2] = sum2 * boost;
    scores[base + 3] = sum3 * boost;
    scores[base + 4] = sum4 * boost;
    scores[base + 5] = sum5 * boost;
    scores[base + 6] = sum6 * boost;
    scores[base + 7] = sum7 * boost;
    scores[base + 8] = sum8 * boost;
    scores[base + 9] = sum9 * boost;
    scores[base + 10] = sum10 * boost;
    scores[base + 11] = sum11 * boost;
    scores[base + 12] = sum12 * boost;
  }

  private addBase(table: WeightTable, from: number, to: number, factor: number, base: number): void {
    const { rows, features, scores } = this;
    for (let place = from; place < to; place += 1) {
      if (rows[place] >= 0) continue;
      const row = table.find(features[place]);
      if (row < 0) continue;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) scores[base + tag] += table.get(row, tag) * factor;
    }
  }

  private readTransitions(): void {
    for (let state = 0; state < STATE_COUNT; state += 1) {
      const from = this.rowOf(transitionFeature(state)) * TAG_COUNT;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        this.transitions[(state << ROW_SHIFT) + tag] = this.weights[from + tag];
        this.factors[(state << ROW_SHIFT) + tag] = Math.exp(this.weights[from + tag]);
      }
    }
  }

  /** Forward and backward sums; returns the logarithm of the sum over all tag sequences. */
  private walk(view: TextView): number {
    const { length, plain } = view;
    const { alpha, beta } = this;
    let total = 0;
    for (let at = 0; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      total += plain[at] === 1 ? this.exponentiateOutside(base) : this.exponentiate(base);
      const sum = this.stepForward(base, at === 0, plain[at] === 1);
      // A row of potentials carries the division with it, so that backward sums stay in step.
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        alpha[base + tag] /= sum;
        this.potentials[base + tag] /= sum;
      }
      total += Math.log(sum);
    }
    const last = (length - 1) << ROW_SHIFT;
    let ending = alpha[last];
    for (let label = 0; label < LABEL_COUNT; label += 1) ending += alpha[last + tagOf(label, END)] + alpha[last + tagOf(label, SINGLE)];
    for (let tag = 0; tag < TAG_COUNT; tag += 1) beta[last + tag] = closes(tag) ? 1 / ending : 0;
    for (let at = length - 2; at >= 0; at -= 1) this.stepBackward(at << ROW_SHIFT, plain[at + 1] === 1);
    return total + Math.log(ending);
  }

  private exponentiate(base: number): number {
    const { scores, potentials } = this;
    let largest = scores[base];
    for (let tag = 1; tag < TAG_COUNT; tag += 1) if (scores[base + tag] > largest) largest = scores[base + tag];
    for (let tag = 0; tag < TAG_COUNT; tag += 1) potentials[base + tag] = Math.exp(scores[base + tag] - largest);
    return largest;
  }

  private exponentiateOutside(base: number): number {
    this.scores.fill(0, base, base + TAG_COUNT);
    this.potentials.fill(0, base, base + TAG_COUNT);
    this.potentials[base + OUTSIDE] = 1;
    return 0;
  }

  /** The forward sums of a character, and the sum of them. */
  private stepForward(base: number, isFirst: boolean, isPlain: boolean): number {
    const { potentials, alpha, factors } = this;
    const openers = isPlain ? 1 : OPENERS.length;
    if (isPlain) alpha.fill(0, base, base + TAG_COUNT);
    let sum = 0;
    if (isFirst) {
      alpha.fill(0, base, base + TAG_COUNT);
      for (let index = 0; index < openers; index += 1) {
        const tag = OPENERS[index];
        sum += alpha[base + tag] = factors[(START_STATE << ROW_SHIFT) + tag] * potentials[base + tag];
      }
      return sum;
    }
    const before = base - ROW_SIZE;
    for (let index = 0; index < openers; index += 1) {
      const tag = OPENERS[index];
      let left = alpha[before] * factors[tag];
      for (let label = 0; label < LABEL_COUNT; label += 1) {
        const end = before + tagOf(label, END);
        left += (alpha[end] + alpha[end + 1]) * factors[((label + 1) << ROW_SHIFT) + tag];
      }
      sum += alpha[base + tag] = left * potentials[base + tag];
    }
    if (isPlain) return sum;
    for (let begin = BEGIN; begin < TAG_COUNT; begin += 4) {
      const middle = begin + MIDDLE - BEGIN;
      const end = begin + END - BEGIN;
      const inside = alpha[before + begin] + alpha[before + middle];
      sum += alpha[base + middle] = inside * potentials[base + middle];
      sum += alpha[base + end] = inside * potentials[base + end];
    }
    return sum;
  }

  /** The backward sums of a character. */
  private stepBackward(base: number, isPlainAfter: boolean): void {
    const { potentials, beta, factors } = this;
    const after = base + ROW_SIZE;
    const openers = isPlainAfter ? 1 : OPENERS.length;
    for (let state = 0; state <= LABEL_COUNT; state += 1) {
      let sum = 0;
      for (let index = 0; index < openers; index += 1) {
        const tag = OPENERS[index];
        sum += factors[(state << ROW_SHIFT) + tag] * potentials[after + tag] * beta[after + tag];
      }
      if (state === 0) beta[base] = sum;
      else beta[base + tagOf(state - 1, END)] = beta[base + tagOf(state - 1, SINGLE)] = sum;
    }
    for (let begin = BEGIN; begin < TAG_COUNT; begin += 4) {
      const middle = begin + MIDDLE - BEGIN;
      const end = begin + END - BEGIN;
      beta[base + begin] = beta[base + middle] = potentials[after + middle] * beta[after + middle] + potentials[after + end] * beta[after + end];
    }
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
    const { gradient, stateGradient } = this;
    const noticed = this.follows ? NOTICED_IN_USE : NOTICED;
    stateGradient.fill(0);
    this.touchedCount = 0;
    for (let at = 0; at < view.length; at += 1) {
      // between two plain characters nothing is open
      if (at > 0 && view.plain[at] === 1 && view.plain[at - 1] === 1) continue;
      this.compareStates(at, gold);
      if (view.plain[at] === 0) this.updateCharacter(at, gold[at], noticed);
    }
    for (let state = 0; state < STATE_COUNT; state += 1) {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) gradient[tag] = stateGradient[state * TAG_COUNT + tag];
      const feature = transitionFeature(state);
      this.push(feature, this.rowOf(feature));
    }
  }

  /** What the transition to a character says of the weights of transitions. */
  private compareStates(at: number, gold: Uint8Array): void {
    const { alpha, beta, potentials, factors, stateGradient } = this;
    const base = at << ROW_SHIFT;
    const state = at === 0 ? START_STATE : stateAfter(gold[at - 1]);
    if (state >= 0) stateGradient[state * TAG_COUNT + gold[at]] += 1;
    if (at === 0) {
      for (const tag of OPENERS) stateGradient[START_STATE * TAG_COUNT + tag] -= alpha[tag] * beta[tag];
      return;
    }
    const before = base - ROW_SIZE;
    for (let left = 0; left <= LABEL_COUNT; left += 1) {
      const weight = left === 0 ? alpha[before] : alpha[before + tagOf(left - 1, END)] + alpha[before + tagOf(left - 1, SINGLE)];
      if (weight < 1e-7) continue;
      for (const tag of OPENERS) stateGradient[left * TAG_COUNT + tag] -= weight * factors[(left << ROW_SHIFT) + tag] * potentials[base + tag] * beta[base + tag];
    }
  }

  private updateCharacter(at: number, gold: number, noticed: number): void {
    const { alpha, beta, gradient, offsets, features, rows } = this;
    const base = at << ROW_SHIFT;
    let largest = 0;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      gradient[tag] = (gold === tag ? 1 : 0) - alpha[base + tag] * beta[base + tag];
      const size = Math.abs(gradient[tag]);
      if (size > largest) largest = size;
    }
    if (largest < NEGLIGIBLE) return;
    for (let place = offsets[at]; place < offsets[at + 1]; place += 1) {
      const feature = features[place];
      // an earlier character of the text may have given it a row
      const row = rows[place] >= 0 ? rows[place] : largest >= noticed || (this.follows && this.isInBase(feature)) ? this.rowOf(feature) : this.index.find(feature);
      if (row >= 0) this.push(feature, row);
    }
  }

  private push(feature: number, row: number): void {
    if (this.follows) this.touch(feature, row);
    const { gradient, weights, squares, rate, decay } = this;
    const from = row * TAG_COUNT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      const slope = gradient[tag] - decay * weights[from + tag];
      if (slope < NEGLIGIBLE_TAG && slope > -NEGLIGIBLE_TAG) continue;
      const square = squares[from + tag] + slope * slope;
      squares[from + tag] = square;
      weights[from + tag] += (rate * slope) / Math.sqrt(square + 0.1);
    }
  }

  private touch(feature: number, row: number): void {
    if (row >= this.lastTouched.length) this.lastTouched = grown(this.lastTouched, Math.ceil((row + 1) * 1.25));
    if (this.lastTouched[row] === this.step) return;
    this.lastTouched[row] = this.step;
    if (this.touchedCount === this.touchedRows.length) {
      const length = Math.max(1024, this.touchedCount * 2);
      this.touchedFeatures = grown(this.touchedFeatures, length);
      this.touchedRows = grown(this.touchedRows, length);
    }
    this.touchedFeatures[this.touchedCount] = feature;
    this.touchedRows[this.touchedCount] = row;
    this.touchedCount += 1;
  }

  private isInBase(feature: number): boolean {
    return this.base !== null && this.base.find(feature) >= 0;
  }

  private rowOf(feature: number): number {
    const { size } = this.index;
    const row = this.index.findOrAdd(feature);
    if (row < size) return row;
    if ((row + 1) * TAG_COUNT > this.weights.length) {
      // by a quarter: a recogniser in use holds as much as it has learned, and not twice that
      const length = Math.ceil(this.weights.length * 1.25);
      this.weights = grown(this.weights, length);
      this.squares = grown(this.squares, length);
    }
    const from = this.base?.find(feature) ?? -1;
    if (this.base && from >= 0) for (let tag = 0; tag < TAG_COUNT; tag += 1) this.weights[row * TAG_COUNT + tag] = this.base.get(from, tag) / this.baseStep;
    return row;
  }
}
