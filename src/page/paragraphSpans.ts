import { CharClass, CLASSES, CLASS_MASK, TRAITS, WIDE } from './chars';
import { joinLines } from './joins';
import { readLines } from './lines';
import type { Span } from './span';

/** A line of this many cells (50 Han characters) is no line of a newspaper column. */
const WIDE_LINE = 100;

/** Lines are paragraphs where wide ones hold this many times the text of the others. */
const MOSTLY = 3;

/**
 * The paragraphs of a page as spans of its text, without reading on to articles: for indexing many pages. Where lines
 * are as wide as paragraphs each is one; else lines are joined as `readPage` joins them. Linear.
 *
 * @param units `units[0..length)` are the text
 * @param textOf gives the text as a string: only pages of narrow lines ask for it
 */
export function paragraphSpans(units: Uint16Array, length: number, textOf: () => string): Span[] {
  const lines = unbrokenLines(units, length);
  if (lines !== null) return lines;
  const raw = textOf();
  const narrow = readLines(raw);
  return joinLines(raw, narrow).map(({ from, to }) => ({ start: narrow.start(from), end: narrow.end(to) }));
}

/**
 * The lines that are not blank, without white space at their ends, where wide ones hold most of the text (headlines and
 * bylines between them are short); else null.
 */
function unbrokenLines(units: Uint16Array, length: number): Span[] | null {
  const classes = CLASSES;
  const traits = TRAITS;
  const { Space, Break } = CharClass;
  const lines: Span[] = [];
  let narrow = 0;
  let wide = 0;
  for (let offset = 0; offset < length; offset++) {
    while (offset < length && classes[units[offset]] === Space) offset++;
    const start = offset;
    let cells = 0;
    let lastCells = 0;
    let end = offset;
    for (; offset < length; offset++) {
      const trait = traits[units[offset]];
      const kind = trait & CLASS_MASK;
      if (kind === Break) break;
      cells += (trait & WIDE) === 0 ? 1 : 2;
      if (kind === Space) continue;
      end = offset + 1;
      lastCells = cells;
    }
    if (end === start) continue;
    lines.push({ start, end });
    if (lastCells >= WIDE_LINE) wide += lastCells;
    else narrow += lastCells;
  }
  return wide > MOSTLY * narrow ? lines : null;
}
