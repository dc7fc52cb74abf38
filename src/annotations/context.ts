import type { Span } from '../page/span';
import { isWhitespace } from './whitespace';

/** How many characters of context an annotation carries on each side, white space not counted. */
export const CONTEXT_LENGTH = 12;

/** How far the search for context reaches: a page of blank lines must not make it quadratic. */
const CONTEXT_REACH = 200;

const COMBINING = /^\p{M}/u;

export interface Context {
  readonly before: string;
  readonly after: string;
}

/** The words before and after a span, without white space, so that re-broken lines do not change them. */
export function contextOf(text: string, span: Span): Context {
  const [left, right] = [text.slice(Math.max(0, span.start - CONTEXT_LENGTH), span.start), text.slice(span.end, span.end + CONTEXT_LENGTH)];
  if (!hasWhitespace(left) && !hasWhitespace(right)) return { before: wholeAtStart(left), after: wholeAtEnd(right, text.charCodeAt(span.end + right.length)) };
  let before = '';
  for (let index = span.start - 1; index >= Math.max(0, span.start - CONTEXT_REACH) && before.length < CONTEXT_LENGTH; index--) {
    if (!isWhitespace(text.charCodeAt(index))) before = text[index] + before;
  }
  let after = '';
  let index = span.end;
  for (; index < Math.min(text.length, span.end + CONTEXT_REACH) && after.length < CONTEXT_LENGTH; index++) {
    if (!isWhitespace(text.charCodeAt(index))) after += text[index];
  }
  return { before: wholeAtStart(before), after: wholeAtEnd(after, text.charCodeAt(index)) };
}

function hasWhitespace(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (isWhitespace(text.charCodeAt(at))) return true;
  return false;
}

/** The words around an annotation; those around its old place where its words are gone. */
export function knownContext(text: string, annotation: Span & Partial<Context>): Context {
  const { before, after } = annotation;
  return before === undefined || after === undefined ? contextOf(text, annotation) : { before, after };
}

/**
 * A context cut through a surrogate pair loses the half (JSON keeps lone surrogates, but other tools choke on them), one
 * cut between a letter and its combining marks loses those: in composed form they are no character of the text.
 */
function wholeAtStart(text: string): string {
  const first = text.charCodeAt(0);
  return (first >= 0xdc00 && first <= 0xdfff ? text.slice(1) : text).replace(/^\p{M}+/u, '');
}

/** @param next the code unit behind it; NaN at the end of the page */
function wholeAtEnd(text: string, next: number): string {
  const last = text.charCodeAt(text.length - 1);
  if (last >= 0xd800 && last <= 0xdbff) return text.slice(0, -1);
  return COMBINING.test(String.fromCharCode(next)) ? text.replace(/\P{M}?\p{M}*$/u, '') : text;
}
