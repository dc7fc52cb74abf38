import { CharClass, charClass } from './chars';
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
  const blanks = habit(lines, HABIT_REACH, () => true, (line) => line.blanksBefore > 0);
  const indents = habit(lines, HABIT_REACH, () => true, (line) => line.indent >= 2);
  const blankInside = habit(lines, START_REACH, (line) => line.blanksBefore > 0, (_, index) => index > 0 && !lines[index - 1].endsSentence && fullness[index - 1].missing <= 1);

  const lostIndent = linesWithLostIndent(lines, fullness);
  const isSureStart: LineTest = (_, index) => index > 0 && lines[index - 1].endsSentence && fullness[index - 1].missing >= 6 && fullness[index].full > 0;
  const lostHabit = habit(lines, START_REACH, isSureStart, (_, index) => lostIndent[index] === 1);

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
        blankInside: blankInside[index + 1],
        afterHasTail: hasTail(raw, after),
        signBeyond: index + 2 < lines.length ? signs[index + 2] : 'none',
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

/** For each line, the share of the lines around it for which `holds` among those that `counts` picks; 0 where there are less than two. */
function habit(lines: readonly Line[], reach: number, counts: LineTest, holds: LineTest): Float32Array {
  const counted = new Int32Array(lines.length + 1);
  const held = new Int32Array(lines.length + 1);
  lines.forEach((line, index) => {
    const isCounted = counts(line, index);
    counted[index + 1] = counted[index] + (isCounted ? 1 : 0);
    held[index + 1] = held[index] + (isCounted && holds(line, index) ? 1 : 0);
  });
  return Float32Array.from(lines, (_, index) => {
    const low = Math.max(0, index - reach);
    const high = Math.min(lines.length, index + reach + 1);
    const seen = counted[high] - counted[low];
    return seen < 2 ? 0 : (held[high] - held[low]) / seen;
  });
}

type LineTest = (line: Line, index: number) => boolean;

/** Whether one Han character stands before the first mark of the line. */
function hasTail(raw: string, line: Line): boolean {
  if (line.first !== CharClass.Han || line.end - line.start < 2) return false;
  const second = charClass(raw.charCodeAt(line.start + 1));
  return second === CharClass.Clause || second === CharClass.SentenceEnd;
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
    if (indent > 0 || missing < (first === CharClass.Open ? 2 : 3) || missing > 6 || fullness[index + 1].missing > 2) continue;
    if (lines[index + 1].blanksBefore === 0 || !endsSentence) marks[index] = 1;
  }
  return marks;
}
