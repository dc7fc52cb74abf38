import { ByteReader, ByteWriter } from './binary';
import { Decoder, START_STATE, stateAfter, transitionFeature } from './decoder';
import { TAG_COUNT } from './labels';
import type { TextView } from './textView';
import type { WeightTable } from './weightTable';

const MAGIC = 'news-annotator learned 1';
/** How far, in updates of the training, the gold tags must win against each wrong character before nothing is learned. */
const HEAD_START = 1;
/** Largest change of a weight by one text, in updates of the training. */
const BOLDEST = 0.25;

/** What decisions have changed in a model's weights, by feature and tag: small, and of use only with the model it was learned on. */
export class LearnedWeights {
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

  encode(): Uint8Array {
    const out = new ByteWriter();
    out.text(MAGIC);
    out.number(this.changes.size);
    let previous = 0;
    for (const feature of [...this.changes.keys()].map((hash) => hash >>> 0).sort((left, right) => left - right)) {
      out.number(feature - previous);
      previous = feature;
      for (const change of this.changes.get(feature | 0)!) out.number((change << 1) ^ (change >> 31));
    }
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
        const folded = reader.number();
        const change = (folded >>> 1) ^ -(folded & 1);
        if (change !== 0) learned.note(feature | 0, tag, change);
      }
    }
    if (!reader.done) throw new Error('the learned weights have data after their end');
    return learned;
  }
}

/**
 * Learns from decided texts one at a time: passive-aggressive updates (Crammer, Dekel, Keshet, Shalev-Shwartz, Singer:
 * “Online Passive-Aggressive Algorithms”, JMLR 2006). A text whose gold tags already win by the margin changes nothing;
 * another changes the weights just so much that they would, up to a bound.
 */
export class Learner {
  private readonly decoder: Decoder;
  private readonly changes = new Map<number, Float64Array>();

  /** @param step what one update of the training weighs in units of the table */
  constructor(private readonly table: WeightTable, private readonly step: number, private readonly learned: LearnedWeights) {
    this.decoder = new Decoder(table, true);
  }

  /** @returns whether anything had to change */
  learn(view: TextView, gold: Uint8Array): boolean {
    const { decoder, changes } = this;
    const guess = decoder.decodeAgainst(view, gold, Math.round(HEAD_START * this.step));
    changes.clear();
    for (let at = 0; at < view.length; at += 1) {
      if (guess[at] !== gold[at]) {
        for (let index = decoder.offsets[at]; index < decoder.offsets[at + 1]; index += 1) {
          this.propose(decoder.features[index], gold[at], 1);
          this.propose(decoder.features[index], guess[at], -1);
        }
      }
      const goldLeft = at === 0 ? START_STATE : stateAfter(gold[at - 1]);
      const guessLeft = at === 0 ? START_STATE : stateAfter(guess[at - 1]);
      if (goldLeft === guessLeft && gold[at] === guess[at]) continue;
      if (goldLeft >= 0) this.propose(transitionFeature(goldLeft), gold[at], 1);
      if (guessLeft >= 0) this.propose(transitionFeature(guessLeft), guess[at], -1);
    }
    return this.commit(this.lag(view, gold, guess));
  }

  private propose(feature: number, tag: number, amount: number): void {
    let row = this.changes.get(feature);
    if (!row) this.changes.set(feature, row = new Float64Array(TAG_COUNT));
    row[tag] += amount;
  }

  /** By how much the guess, with its head start, beats the gold tags. */
  private lag(view: TextView, gold: Uint8Array, guess: Uint8Array): number {
    let lag = 0;
    for (let at = 0; at < view.length; at += 1) if (guess[at] !== gold[at]) lag += HEAD_START * this.step;
    for (const [feature, amounts] of this.changes) {
      const row = this.table.find(feature);
      if (row < 0) continue;
      amounts.forEach((amount, tag) => {
        if (amount !== 0) lag -= amount * this.table.get(row, tag);
      });
    }
    return lag;
  }

  private commit(lag: number): boolean {
    let norm = 0;
    for (const amounts of this.changes.values()) for (const amount of amounts) norm += amount * amount;
    if (norm === 0 || lag <= 0) return false;
    const rate = Math.min(BOLDEST * this.step, lag / norm);
    for (const [feature, amounts] of this.changes) {
      amounts.forEach((amount, tag) => {
        const change = Math.sign(amount) * Math.ceil(Math.abs(amount) * rate);
        if (change === 0) return;
        const row = this.table.findOrAdd(feature);
        const before = this.table.get(row, tag);
        this.table.set(row, tag, before + change);
        this.learned.note(feature, tag, this.table.get(row, tag) - before);
      });
    }
    return true;
  }
}
