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

const ZERO = 0x30;
const NINE = 0x39;

function isDigit(unit: number): boolean {
  return unit >= ZERO && unit <= NINE;
}

/** Whether the punctuation is part of a number where it stands between digits. A grouping comma is not. */
function joinsDigits(folded: number): boolean {
  return folded === DOT || folded === DASH || folded === SLASH || folded === COLON;
}

/** The first unit from `offset` on that is no white space, folded; 0 at the end. */
function nextFolded(text: Uint16Array, offset: number, end: number, fold: FoldTable): number {
  for (let at = offset; at < end; at++) {
    const unit = text[at];
    if (fold.kind[unit] !== UnitClass.space) return fold.folded[unit];
  }
  return 0;
}

/**
 * Writes the folded units of `text[start..end)` and their offsets in `text` into the arrays from index `at` on and returns
 * the index after the last; the arrays must have room for as many more as the stretch has. `offsets` may be null where
 * nobody maps back. Line breaks make no difference, also inside numbers. Linear.
 */
export function normaliseUnits(
  text: Uint16Array, start: number, end: number, units: Uint16Array, offsets: Int32Array | null, at: number, fold: FoldTable = FOLD,
): number {
  const { folded, kind, letters } = fold;
  let index = at;
  let broken = at; // a number does not go on over what was left out before this index
  for (let offset = start; offset < end; offset++) {
    const unit = text[offset];
    let plain = letters[unit];
    if (plain === 0) {
      if (index === broken || kind[unit] === UnitClass.space) continue;
      plain = folded[unit];
      if (!isDigit(units[index - 1]) || !joinsDigits(plain) || !isDigit(nextFolded(text, offset + 1, end, fold))) {
        broken = index;
        continue;
      }
    }
    units[index] = plain;
    if (offsets !== null) offsets[index] = offset;
    index++;
  }
  return index;
}

/** The same for a string. */
export function normaliseInto(text: string, units: Uint16Array, offsets: Int32Array | null, at: number, fold: FoldTable = FOLD): number {
  return normaliseUnits(unitsOf(text), 0, text.length, units, offsets, at, fold);
}

/** The UTF-16 code units of a string. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let offset = 0; offset < text.length; offset++) units[offset] = text.charCodeAt(offset);
  return units;
}

/** Normalises one text. Linear. */
export function normalise(text: string, fold: FoldTable = FOLD): Normalised {
  const units = new Uint16Array(text.length);
  const offsets = new Int32Array(text.length);
  const length = normaliseInto(text, units, offsets, 0, fold);
  return { units: units.slice(0, length), offsets: offsets.slice(0, length) };
}
