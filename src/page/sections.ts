import type { PageOutline, ParagraphKind, ParagraphOutline } from './page';
import type { Span } from './span';

/** What stands in the outline of a page: an article or one piece of it, a section under its subhead, or furniture. */
export interface Section extends Span {
  readonly kind: 'article' | 'section' | ParagraphKind;
  /** The words that name it, on one line; never empty. */
  readonly name: string;
  /** Where those words stand, or, for an article headed below its text, where the text begins. Lies within the span. */
  readonly head: Span;
  /** Which piece of an article this is (from 1), where it has several. */
  readonly piece?: { readonly number: number; readonly count: number };
  readonly children: readonly Section[];
}

/** Furniture that has an entry of its own in an article. */
const SHOWN = new Set<ParagraphKind>(['byline', 'caption', 'signature']);
/** What ends a section where it does not end by the next subhead: the head of an article that stands under its text. */
const ENDS_SECTION = new Set<ParagraphKind>(['headline', 'kicker', 'subtitle', 'columnTitle', 'pinyin', 'byline', 'signature']);
const TEXT_KINDS = new Set<ParagraphKind>(['body', 'list', 'table']);
const LONGEST_NAME = 40;

interface OpenSection {
  readonly kind: Section['kind'];
  readonly name: string;
  readonly start: number;
  end: number;
  readonly head: Span;
  readonly level: number;
  readonly piece?: Section['piece'];
  readonly children: OpenSection[];
}

/**
 * The sections of a page as a tree in page order: a piece of an article each, within it sections by subhead and the
 * bylines, captions and notes. A page that is one article without a headline shows its sections alone. Spans of siblings
 * never overlap, and children lie within their parents.
 */
export function sectionsOf(raw: string, { paragraphs, articles }: PageOutline): readonly Section[] {
  const pieces = articles
    .flatMap((article) => article.pieces.map((span, order) => ({ article, span, order })))
    .sort((left, right) => left.span.start - right.span.start);
  const sections: OpenSection[] = [];
  let index = 0;
  const takeUntil = (end: number): ParagraphOutline[] => {
    const from = index;
    while (index < paragraphs.length && paragraphs[index].start < end) index++;
    return paragraphs.slice(from, index);
  };
  for (const { article, span, order } of pieces) {
    for (const loose of takeUntil(span.start)) sections.push(leaf(raw, loose));
    const inside = takeUntil(span.end);
    const head = headOf(article.titleSpan, inside);
    const piece = article.pieces.length > 1 ? { number: order + 1, count: article.pieces.length } : undefined;
    const name = nameOf(article.title ?? firstWords(raw, inside));
    sections.push({ kind: 'article', name, start: span.start, end: span.end, head, level: 0, ...(piece ? { piece } : {}), children: within(raw, inside, head) });
  }
  for (const loose of takeUntil(Infinity)) sections.push(leaf(raw, loose));
  return articles.length === 1 && articles[0].title === null ? sections.flatMap(({ kind, children }) => (kind === 'article' ? children : [])) : sections;
}

/** The headline, if it stands over the text of the piece; else the first line of the piece. */
function headOf(titleSpan: Span | null, inside: readonly ParagraphOutline[]): Span {
  for (const paragraph of inside) {
    if (TEXT_KINDS.has(paragraph.kind)) break;
    if (titleSpan && paragraph.start === titleSpan.start) return titleSpan;
  }
  const [{ start, end }] = inside;
  return { start, end };
}

function within(raw: string, paragraphs: readonly ParagraphOutline[], head: Span): OpenSection[] {
  const roots: OpenSection[] = [];
  const open: OpenSection[] = [];
  for (const paragraph of paragraphs) {
    const isSubhead = paragraph.kind === 'subhead';
    const level = isSubhead ? levelOf(raw.slice(paragraph.start, Math.min(paragraph.end, paragraph.start + LONGEST_MARK))) : 0;
    if (ENDS_SECTION.has(paragraph.kind)) open.length = 0;
    while (isSubhead && open.length > 0 && open[open.length - 1].level >= level) open.pop();
    for (const section of open) section.end = paragraph.end;
    const isHeadBelow = paragraph.kind === 'headline' && (paragraph.start < head.start || paragraph.start >= head.end);
    if (!isSubhead && !isHeadBelow && !SHOWN.has(paragraph.kind)) continue;
    const section = { ...leaf(raw, paragraph), level };
    (open.at(-1)?.children ?? roots).push(section);
    if (isSubhead) open.push(section);
  }
  return roots;
}

function leaf(raw: string, { kind, start, end }: ParagraphOutline): OpenSection {
  const name = nameOf(raw.slice(start, Math.min(end, start + 2 * LONGEST_NAME)));
  return { kind: kind === 'subhead' ? 'section' : kind, name, start, end, head: { start, end }, level: 0, children: [] };
}

const LONGEST_MARK = 8;
const MARKS: readonly (readonly [RegExp, number])[] = [
  [/^第[一二三四五六七八九十百千\d]{1,4}[章篇部]/, 1],
  [/^第[一二三四五六七八九十百千\d]{1,4}[节回]/, 2],
  [/^[一二三四五六七八九十]{1,3}、/, 3],
  [/^[（(][一二三四五六七八九十]{1,3}[）)]/, 4],
];
const LEVEL_OF_OTHERS = 3;

/** How deep a subhead stands, by its mark: # of Markdown, then 第一章, 第一节, 一、 (as deep as ■ and lines without a mark), （一）. */
function levelOf(mark: string): number {
  const hashes = /^#{1,6}(?=\s)/.exec(mark);
  if (hashes) return hashes[0].length;
  return MARKS.find(([pattern]) => pattern.test(mark))?.[1] ?? LEVEL_OF_OTHERS;
}

function firstWords(raw: string, paragraphs: readonly ParagraphOutline[]): string {
  const first = paragraphs.find(({ kind }) => TEXT_KINDS.has(kind)) ?? paragraphs.at(0);
  return first ? raw.slice(first.start, Math.min(first.end, first.start + 2 * LONGEST_NAME)) : '';
}

/** The words on one line, line breaks of the page left out; long ones are cut. */
function nameOf(words: string): string {
  const line = words.replace(/[\r\n\u0085\u2028\u2029]+/g, '').replace(/\s{2,}/g, ' ').replace(/^[■□◆◇●○▲△★☆\s]+(?=\S)/, '').trim();
  const characters = [...line];
  if (characters.length === 0) return '…';
  return characters.length <= LONGEST_NAME ? line : `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
