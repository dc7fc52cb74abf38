import { extractFeatures, MAX_FEATURES, type FeatureFamily } from './features';
import { finish, mix } from './hashing';
import { BEGIN, closes, END, labelOf, MIDDLE, opens, OUTSIDE, ROW_SHIFT, ROW_SIZE, SEQUENCE_LABELS, SINGLE, SUCCESSORS, TAG_COUNT } from './labels';
import type { TextView } from './textView';
import { PACKED_SHIFT, type WeightTable } from './weightTable';

const IMPOSSIBLE = -(1 << 28);
const LABEL_COUNT = SEQUENCE_LABELS.length;
/** Tags at which a name or nothing may begin: outside, and B and S of each label. */
const OPENERS = Uint8Array.from([OUTSIDE, ...SEQUENCE_LABELS.flatMap((_, label) => [label * 4 + BEGIN, label * 4 + SINGLE])]);

/**
 * What stands left of a character, as transitions see it: outside (0), the end of a name by label (1 …), the start of the
 * text, and inside a name, which allows only its own M and E.
 */
const START = LABEL_COUNT + 1;
const STATES = LABEL_COUNT + 2;

/** The feature that holds the weights of the tags right of a state. */
export function transitionFeature(state: number): number {
  return finish(mix(0x7a11, state));
}

/** The state that a tag leaves behind for the next character; -1 for tags inside a name, which no weight follows. */
export function stateAfter(tag: number): number {
  if (tag === OUTSIDE) return 0;
  return closes(tag) ? labelOf(tag) + 1 : -1;
}

export const START_STATE = START;

/**
 * Finds the best tag sequence of a text (Viterbi) and how far every other choice is behind it. One decoder works through
 * many texts; its buffers grow with the longest.
 */
export class Decoder {
  length = 0;
  /** What the beginning of a name is worth beside its weights. */
  opening = 0;
  /** Weight sums by character and tag, rows of ROW_SIZE. */
  scores = new Int32Array(0);
  tags = new Uint8Array(0);
  private forward = new Int32Array(0);
  private backward = new Int32Array(0);
  private back = new Uint8Array(0);
  private readonly transitions = new Int32Array(STATES * ROW_SIZE);
  private readonly buffer = new Int32Array(MAX_FEATURES);

  constructor(readonly table: WeightTable, private readonly off: ReadonlySet<FeatureFamily> | null = null) {}

  /**
   * Tags the text of the view.
   * @param allowed for each character a bit set of the tags it may have; null where all are free
   */
  decode(view: TextView, allowed: Uint16Array | null): Uint8Array {
    this.reserve(view.length);
    this.length = view.length;
    this.score(view);
    if (allowed) this.forbid(allowed);
    this.readTransitions();
    this.walkForward(view.plain);
    return this.tags.subarray(0, this.length);
  }

  private reserve(length: number): void {
    if (length <= this.tags.length) return;
    const capacity = Math.max(1024, length * 2);
    this.scores = new Int32Array(capacity << ROW_SHIFT);
    this.forward = new Int32Array(capacity << ROW_SHIFT);
    this.backward = new Int32Array(capacity << ROW_SHIFT);
    this.back = new Uint8Array(capacity << ROW_SHIFT);
    this.tags = new Uint8Array(capacity);
  }

  private score(view: TextView): void {
    const { buffer, off, length } = this;
    const { plain } = view;
    for (let at = 0; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      if (plain[at] === 1) this.scoreOutside(base);
      else this.addUp(base, extractFeatures(view, at, buffer, off));
    }
  }

  private scoreOutside(base: number): void {
    this.scores[base] = 0;
    for (let tag = 1; tag < TAG_COUNT; tag += 1) this.scores[base + tag] = IMPOSSIBLE;
  }

  /** The scores of a character: the weights of the first `count` features of the buffer. */
  private addUp(base: number, count: number): void {
    const { table, buffer, scores } = this;
    const { packed } = table;
    let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0, sum5 = 0, sum6 = 0;
    for (let index = 0; index < count; index += 1) {
      const row = table.find(buffer[index]);
      if (row < 0) continue;
      const at = row << PACKED_SHIFT;
      sum0 = (sum0 + packed[at]) | 0;
      sum1 = (sum1 + packed[at + 1]) | 0;
      sum2 = (sum2 + packed[at + 2]) | 0;
      sum3 = (sum3 + packed[at + 3]) | 0;
      sum4 = (sum4 + packed[at + 4]) | 0;
      sum5 = (sum5 + packed[at + 5]) | 0;
      sum6 = (sum6 + packed[at + 6]) | 0;
    }
    unpack(scores, base, sum0);
    unpack(scores, base + 2, sum1);
    unpack(scores, base + 4, sum2);
    unpack(scores, base + 6, sum3);
    unpack(scores, base + 8, sum4);
    unpack(scores, base + 10, sum5);
    unpack(scores, base + 12, sum6);
  }

