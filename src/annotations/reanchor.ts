import { overlaps, type Span } from '../page/span';
import { rawSpan } from './composed';
import type { Context } from './context';
import { folded, foldWithOffsets } from './foldText';

/** What is known of an annotation's place: its words, the words around it and where it stood before. */
export interface Anchor extends Context {
  readonly quote: string;
  readonly start: number;
}

/** Occurrences of one quote looked at before giving up: a single common character is not worth a search of the page. */
const MOST_CANDIDATES = 2000;
/** A quote that stands alone on the page is taken without any context only if it is at least this long. */
const SELF_EVIDENT_LENGTH = 6;

/**
 * Finds annotations again in a text that was changed while nobody watched. White space, width forms and composed
 * characters do not count, so a page with other line breaks or from another system gives every span back; the words
 * themselves must be the same: never an edit distance.
 */
export class Reanchorer {
  /** @param page the text folded, where that has been done already */
  constructor(private readonly text: string, private readonly page = foldWithOffsets(text)) {}

  /**
   * The span of the anchor's words, or undefined where it is not certain. Offsets are of the text given.
   * @param anchor without any context its words must stand there once
   * @param within only words that share text with it count; absent: all of the text
   */
  place(anchor: Anchor, within?: Span): Span | undefined {
    const quote = folded(anchor.quote);
    if (quote === '') return undefined;
    const isCandidate = (at: number): boolean => within === undefined || overlaps(rawSpan(this.page, at, quote.length), within);
    const at = this.find(quote, folded(anchor.before), folded(anchor.after), isCandidate);
    if (at === undefined) return undefined;
    const span = rawSpan(this.page, at, quote.length);
    // one character may be composed of several: a part of it is not the words
    return folded(this.text.slice(span.start, span.end)) === quote ? span : undefined;
  }

  /** Where the quote stands in the folded text: the one place whose context fits best, if it fits well enough. */
  private find(quote: string, before: string, after: string, isCandidate: (at: number) => boolean): number | undefined {
    const { text } = this.page;
    let best: number | undefined;
    let bestScore = -1;
    let tied = false;
    let candidates = 0;
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (!isCandidate(at)) continue;
      if (++candidates > MOST_CANDIDATES) return this.findWithWholeContext(quote, before, after, isCandidate);
      const score = commonSuffix(text, at, before) + commonPrefix(text, at + quote.length, after);
      if (score === bestScore) tied = true;
      if (score > bestScore) {
        best = at;
        bestScore = score;
        tied = false;
      }
    }
    if (best === undefined || tied) return undefined;
    if (candidates === 1 && quote.length >= SELF_EVIDENT_LENGTH) return best;
    if (before + after === '') return best; // nothing is asked for around it
    const isBefore = before !== '' && commonSuffix(text, best, before) === before.length;
    const isAfter = after !== '' && commonPrefix(text, best + quote.length, after) === after.length;
    return isBefore || isAfter ? best : undefined;
  }

  private findWithWholeContext(
    quote: string, before: string, after: string, isCandidate: (at: number) => boolean,
  ): number | undefined {
    const { text } = this.page;
    const whole = before + quote + after;
    const at = text.indexOf(whole);
    if (at < 0 || text.indexOf(whole, at + 1) >= 0) return undefined;
    return isCandidate(at + before.length) ? at + before.length : undefined;
  }
}

/** How many characters at the end of `before` also stand in `text` before `at`. */
function commonSuffix(text: string, at: number, before: string): number {
  let count = 0;
  while (count < before.length && text[at - 1 - count] === before[before.length - 1 - count]) count++;
  return count;
}

function commonPrefix(text: string, at: number, after: string): number {
  let count = 0;
  while (count < after.length && text[at + count] === after[count]) count++;
  return count;
}
