import type { Span } from '../page/span';
import type { TextChange } from './textChange';

/** Spans after a change of the text: what ends before it stays, what begins after it moves, what it touched is left out. */
export function moveSpans<Item extends Span>(items: readonly Item[], { start, removed, inserted }: TextChange): Item[] {
  const end = start + removed;
  const shift = inserted.length - removed;
  return items.flatMap((item) => {
    if (item.end <= start) return [item];
    return item.start >= end ? [{ ...item, start: item.start + shift, end: item.end + shift }] : [];
  });
}
