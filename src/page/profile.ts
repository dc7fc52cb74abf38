import { CharClass, charClass } from './chars';
import type { Line } from './lines';

/**
 * How full a line is against the measure (the set width) of the column it stands in, after the line breaker is given
 * its due for a word it would not break.
 */
export interface Fullness {
  /** The full width of a line here, in cells; 0 where the lines are not set to a width. */
  readonly full: number;
  /** Cells missing to the full width, 0 for a full line; `Infinity` where there is no measure. */
  readonly missing: number;
  /** Share of the neighbouring lines that keep to the measure, 0–1: how much to trust it. */
  readonly sharpness: number;
}

/** Lines in a window that is searched for a measure. Columns on real pages change their width after ten lines or so. */
const WINDOW = 8;
const LEAST_KEEPING = 3;
const SHIFTS = [0, WINDOW >> 1, WINDOW - 1];
/** Lines wider than this are not the work of a line breaker, lines narrower no text. */
const WIDEST_MEASURE = 120;
const NARROWEST_MEASURE = 10;
const TOLERANCE = 1;
/** A line breaker keeps at most this much together. */
const LONGEST_WORD = 24;
/** A deeper indentation belongs to the whole column. */
const DEEPEST_INDENT = 8;
const UNSET: Fullness = { full: 0, missing: Infinity, sharpness: 0 };

/** The measure that most lines of a window keep to. */
interface Measure {
  readonly full: number;
  readonly sharpness: number;
}

/**
 * The fullness of each line. Typesetters squeeze punctuation up to half its width to fill a line, so a line stands for
 * every width from that with all its marks squeezed to that with none; the measure of a window of eight lines is the
 * width that most of them can stand for. A line is as full as in the best of the windows that begin with it, end with it
 * and have it in the middle, so that the last lines of a narrow column are not held against the wide one that follows.
 * Bounded work for each line.
 */
export function fullnessOf(raw: string, lines: readonly Line[]): Fullness[] {
  const words = lines.map((line, index) => (index + 1 < lines.length ? wordLength(raw, lines[index + 1], line) : 0));
  const windows: (Measure | null)[] = [];
  for (let from = 0; from === 0 || from + WINDOW <= lines.length; from++) windows.push(measureOf(lines, words, from));
  return lines.map((line, index) => {
    let best = UNSET;
    for (const shift of SHIFTS) {
      const measure = windows[Math.min(windows.length - 1, Math.max(0, index - shift))];
      if (!measure || widthOf(line) - line.squeezable > measure.full + TOLERANCE) continue;
      const missing = Math.max(0, measure.full - widthOf(line) - words[index]);
      if (missing < best.missing) best = { full: measure.full, missing, sharpness: measure.sharpness };
    }
    return best;
  });
}

function measureOf(lines: readonly Line[], words: readonly number[], from: number): Measure | null {
  const to = Math.min(lines.length, from + WINDOW);
  let best: Measure | null = null;
  let bestWeight = 0;
  let tried = 0;
  for (let candidate = from; candidate < to; candidate++) {
    const { squeezable } = lines[candidate];
    const width = widthOf(lines[candidate]);
    for (const full of squeezable > 0 ? [width, width - squeezable] : [width]) {
      if (full > WIDEST_MEASURE || full < NARROWEST_MEASURE || full === tried) continue;
      tried = full;
      let keeping = 0;
      let weight = full / 10_000;
      for (let index = from; index < to; index++) {
        const line = lines[index];
        const most = widthOf(line) + words[index];
        const least = widthOf(line) - line.squeezable;
        if (least > full + TOLERANCE) weight--;
        else if (most >= full - TOLERANCE) {
          keeping++;
          weight += least <= full && most >= full ? 1.1 : 1;
        }
      }
      if (keeping >= LEAST_KEEPING && weight > bestWeight) {
        bestWeight = weight;
        best = { full, sharpness: keeping / (to - from) };
      }
    }
  }
  return best;
}

function widthOf(line: Line): number {
  return line.width + Math.min(line.indent, DEEPEST_INDENT);
}

/** Cells of the Latin word or number at the start of `line`, with the space that parts it from `before`; 0 if it starts with Han. */
function wordLength(raw: string, line: Line, before: Line): number {
  if (line.first !== CharClass.Lower && line.first !== CharClass.Upper && line.first !== CharClass.Digit && line.first !== CharClass.Other) return 0;
  const end = Math.min(line.end, line.start + LONGEST_WORD);
  let offset = line.start;
  while (offset < end && isLatinUnit(raw.charCodeAt(offset))) offset++;
  const needsSpace = before.last === CharClass.Lower || before.last === CharClass.Upper || before.han === 0;
  return offset - line.start + (needsSpace ? 1 : 0);
}

function isLatinUnit(unit: number): boolean {
  const kind = charClass(unit);
  return unit < 0x2e80 && kind !== CharClass.Space && kind !== CharClass.Break;
}
