import { CharClass } from './chars';
import { Continuity } from './continuity';
import { joinScore, type LineBreak } from './joinSignals';
import type { Line } from './lines';
import { fullnessOf, type Fullness } from './profile';
import { openerOf } from './openers';
import { signOf, type LineSign } from './signs';

/** Lines that a reader joins: indexes of the first and the last line, and the sign of the first. */
export interface LineGroup {
  readonly from: number;
  readonly to: number;
  readonly sign: LineSign;
}

/** Line breaks on each side that say how a page uses empty lines and indentation here. */
const HABIT_REACH = 12;
const START_REACH = 60;
/** A quotation still open after so many characters was never closed. */
const LONGEST_QUOTATION = 1500;

/** Groups the lines of the page into paragraphs: one pass, one decision for each line break. */
export function joinLines(raw: string, lines: readonly Line[]): LineGroup[] {
  const groups: LineGroup[] = [];
  if (lines.length === 0) return groups;
  const continuity = new Continuity(raw, lines);
  const fullness = fullnessOf(raw, lines);
  const signs = lines.map((line) => signOf(raw, line));
  const blanks = habit(lines, (line) => line.blanksBefore > 0);
  const indents = habit(lines, (line) => line.indent >= 2);

  const lostIndent = linesWithLostIndent(lines, fullness);
  const lostHabit = lostIndentHabit(lines, fullness, lostIndent);

  let from = 0;
  let length = 0;
  let clauses = 0;
  let depth = 0;
  let openFor = 0;
  for (let index = 0; index < lines.length; index++) {
    const before = lines[index];
    length += before.end - before.start;
    clauses += before.clauses + (before.endsSentence ? 1 : 0);
    depth = Math.max(0, depth - before.closes) + before.opens;
    openFor = depth > 0 ? openFor + before.end - before.start : 0;
    if (openFor > LONGEST_QUOTATION) depth = 0;
    if (index + 1 < lines.length) {
      const after = lines[index + 1];
      const at: LineBreak = {
        before, after, length, clauses, depth,
        signBefore: signs[from], signOfLine: signs[index], signAfter: signs[index + 1],
        fullness: fullness[index],
        afterLostIndent: lostIndent[index + 1] === 1,
        lostIndentHabit: lostHabit[index + 1],
        afterEndsBlock: index + 2 >= lines.length || lines[index + 2].blanksBefore > 0,
        afterIsFull: fullness[index + 1].missing <= 1,
        indentsHere: indents[index + 1] > 0.05 && indents[index + 1] < 0.7,
        blankShare: blanks[index + 1],
        lineCount: index - from + 1,
        continuity: continuity.across(before, after),
        opener: before.endsSentence ? openerOf(raw, after) : 'neither',
      };
      if (joinScore(at) > 0) continue;
    }
    groups.push({ from, to: index, sign: signs[from] });
    from = index + 1;
    length = 0;
    clauses = 0;
    depth = 0;
    openFor = 0;
  }
  return groups;
}

/** For each line, the share of the lines around it for which `holds`; sliding, so linear. */
function habit(lines: readonly Line[], holds: (line: Line) => boolean): Float32Array {
  const shares = new Float32Array(lines.length);
  const sums = new Int32Array(lines.length + 1);
  for (let index = 0; index < lines.length; index++) sums[index + 1] = sums[index] + (holds(lines[index]) ? 1 : 0);
  for (let index = 0; index < lines.length; index++) {
    const low = Math.max(0, index - HABIT_REACH);
    const high = Math.min(lines.length, index + HABIT_REACH + 1);
    shares[index] = (sums[high] - sums[low]) / (high - low);
  }
  return shares;
}

/**
 * Marks the lines that end four cells (two characters) short of their column while the text goes on in a full line:
 * each began with an indentation that was lost on the way.
 */
function linesWithLostIndent(lines: readonly Line[], fullness: readonly Fullness[]): Uint8Array {
  const marks = new Uint8Array(lines.length);
  for (let index = 0; index + 1 < lines.length; index++) {
    const { indent, endsSentence, first } = lines[index];
    const { missing } = fullness[index];
    if (indent > 0 || missing < (first === CharClass.Open ? 2 : 3) || missing > 5 || fullness[index + 1].missing > 2) continue;
    if (lines[index + 1].blanksBefore === 0 || !endsSentence) marks[index] = 1;
  }
  return marks;
}

/**
 * Around each line, the share of the sure beginnings of paragraphs (after a sentence that ends well before the end of
 * its line) that lost an indentation; 0 where there are too few to tell.
 */
function lostIndentHabit(lines: readonly Line[], fullness: readonly Fullness[], lost: Uint8Array): Float32Array {
  const starts = new Int32Array(lines.length + 1);
  const losses = new Int32Array(lines.length + 1);
  for (let index = 0; index < lines.length; index++) {
    const isStart = index > 0 && lines[index - 1].endsSentence && fullness[index - 1].missing >= 6 && fullness[index].full > 0;
    starts[index + 1] = starts[index] + (isStart ? 1 : 0);
    losses[index + 1] = losses[index] + (isStart && lost[index] === 1 ? 1 : 0);
  }
  return Float32Array.from(lines, (_, index) => {
    const low = Math.max(0, index - START_REACH);
    const high = Math.min(lines.length, index + START_REACH);
    const seen = starts[high] - starts[low];
    return seen < 2 ? 0 : (losses[high] - losses[low]) / seen;
  });
}
