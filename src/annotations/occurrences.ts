import type { Span } from '../page/span';
import { stripWithOffsets, withoutWhitespace } from './whitespace';

/** Every place of the page where the words stand, line breaks inside them or not; without overlap, in order. */
export function findOccurrences(text: string, words: string): Span[] {
  const wanted = withoutWhitespace(words);
  if (wanted === '') return [];
  const { text: stripped, offsets } = stripWithOffsets(text);
  const found: Span[] = [];
  for (let at = stripped.indexOf(wanted); at >= 0; at = stripped.indexOf(wanted, at + wanted.length)) {
    found.push({ start: offsets[at], end: offsets[at + wanted.length - 1] + 1 });
  }
  return found;
}
