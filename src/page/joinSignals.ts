import { CharClass } from './chars';
import type { Line } from './lines';
import type { LineSign } from './signs';

/** A line break as the signals see it: the two lines around it and what is known of their surroundings. */
export interface LineBreak {
  readonly before: Line;
  readonly after: Line;
  /** The sign of the paragraph up to the break, that is of its first line. */
  readonly signBefore: LineSign;
  /** The sign of the line before the break itself. */
  readonly signOfLine: LineSign;
  readonly signAfter: LineSign;
  /** The measure here, in cells (0: none), the cells the line before misses of it, and how sharply lines keep to it. */
  readonly full: number;
  readonly missing: number;
  readonly sharpness: number;
  /** Whether the line after is shorter than its column by an indentation that the page has lost. */
  readonly afterLostIndent: boolean;
  /** Share of the sure beginnings of paragraphs around here that lost an indentation, 0–1. */
  readonly lostIndentHabit: number;
  /** Whether the line after fills its column. */
  readonly afterIsFull: boolean;
  /** Whether an empty line or the end of the page follows the line after. */
  readonly afterEndsBlock: boolean;
  /** Whether lines here are indented where a paragraph begins. */
  readonly indentsHere: boolean;
  /** Share of the line breaks here that have an empty line in them, 0–1. */
  readonly blankShare: number;
  /** Share of the empty lines here that stand where a full line stops in mid-sentence, 0–1: how little they mean. */
  readonly blankInside: number;
  /** Share of the lines here that end a sentence, 0–1. */
  readonly sentenceShare: number;
  /** Brackets and quotes still open before the break. */
  readonly depth: number;
  /** Characters and clause marks of the paragraph up to the break. */
  readonly length: number;
  readonly clauses: number;
  /** Lines of the paragraph up to the break. */
  readonly lineCount: number;
  readonly continuity: number;
  readonly opener: Opener;
  /** Whether the line after has its first mark after one character: the tail of a word. */
  readonly afterHasTail: boolean;
  /** Whether the line after begins with a particle that no sentence begins with (的, 们, 呢 …). */
  readonly afterIsParticle: boolean;
  /** Whether the lines on both sides are one character each, and a third next to them too: text set from top to bottom. */
  readonly isVertical: boolean;
  /** The sign of the line that follows the line after. */
  readonly signBeyond: LineSign;
}

/** One row of the scoring table: what it looks at, and what it adds to the score of a join (above 0: join). */
export interface JoinSignal {
  readonly name: string;
  readonly why: string;
  readonly score: (at: LineBreak) => number;
}

/** Whether the first words after a break open a paragraph rather than look back to the sentence before. */
export type Opener = 'opens' | 'looksBack' | 'neither';

const { Clause, SentenceEnd, Open, Close, Digit, Lower } = CharClass;
/** Characters. */
const LONGER_THAN_TITLES = 28;
const LONG = 45;
/** Share of the lines around; among lines cut to a width it is about 0.1, half at most. */
const MOSTLY_SENTENCES = 0.7;
/** By how much of the pair and the two triples across the break is seen unbroken elsewhere. */
const CONTINUITY = [0, 0.8, 1.5, 2];

const when = (holds: boolean, weight: number): number => (holds ? weight : 0);

const endsInClause = (at: LineBreak): boolean => at.before.last === Clause;
const isItem = (at: LineBreak): boolean => at.signBefore === 'list' || at.signBefore === 'subhead';
const isRunning = (at: LineBreak): boolean => at.clauses > (isItem(at) ? 1 : 0) || at.length >= 40;
/** Running text, longer than headlines are, that stops without a full stop. */
const stopsMidway = (at: LineBreak): boolean => !at.before.endsSentence && (at.length >= LONG || (at.clauses > (isItem(at) ? 1 : 0) && at.length >= LONGER_THAN_TITLES));
const opensQuote = (at: LineBreak): boolean => at.after.first === Open;
const isLatin = (line: Line): boolean => line.han === 0 && line.latin > 0;
const STANDS_ALONE = new Set<LineSign>(['byline', 'pinyin', 'table', 'imprint']);
const BEGINS_ANEW = new Set<LineSign>(['byline', 'openByline', 'dateline', 'caption', 'credit', 'signature', 'imprint', 'subhead', 'list', 'pinyin', 'table']);