  private forbid(allowed: Uint16Array): void {
    for (let at = 0; at < this.length; at += 1) {
      const bits = allowed[at];
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        if ((bits & (1 << tag)) === 0) this.scores[(at << ROW_SHIFT) + tag] = IMPOSSIBLE;
      }
    }
  }

  private readTransitions(): void {
    for (let state = 0; state < STATES; state += 1) {
      const row = this.table.find(transitionFeature(state));
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        this.transitions[state * ROW_SIZE + tag] = (row < 0 ? 0 : this.table.get(row, tag)) + (opens(tag) ? this.opening : 0);
      }
    }
  }

  private walkForward(plain: Uint8Array): void {
    const { length, scores, forward, back, transitions, tags } = this;
    if (length === 0) return;
    forward.fill(IMPOSSIBLE, 0, TAG_COUNT);
    for (const tag of OPENERS) forward[tag] = scores[tag] + transitions[START * ROW_SIZE + tag];
    for (let at = 1; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      const before = base - ROW_SIZE;
      const openers = plain[at] === 1 ? 1 : OPENERS.length;
      for (let index = 0; index < openers; index += 1) {
        const tag = OPENERS[index];
        let best = forward[before] + transitions[tag];
        let chosen = OUTSIDE;
        for (let label = 0; label < LABEL_COUNT; label += 1) {
          const end = label * 4 + END;
          const weight = transitions[(label + 1) * ROW_SIZE + tag];
          const afterEnd = forward[before + end] + weight;
          if (afterEnd > best) {
            best = afterEnd;
            chosen = end;
          }
          const afterSingle = forward[before + end + 1] + weight;
          if (afterSingle > best) {
            best = afterSingle;
            chosen = end + 1;
          }
        }
        best += scores[base + tag];
        forward[base + tag] = best < IMPOSSIBLE ? IMPOSSIBLE : best;
        back[base + tag] = chosen;
      }
      if (openers === 1) {
        for (let tag = 1; tag < TAG_COUNT; tag += 1) forward[base + tag] = IMPOSSIBLE;
        continue;
      }
      for (let begin = BEGIN; begin < TAG_COUNT; begin += 4) {
        const middle = begin + MIDDLE - BEGIN;
        const end = begin + END - BEGIN;
        const afterBegin = forward[before + begin];
        const afterMiddle = forward[before + middle];
        const chosen = afterBegin >= afterMiddle ? begin : middle;
        const best = afterBegin >= afterMiddle ? afterBegin : afterMiddle;
        const ofMiddle = best + scores[base + middle];
        const ofEnd = best + scores[base + end];
        forward[base + middle] = ofMiddle < IMPOSSIBLE ? IMPOSSIBLE : ofMiddle;
        forward[base + end] = ofEnd < IMPOSSIBLE ? IMPOSSIBLE : ofEnd;
        back[base + middle] = chosen;
        back[base + end] = chosen;
      }
    }
    const last = (length - 1) << ROW_SHIFT;
    let tag = OUTSIDE;
    for (let other = 1; other < TAG_COUNT; other += 1) {
      if (closes(other) && forward[last + other] > forward[last + tag]) tag = other;
    }
    for (let at = length - 1; at >= 0; at -= 1) {
      tags[at] = tag;
      tag = back[(at << ROW_SHIFT) + tag];
    }
  }

  /**
   * How far the best sequence that gives a character another tag is behind the best of all, least over the span: the
   * margin of the mention. Needs `walkBackward` once a text, after `decode`.
   */
  margin(start: number, end: number): number {
    const { forward, backward, tags } = this;
    let least = -IMPOSSIBLE;
    for (let at = start; at < end; at += 1) {
      const base = at << ROW_SHIFT;
      const chosen = tags[at];
      const top = forward[base + chosen] + backward[base + chosen];
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        if (tag === chosen) continue;
        const gap = top - forward[base + tag] - backward[base + tag];
        if (gap < least) least = gap;
      }
    }
    return Math.max(0, least);
  }

  /**
   * Best score of what lies right of the characters from `from` up to the next plain one, for `margin`: left of a
   * character that can only be outside, what follows it makes no difference.
   * @returns where it stopped: margins of spans that end at or before it can be asked for
   */
  walkBackward(view: TextView, from: number): number {
    const { length, scores, backward, transitions } = this;
    let stop = from;
    while (stop < length - 1 && view.plain[stop] === 0) stop += 1;
    const last = stop << ROW_SHIFT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) backward[last + tag] = closes(tag) ? 0 : IMPOSSIBLE;
    for (let at = stop - 1; at >= from; at -= 1) {
      const base = at << ROW_SHIFT;
      const after = base + ROW_SIZE;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const targets = SUCCESSORS[tag];
        const state = stateAfter(tag);
        let best = IMPOSSIBLE;
        for (let index = 0; index < targets.length; index += 1) {
          const next = targets[index];
          const value = backward[after + next] + scores[after + next] + (state < 0 ? 0 : transitions[state * ROW_SIZE + next]);
          if (value > best) best = value;
        }
        backward[base + tag] = best;
      }
    }
    return stop + 1;
  }
}

/** The two scores in a packed sum, see WeightTable. */
function unpack(scores: Int32Array, at: number, sum: number): void {
  const even = (sum << 16) >> 16;
  scores[at] = even;
  scores[at + 1] = (sum - even) >> 16;
}
