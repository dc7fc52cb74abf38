import { Continuity } from './continuity';
import { joinScore, type LineBreak } from './joinSignals';
import type { Line } from './lines';
import { fullnessOf } from './profile';
import { signOf, type LineSign } from './signs';

/** Lines that a reader joins: indexes of the first and the last line, and the sign of the first. */
export interface LineGroup {
  readonly from: number;
  readonly to: number;
  readonly sign: LineSign;
}

/** Line breaks on each side that say how a page uses empty lines and indentation here. */
const HABIT_REACH = 12;
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
        signBefore: signs[from], signAfter: signs[index + 1],
        fullness: fullness[index],
        afterLostIndent: lostIndent(lines, fullness, index + 1),
        indentsHere: indents[index + 1] > 0.05 && indents[index + 1] < 0.7,
        blankShare: blanks[index + 1],
        lineCount: index - from + 1,
        continuity: continuity.across(before, after),
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

/** Whether the line ends four cells (two characters) short of its column and the next one does not: its indentation was lost. */
function lostIndent(lines: readonly Line[], fullness: ReturnType<typeof fullnessOf>, index: number): boolean {
  const { full } = fullness[index];
  const { width, indent, squeezable } = lines[index];
  if (full === 0 || indent > 0 || index + 1 >= lines.length) return false;
  const short = full - width;
  return short >= 3 - squeezable && short <= 5 && fullness[index + 1].missing <= 2 && lines[index + 1].blanksBefore === 0;
}
