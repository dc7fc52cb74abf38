import type { DecodingTable } from './decodingTable';
import { extractFeatures, MAX_FEATURES, type FeatureFamily } from './features';
import { BEGIN, closes, END, MIDDLE, OPENERS, opens, OUTSIDE, ROW_SHIFT, ROW_SIZE, SEQUENCE_LABELS, SINGLE, TAG_COUNT, tagOf } from './labels';
import type { TextView } from './textView';
import { START_STATE, STATE_COUNT } from './transitions';

const IMPOSSIBLE = -(1 << 28);
const LABEL_COUNT = SEQUENCE_LABELS.length;

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
  private readonly transitions = new Int32Array(STATE_COUNT * ROW_SIZE);
  private readonly buffer = new Int32Array(MAX_FEATURES);
  private readonly places = new Int32Array(MAX_FEATURES + 1);

  constructor(private readonly table: DecodingTable, private readonly off: ReadonlySet<FeatureFamily> | null = null) {}

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
    const { table, buffer, places, scores, off, length } = this;
    const { plain } = view;
    for (let at = 0; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      if (plain[at] === 1) this.scoreOutside(base, at === 0 || plain[at - 1] === 0);
      else table.addUp(buffer, extractFeatures(view, at, buffer, off), places, scores, base);
    }
  }

  /** @param isFirst whether it is the first plain character of several: nothing asks for other tags of the others */
  private scoreOutside(base: number, isFirst: boolean): void {
    this.scores[base] = 0;
    if (!isFirst) return;
    for (let tag = 1; tag < TAG_COUNT; tag += 1) this.scores[base + tag] = IMPOSSIBLE;
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
    for (let state = 0; state < STATE_COUNT; state += 1) {
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        this.transitions[state * ROW_SIZE + tag] = this.table.transitions[state * TAG_COUNT + tag] + (opens(tag) ? this.opening : 0);
      }
    }
  }

  private walkForward(plain: Uint8Array): void {
    const { length, scores, forward, back, transitions, tags } = this;
    if (length === 0) return;
    forward.fill(IMPOSSIBLE, 0, TAG_COUNT);
    for (const tag of OPENERS) forward[tag] = scores[tag] + transitions[START_STATE * ROW_SIZE + tag];
    for (let at = 1; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      const before = base - ROW_SIZE;
      if (plain[at] === 1 && plain[at - 1] === 1) {
        forward[base] = forward[before] + transitions[OUTSIDE];
        back[base] = OUTSIDE;
        if (at + 1 === length || plain[at + 1] === 0) forward.fill(IMPOSSIBLE, base + 1, base + TAG_COUNT);
        continue;
      }
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
   * margin of the mention. Plain characters, to which only a repair can have widened it, have no other tag. Needs
   * `walkBackward` before.
   */
  margin(view: TextView, start: number, end: number): number {
    const { forward, backward, tags } = this;
    let least = -IMPOSSIBLE;
    for (let at = start; at < end; at += 1) {
      if (view.plain[at] === 1) continue;
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
      for (let state = 0; state <= LABEL_COUNT; state += 1) {
        let best = IMPOSSIBLE;
        for (let index = 0; index < OPENERS.length; index += 1) {
          const next = OPENERS[index];
          const value = backward[after + next] + scores[after + next] + transitions[state * ROW_SIZE + next];
          if (value > best) best = value;
        }
        if (state === 0) backward[base] = best;
        else backward[base + tagOf(state - 1, END)] = backward[base + tagOf(state - 1, SINGLE)] = best;
      }
      for (let begin = BEGIN; begin < TAG_COUNT; begin += 4) {
        const middle = begin + MIDDLE - BEGIN;
        const end = begin + END - BEGIN;
        const best = Math.max(backward[after + middle] + scores[after + middle], backward[after + end] + scores[after + end], IMPOSSIBLE);
        backward[base + begin] = backward[base + middle] = best;
      }
    }
    return stop + 1;
  }
}
