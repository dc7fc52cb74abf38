import type { Span } from '../page/span';

const OPEN = '《';
const CLOSE = '》';
/** A title of more characters than this is a lost mark, not a title. */
const LONGEST_TITLE = 80;

/**
 * What stands in 《》, without the marks, left to right. Of marks inside marks the outer pair counts; an opening mark
 * that is never closed, or closed too late, opens nothing.
 */
export function findWorks(text: string): Span[] {
  const works: Span[] = [];
  let at = text.indexOf(OPEN);
  while (at >= 0) {
    const end = closingMark(text, at);
    if (end > at + 1) works.push({ start: at + 1, end });
    at = text.indexOf(OPEN, end > at ? end : at + 1);
  }
  return works;
}

/** Position of the mark that closes the one at `start`; -1 where there is none in reach. */
function closingMark(text: string, start: number): number {
  let depth = 0;
  const last = Math.min(text.length, start + LONGEST_TITLE + 2);
  for (let at = start; at < last; at += 1) {
    if (text[at] === OPEN) depth += 1;
    if (text[at] === CLOSE) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