const HEADED = new Set<LineSign>(['byline', 'openByline', 'name', 'dateline']);
/** Most lines have no sign, and need not be sought in a set. */
const isOneOf = (signs: ReadonlySet<LineSign>, sign: LineSign): boolean => sign !== 'none' && signs.has(sign);

/** The table. Weights are on a scale on which 3 settles the matter alone and 6 against anything else. */
export const JOIN_SIGNALS: readonly JoinSignal[] = [
  {
    name: 'sentence ends',
    why: 'a sentence may end at any full line, but a paragraph always ends with one',
    score: (at) => when(at.before.endsSentence, at.depth > 0 ? -1.5 : -2.5),
  },
  {
    name: 'lines are sentences',
    why: 'a line breaker seldom stops at the end of a sentence: where nearly every line does, each is a paragraph, however long',
    score: (at) => when(at.before.endsSentence && at.sentenceShare > MOSTLY_SENTENCES && at.depth === 0, -4),
  },
  {
    name: 'clause goes on',
    why: 'no paragraph ends in a comma, a bracket that opens or a dash',
    score: (at) => when(endsInClause(at) || at.before.last === Open, 3.5) + when(!at.before.endsSentence && !endsInClause(at), 0.5),
  },
  {
    name: 'mark that cannot begin',
    why: 'a mark that closes or parts never begins a paragraph',
    score: (at) => when(at.after.first === Close || at.after.first === Clause || at.after.first === SentenceEnd, 6),
  },
  {
    name: 'inside quotation',
    why: 'what is open has to be closed; a new opening quote after a full stop is the next speaker',
    score: (at) => when(at.depth > 0 && !at.before.endsSentence, 2) + when(at.depth > 0 && at.after.closes > 0, 1) - when(opensQuote(at) && at.before.endsSentence, at.depth > 0 ? 2 : 0.5),
  },
  {
    name: 'full line',
    why: 'a line breaker breaks where the line is full; a shorter line is the last of its paragraph',
    score: fullLine,
  },
  {
    name: 'not set to a width',
    why: 'where lines have no common width each is a paragraph, unless it stops in mid-sentence after running text',
    score: (at) => when(at.full === 0, stopsMidway(at) ? 1.5 : -2.5),
  },
  {
    name: 'lost indentation',
    why: 'a line two characters short of the measure that goes on full began with an indentation; where paragraphs begin so, a full line does not begin one',
    score: (at) => when(at.afterLostIndent, at.before.endsSentence ? -2 - 2 * at.lostIndentHabit : -0.5) + when(at.lostIndentHabit > 0.5 && at.afterIsFull && at.before.endsSentence && !opensQuote(at), 2.5 * at.lostIndentHabit),
  },
  {
    name: 'indentation',
    why: 'where first lines are indented, an indented line begins a paragraph and a plain one goes on',
    score: (at) => when(at.after.indent >= at.before.indent + 2 || (at.indentsHere && at.after.indent >= 2), -4) + when(at.indentsHere && at.after.indent < 2 && !isOneOf(STANDS_ALONE, at.signAfter) && !(at.before.endsSentence && at.after.blanksBefore > 0), 2.5),
  },
  {
    name: 'empty line',
    why: 'an empty line parts paragraphs, the less the more of them there are; PDF extraction puts one in before a line that begins with a half-width opening mark',
    score: (at) => when(at.after.blanksBefore > 0, emptyLine(at)) + when(at.after.blanksBefore > 1, -1.5),
  },
  {
    name: 'word goes on',
    why: 'characters that stand together elsewhere on the page belong together here',
    score: (at) => CONTINUITY[at.continuity] + when(at.before.last === Digit && at.after.first === Digit, 1) + when(at.after.first === Lower && isLatin(at.before), 2) + when(at.afterHasTail && !at.before.endsSentence, 2) + when(at.afterIsParticle && at.after.blanksBefore === 0, 3.5),
  },
  {
    name: 'begins anew',
    why: 'bylines, datelines, captions, notes, subheads and list items begin a paragraph',
    score: (at) => when(isOneOf(BEGINS_ANEW, at.signAfter) && !(at.signAfter === 'credit' && at.signBefore === 'caption'), at.depth > 0 && !at.before.endsSentence ? -2 : -6) + when(at.signAfter === 'dash' && !isRunning(at), -6) + when(at.signAfter === 'name', -3),
  },
  {
    name: 'subhead goes on',
    why: 'a marked subhead of two lines fills neither of them',
    score: (at) => when(at.signBefore === 'subhead' && at.lineCount <= 2 && at.after.blanksBefore === 0 && at.afterEndsBlock && !at.after.endsSentence, 6),
  },
  {
    name: 'stands alone',
    why: 'a byline, a line of pinyin, a table row takes no other line; a list item or a caption only what fills it up',
    score: (at) => when(isOneOf(STANDS_ALONE, at.signBefore) && at.lineCount === 1, -8) + when(at.signBefore === 'openByline' && at.lineCount === 1, 10),
  },
  {
    name: 'headline begins',
    why: 'a short line after an empty one, with a byline under it, is a headline, wherever the text above was broken off',
    score: (at) => when(at.after.blanksBefore > 0 && !at.after.endsSentence && at.after.clauses === 0 && isOneOf(HEADED, at.signBeyond), -3),
  },
  {
    name: 'has ended',
    why: 'a caption ends with its photographer, a note in brackets with its bracket, an entry of a table of contents with its page',
    score: (at) => when(at.signOfLine === 'credit' || at.signOfLine === 'pageReference' || (at.signBefore === 'signature' && at.before.last === Close && at.depth === 0), -6),
  },
  {
    name: 'caption goes on',
    why: 'the photographer stands after the words of the caption',
    score: (at) => when(at.signBefore === 'caption' && at.signAfter === 'credit' && at.after.blanksBefore === 0, 6),
  },
  {
    name: 'top to bottom',
    why: 'single characters on lines of their own are a text set from top to bottom',
    score: (at) => when(at.isVertical, 10),
  },
  {
    name: 'labels',
    why: 'lines that each begin with a label and a colon (时间：…, 问：…) are entries, or turns of a talk',
    score: (at) => when(at.signBefore === 'label' && at.signAfter === 'label' && !endsInClause(at), -5),
  },
  {
    name: 'first words',
    why: 'some words open a paragraph more often than a sentence inside one, others look back to the sentence before',
    score: (at) => when(at.before.endsSentence, at.opener === 'opens' ? -0.7 : at.opener === 'looksBack' ? 0.7 : 0),
  },
];

