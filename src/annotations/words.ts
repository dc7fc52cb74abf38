import type { Span } from '../page/span';
import { isWhitespace } from './whitespace';
import type { EdgeMove } from './decisions';

/** Characters looked at on each side of a place: more than any word, few enough to be cut into words at once. */
const REACH = 80;

/** A stretch of a page to be cut into words: reflowed, with the raw offset of each of its code units. */
export interface WordWindow {
  readonly text: string;
  readonly offsets: readonly number[];
}

/** The text around a span without its line breaks and spaces; one space stays between two Latin words. */
export function wordWindow(text: string, span: Span): WordWindow {
  const from = Math.max(0, span.start - REACH);
  const to = Math.min(text.length, span.end + REACH);
  const offsets: number[] = [];
  let stripped = '';
  let gap = -1;
  for (let index = from; index < to; index++) {
    if (isWhitespace(text.charCodeAt(index))) {
      if (gap < 0) gap = index;
      continue;
    }
    if (gap >= 0 && isLatin(stripped.charCodeAt(stripped.length - 1)) && isLatin(text.charCodeAt(index))) {
      stripped += ' ';
      offsets.push(gap);
    }
    gap = -1;
    stripped += text[index];
    offsets.push(index);
  }
  return { text: stripped, offsets };
}

/**
 * Where the words of a window stand in the page; punctuation and spaces are no words.
 * @param lengths of the pieces that a segmenter cut the window's text into, in code units
 */
export function wordSpans({ text, offsets }: WordWindow, lengths: readonly number[]): Span[] {
  const words: Span[] = [];
  let at = 0;
  for (const length of lengths) {
    if (length > 0 && /[\p{L}\p{N}]/u.test(text.slice(at, at + length))) words.push({ start: offsets[at], end: offsets[at + length - 1] + 1 });
    at += length;
  }
  return words;
}

/** The word that an offset stands in or before, else the one that it stands behind. */
export function wordAt(words: readonly Span[], offset: number): Span | undefined {
  return words.find(({ start, end }) => start <= offset && offset < end) ?? words.find(({ end }) => end === offset);
}

/** The span with one end moved to the next edge of a word; undefined where there is none or nothing would be left. */
export function edgeByWord(words: readonly Span[], { start, end }: Span, move: EdgeMove): Span | undefined {
  const edge = nextEdge(words, { start, end }, move);
  if (edge === undefined) return undefined;
  return move === 'startLeft' || move === 'startRight' ? { start: edge, end } : { start, end: edge };
}

function nextEdge(words: readonly Span[], { start, end }: Span, move: EdgeMove): number | undefined {
  switch (move) {
    case 'startLeft': return words.findLast((word) => word.start < start)?.start;
    case 'startRight': return words.find((word) => word.start > start && word.start < end)?.start;
    case 'endLeft': return words.findLast((word) => word.end < end && word.end > start)?.end;
    case 'endRight': return words.find((word) => word.end > end)?.end;
  }
}

/** The span widened to the edges of the words that it cuts through. */
export function wholeWords(words: readonly Span[], { start, end }: Span): Span {
  return {
    start: words.find((word) => word.start < start && start < word.end)?.start ?? start,
    end: words.find((word) => word.start < end && end < word.end)?.end ?? end,
  };
}

function isLatin(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122) || (unit >= 0xc0 && unit <= 0x24f);
}
