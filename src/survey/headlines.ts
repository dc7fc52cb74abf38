import { linePlace, lineStarts, type LinePlace } from '../annotations/lineStarts';
import { readPage } from '../page/readPage';

export interface Headline {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly from: LinePlace;
  readonly to: LinePlace;
}

/** The headlines of a page's articles. */
export function headlinesOf(text: string): Headline[] {
  const starts = lineStarts(text);
  return readPage(text).articles.flatMap(({ title, titleSpan }) => (title === null || titleSpan === null ? []
    : [{ title, start: titleSpan.start, end: titleSpan.end, from: linePlace(starts, titleSpan.start), to: linePlace(starts, titleSpan.end) }]));
}
