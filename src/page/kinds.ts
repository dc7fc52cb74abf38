import { CharClass, charClass, tableOf } from './chars';
import type { LineGroup } from './joins';
import type { Line, Lines } from './lines';
import type { ParagraphKind } from './page';
import { endsInPageReference } from './signs';

/** What a paragraph is taken for by itself; `title` is anything that could be a headline, a kicker, a column title or a subhead, `imprint` what the paper says of itself. */
export type FirstKind = 'body' | 'dateline' | 'title' | 'subtitle' | 'subhead' | 'byline' | 'name' | 'caption' | 'signature' | 'imprint' | 'pinyin' | 'list' | 'table';

/** Kinds that are no running text: what a page is furnished with around its articles' words. */
const FURNITURE = new Set<ParagraphKind>(['headline', 'kicker', 'subtitle', 'subhead', 'byline', 'caption', 'columnTitle', 'pinyin', 'signature']);

/** Whether a paragraph of this kind is page furniture, not running text (body, list or table). */
export function isFurniture(kind: ParagraphKind): boolean {
  return FURNITURE.has(kind);
}

const LONGEST_TITLE = 60;
const LONGEST_SUBHEAD = 40;
const LONGEST_SUBTITLE = 40;
const SECTION_MARK = /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百千\d]{1,4}[章节篇部回]|#{1,6}\s)/;

/** The first guess at a paragraph, by its own lines. */
export function firstKind(raw: string, group: LineGroup, lines: Lines): FirstKind {
  const first = lines.at(group.from);
  const last = lines.at(group.to);
  const length = last.end - first.start;
  switch (group.sign) {
    case 'table':
    case 'pinyin':
    case 'byline':
    case 'caption':
    case 'dateline':
    case 'imprint':
    case 'name': return group.sign;
    case 'signature': return first.first === CharClass.Open && last.last !== CharClass.Close ? 'body' : 'signature'; // （上接第一版）and text after it
    case 'credit': return 'caption';
    case 'openByline': return 'byline';
    case 'subhead': return length <= LONGEST_TITLE && !last.endsSentence ? 'subhead' : 'list';
    case 'list':
      return length <= LONGEST_SUBHEAD && !last.endsSentence && last.last !== CharClass.Clause && SECTION_MARK.test(raw.slice(first.start, first.start + 12)) ? 'subhead' : 'list';
    case 'dash': return length <= LONGEST_SUBTITLE && isTitleLike(raw, group, lines) ? 'subtitle' : 'body';
    default:
      if (!isTitleLike(raw, group, lines)) return 'body';
      return endsInPageReference(raw, last) ? 'list' : 'title';
  }
}

const FULL_STOPS = tableOf('。；;.．｡');

/** Whether the paragraph could head an article: short, no full stop, not broken off. */
function isTitleLike(raw: string, group: LineGroup, lines: Lines): boolean {
  const first = lines.at(group.from);
  const last = lines.at(group.to);
  if (last.end - first.start > LONGEST_TITLE || group.to - group.from > 4 || last.last === CharClass.Clause) return false;
  let clauses = 0;
  let letters = 0;
  for (let offset = first.start; offset < last.end; offset++) {
    const unit = raw.charCodeAt(offset);
    if (FULL_STOPS[unit] === 1 && !isDecimalPoint(raw, offset)) return false;
    const kind = charClass(unit);
    if (kind === CharClass.Clause) clauses++;
    if (kind === CharClass.Han || kind === CharClass.Lower || kind === CharClass.Upper) letters++;
  }
  return clauses <= 2 && letters >= 2 && !isQuotation(raw, first, last);
}

function isDecimalPoint(raw: string, offset: number): boolean {
  return raw[offset] === '.' && charClass(raw.charCodeAt(offset - 1)) === CharClass.Digit && charClass(raw.charCodeAt(offset + 1)) === CharClass.Digit;
}

/** A line of dialogue: a whole sentence between quotes. */
function isQuotation(raw: string, first: Line, last: Line): boolean {
  return last.endsSentence && last.last === CharClass.Close && charClass(raw.charCodeAt(first.start)) === CharClass.Open;
}
