import { joinLines } from './joins';
import { readLines, type Line } from './lines';
import type { Span } from './span';

/** A line of this many cells (50 Han characters) is no line of a newspaper column. */
const WIDE = 100;

/** Lines are paragraphs where wide ones hold this many times the text of the others. */
const MOSTLY = 3;

/**
 * The paragraphs of a page as spans of its text, without reading on to articles: for indexing many pages. Where lines
 * are as wide as paragraphs each is one; else lines are joined as `readPage` joins them. Linear.
 */
export function paragraphSpans(raw: string): Span[] {
  const lines = readLines(raw);
  if (isUnbroken(lines)) return lines.map(({ start, end }) => ({ start, end }));
  return joinLines(raw, lines).map(({ from, to }) => ({ start: lines[from].start, end: lines[to].end }));
}

/** Whether wide lines hold most of the text: headlines and bylines between them are short. */
function isUnbroken(lines: readonly Line[]): boolean {
  let narrow = 0;
  let wide = 0;
  for (const { width } of lines) {
    if (width >= WIDE) wide += width;
    else narrow += width;
  }
  return wide > MOSTLY * narrow;
}
