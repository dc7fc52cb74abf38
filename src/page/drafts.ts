import type { LineGroup } from './joins';
import { firstKind, type FirstKind } from './kinds';
import type { Lines } from './lines';
import { isSigned } from './names';
import type { Draft } from './units';

/** So many short lines in a row are a list, a poem or a table of contents. */
const TITLES_IN_A_ROW = 5;
/** So many bare names in a row are a list of people. */
const NAMES_IN_A_ROW = 4;

/** The paragraphs of a page as the search for articles sees them, with what their neighbours say about each put right. */
export function draftsOf(raw: string, groups: readonly LineGroup[], lines: Lines): Draft[] {
  const kinds = groups.map((group) => firstKind(raw, group, lines));
  settleNames(kinds);
  listWhereMany(kinds, 'title', TITLES_IN_A_ROW);
  settleSignOffs(raw, groups, lines, kinds);
  return groups.map((group, index) => {
    const text = raw.slice(lines.start(group.from), lines.end(group.to));
    const kind = kinds[index];
    return { index, kind, text, signed: (kind === 'body' || kind === 'dateline') && isSigned(text) };
  });
}

/** A bare name beside a headline is its byline; under running text it is the writer's signature. */
function settleNames(kinds: FirstKind[]): void {
  listWhereMany(kinds, 'name', NAMES_IN_A_ROW);
  kinds.forEach((kind, index) => {
    if (kind !== 'name') return;
    const before = kinds[index - 1];
    if (before === 'title' || before === 'subtitle' || before === 'byline' || (before === 'name' && index > 1)) return;
    kinds[index] = before === 'body' || before === 'dateline' || before === 'list' ? 'signature' : 'title';
  });
}

const DATE = /^(?:\d{4}|[二〇零○一九][〇零○一二三四五六七八九]{3})?\s?年?\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日$/;
const LONGEST_DATE = 16;
const LONGEST_SENDER = 24;
/** 此致, 敬礼 and the like over the sender. */
const LONGEST_CLOSING = 6;
const MOST_SIGNING_LINES = 4;

/** A date alone under running text, and the short lines between them: with these a notice or a letter is signed. */
function settleSignOffs(raw: string, groups: readonly LineGroup[], lines: Lines, kinds: FirstKind[]): void {
  const isText = (kind: FirstKind | undefined): boolean => kind === 'body' || kind === 'list' || kind === 'dateline';
  groups.forEach(({ from, to }, index) => {
    const start = lines.start(from);
    const end = lines.end(to);
    if (from !== to || end - start > LONGEST_DATE || kinds[index] === 'list' || !DATE.test(raw.slice(start, end))) return;
    let first = index;
    while (first > 0 && index - first < MOST_SIGNING_LINES && (kinds[first - 1] === 'title' || kinds[first - 1] === 'name' || kinds[first - 1] === 'byline')
      && lengthOf(groups[first - 1], lines) <= (first === index ? LONGEST_SENDER : LONGEST_CLOSING)) first--;
    if (first > 0 && isText(kinds[first - 1])) kinds.fill('signature', first, index + 1);
  });
}

function lengthOf({ from, to }: LineGroup, lines: Lines): number {
  return lines.end(to) - lines.start(from);
}

/** So many paragraphs of one kind in a row are the items of a list. */
function listWhereMany(kinds: FirstKind[], kind: FirstKind, many: number): void {
  for (let from = 0; from < kinds.length;) {
    let to = from;
    while (to < kinds.length && kinds[to] === kind) to++;
    if (to - from >= many) kinds.fill('list', from, to);
    from = Math.max(to, from + 1);
  }
}

const PROOFS = new Set<FirstKind>(['byline', 'dateline']);

/** Whether the page shows itself to be news: a byline, a dateline, a report signed in brackets, a picture's caption, a column title with its pinyin. */
export function isNews(drafts: readonly Draft[]): boolean {
  return drafts.some((draft, index) => PROOFS.has(draft.kind) || draft.signed || (draft.kind === 'caption' && /[摄攝]/.test(draft.text.slice(-20)))
    || (draft.kind === 'pinyin' && (drafts[index + 1]?.kind === 'title' || (index > 0 && drafts[index - 1].kind === 'title'))) || (draft.kind === 'name' && index > 0));
}
