import { byPosition, type Annotation } from '../annotations/model';
import type { Span } from '../page/span';
import { firstIndex } from '../page/firstIndex';

/** Where a number stands, in words for a table. */
export interface NumberPlace {
  /** Counted from 1; 0 where the number stands in no paragraph. */
  readonly paragraph: number;
  /** The headline of its article; empty where there is none. */
  readonly article: string;
}

/** The columns of the table in order; the caller gives their headings. */
export const NUMBER_COLUMNS = [
  'quote', 'kind', 'value', 'unit', 'canonicalUnit', 'canonicalValue', 'min', 'max', 'canonicalMin', 'canonicalMax', 'approx', 'paragraph', 'article',
] as const;
export type NumberColumn = (typeof NUMBER_COLUMNS)[number];

/** Finds the place of a span among paragraphs and articles that lie in page order. */
export function placesOn(paragraphs: readonly Span[], articles: readonly { readonly title: string | null; readonly pieces: readonly Span[] }[]): (span: Span) => NumberPlace {
  const pieces = articles.flatMap(({ title, pieces: own }) => own.map(({ start, end }) => ({ start, end, title }))).sort((a, b) => a.start - b.start);
  return (span) => ({
    paragraph: lastStartingAt(paragraphs, span.start) + 1,
    article: pieces.at(Math.max(0, lastStartingAt(pieces, span.start)))?.title ?? '',
  });
}

/** The index of the last span that starts at or before `offset`, -1 where none does. */
function lastStartingAt(spans: readonly Span[], offset: number): number {
  return firstIndex(spans.length, (index) => spans[index].start > offset) - 1;
}

/**
 * The numbers as tab-separated values with a heading, in reading order, for a spreadsheet. A text that a spreadsheet
 * would take for a formula is marked as text with an apostrophe (OWASP, “CSV Injection”).
 * @param headings by column
 * @param kindName the name of a kind for people
 */
export function numberTable(
  numbers: readonly Annotation[],
  headings: Readonly<Record<NumberColumn, string>>,
  placeOf: (span: Span) => NumberPlace,
  kindName: (kind: string) => string,
): string {
  const rows = [...numbers].sort(byPosition).map((number) => {
    const { paragraph, article } = placeOf(number);
    const cells: Record<NumberColumn, string | number | undefined> = {
      quote: number.quote.replace(/\s*[\r\n]\s*/g, ''),
      kind: kindName(number.label),
      value: number.value,
      unit: number.unit,
      canonicalUnit: number.canonicalUnit,
      canonicalValue: number.canonicalValue,
      min: number.min,
      max: number.max,
      canonicalMin: number.canonicalMin,
      canonicalMax: number.canonicalMax,
      approx: number.approx ? '≈' : '',
      paragraph: paragraph === 0 ? undefined : paragraph,
      article: article.replace(/\s*[\r\n]\s*/g, ''),
    };
    return NUMBER_COLUMNS.map((column) => tableCell(cells[column])).join('\t');
  });
  return [NUMBER_COLUMNS.map((column) => tableCell(headings[column])).join('\t'), ...rows].map((row) => `${row}\n`).join('');
}

/** One cell: a number as it is; a text on one line, without tabs, never a formula, quotation marks doubled. */
export function tableCell(content: string | number | undefined): string {
  if (content === undefined) return '';
  if (typeof content === 'number') return String(content);
  const flat = content.replace(/[\t\r\n\v\f\u0085\u2028\u2029]+/g, ' ').trim();
  const safe = /^[=+\-@＝＋－＠−]/.test(flat) ? `'${flat}` : flat;
  return safe.includes('"') ? `"${safe.replaceAll('"', '""')}"` : safe;
}
