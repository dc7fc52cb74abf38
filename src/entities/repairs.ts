import type { Span } from '../page/span';
import { overlaps } from '../page/span';
import type { LabelledSpan } from './entity';
import { LIST_BIT } from './lexicon';
import { CHARACTER } from './characterTypes';
import type { TextView } from './textView';

/** Administrative levels written together: one place, as the model found them, or a place each. */
export type PlaceLevels = 'joined' | 'found' | 'apart';

/**
 * Small corrections of the model's spans that need no weighing: marks never begin or end a name, brackets come in pairs,
 * administrative levels written together are one place, an organisation keeps its branch.
 * @param spans left to right, without overlap
 * @param taken spans that no result may touch
 * @param places what is done with administrative levels written together
 */
export function repairSpans(view: TextView, text: string, spans: readonly LabelledSpan[], taken: readonly Span[], places: PlaceLevels = 'joined'): LabelledSpan[] {
  const repaired: LabelledSpan[] = [];
  for (const raw of spans) {
    const whole = withinBrackets(view, raw);
    const trimmed = whole && withoutMarks(view, whole);
    if (!trimmed) continue;
    const span = trimmed.label === 'ORG' ? onlyPlace(view, fromQuote(view, withBranch(view, text, trimmed))) : trimmed;
    while (repaired.length > 0 && repaired[repaired.length - 1].start >= span.start) repaired.pop(); // inside the quotation that became one name
    const last = repaired.at(-1);
    if (last && span.start < last.end) continue;
    if (places !== 'found' && last?.end === span.start && belongTogether(view, last, span, places === 'joined')) {
      repaired[repaired.length - 1] = { start: last.start, end: span.end, label: span.label };
    } else {
      repaired.push(span);
    }
  }
  const free = taken.length === 0 ? repaired : repaired.filter((span) => !taken.some((other) => overlaps(other, span)));
  return places !== 'apart' ? free : free.flatMap((span) => (span.label === 'PLACE' ? levelsOf(view, text, span) : [span]));
}

/** Without what lies beyond a bracket that has no partner inside (县（市、区）总商会, 议会（众议院 …); null where only a body in general is left. */
function withinBrackets(view: TextView, span: LabelledSpan): LabelledSpan | null {
  let { start, end } = span;
  const open: number[] = [];
  for (let at = span.start; at < span.end; at += 1) {
    const type = view.classes[at] & 15;
    if (type === CHARACTER.OpenBracket) open.push(at);
    else if (type === CHARACTER.CloseBracket && open.pop() === undefined) start = at + 1;
  }
  if (open.length > 0) [end] = open;
  if (start >= end) return null;
  const isBodyInGeneral = start > span.start && (view.lexicon.bitsOf(view.codes, start, end) & (LIST_BIT.orgSuffix | LIST_BIT.branch)) !== 0;
  return isBodyInGeneral ? null : { start, end, label: span.label };
}

/** Without punctuation and spaces at its edges; null where nothing is left. Closing marks stay where the opening one is inside. */
function withoutMarks(view: TextView, span: LabelledSpan): LabelledSpan | null {
  let { start, end } = span;
  while (start < end && isEdgeMark(view.classes[start] & 15, CHARACTER.OpenQuote, CHARACTER.OpenBracket)) start += 1;
  while (start < end && isEdgeMark(view.classes[end - 1] & 15, CHARACTER.CloseQuote, CHARACTER.CloseBracket)) end -= 1;
  return start === end ? null : { start, end, label: span.label };
}

function isEdgeMark(type: number, quote: number, bracket: number): boolean {
  return type >= CHARACTER.Stop && type !== CHARACTER.Other && type !== quote && type !== bracket;
}

/** Two places side by side are one; a place before a branch or a common last word of organisations belongs to it. */
function belongTogether(view: TextView, left: LabelledSpan, right: LabelledSpan, joinPlaces: boolean): boolean {
  if (left.label !== 'PLACE') return false;
  if (right.label === 'PLACE') return joinPlaces;
  return right.label === 'ORG' && (view.startBits[right.start] & (LIST_BIT.branch | LIST_BIT.orgSuffix)) !== 0;
}

