import { isBareName, readByline } from './bylines';
import type { FirstKind } from './kinds';
import type { BylineName } from './page';

const HEAD = 80;
const TAIL = 60;
const REPORTERS = /^[^（(〔【［]{0,40}?[（(〔【［]([^（）()〔〕【】［］]{2,60})[）)〕】］]/;
const REPORTERS_OPEN = /^[^（(]{0,30}?(?:讯|电)\s*(?:本报|本网)?((?:记者|通讯员)\s*[\u4e00-\u9fff]{1,2}[\s\u3000]?[\u4e00-\u9fff]{1,2})(?=[\s\u3000]|$)/;
const SIGNED = /[（(]([\u4e00-\u9fff·\s\u3000]{2,40})[）)]\s*$/;
const PHOTOGRAPHER = /(?:^|[\s\u3000。（(，])((?:[\u4e00-\u9fff·]{2,5}[\s\u3000/、]+){0,4}(?:[\u4e00-\u9fff·]{1,8}[\s\u3000]*)(?:摄影报道|摄影|摄|攝|供图|制图|\/图))[）)]?\s*$/;

/**
 * The people whom a paragraph names as its makers: in a byline, in the brackets of a dateline or after a report, under a
 * picture. Only a bounded head and tail of the text are looked at.
 *
 * @param start offset of `text` in the page.
 */
export function makersOf(kind: FirstKind, text: string, start: number): BylineName[] {
  switch (kind) {
    case 'byline':
    case 'name': {
      const { names, complete } = readByline(text, start);
      return complete ? [...names] : [];
    }
    case 'dateline': return [...inHead(text, start), ...inTail(text, start)];
    case 'body': return inTail(text, start);
    case 'caption': return fromMatch(PHOTOGRAPHER, text.slice(-TAIL), start + Math.max(0, text.length - TAIL), true);
    case 'signature': return text.length <= TAIL && REPORTER_NOTE.test(text) ? fromMatch(REPORTERS, text, start, true) : [];
    default: return [];
  }
}

const REPORTER_NOTE = /^[（(](?:本报|本報)?(?:记者|通讯员|記者|通訊員|编辑|责编|执笔)/;

/** Whether running text ends with its writers' names in brackets. */
export function isSigned(text: string): boolean {
  return inTail(text, 0).length > 0;
}

function inHead(text: string, start: number): BylineName[] {
  const head = text.slice(0, HEAD);
  const inBrackets = fromMatch(REPORTERS, head, start, true);
  return inBrackets.length > 0 ? inBrackets : fromMatch(REPORTERS_OPEN, head, start, true);
}

/** Names in brackets that end the text: each with a role, or each a common surname with one or two characters. */
function inTail(text: string, start: number): BylineName[] {
  const last = text[text.length - 1];
  if (last !== '）' && last !== ')') return [];
  const from = Math.max(0, text.length - TAIL);
  const names = fromMatch(SIGNED, text.slice(from), start + from, false);
  return names;
}

function fromMatch(pattern: RegExp, text: string, start: number, needsRole: boolean): BylineName[] {
  const match = pattern.exec(text);
  if (!match) return [];
  const [all, words] = match;
  const byline = readByline(words, start + match.index + all.indexOf(words));
  if (!byline.complete || (needsRole && !byline.hasRole)) return [];
  if (!byline.hasRole && !byline.names.every(({ name }) => isBareName(name))) return [];
  return [...byline.names];
}
