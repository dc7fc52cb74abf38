import { overlaps, type Span } from '../page/span';
import { LIST_BIT } from './lexicon';
import type { TextView } from './textView';

/** As `TextView.quoted` has it. */
const IN_TITLE = 2;
const OPEN = '《';
const CLOSE = '》';
/** A title of more characters than this is a lost mark, not a title. */
const LONGEST_TITLE = 80;

/**
 * What stands in 《》, without the marks, left to right. Of marks inside marks the outer pair counts; an opening mark
 * that is never closed, or closed too late, opens nothing.
 */
export function findWorks(text: string): Span[] {
  const works: Span[] = [];
  let at = text.indexOf(OPEN);
  while (at >= 0) {
    const end = closingMark(text, at);
    if (end > at + 1) works.push({ start: at + 1, end });
    at = text.indexOf(OPEN, end > at ? end : at + 1);
  }
  return works;
}

/** The spans that no title in 《》 touches: the recogniser looks for no names there. */
export function outsideWorks<Part extends Span>(text: string, spans: readonly Part[]): readonly Part[] {
  const works = findWorks(text);
  return works.length === 0 ? spans : spans.filter((span) => !works.some((work) => overlaps(work, span)));
}

/** Position of the mark that closes the one at `start`; -1 where there is none in reach. */
function closingMark(text: string, start: number): number {
  let depth = 0;
  const last = Math.min(text.length, start + LONGEST_TITLE + 2);
  for (let at = start; at < last; at += 1) {
    if (text[at] === OPEN) depth += 1;
    if (text[at] === CLOSE) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** Names of laws outside 《》: the longest in the word list that begin and end with a word of the text, and stand in no 《》. */
export function findLaws(view: TextView): Span[] {
  const laws: Span[] = [];
  for (let start = 0; start < view.length; start += 1) {
    if ((view.startBits[start] & LIST_BIT.law) === 0 || view.quoted[start] === IN_TITLE || !view.isWordEdge(start)) continue;
    let end = start;
    view.lexicon.match(view.codes, start, view.length, (matched, bits) => {
      if (bits & LIST_BIT.law && view.isWordEdge(matched)) end = matched;
    });
    if (end === start) continue;
    laws.push({ start, end });
    start = end - 1;
  }
  return laws;
}
