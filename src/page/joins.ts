import { CharClass, charClass, tableOf } from './chars';
import { Continuity } from './continuity';
import { habitsOf } from './habits';
import { joinScore, type LineBreak } from './joinSignals';
import type { Line, Lines } from './lines';
import { openerOf } from './openers';
import { fullnessOf } from './profile';
import { settleRows } from './rows';
import { signOf, type LineSign } from './signs';

/** Lines that a reader joins: indexes of the first and the last line, and the sign of the first. */
export interface LineGroup {
  readonly from: number;
  readonly to: number;
  readonly sign: LineSign;
}

/** Lines here indent their paragraphs when some of them, but not most, are indented: shares of the lines around. */
const FEWEST_INDENTS = 0.05;
const MOST_INDENTS = 0.7;
/** A quotation still open after so many characters was never closed. */
const LONGEST_QUOTATION = 1500;

/** Groups the lines of the page into paragraphs: one pass, one decision for each line break. */
export function joinLines(raw: string, lines: Lines): LineGroup[] {
  const groups: LineGroup[] = [];
  if (lines.length === 0) return groups;
  const continuity = new Continuity(raw, lines);
  const fullness = fullnessOf(raw, lines);
  const signs: LineSign[] = [];
  for (let index = 0; index < lines.length; index++) signs.push(signOf(raw, lines.at(index)));
  settleRows(raw, lines, signs);
  const habits = habitsOf(lines, fullness);
  const at = new LineBreakHere(lines.at(0), signs[0]);
  let from = 0;
  let openFor = 0;
  for (let index = 0; index < lines.length; index++) {
    const before = at.after;
    at.length += before.end - before.start;
    at.clauses += before.clauses + (before.endsSentence ? 1 : 0);
    at.depth = Math.max(0, at.depth - before.closes) + before.opens;
    openFor = at.depth > 0 ? openFor + before.end - before.start : 0;
    if (openFor > LONGEST_QUOTATION) at.depth = 0;
    if (index + 1 < lines.length) {
      const after = lines.at(index + 1);
      at.before = before;
      at.after = after;
      at.signBefore = signs[from];
      at.signOfLine = signs[index];
      at.signAfter = signs[index + 1];
      at.signBeyond = index + 2 < lines.length ? signs[index + 2] : 'none';
      at.full = fullness.full[index];
      at.missing = fullness.missing[index];
      at.sharpness = fullness.sharpness[index];
      at.afterIsFull = fullness.missing[index + 1] <= 1;
      at.afterEndsBlock = index + 2 >= lines.length || lines.blanksBefore(index + 2) > 0;
      at.afterLostIndent = habits.lostIndent[index + 1] === 1;
      at.lostIndentHabit = habits.lostIndentShare[index + 1];
      at.indentsHere = habits.indentShare[index + 1] > FEWEST_INDENTS && habits.indentShare[index + 1] < MOST_INDENTS;
      at.blankShare = habits.blankShare[index + 1];
      at.sentenceShare = habits.sentenceShare[index + 1];
      at.blankInside = habits.blankInsideShare[index + 1];
      at.lineCount = index - from + 1;
      at.continuity = continuity.across(before, after);
      at.afterHasTail = hasTail(raw, after);
      at.afterIsParticle = isParticle(raw, after);
      at.isVertical = isSingle(before) && isSingle(after) && (isNextTo(lines, index - 1, index) || isNextTo(lines, index + 1, index + 2));
      at.opener = before.endsSentence ? openerOf(raw, after) : 'neither';
      if (joinScore(at) > 0) continue;
    }
    groups.push({ from, to: index, sign: signs[from] });
    from = index + 1;
    at.length = 0;
    at.clauses = 0;
    at.depth = 0;
    openFor = 0;
  }
  return groups;
}

/** The line break under judgement: one object for the whole page, filled anew at each break, since pages have millions. */
class LineBreakHere implements LineBreak {
  before: Line;
  after: Line;
  signBefore: LineSign;
  signOfLine: LineSign;
  signAfter: LineSign;
  signBeyond: LineSign = 'none';
  full = 0;
  missing = 0;
  sharpness = 0;
  afterIsFull = false;
  afterEndsBlock = false;
  afterLostIndent = false;
  lostIndentHabit = 0;
  indentsHere = false;
  blankShare = 0;
  blankInside = 0;
  sentenceShare = 0;
  depth = 0;
  length = 0;
  clauses = 0;
  lineCount = 0;
  continuity = 0;
  afterHasTail = false;
  afterIsParticle = false;
  isVertical = false;
  opener: LineBreak['opener'] = 'neither';

  constructor(line: Line, sign: LineSign) {
    this.before = line;
    this.after = line;
    this.signBefore = sign;
    this.signOfLine = sign;
    this.signAfter = sign;
  }
}

/** Whether one Han character stands before the first mark of the line. */
function hasTail(raw: string, line: Line): boolean {
  if (line.first !== CharClass.Han || line.end - line.start < 2) return false;
  const second = charClass(raw.charCodeAt(line.start + 1));
  return second === CharClass.Clause || second === CharClass.SentenceEnd;
}

const PARTICLES = tableOf('的们們吗嗎呢');
/** 的确, 的士, 的哥: words that begin with a particle's character. */
const AFTER_PARTICLE_IN_WORD = tableOf('确確士哥');

function isParticle(raw: string, line: Line): boolean {
  return PARTICLES[raw.charCodeAt(line.start)] === 1 && (line.end - line.start < 2 || AFTER_PARTICLE_IN_WORD[raw.charCodeAt(line.start + 1)] === 0);
}

/** Whether the line is one character, two code units at most. */
function isSingle({ width, blanksBefore, han, squeezable }: Line): boolean {
  return width <= 2 && blanksBefore === 0 && han + squeezable > 0;
}

/** Whether the lines `upper` and `lower`, one after the other, are both one character. */
function isNextTo(lines: Lines, upper: number, lower: number): boolean {
  return upper >= 0 && lower < lines.length && lines.width(upper) <= 2 && isSingle(lines.at(lower));
}
