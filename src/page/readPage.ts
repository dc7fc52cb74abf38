import { joinLines } from './joins';
import { readLines } from './lines';
import type { Article, Page, Paragraph, ParagraphKind } from './page';
import { reflow } from './reflow';

/** Reads a page: its paragraphs, reflowed, and its articles. Any text will do; linear time, no exceptions. */
export function readPage(raw: string): Page {
  const lines = readLines(raw);
  const groups = joinLines(raw, lines);
  const paragraphs = groups.map((group): Paragraph => {
    const own = lines.slice(group.from, group.to + 1);
    const kind: ParagraphKind = 'body';
    const { text, map } = reflow(raw, own, { spacedLetters: false, besideMarks: true, none: false });
    return { start: own[0].start, end: own[own.length - 1].end, kind, text, map };
  });
  const articles: Article[] = paragraphs.length === 0 ? [] : [{
    title: null,
    titleSpan: null,
    pieces: [{ start: paragraphs[0].start, end: paragraphs[paragraphs.length - 1].end }],
    paragraphs: paragraphs.map((_, index) => index),
    names: [],
  }];
  return { raw, paragraphs, articles };
}
