import { ByteReader, ByteWriter } from './binary';
import { TAG_COUNT } from './labels';
import { LessonMemory } from './lessonMemory';
import type { Lesson } from './lessons';
import { CrfTrainer } from './training/crf';
import type { TextView } from './textView';
import type { DecodingTable } from './decodingTable';
import { shareOf } from './share';
import { GRAIN, LARGEST_WEIGHT, WeightTable } from './weightTable';

const MAGIC = 'news-annotator learned 3';
/** Step of the first updates. */
const RATE = 0.03;
/** Share of the features that are hidden from one visit to a text: the fewer texts there are, the less may hang on a single one. */
const DROPOUT = 0.4;
/** Corpora differ most in what they leave unmarked, so that learning makes the recogniser shy: a name becomes likelier by this, in the end. */
const OPENING = 0.4;
/** After so many lessons half of that is reached. */
const OPENING_LESSONS = 100;
/** Changes of a weight that are smaller are not kept: they are many, and add up to nothing, as what the grain of the model leaves out. */
const LEAST_CHANGE = GRAIN;

/** Room for so many changed features at first: what is not used costs no memory, and tables that are outgrown leave holes in it. */
const USUAL_CHANGES = 1 << 16;

/**
 * What decisions have changed in a model's weights, by feature and tag: small, and of use only with the model it was
 * learned on. With it the lessons that are gone over again.
 */
export class LearnedWeights {
  readonly lessons = new LessonMemory();
  /** Changes in place of weights. */
  private readonly changes = new WeightTable(USUAL_CHANGES);

  /** How many features have been changed. */
  get size(): number {
    return this.changes.rows;
  }

  /**
   * @param change of a weight, in units of the model's table; one too large is cut as weights are
   * @returns whether it was another one before
   */
  note(feature: number, tag: number, change: number): boolean {
    const row = change === 0 ? this.changes.find(feature) : this.changes.findOrAdd(feature);
    if (row < 0 || this.changes.get(row, tag) === change) return false;
    this.changes.set(row, tag, change);
    return true;
  }

  /**
   * Calls back with each changed feature and its weights by tag: those of the model with a share of the changes.
   * `weights` is the same array each time.
   */
  forEach(shipped: WeightTable, share: number, visit: (feature: number, weights: Int32Array) => void): void {
    const weights = new Int32Array(TAG_COUNT);
    this.changes.forEach((feature, row) => {
      const from = shipped.find(feature);
      for (let tag = 0; tag < TAG_COUNT; tag += 1) weights[tag] = (from < 0 ? 0 : shipped.get(from, tag)) + Math.round(this.changes.get(row, tag) * share);
      visit(feature, weights);
    });
  }

  /** How much of the changes counts. */
  get share(): number {
    return shareOf(this.lessons.size);
  }

  /** By how much the beginning of a name is likelier than in the model, in its weights. */
  get opening(): number {
    return OPENING * this.lessons.size / (this.lessons.size + OPENING_LESSONS);
  }

  encode(): Uint8Array {
    const out = new ByteWriter();
    out.text(MAGIC);
    const features = new Uint32Array(this.changes.rows);
    this.changes.forEach((feature, row) => { features[row] = feature; });
    features.sort();
    out.number(features.length);
    let previous = 0;
    for (const feature of features) {
      const row = this.changes.find(feature | 0);
      out.number(feature - previous);
      previous = feature;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) out.signed(this.changes.get(row, tag));
    }
    out.text(JSON.stringify([...this.lessons]));
    return out.finish();
  }

  /** Reads what `encode` wrote. Throws an Error that says what is wrong with it. */
  static decode(bytes: Uint8Array): LearnedWeights {
    const reader = new ByteReader(bytes);
    if (reader.text() !== MAGIC) throw new Error('not learned weights of this version');
    const learned = new LearnedWeights();
    let feature = 0;
    for (let left = reader.number(); left > 0; left -= 1) {
      feature = (feature + reader.number()) >>> 0;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        learned.note(feature | 0, tag, reader.signed());
      }
    }
    for (const lesson of JSON.parse(reader.text()) as Lesson[]) learned.lessons.keep(lesson);
    if (!reader.done) throw new Error('the learned weights have data after their end');
    return learned;
  }
}

/** Learns from decided texts one at a time, as the training did, going on from the model as it is. */
export class Learner {
  private trainer: CrfTrainer | null = null;
  private readonly weights = new Int32Array(TAG_COUNT);

  /**
   * @param shipped the weights of the model, which stay as they are
   * @param step what a weight of 1 is in them
   * @param table in use; gets the weights that were learned before, and those that are learned
   */
  constructor(private readonly shipped: WeightTable, private readonly step: number, private readonly learned: LearnedWeights, private readonly table: DecodingTable) {
    this.refresh();
  }

  /** Lets what was learned count as much as it should by now. */
  refresh(): void {
    this.learned.forEach(this.shipped, this.learned.share, (feature, weights) => { this.table.set(feature, weights); });
  }

  /** @returns whether anything changed */
  learn(view: TextView, gold: Uint8Array): boolean {
    const { table, step, learned, shipped, weights } = this;
    const { share } = learned;
    const trainer = (this.trainer ??= this.makeTrainer());
    trainer.learn(view, gold);
    let changed = false;
    trainer.forEachTouched((feature, from, values) => {
      const old = shipped.find(feature);
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const before = old < 0 ? 0 : shipped.get(old, tag);
        const exact = Math.round(values[from + tag] * step) - before;
        const change = Math.abs(exact) < LEAST_CHANGE ? 0 : Math.max(-LARGEST_WEIGHT, Math.min(LARGEST_WEIGHT, exact));
        if (learned.note(feature, tag, change)) changed = true;
        weights[tag] = before + Math.round(change * share);
      }
      table.set(feature, weights);
    });
    return changed;
  }

  private makeTrainer(): CrfTrainer {
    const { shipped, step, learned } = this;
    const trainer = new CrfTrainer(RATE, 0, DROPOUT, null, true);
    trainer.startFrom(shipped, step);
    learned.forEach(shipped, 1, (feature, weights) => { trainer.setWeights(feature, weights, step); });
    return trainer;
  }
}
