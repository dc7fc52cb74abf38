import type { Span } from '../page/span';

/** One replacement in a text. Offsets are UTF-16 code units of the text before the change. */
export interface TextChange {
  readonly start: number;
  readonly removed: number;
  readonly inserted: string;
}

/** The text after the change. */
export function applyChange(text: string, { start, removed, inserted }: TextChange): string {
  return text.slice(0, start) + inserted + text.slice(start + removed);
}

/** What an edit did to a span. */
export type Fate =
  /** The words are untouched; the span may have moved. */
  | { readonly kind: 'kept'; readonly span: Span }
  /** Something inside changed; the span holds what is there now. */
  | { readonly kind: 'touched'; readonly span: Span }
  /** All of its words were replaced or deleted; `at` is where they stood. */
  | { readonly kind: 'gone'; readonly at: number };

/** Where a span is after the change. Text inserted at either end stays outside the span. */
export function fateOf(span: Span, change: TextChange): Fate {
  const changeEnd = change.start + change.removed;
  const shift = change.inserted.length - change.removed;
  if (changeEnd <= span.start) return { kind: 'kept', span: { start: span.start + shift, end: span.end + shift } };
  if (change.start >= span.end) return { kind: 'kept', span };
  if (change.start <= span.start && changeEnd >= span.end) return { kind: 'gone', at: change.start };
  const start = change.start <= span.start ? change.start + change.inserted.length : span.start;
  const end = changeEnd >= span.end ? change.start : span.end + shift;
  return { kind: 'touched', span: { start, end } };
}

/** The smallest change that turns one text into the other: what is left between their common start and end. */
export function smallestChange(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < most - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return { start, removed: before.length - start - tail, inserted: after.slice(start, after.length - tail) };
}

/** How much of what two texts have in common beside a change may have come from elsewhere in them. */
const EDGE = 64;

/**
 * Where a change is reported larger than it is (a whole file replaced by a formatter or by git), what is left of it between
 * its common start and end, with a little of both: of “张四来，张四走” and “张四走” either name may have gone.
 */
export function likelyChange(before: string, { start, removed, inserted }: TextChange): TextChange {
  const least = smallestChange(before.slice(start, start + removed), inserted);
  const head = Math.max(0, least.start - EDGE);
  const tail = Math.min(EDGE, removed - least.start - least.removed);
  return {
    start: start + head, removed: least.start - head + least.removed + tail,
    inserted: inserted.slice(head, least.start + least.inserted.length + tail),
  };
}