/** 安澜远泽科技股份有限公司 before 党支部: the branch belongs to the name. */
function withBranch(view: TextView, text: string, span: LabelledSpan): LabelledSpan {
  if (span.end >= view.length || (view.startBits[span.end] & LIST_BIT.branch) === 0) return span;
  let end = span.end;
  view.lexicon.match(view.codes, span.end, text.length, (matched, bits) => {
    if (bits & LIST_BIT.branch && view.isWordEdge(matched)) end = matched;
  });
  return end === span.end ? span : { ...span, end };
}

/** Last characters of organisations' names, beside the words of the list. */
const ORGANISATION_ENDS = new Set([...'局处厅部委办会院校学所社团队司行店厂场站台馆室科系组署庭厦企党军盟联协宫楼坊号庄铺堂园网报刊险银商控股业源达'].map((character) => character.charCodeAt(0)));

/** A place and words that no organisation's name ends with (某省互联网领域): only the place is a name. */
function onlyPlace(view: TextView, span: LabelledSpan): LabelledSpan {
  if (ORGANISATION_ENDS.has(view.codes[span.end - 1])) return span;
  for (let at = span.start + 1; at <= span.end; at += 1) if (view.endBits[at] & (LIST_BIT.orgSuffix | LIST_BIT.branch | LIST_BIT.org)) return span;
  let place = span.start;
  view.lexicon.match(view.codes, span.start, span.end, (end, bits) => {
    if (bits & (LIST_BIT.place | LIST_BIT.admin) && view.isWordEdge(end)) place = end;
  });
  return place > span.start && place < span.end ? { start: span.start, end: place, label: 'PLACE' } : span;
}

/** No name in quotes begins further before the part that was found. */
const LONGEST_QUOTED = 20;

/** “…产业技术创新联盟”: an organisation that ends with a quotation begins with it, where no mark stands between. */
function fromQuote(view: TextView, span: LabelledSpan): LabelledSpan {
  const { classes, length } = view;
  if (span.end >= length || (classes[span.end] & 15) !== CHARACTER.CloseQuote) return span;
  for (let at = span.start - 1; at >= 0 && at >= span.start - LONGEST_QUOTED; at -= 1) {
    const type = classes[at] & 15;
    if (type === CHARACTER.OpenQuote) return { ...span, start: at + 1 };
    if (type >= CHARACTER.Stop) return span;
  }
  return span;
}

/** Last characters of administrative names, by which a place ends inside a longer one. */
const LEVEL_ENDS = '省市县区州盟旗镇乡村';
/** Shorter names with such an end are mostly words: 城区, 农村, 本市. */
const SHORTEST_LEVEL = 3;

/** 省市县乡 that the model took for one place, as a place each: cut behind known names and behind the names of levels. */
function levelsOf(view: TextView, text: string, span: LabelledSpan): LabelledSpan[] {
  const parts: LabelledSpan[] = [];
  let { start } = span;
  for (;;) {
    const end = levelEnd(view, text, start, span.end);
    parts.push({ start, end, label: span.label });
    if (end === span.end) return parts;
    start = end;
  }
}

/** Where the level that begins at `start` ends: the longest known name, else the first name of a level; a rest too short for a name stays with it. */
function levelEnd(view: TextView, text: string, start: number, end: number): number {
  let known = 0;
  view.lexicon.match(view.codes, start, end, (matched, bits) => {
    if (bits & (LIST_BIT.place | LIST_BIT.admin)) known = matched;
  });
  if (known === 0) {
    for (let at = start + SHORTEST_LEVEL; at <= end && known === 0; at += 1) if (LEVEL_ENDS.includes(text[at - 1])) known = at;
  }
  return known === 0 || end - known < 2 ? end : known;
}
