import { CharClass } from './chars';
import type { Line, Lines } from './lines';
import type { Fullness } from './profile';

/** How a page lays out its lines around each line: what an empty line or an indentation means here. One entry for each line. */
export interface Habits {
  /** Share of the lines around that have an empty line above them. */
  readonly blankShare: Float32Array;
  /** Share of the empty lines around that stand where a full line stops in mid-sentence. */
  readonly blankInsideShare: Float32Array;
  readonly indentShare: Float32Array;
  /** Share of the lines around that end a sentence; among cut lines few do. */
  readonly sentenceShare: Float32Array;
  /** 1 for a line that ends two or three characters short of its column while the text goes on in a full line: its indentation was lost. */
  readonly lostIndent: Uint8Array;
  /** Share of the sure beginnings of paragraphs around (after a sentence that ends well before the end of its line) that lost an indentation. */
  readonly lostIndentShare: Float32Array;
}

/** Lines on each side that show a common habit, and a rare one. */
const REACH = 12;
const WIDE_REACH = 60;
/** Cells missing to the measure: a full line, a line that lost its indentation, the last line of a paragraph. */
const FULL = 1;
const NEARLY_FULL = 2;
const LEAST_LOST = 3;
const MOST_LOST = 6;
const LAST_LINE = 6;

/** Reads the habits off the lines; linear, each line is looked at a fixed number of times. */
export function habitsOf(lines: Lines, fullness: Fullness): Habits {
  const count = lines.length;
  const { missing, full } = fullness;
  const all = new Uint8Array(count).fill(1);
  const blank = new Uint8Array(count);
  const blankInside = new Uint8Array(count);
  const indented = new Uint8Array(count);
  const ending = new Uint8Array(count);
  const lostIndent = new Uint8Array(count);
  const sureStart = new Uint8Array(count);
  const lostAtStart = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const endsBefore = index > 0 && lines.endsSentence(index - 1);
    if (lines.endsSentence(index)) ending[index] = 1;
    if (lines.indent(index) >= 2) indented[index] = 1;
    if (index + 1 < count && mayHaveLostIndent(missing[index], missing[index + 1]) && hasLostIndent(lines.at(index), missing[index], lines.blanksBefore(index + 1))) lostIndent[index] = 1;
    if (lines.blanksBefore(index) > 0) {
      blank[index] = 1;
      if (index > 0 && !endsBefore && missing[index - 1] <= FULL) blankInside[index] = 1;
    }
    if (endsBefore && missing[index - 1] >= LAST_LINE && full[index] > 0) {
      sureStart[index] = 1;
      lostAtStart[index] = lostIndent[index];
    }
  }
  return {
    blankShare: shareAround(blank, all, REACH),
    blankInsideShare: shareAround(blankInside, blank, WIDE_REACH),
    indentShare: shareAround(indented, all, REACH),
    sentenceShare: shareAround(ending, all, REACH),
    lostIndent,
    lostIndentShare: shareAround(lostAtStart, sureStart, WIDE_REACH),
  };
}

function mayHaveLostIndent(missing: number, missingOfNext: number): boolean {
  return missing >= LEAST_LOST - 1 && missing <= MOST_LOST && missingOfNext <= NEARLY_FULL;
}

/** An opening mark at the start of a line is set half as wide, so that less is missing. */
function hasLostIndent(line: Line, missing: number, blanksAfter: number): boolean {
  return line.indent === 0 && missing >= (line.first === CharClass.Open ? LEAST_LOST - 1 : LEAST_LOST) && (blanksAfter === 0 || !line.endsSentence);
}

/** For each line, the share of the lines marked in `held` among those marked in `counted`, up to `reach` lines away; 0 where there are less than two. */
function shareAround(held: Uint8Array, counted: Uint8Array, reach: number): Float32Array {
  const shares = new Float32Array(counted.length);
  let seen = 0;
  let holding = 0;
  for (let entering = 0; entering < counted.length + reach; entering++) {
    if (entering < counted.length) {
      seen += counted[entering];
      holding += held[entering];
    }
    const index = entering - reach;
    if (index < 0) continue;
    const leaving = index - reach - 1;
    if (leaving >= 0) {
      seen -= counted[leaving];
      holding -= held[leaving];
    }
    if (seen >= 2) shares[index] = holding / seen;
  }
  return shares;
}
