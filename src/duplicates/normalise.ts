import { FOLD, UnitClass } from './foldTable';

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

/**
 * Writes the folded units of `text` and their offsets into the arrays from index `at` on and returns the index after
 * the last; the arrays must have room for `text.length` more. `offsets` may be null where nobody maps back.
 */
export function normaliseInto(text: string, units: Uint16Array, offsets: Int32Array | null, at: number): number {
  const { folded, kind } = FOLD;
  let index = at;
  let afterDigit = false;
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (kind[unit] !== UnitClass.letter) {
      if (!afterDigit || kind[unit] === UnitClass.space) continue;
      if (!joinsDigits(folded[unit]) || !isDigit(folded[text.charCodeAt(offset + 1)])) {
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
export function normalise(text: string): Normalised {
  const units = new Uint16Array(text.length);
  const offsets = new Int32Array(text.length);
  const length = normaliseInto(text, units, offsets, 0);
  return { units: units.slice(0, length), offsets: offsets.slice(0, length) };
}
