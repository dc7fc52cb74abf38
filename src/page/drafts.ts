import type { LineGroup } from './joins';
import { firstKind, type FirstKind } from './kinds';
import type { Line } from './lines';
import { isSigned } from './names';
import type { Draft } from './units';

/** So many short lines in a row are a list, a poem or a table of contents. */
const TITLES_IN_A_ROW = 5;

/** The paragraphs of a page as the search for articles sees them, with what their neighbours say about each put right. */
export function draftsOf(raw: string, groups: readonly LineGroup[], lines: readonly Line[]): Draft[] {
  const kinds = groups.map((group) => firstKind(raw, group, lines));
  settleNames(kinds);
  settleLists(kinds);
  return groups.map((group, index) => {
    const text = raw.slice(lines[group.from].start, lines[group.to].end);
    const kind = kinds[index];
    return { index, kind, text, signed: (kind === 'body' || kind === 'dateline') && isSigned(text) };
  });
}

/** A bare name beside a headline is its byline; under running text it is the writer's signature. */
function settleNames(kinds: FirstKind[]): void {
  kinds.forEach((kind, index) => {
    if (kind !== 'name') return;
    const before = kinds[index - 1];
    if (before === 'title' || before === 'subtitle' || before === 'byline' || (before === 'name' && index > 1)) return;
    kinds[index] = before === 'body' || before === 'dateline' || before === 'list' ? 'signature' : 'title';
  });
}

function settleLists(kinds: FirstKind[]): void {
  for (let index = 0; index < kinds.length;) {
    let end = index;
    while (end < kinds.length && kinds[end] === 'title') end++;
    if (end - index >= TITLES_IN_A_ROW) kinds.fill('list', index, end);
    index = Math.max(end, index + 1);
  }
}

const PROOFS = new Set<FirstKind>(['byline', 'dateline']);

/** Whether the page shows itself to be news: a byline, a dateline, a report signed in brackets, a picture's caption, a column title with its pinyin. */
export function isNews(drafts: readonly Draft[]): boolean {
  return drafts.some((draft, index) => PROOFS.has(draft.kind) || draft.signed || (draft.kind === 'caption' && /[摄攝]/.test(draft.text.slice(-20)))
    || (draft.kind === 'pinyin' && drafts[index + 1]?.kind === 'title') || (draft.kind === 'name' && index > 0));
}
