import { CharClass, charClass, tableOf } from './chars';
import { Continuity } from './continuity';
import { habitsOf, type Habits } from './habits';
import { joinScore, type LineBreak } from './joinSignals';
import type { Line, Lines } from './lines';
import { openerOf } from './openers';
import { fullnessOf, type Fullness } from './profile';
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
  const signs = signsOf(raw, lines);
  const at = new LineBreakHere(raw, lines, signs);
  for (let index = 0; index < lines.length; index++) {
    at.goOn();
    if (index + 1 < lines.length && at.joins(index)) continue;
    groups.push({ from: at.from, to: index, sign: signs[at.from] });
    at.beginAnew(index + 1);
  }
  return groups;
}

function signsOf(raw: string, lines: Lines): LineSign[] {
  const signs: LineSign[] = [];
  for (let index = 0; index < lines.length; index++) signs.push(signOf(raw, lines.at(index)));
  settleRows(raw, lines, signs);
  return signs;
}

/**
 * The line break under judgement: one object for the whole page, filled anew at each break, since pages have millions.
 * What it does for a break stands in small methods, which the engine makes fast long before the first page is read.
 */
class LineBreakHere implements LineBreak {
  /** The first line of the paragraph up to the break. */
  from = 0;
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
  /** Characters since a quotation was opened. */
  private openFor = 0;
  private readonly words: Continuity;
  private readonly fullness: Fullness;
  private readonly habits: Habits;

  constructor(private readonly raw: string, private readonly lines: Lines, private readonly signs: readonly LineSign[]) {
    this.words = new Continuity(raw, lines);
    this.fullness = fullnessOf(raw, lines);
    this.habits = habitsOf(lines, this.fullness);
    this.before = lines.at(0);
    this.after = this.before;
    [this.signBefore] = signs;
    this.signOfLine = this.signBefore;
    this.signAfter = this.signBefore;
  }

  /** Takes the next line into the paragraph. */
  goOn(): void {
    const line = this.after;
    const length = line.end - line.start;
    this.before = line;
    this.length += length;
    this.clauses += line.clauses + (line.endsSentence ? 1 : 0);
    this.depth = Math.max(0, this.depth - line.closes) + line.opens;
    this.openFor = this.depth > 0 ? this.openFor + length : 0;
    if (this.openFor > LONGEST_QUOTATION) this.depth = 0;
  }

  /** A paragraph begins with the line `from`. */
  beginAnew(from: number): void {
    this.from = from;
    this.length = 0;
    this.clauses = 0;
    this.depth = 0;
    this.openFor = 0;
  }

  /** Whether a reader would join the line `index` with the one after it, which there must be. */
  joins(index: number): boolean {
    this.after = this.lines.at(index + 1);
    this.lineCount = index - this.from + 1;
    this.lookAtSigns(index);
    this.lookAtLayout(index);
    this.lookAtHabits(index + 1);
    this.lookAtWords();
    return joinScore(this) > 0;
  }

  private lookAtSigns(index: number): void {
    const { signs } = this;
    this.signBefore = signs[this.from];
    this.signOfLine = signs[index];
    this.signAfter = signs[index + 1];
    this.signBeyond = index + 2 < signs.length ? signs[index + 2] : 'none';
  }

  private lookAtLayout(index: number): void {
    const { lines, fullness } = this;
    this.full = fullness.full[index];
    this.missing = fullness.missing[index];
    this.sharpness = fullness.sharpness[index];
    this.afterIsFull = fullness.missing[index + 1] <= 1;
    this.afterEndsBlock = index + 2 >= lines.length || lines.blanksBefore(index + 2) > 0;
    this.isVertical = isSingle(this.before) && isSingle(this.after) && (isNextTo(lines, index - 1, index) || isNextTo(lines, index + 1, index + 2));
  }

  private lookAtHabits(next: number): void {
    const { habits } = this;
    this.afterLostIndent = habits.lostIndent[next] === 1;
    this.lostIndentHabit = habits.lostIndentShare[next];
    this.indentsHere = habits.indentShare[next] > FEWEST_INDENTS && habits.indentShare[next] < MOST_INDENTS;
    this.blankShare = habits.blankShare[next];
    this.sentenceShare = habits.sentenceShare[next];
    this.blankInside = habits.blankInsideShare[next];
  }

  private lookAtWords(): void {
    const { raw, after } = this;
    this.continuity = this.words.across(this.before, after);
    this.afterHasTail = hasTail(raw, after);
    this.afterIsParticle = isParticle(raw, after);
    this.opener = this.before.endsSentence ? openerOf(raw, after) : 'neither';
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
