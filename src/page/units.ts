import { looksLikeColumnTitle, spells } from './columnTitles';
import type { FirstKind } from './kinds';
import type { Gap } from './topics';

/** A paragraph as the search for articles sees it. `index` is its place in the page. */
export interface Draft {
  readonly index: number;
  readonly kind: FirstKind;
  readonly text: string;
  /** Whether a body paragraph ends with its writers' names in brackets. */
  readonly signed: boolean;
}

/** Running text that belongs together, with what stands inside it (subheads, captions, notes). */
export interface Block {
  readonly type: 'block';
  readonly paragraphs: number[];
  /** Begins as a news report does. */
  readonly dateline: boolean;
}

/** What stands together over or under an article: titles, subtitles, bylines. */
export interface Head {
  readonly type: 'head';
  readonly paragraphs: number[];
  readonly titles: number[];
  /** Column titles and pinyin that open the head. */
  readonly columns: number[];
  readonly hasByline: boolean;
}

export type Unit = Block | Head;

export function isBlock(unit: Unit): unit is Block {
  return unit.type === 'block';
}

/** Below this a gap of enough evidence parts two subjects; measured on news pages, articles keep 0.05 and more inside. */
const COHESION_OF_STRANGERS = 0.03;
const COHESION_OF_ONE_ARTICLE = 0.055;
/** A line as short as most subheads needs less. */
const COHESION_UNDER_SUBHEAD = 0.035;
const USUAL_SUBHEAD = 12;
const LITTLE_EVIDENCE = 100;
const LEAST_EVIDENCE = 150;
const LEAST_PARAGRAPHS = 3;
const LONGEST_UNMARKED_SUBHEAD = 24;
/** The note over a text that goes on from another page. */
const COMES_FROM = /^[（(](?:[上紧緊]接|接)第?/;
/** Standing titles of notices: never a subhead. */
const NOTICE = /^(?:[\u4e00-\u9fff]{0,12}(?:通知|通告|公告|公示|启事|啟事|声明|聲明|讣告|訃告|更正|敬告))$/;
const HEAD_KINDS = new Set<FirstKind>(['title', 'subtitle', 'byline', 'name', 'pinyin']);

/** Cuts the page into blocks of running text and heads, in order; what the paper says of itself belongs to neither. `gaps` has one entry for each paragraph of `drafts`. */
export function unitsOf(drafts: readonly Draft[], gaps: readonly Gap[]): Unit[] {
  const units: Unit[] = [];
  let index = 0;
  while (index < drafts.length) {
    if (drafts[index].kind === 'imprint') {
      index++;
    } else if (!HEAD_KINDS.has(drafts[index].kind)) {
      index = readBlock(drafts, gaps, index, units);
    } else {
      let end = index;
      while (end < drafts.length && HEAD_KINDS.has(drafts[end].kind)) end++;
      if (isUnmarkedSubhead(drafts, gaps, index, end, units)) index = readBlock(drafts, gaps, index, units, end);
      else readHeads(drafts, index, end, units);
      index = Math.max(index, end);
    }
  }
  return units;
}

/** Reads running text up to the next head or the next beginning; `skipTo` paragraphs are taken in as they are, going on with the last block. */
function readBlock(drafts: readonly Draft[], gaps: readonly Gap[], from: number, units: Unit[], skipTo = from): number {
  const before = units.length > 0 ? units[units.length - 1] : null;
  const goesOn = skipTo > from && before?.type === 'block';
  const paragraphs = goesOn ? before.paragraphs : [];
  let index = from;
  while (index < drafts.length) {
    const draft = drafts[index];
    if (index >= skipTo && HEAD_KINDS.has(draft.kind)) break;
    if (paragraphs.length > 0 && index >= skipTo && beginsAnew(drafts, gaps, index, paragraphs.length)) break;
    if (draft.kind !== 'imprint') paragraphs.push(index);
    index++;
  }
  if (!goesOn) units.push({ type: 'block', paragraphs, dateline: paragraphs.some((at) => drafts[at].kind === 'dateline') });
  return index;
}

/** Whether a new article begins at a paragraph of running text, with no head above it. */
function beginsAnew(drafts: readonly Draft[], gaps: readonly Gap[], index: number, length: number): boolean {
  const draft = drafts[index];
  if (draft.kind === 'dateline' || (draft.kind === 'signature' && COMES_FROM.test(draft.text))) return true;
  if (draft.kind !== 'body') return false;
  const before = drafts[index - 1];
  if (before.signed || (before.kind === 'signature' && /^[（(]/.test(before.text) && !COMES_FROM.test(before.text))) return true;
  const { cohesion, evidence } = gaps[index];
  return length >= LEAST_PARAGRAPHS && evidence >= LEAST_EVIDENCE && cohesion < COHESION_OF_STRANGERS
    && runsOn(drafts, index) && isLowest(gaps, index);
}

function runsOn(drafts: readonly Draft[], index: number): boolean {
  for (let next = index; next < index + LEAST_PARAGRAPHS; next++) if (next >= drafts.length || drafts[next].kind !== 'body') return false;
  return true;
}

function isLowest(gaps: readonly Gap[], index: number): boolean {
  for (const other of [index - 2, index - 1, index + 1, index + 2]) {
    if (other > 0 && other < gaps.length && gaps[other].cohesion < gaps[index].cohesion) return false;
  }
  return true;
}

/**
 * A single short line between two stretches of one subject, without a byline, is a subhead that lacks its mark. Where
 * there is little text to compare, a line as short as most subheads is one, unless the page begins with text: there
 * headlines stand under their articles.
 */
function isUnmarkedSubhead(drafts: readonly Draft[], gaps: readonly Gap[], from: number, to: number, units: readonly Unit[]): boolean {
  const before = units.length > 0 ? units[units.length - 1] : null;
  if (to - from !== 1 || before?.type !== 'block' || to >= drafts.length || drafts[from].kind !== 'title') return false;
  const next = drafts[to];
  const { length } = drafts[from].text;
  if (next.kind === 'dateline' || NOTICE.test(drafts[from].text.replace(/[\s\u3000]/g, '')) || length > LONGEST_UNMARKED_SUBHEAD || drafts[from - 1].signed) return false;
  const { cohesion, evidence } = gaps[to];
  if (evidence < LITTLE_EVIDENCE) return units[0].type === 'head' && length <= USUAL_SUBHEAD;
  return cohesion >= (length <= USUAL_SUBHEAD && units[0].type === 'head' ? COHESION_UNDER_SUBHEAD : COHESION_OF_ONE_ARTICLE);
}

/** Splits a run of head paragraphs: a title after a byline, or a column title after anything else, begins another head. */
function readHeads(drafts: readonly Draft[], from: number, to: number, units: Unit[]): void {
  let head: { type: 'head'; paragraphs: number[]; titles: number[]; columns: number[]; hasByline: boolean } | null = null;
  for (let index = from; index < to; index++) {
    const { kind } = drafts[index];
    const isColumn = kind === 'pinyin' || (kind === 'title' && isColumnTitle(drafts, index, to));
    const startsAnew = head !== null && ((isColumn && head.paragraphs.length > head.columns.length) || (kind === 'title' && head.hasByline));
    if (head === null || startsAnew) {
      head = { type: 'head', paragraphs: [], titles: [], columns: [], hasByline: false };
      units.push(head);
    }
    head.paragraphs.push(index);
    if (isColumn) head.columns.push(index);
    else if (kind === 'title') head.titles.push(index);
    else if (kind === 'byline' || kind === 'name') head.hasByline = true;
  }
}

function isColumnTitle(drafts: readonly Draft[], index: number, to: number): boolean {
  const { text } = drafts[index];
  if (isSpelled(drafts[index - 1], text) || isSpelled(drafts[index + 1], text)) return true;
  const isAboveTitle = index + 1 < to && drafts[index + 1].kind === 'title';
  return isAboveTitle && looksLikeColumnTitle(text);
}

function isSpelled(neighbour: Draft | undefined, text: string): boolean {
  return neighbour?.kind === 'pinyin' && spells(neighbour.text, text);
}
