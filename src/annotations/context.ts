import type { Span } from '../page/span';
import { isWhitespace } from './whitespace';

/** How many characters of context an annotation carries on each side, white space not counted. */
export const CONTEXT_LENGTH = 12;

/** How far the search for context reaches: a page of blank lines must not make it quadratic. */
const CONTEXT_REACH = 200;

export interface Context {
  readonly before: string;
  readonly after: string;
}

/** The words before and after a span, without white space, so that re-broken lines do not change them. */
export function contextOf(text: string, span: Span): Context {
  const [left, right] = [text.slice(Math.max(0, span.start - CONTEXT_LENGTH), span.start), text.slice(span.end, span.end + CONTEXT_LENGTH)];
  if (!hasWhitespace(left) && !hasWhitespace(right)) return { before: dropHalfPair(left), after: dropHalfPair(right) };
  let before = '';
  for (let index = span.start - 1; index >= Math.max(0, span.start - CONTEXT_REACH) && before.length < CONTEXT_LENGTH; index--) {
    if (!isWhitespace(text.charCodeAt(index))) before = text[index] + before;
  }
  let after = '';
  for (let index = span.end; index < Math.min(text.length, span.end + CONTEXT_REACH) && after.length < CONTEXT_LENGTH; index++) {
    if (!isWhitespace(text.charCodeAt(index))) after += text[index];
  }
  return { before: dropHalfPair(before), after: dropHalfPair(after) };
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

/** A context cut through a surrogate pair loses the half: JSON keeps lone surrogates, but other tools choke on them. */
function dropHalfPair(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const from = first >= 0xdc00 && first <= 0xdfff ? 1 : 0;
  const to = last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length;
  return text.slice(from, to);
}
