import { FOLD, UnitClass, type FoldTable } from './foldTable';

/**
 * A text reduced to what is compared: folded letters, digits and symbols. White space and punctuation are left out,
 * save for points, dashes and slashes between digits, without which 12.5 would equal 125.
 */
export interface Normalised {
  /** Folded UTF-16 code units. */
  readonly units: Uint16Array;
  /** For each unit its offset in the text, in UTF-16 code units; ascending. */
  readonly offsets: Int32Array;
}

const DOT = 0x2e;
const DASH = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

/** Whether the punctuation is part of a number where it stands between digits. A grouping comma is not. */
function joinsDigits(folded: number): boolean {
  return folded === DOT || folded === DASH || folded === SLASH || folded === COLON;
}

/** The first unit from `offset` on that is no white space, folded; 0 at the end. */
function nextFolded(text: string, offset: number, end: number, fold: FoldTable): number {
  for (let at = offset; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (fold.kind[unit] !== UnitClass.space) return fold.folded[unit];
  }
  return 0;
}

/** Which part of a text is normalised, and how its characters are folded. Default: all of it, by FOLD. */
export interface NormaliseOptions {
  readonly start?: number;
  readonly end?: number;
  readonly fold?: FoldTable;
}

/**
 * Writes the folded units of `text` and their offsets into the arrays from index `at` on and returns the index after
 * the last; the arrays must have room for as many more as the text has. `offsets` may be null where nobody maps back.
 * Line breaks make no difference, also inside numbers. Linear.
 */
export function normaliseInto(
  text: string, units: Uint16Array, offsets: Int32Array | null, at: number, options: NormaliseOptions = {},
): number {
  const { start = 0, end = text.length, fold = FOLD } = options;
  const { folded, kind } = fold;
  let index = at;
  let afterDigit = false;
  for (let offset = start; offset < end; offset++) {
    const unit = text.charCodeAt(offset);
    if (kind[unit] !== UnitClass.letter) {
      if (!afterDigit || kind[unit] === UnitClass.space) continue;
      if (!joinsDigits(folded[unit]) || !isDigit(nextFolded(text, offset + 1, end, fold))) {
        afterDigit = false;
        continue;
      }
    }
    units[index] = folded[unit];
    if (offsets !== null) offsets[index] = offset;
    index++;
    afterDigit = isDigit(folded[unit]);
  }
  return index;
}

/** Normalises one text. Linear. */
export function normalise(text: string, fold: FoldTable = FOLD): Normalised {
  const units = new Uint16Array(text.length);
  const offsets = new Int32Array(text.length);
  const length = normaliseInto(text, units, offsets, 0, { fold });
  return { units: units.slice(0, length), offsets: offsets.slice(0, length) };
}
