import { OffsetMap, type MappedPart } from './offsetMap';
import type { Page, Paragraph, ParagraphKind } from './page';

/** A whole page reflowed: each paragraph on a line of its own, with the way back to the page. */
export interface ReflowedPage {
  readonly text: string;
  readonly map: OffsetMap;
}

const ROW_KINDS = new Set<ParagraphKind>(['list', 'table']);
const BLANK_LINE = /\n[^\S\n]*\n|\r[^\S\r\n]*\r/;

/**
 * The page's paragraphs in their order, one a line, with an empty line between them; rows of a table and items of a list
 * that follow one another without one stay together. Ends with a line break unless the page is empty.
 */
export function reflowPage(page: Page): ReflowedPage {
  const texts: string[] = [];
  const parts: MappedPart[] = [];
  let length = 0;
  let before: Paragraph | undefined;
  for (const paragraph of page.paragraphs) {
    const gap = before === undefined ? '' : staysWith(page.raw, before, paragraph) ? '\n' : '\n\n';
    parts.push({ map: paragraph.map, at: length + gap.length });
    texts.push(gap, paragraph.text);
    length += gap.length + paragraph.text.length;
    before = paragraph;
  }
  if (before) texts.push('\n');
  return { text: texts.join(''), map: OffsetMap.joined(parts) };
}

function staysWith(raw: string, before: Paragraph, after: Paragraph): boolean {
  return ROW_KINDS.has(before.kind) && before.kind === after.kind && !BLANK_LINE.test(raw.slice(before.end, after.start));
}
