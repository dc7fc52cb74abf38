import { byPosition, type Annotation } from './model';
import { firstIndex } from '../page/firstIndex';

/** The orders in which annotations can be listed and gone through. */
export type SortOrder = 'position' | 'confidence' | 'surest' | 'text' | 'value';
export const SORT_ORDERS: readonly SortOrder[] = ['position', 'confidence', 'surest', 'text', 'value'];

export type Compare = (a: Annotation, b: Annotation) => number;

/**
 * Compares annotations: by position; by confidence, the least certain or the surest first and what has none last; by text, as a
 * Chinese dictionary has it; by value, the smallest first, dates after numbers, what has none last. What is equal
 * stands in reading order.
 */
export function compareBy(order: SortOrder): Compare {
  switch (order) {
    case 'position': return byPosition;
    case 'confidence': return (a, b) => (a.confidence ?? 2) - (b.confidence ?? 2) || byPosition(a, b);
    case 'surest': return (a, b) => (b.confidence ?? -1) - (a.confidence ?? -1) || byPosition(a, b);
    case 'text': {
      const { compare } = new Intl.Collator('zh');
      return (a, b) => (a.quote === b.quote ? byPosition(a, b) : compare(a.quote, b.quote) || byPosition(a, b));
    }
    case 'value': return (a, b) => compareValues(a, b) || byPosition(a, b);
  }
}

function compareValues(a: Annotation, b: Annotation): number {
  const x = a.value ?? a.min ?? a.max;
  const y = b.value ?? b.min ?? b.max;
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  if (typeof x === 'string' && typeof y === 'string') return x < y ? -1 : x > y ? 1 : 0;
  return rank(x) - rank(y);
}

function rank(value: number | string | undefined): number {
  return value === undefined ? 2 : typeof value === 'string' ? 1 : 0;
}

/**
 * The nearest wanted annotation after (or before) a place in a sorted list; goes round the list once.
 * @param from an annotation, in the list or not, or an offset of the text for a list in reading order
 */
export function nextInOrder(
  sorted: readonly Annotation[], compare: Compare, from: Annotation | number, direction: 1 | -1, wanted: (annotation: Annotation) => boolean,
): Annotation | undefined {
  const isAfter = (one: Annotation): boolean => (typeof from === 'number' ? one.start > from : compare(one, from) > 0);
  const after = firstIndex(sorted.length, (index) => isAfter(sorted[index]));
  const count = sorted.length;
  // the last one that is not after the place stands at `after - 1`; going back from an annotation it is that one itself
  const itself = typeof from !== 'number' && after > 0 && compare(sorted[after - 1], from) === 0;
  const origin = direction > 0 ? after - 1 : itself ? after - 1 : after;
  for (let step = 1; step <= count; step++) {
    const annotation = sorted[(((origin + direction * step) % count) + count) % count];
    if (wanted(annotation) && (typeof from === 'number' || annotation.id !== from.id)) return annotation;
  }
  return undefined;
}
