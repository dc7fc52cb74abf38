import { l10n } from 'vscode';
import { oneLine } from '../ui/words';
import type { PageSession, PageStructure } from './pageSession';
import { firstIndex } from '../page/firstIndex';

/** The article of annotations that stand in none (a column title, a folio); comes after the others. */
const NO_ARTICLE = Number.MAX_SAFE_INTEGER;
const LONGEST_TITLE = 30;

/** Whether the review view shows a page article by article. */
export function hasArticles({ structure }: PageSession): boolean {
  return structure.articles.length > 1;
}

/** Tells of an offset of the page which article it is in, as an index into the articles. */
export function articleFinder({ articles }: PageStructure): (offset: number) => number {
  const pieces = articles.flatMap((article, index) => article.pieces.map(({ start, end }) => ({ start, end, index })));
  pieces.sort((left, right) => left.start - right.start);
  return (offset) => {
    const next = firstIndex(pieces.length, (index) => pieces[index].start > offset);
    const piece = pieces.at(next - 1);
    return next > 0 && piece && offset < piece.end ? piece.index : NO_ARTICLE;
  };
}

/** What an article is called in lists: its headline, or its first words where it has none. */
export function articleName({ structure, annotations }: PageSession, index: number): string {
  if (index === NO_ARTICLE) return l10n.t('Outside the articles');
  const article = structure.articles.at(index);
  if (!article) return '';
  const [{ start, end }] = article.pieces;
  return oneLine(article.title ?? annotations.text.slice(start, Math.min(end, start + 2 * LONGEST_TITLE)), LONGEST_TITLE);
}
