import { closes, OUTSIDE, PREDECESSORS, ROW_SHIFT, ROW_SIZE, SUCCESSORS, TAG_COUNT } from './labels';
import { extractFeatures, MAX_FEATURES, type FeatureFamily } from './features';
import { finish, mix } from './hashing';
import type { TextView } from './textView';
import type { WeightTable } from './weightTable';

const IMPOSSIBLE = -(1 << 28);

/** The feature that holds the weights of tags right of `previous` (TAG_COUNT: at the start of the text). */
export function transitionFeature(previous: number): number {
  return finish(mix(0x7a11, previous));
}

/**
 * Finds the best tag sequence of a text (Viterbi) and how far every other choice is behind it. One decoder works through
 * many texts; its buffers grow with the longest.
 */
export class Decoder {
  length = 0;
  /** Weight sums by character and tag, rows of ROW_SIZE. */
  scores = new Int32Array(0);
  /** Features of all characters; those of character i are from offsets[i] to offsets[i + 1]. Filled only by `keepFeatures`. */
  features = new Int32Array(0);
  offsets = new Int32Array(1);
  tags = new Uint8Array(0);
  private forward = new Int32Array(0);
  private backward = new Int32Array(0);
  private back = new Uint8Array(0);
  private readonly transitions = new Int32Array((TAG_COUNT + 1) * ROW_SIZE);
  private readonly buffer = new Int32Array(MAX_FEATURES);

  constructor(
    readonly table: WeightTable,
    private readonly keepFeatures = false,
    readonly off: ReadonlySet<FeatureFamily> | null = null,
  ) {}

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
    this.walkForward();
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
    this.offsets = new Int32Array(capacity + 1);
    if (this.keepFeatures) this.features = new Int32Array(capacity * MAX_FEATURES);
  }

  private score(view: TextView): void {
    const { table, buffer, scores, off, length } = this;
    const { weights } = table;
    scores.fill(0, 0, length << ROW_SHIFT);
    let total = 0;
    for (let at = 0; at < length; at += 1) {
      const count = extractFeatures(view, at, buffer, off);
      const base = at << ROW_SHIFT;
      if (this.keepFeatures) {
        this.offsets[at] = total;
        for (let index = 0; index < count; index += 1) this.features[total + index] = buffer[index];
        total += count;
      }
      for (let index = 0; index < count; index += 1) {
        const row = table.find(buffer[index]);
        if (row < 0) continue;
        const from = row << ROW_SHIFT;
        for (let tag = 0; tag < TAG_COUNT; tag += 1) scores[base + tag] += weights[from + tag];
      }
    }
    this.offsets[length] = total;
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
    for (let previous = 0; previous <= TAG_COUNT; previous += 1) {
      const row = this.table.find(transitionFeature(previous));
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        this.transitions[previous * ROW_SIZE + tag] = row < 0 ? 0 : this.table.weights[(row << ROW_SHIFT) + tag];
      }
    }
  }

  private walkForward(): void {
    const { length, scores, forward, back, transitions, tags } = this;
    if (length === 0) return;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      forward[tag] = PREDECESSORS[tag].includes(OUTSIDE) ? scores[tag] + transitions[TAG_COUNT * ROW_SIZE + tag] : IMPOSSIBLE;
    }
    for (let at = 1; at < length; at += 1) {
      const base = at << ROW_SHIFT;
      const before = base - ROW_SIZE;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const sources = PREDECESSORS[tag];
        let best = IMPOSSIBLE * 2;
        let chosen = sources[0];
        for (let index = 0; index < sources.length; index += 1) {
          const previous = sources[index];
          const value = forward[before + previous] + transitions[previous * ROW_SIZE + tag];
          if (value > best) {
            best = value;
            chosen = previous;
          }
        }
        const sum = best + scores[base + tag];
        forward[base + tag] = sum < IMPOSSIBLE ? IMPOSSIBLE : sum;
        back[base + tag] = chosen;
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
   * margin of the mention. Call after `decode`; needs `walkBackward` once a text.
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

  /** Best score of what lies right of each character, for `margin`. */
  walkBackward(): void {
    const { length, scores, backward, transitions } = this;
    if (length === 0) return;
    const last = (length - 1) << ROW_SHIFT;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) backward[last + tag] = closes(tag) ? 0 : IMPOSSIBLE;
    for (let at = length - 2; at >= 0; at -= 1) {
      const base = at << ROW_SHIFT;
      const after = base + ROW_SIZE;
      for (let tag = 0; tag < TAG_COUNT; tag += 1) {
        const targets = SUCCESSORS[tag];
        let best = IMPOSSIBLE;
        for (let index = 0; index < targets.length; index += 1) {
          const next = targets[index];
          const value = backward[after + next] + scores[after + next] + transitions[tag * ROW_SIZE + next];
          if (value > best) best = value;
        }
        backward[base + tag] = best;
      }
    }
  }
}
