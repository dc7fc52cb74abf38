import { arrange, arrangeAsOne, type Arrangement, type ArticleDraft } from './articles';
import { draftsOf, isNews } from './drafts';
import { joinLines } from './joins';
import { readLines } from './lines';
import { makersOf } from './names';
import type { Article, Page, Paragraph } from './page';
import { foldingOf, Reflow } from './reflow';
import type { Span } from './span';
import { gapsBetween, Words } from './topics';
import { unitsOf, type Draft } from './units';

/**
 * Reads a page: its paragraphs, reflowed, and its articles. Any text will do; the work is linear in its length and
 * nothing is thrown. A page without a sign of news (byline, dateline, signed report …) is one article, a page without
 * text has none.
 *
 * @param raw the text as it stands in the file or the editor; all spans of the result are UTF-16 offsets of it.
 */
export function readPage(raw: string): Page {
  const lines = readLines(raw);
  const groups = joinLines(raw, lines);
  const drafts = draftsOf(raw, groups, lines);
  const { articles, kinds } = isNews(drafts) ? arrangeNews(drafts) : arrangeAsOne(drafts);
  const reflow = new Reflow(raw, lines);
  const paragraphs = groups.map((group, index): Paragraph => {
    const kind = kinds[index];
    const { text, map } = reflow.paragraph(group.from, group.to, foldingOf(kind));
    return { start: lines.start(group.from), end: lines.end(group.to), kind, text, map };
  });
  return { raw, paragraphs, articles: articles.map((article) => articleOf(article, paragraphs, drafts)) };
}

function arrangeNews(drafts: readonly Draft[]): Arrangement {
  const words = new Words(drafts.map((draft) => draft.text));
  const gaps = gapsBetween(words);
  return arrange(drafts, words, gaps, unitsOf(drafts, gaps));
}

function articleOf(article: ArticleDraft, paragraphs: readonly Paragraph[], drafts: readonly Draft[]): Article {
  const { titles } = article;
  return {
    title: titles.length > 0 ? titles.map((index) => paragraphs[index].text).join(' ') : null,
    titleSpan: titles.length > 0 ? { start: paragraphs[titles[0]].start, end: paragraphs[titles[titles.length - 1]].end } : null,
    pieces: piecesOf(article.paragraphs, paragraphs),
    paragraphs: article.paragraphs,
    names: article.paragraphs.flatMap((index) => makersOf(drafts[index].kind, drafts[index].text, paragraphs[index].start)),
  };
}

/** Paragraphs that follow one another are one piece. */
function piecesOf(indexes: readonly number[], paragraphs: readonly Paragraph[]): Span[] {
  const pieces: Span[] = [];
  for (let from = 0; from < indexes.length;) {
    let to = from;
    while (to + 1 < indexes.length && indexes[to + 1] === indexes[to] + 1) to++;
    pieces.push({ start: paragraphs[indexes[from]].start, end: paragraphs[indexes[to]].end });
    from = to + 1;
  }
  return pieces;
}