function emptyLine(at: LineBreak): number {
  if (at.blankShare > 0.9) return -0.5;
  if (at.before.endsSentence) return -2.5;
  if ((opensQuote(at) && isRunning(at)) || (at.full === 0 && stopsMidway(at))) return -1;
  return -2.5 + at.blankInside;
}

function fullLine(at: LineBreak): number {
  const { full, missing, sharpness } = at;
  if (full === 0) return 0;
  if (missing <= 1) return 1.5 + 2 * sharpness;
  if (isItem(at) && !isRunning(at)) return -4;
  if (missing >= 3 && isFirstWithoutIndent(at)) return 1.5 + sharpness + at.lostIndentHabit;
  if (missing <= 3) return 0.5 + 1.5 * sharpness;
  if (missing <= 5) return -0.5;
  return missing <= full / 2 ? -4 : -6;
}

/** Two characters are missing from the first line of a paragraph where its indentation was lost on the way. */
function isFirstWithoutIndent(at: LineBreak): boolean {
  return at.lineCount === 1 && at.before.indent === 0 && !at.indentsHere && !at.before.endsSentence && at.missing <= (at.lostIndentHabit > 0.4 || at.continuity > 0 || at.afterHasTail ? 6 : 5);
}

/** The sum of the table for a line break; above 0 a reader would join. */
export function joinScore(at: LineBreak): number {
  let sum = 0;
  for (const signal of JOIN_SIGNALS) sum += signal.score(at);
  return sum;
}
