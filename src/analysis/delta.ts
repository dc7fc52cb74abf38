import { SUGGESTION_FIELDS, type Suggestion } from '../annotations/model';
import type { Span } from '../page/span';

/** A stretch of a layer whose suggestions are replaced: those that start in [from, to) are now `suggestions`. */
export interface LayerDelta {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

/** What was edited since the last analysis, in offsets of the text now, and how the text's length changed. */
export interface Edited extends Span {
  readonly shift: number;
}

/**
 * The smallest stretch that turns the suggestions sent before into those found now, so that an edit in a long page
 * sends only what it changed. Both lists are sorted by start.
 * @param edited undefined where the text is the same
 * @param length of the text now
 */
export function layerDelta(
  before: readonly Suggestion[],
  now: readonly Suggestion[],
  edited: Edited | undefined,
  length: number,
): LayerDelta | undefined {
  const shift = edited?.shift ?? 0;
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && now[head].end < (edited?.start ?? Infinity) && same(before[head], now[head], 0)) head++;
  let tail = 0;
  while (
    tail < most - head
    && now[now.length - 1 - tail].start > (edited?.end ?? -1)
    && same(before[before.length - 1 - tail], now[now.length - 1 - tail], shift)
  ) tail++;
  // suggestions that start together stay together: the stretch is told by where they start
  while (head > 0 && (startsWithNext(now, head) || startsWithNext(before, head))) head--;
  while (tail > 0 && (startsWithNext(now, now.length - tail) || startsWithNext(before, before.length - tail))) tail--;
  const suggestions = now.slice(head, now.length - tail);
  if (suggestions.length === 0 && before.length === head + tail && !edited) return undefined;
  const from = head > 0 ? now[head - 1].start + 1 : 0;
  const to = tail > 0 ? now[now.length - tail].start : length + 1;
  return { from, to: Math.max(from, to), suggestions };
}

/** Cuts a large delta into stretches of at most `most` suggestions (more only where they start together). */
export function* inPortions(delta: LayerDelta, most: number): Generator<LayerDelta> {
  let from = delta.from;
  let first = 0;
  while (delta.suggestions.length - first > most) {
    let end = first + most;
    while (end < delta.suggestions.length && startsWithNext(delta.suggestions, end)) end++;
    if (end >= delta.suggestions.length) break;
    const to = delta.suggestions[end].start;
    yield { from, to, suggestions: delta.suggestions.slice(first, end) };
    from = to;
    first = end;
  }
  yield { from, to: delta.to, suggestions: delta.suggestions.slice(first) };
}

function startsWithNext(suggestions: readonly Suggestion[], index: number): boolean {
  return index > 0 && index < suggestions.length && suggestions[index - 1].start === suggestions[index].start;
}

function same(before: Suggestion, now: Suggestion, shift: number): boolean {
  return before.start + shift === now.start && before.end + shift === now.end && before.quote === now.quote
    && SUGGESTION_FIELDS.every((field) => before[field] === now[field]);
}
