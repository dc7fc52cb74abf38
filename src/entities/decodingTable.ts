import { OUTSIDE, TAG_COUNT } from './labels';
import { STATE_COUNT, transitionFeature } from './transitions';
import { GRAIN, type WeightTable } from './weightTable';

/** Numbers of a row: the feature, and four weights in each of three more. A row starts at `slot << SLOT_SHIFT`. */
const SLOT_SHIFT = 2;
const SLOT_SIZE = 1 << SLOT_SHIFT;
const LEAST_SLOTS = 1 << 10;
/** What weights are counted in: half of what the shipped ones are multiples of, since those that are learned are finer. Larger ones than fit are cut, some thirty of a million and a half. */
const UNIT = GRAIN / 2;
/** A weight is a byte, 128 stands for 0; so is each in the row of a feature that says nothing. */
const ZERO = 128;
const LARGEST = 127;
const NEUTRAL = 0x80808080 | 0;
const HALVES = 0xff00ff;
const STATE_OF = new Map(Array.from({ length: STATE_COUNT }, (_, state) => [transitionFeature(state), state]));

/**
 * Weights as the decoder reads them: sixteen bytes a feature, found where they are looked for in one step mostly, since
 * nearly all time of decoding goes into waiting for them. They are relative to the weight of OUTSIDE, which changes all
 * sequences alike, and multiples of UNIT.
 *
 * Open addressing, linear probing, at most five eighths full, by the feature's 32-bit hash, which is not 0. Weights are added up
 * two at a time, in 16 bits each.
 */
export class DecodingTable {
  /** Weights of the tags right of a state, exact, rows of TAG_COUNT: these are of the sequence, and relative to nothing. */
  readonly transitions = new Int32Array(STATE_COUNT * TAG_COUNT);
  private rows: Int32Array;
  private mask: number;
  private count = 0;

  constructor(table: WeightTable) {
    let capacity = LEAST_SLOTS;
    while (!hasRoom(capacity, table.rows)) capacity *= 2;
    this.rows = new Int32Array(capacity << SLOT_SHIFT);
    this.mask = capacity - 1;
    const weights = new Int32Array(TAG_COUNT);
    table.forEach((feature, row) => {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) weights[tag] = table.get(row, tag);
      this.set(feature, weights);
    });
  }

  /** Gives a feature other weights, by tag. */
  set(feature: number, weights: Int32Array): void {
    const state = STATE_OF.get(feature);
    if (state !== undefined) {
      this.transitions.set(weights, state * TAG_COUNT);
      return;
    }
    const first = packed(weights, 1);
    const second = packed(weights, 5);
    const third = packed(weights, 9);
    let at = this.slotOf(feature);
    if (this.rows[at] === 0) {
      if (first === NEUTRAL && second === NEUTRAL && third === NEUTRAL) return;
      if (!hasRoom(this.mask + 1, this.count + 1)) {
        this.grow();
        at = this.slotOf(feature);
      }
      this.count += 1;
      this.rows[at] = feature;
    }
    const { rows } = this;
    rows[at + 1] = first;
    rows[at + 2] = second;
    rows[at + 3] = third;
  }

  /**
   * Adds up the weights of `count` features, of which 128 fit in 15 bits: the score of each tag in `scores`, from `base` on.
   * @param places room for one number more than there are features
   */
  addUp(features: Int32Array, count: number, places: Int32Array, scores: Int32Array, base: number): void {
    const { rows, mask } = this;
    const end = rows.length - 1;
    // All rows are asked for before the first is looked at, so that they are fetched together.
    let asked = 0;
    for (let index = 0; index < count; index += 1) {
      const feature = features[index];
      const at = ((feature ^ (feature >>> 15)) & mask) << SLOT_SHIFT;
      places[index] = at;
      asked ^= rows[at];
    }
    places[count] = asked; // or the engine would leave the asking out
    let zeros = 0;
    let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0;
    for (let index = 0; index < count; index += 1) {
      const feature = features[index];
      let at = places[index];
      let found = rows[at];
      while (found !== feature && found !== 0) {
        at = (at + SLOT_SIZE) & end;
        found = rows[at];
      }
      if (found === 0) continue;
      const first = rows[at + 1];
      const second = rows[at + 2];
      const third = rows[at + 3];
      zeros += ZERO;
      sum0 += first & HALVES;
      sum1 += (first >>> 8) & HALVES;
      sum2 += second & HALVES;
      sum3 += (second >>> 8) & HALVES;
      sum4 += third & HALVES;
      sum5 += (third >>> 8) & HALVES;
    }
    scores[base] = 0;
    scores[base + 1] = ((sum0 & 0xffff) - zeros) * UNIT;
    scores[base + 2] = ((sum1 & 0xffff) - zeros) * UNIT;
    scores[base + 3] = ((sum0 >>> 16) - zeros) * UNIT;
    scores[base + 4] = ((sum1 >>> 16) - zeros) * UNIT;
    scores[base + 5] = ((sum2 & 0xffff) - zeros) * UNIT;
    scores[base + 6] = ((sum3 & 0xffff) - zeros) * UNIT;
    scores[base + 7] = ((sum2 >>> 16) - zeros) * UNIT;
    scores[base + 8] = ((sum3 >>> 16) - zeros) * UNIT;
    scores[base + 9] = ((sum4 & 0xffff) - zeros) * UNIT;
    scores[base + 10] = ((sum5 & 0xffff) - zeros) * UNIT;
    scores[base + 11] = ((sum4 >>> 16) - zeros) * UNIT;
    scores[base + 12] = ((sum5 >>> 16) - zeros) * UNIT;
  }

  /** Where the row of a feature begins, or where it would. */
  private slotOf(feature: number): number {
    const { rows, mask } = this;
    let at = ((feature ^ (feature >>> 15)) & mask) << SLOT_SHIFT;
    while (rows[at] !== 0 && rows[at] !== feature) at = (at + SLOT_SIZE) & (rows.length - 1);
    return at;
  }

  private grow(): void {
    const old = this.rows;
    this.rows = new Int32Array(old.length * 2);
    this.mask = (this.rows.length >> SLOT_SHIFT) - 1;
    for (let at = 0; at < old.length; at += SLOT_SIZE) {
      if (old[at] !== 0) this.rows.set(old.subarray(at, at + SLOT_SIZE), this.slotOf(old[at]));
    }
  }
}

function hasRoom(capacity: number, rows: number): boolean {
  return rows * 8 <= capacity * 5;
}

/** Four weights from a tag on, as bytes. */
function packed(weights: Int32Array, tag: number): number {
  let bytes = 0;
  for (let index = 0; index < 4; index += 1) {
    const weight = Math.round((weights[tag + index] - weights[OUTSIDE]) / UNIT);
    bytes |= (ZERO + Math.max(-LARGEST, Math.min(LARGEST, weight))) << (index * 8);
  }
  return bytes;
}
