import type { OffsetMap } from './offsetMap';
import type { Span } from './span';

/**
 * What a reader takes a paragraph for. `columnTitle` is the standing name of a newspaper column, `pinyin` the line of
 * Latin letters that some pages print over it; `blank` never occurs: blank lines belong to no paragraph.
 */
export type ParagraphKind =
  | 'body'
  | 'headline'
  | 'kicker'
  | 'subtitle'
  | 'subhead'
  | 'byline'
  | 'caption'
  | 'columnTitle'
  | 'pinyin'
  | 'signature'
  | 'list'
  | 'table';

/** A paragraph as a reader sees it: hard line breaks and stray blank lines inside it are gone from `text`. */
export interface Paragraph extends Span {
  readonly kind: ParagraphKind;
  /** The reflowed text. Characters are never changed, only left out (line breaks, odd spaces) or, between Latin words, put in (one space). */
  readonly text: string;
  /** From offsets in `text` to offsets in the page and back. */
  readonly map: OffsetMap;
}

/** A person named by a byline, with the role the page gives them (记者, 通讯员, 摄, 作者 …). Offsets are of the page. */
export interface BylineName extends Span {
  readonly name: string;
  readonly role: string;
}

/** One article. A page out of a PDF can break it into several pieces; a headline can stand after its text. */
export interface Article {
  /** The headline as on the page, lines joined; null where the article has none. */
  readonly title: string | null;
  /** Where the headline stands on the page; null where there is none. */
  readonly titleSpan: Span | null;
  /** In page order. Each piece begins and ends with a paragraph. */
  readonly pieces: readonly Span[];
  /** Indexes into `Page.paragraphs`, ascending. */
  readonly paragraphs: readonly number[];
  readonly names: readonly BylineName[];
}

/** A page: one text file, understood. All spans are offsets of `raw`. */
export interface Page {
  readonly raw: string;
  /** In page order, without overlap. */
  readonly paragraphs: readonly Paragraph[];
  readonly articles: readonly Article[];
}

/** A paragraph without its text, for outlines. */
export interface ParagraphOutline extends Span {
  readonly kind: ParagraphKind;
}

/** An article without its words, for outlines and lists. */
export type ArticleOutline = Pick<Article, 'title' | 'titleSpan' | 'pieces'>;

/** How a page is built, without its words. Spans are offsets of the page. */
export interface PageOutline {
  readonly paragraphs: readonly ParagraphOutline[];
  readonly articles: readonly ArticleOutline[];
}

/** The outline of a page that was read. */
export function outlineOf({ paragraphs, articles }: Page): PageOutline {
  return {
    paragraphs: paragraphs.map(({ start, end, kind }) => ({ start, end, kind })),
    articles: articles.map(({ title, titleSpan, pieces }) => ({ title, titleSpan, pieces })),
  };
}
