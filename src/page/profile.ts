import { CharClass, charClass } from './chars';
import type { Line } from './lines';

/**
 * How full a line is against the measure (the set width) of the column it stands in. `missing` is the room left, in
 * cells, after the line break is given its due: a word that was not broken, punctuation that was squeezed.
 */
export interface Fullness {
  /** The full width of a line here, in cells; 0 where the lines are not set to a width. */
  readonly full: number;
  /** Cells missing to the full width, 0 for a full line; `Infinity` where there is no measure. */
  readonly missing: number;
  /** Share of the neighbouring lines that keep to the measure, 0–1: how much to trust it. */
  readonly sharpness: number;
}

/** Lines looked at on each side. Columns on real pages change their width after ten lines or so. */
const REACH = 6;
/** Lines wider than this are not the work of a line breaker. */
const WIDEST_MEASURE = 120;
const NARROWEST_MEASURE = 10;
const TOLERANCE = 2;
/** A line breaker keeps at most this much together. */
const LONGEST_WORD = 24;
export const UNSET: Fullness = { full: 0, missing: Infinity, sharpness: 0 };

/** The fullness of each line. Bounded work for each line. */
export function fullnessOf(raw: string, lines: readonly Line[]): Fullness[] {
  const unbreakable = lines.map((line, index) => (index + 1 < lines.length ? wordLength(raw, lines[index + 1], line) : 0));
  return lines.map((line, index) => {
    const behind = sideMeasure(lines, unbreakable, Math.max(0, index - REACH), index, line);
    const ahead = sideMeasure(lines, unbreakable, index, Math.min(lines.length - 1, index + REACH), line);
    const around = sideMeasure(lines, unbreakable, Math.max(0, index - REACH), Math.min(lines.length - 1, index + REACH), line);
    return [behind, ahead, around].reduce((best, next) => (next.missing < best.missing ? next : best));

    function sideMeasure(all: readonly Line[], words: readonly number[], from: number, to: number, of: Line): Fullness {
      let best = UNSET;
      let bestWeight = 0;
      for (let candidate = from; candidate <= to; candidate++) {
        const full = all[candidate].width;
        if (full > WIDEST_MEASURE || full < NARROWEST_MEASURE) continue;
        let keeping = 0;
        let over = 0;
        for (let other = from; other <= to; other++) {
          const { width, squeezable } = all[other];
          if (width - squeezable > full) over++;
          else if (width + words[other] >= full - TOLERANCE) keeping++;
        }
        const weight = keeping - over * 2 + full / 1000;
        if (keeping < 3 || keeping * 5 < (to - from + 1) * 2 || weight <= bestWeight) continue;
        if (of.width - of.squeezable > full + TOLERANCE) continue;
        bestWeight = weight;
        best = { full, missing: Math.max(0, full - of.width - words[index]), sharpness: keeping / (to - from + 1) };
      }
      return best;
    }
  });
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
