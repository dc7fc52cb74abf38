import { ByteReader, ByteWriter } from './binary';
import { TAG_COUNT } from './labels';
import { LessonMemory } from './lessonMemory';
import type { Lesson } from './lessons';
import { CrfTrainer } from './training/crf';
import type { TextView } from './textView';
import type { WeightTable } from './weightTable';

const MAGIC = 'news-annotator learned 2';
/** Step of the first updates. */
const RATE = 0.03;
/** Share of the features that are hidden from one visit to a text: the fewer texts there are, the less may hang on a single one. */
const DROPOUT = 0.5;
/** How much slower than characters and words the features move that stand for many of them: what they say was learned from far more texts. */
const GENERAL_RATE = 0.1;
/** Corpora differ most in what they leave unmarked, so that learning makes the recogniser shy: a name becomes likelier by this, in the end. */
const OPENING = 0.3;
/** After so many lessons half of that is reached. */
const OPENING_LESSONS = 100;

/**
 * What decisions have changed in a model's weights, by feature and tag: small, and of use only with the model it was
 * learned on. With it the lessons that are gone over again.
 */
export class LearnedWeights {
  readonly lessons = new LessonMemory();
  private readonly changes = new Map<number, Int16Array>();

  get size(): number {
    return this.changes.size;
  }

  note(feature: number, tag: number, change: number): void {
    let row = this.changes.get(feature);
    if (!row) this.changes.set(feature, row = new Int16Array(TAG_COUNT));
    row[tag] += change;
  }

  /** Adds the changes to a model's weights. */
  apply(table: WeightTable): void {
    for (const [feature, changes] of this.changes) {
      const row = table.findOrAdd(feature);
      changes.forEach((change, tag) => {
        if (change !== 0) table.set(row, tag, table.get(row, tag) + change);
      });
    }
  }

  /** By how much the beginning of a name is likelier than in the model, in its weights. */
  get opening(): number {
    return OPENING * this.lessons.size / (this.lessons.size + OPENING_LESSONS);
  }

  encode(): Uint8Array {
    const out = new ByteWriter();
    out.text(MAGIC);
    out.number(this.changes.size);
    let previous = 0;
    for (const feature of [...this.changes.keys()].map((hash) => hash >>> 0).sort((left, right) => left - right)) {
      out.number(feature - previous);
      previous = feature;
      for (const change of this.changes.get(feature | 0)!) out.signed(change);
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
        const change = reader.signed();
        if (change !== 0) learned.note(feature | 0, tag, change);
      }
    }
    for (const lesson of JSON.parse(reader.text()) as Lesson[]) learned.lessons.keep(lesson);
    if (!reader.done) throw new Error('the learned weights have data after their end');
    return learned;
  }
}

/**
 * Learns from decided texts one at a time, as the training did, going on from the model as it is. Measured on two corpora,
 * characters and words have to move at once and all else slowly: moved alike, a few hundred texts cost more than they bring.
 */
export class Learner {
  private trainer: CrfTrainer | null = null;

  /** @param step what a weight of 1 is in the table */
  constructor(private readonly table: WeightTable, private readonly step: number, private readonly learned: LearnedWeights) {}

  /** @returns whether anything changed */
  learn(view: TextView, gold: Uint8Array): boolean {
    const { table, step, learned } = this;
    let { trainer } = this;
    if (!trainer) {
      this.trainer = trainer = new CrfTrainer(RATE, 0, DROPOUT, null, GENERAL_RATE);
      trainer.startFrom(table, step);
    }
    trainer.learn(view, gold);
    let changed = false;
    trainer.forEachTouched((feature, from, values) => {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const wanted = Math.round(values[from + tag] * step);
        const row = wanted === 0 ? table.find(feature) : table.findOrAdd(feature);
        if (row < 0) continue;
        const before = table.get(row, tag);
        if (before === wanted) continue;
        table.set(row, tag, wanted);
        learned.note(feature, tag, table.get(row, tag) - before);
        changed = true;
      }
    });
    return changed;
  }
}
