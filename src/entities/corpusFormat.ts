import type { EntityLabel } from '../annotations/model';
import type { ParagraphKind } from '../page/page';
import type { LabelledSpan, ParagraphText } from './entity';

/** A paragraph of the training corpus with its names. `line` counts from 1. */
export interface CorpusParagraph extends ParagraphText {
  readonly line: number;
  readonly entities: readonly LabelledSpan[];
}

/** Paragraphs that stood between two blank lines. */
export type CorpusArticle = readonly CorpusParagraph[];

export interface CorpusProblem {
  readonly line: number;
  readonly message: string;
}

export interface ParsedCorpus {
  readonly articles: readonly CorpusArticle[];
  readonly problems: readonly CorpusProblem[];
}

const LABEL_OF_LETTER: Readonly<Record<string, EntityLabel>> = { P: 'PERSON', O: 'ORG', L: 'PLACE', W: 'WORK' };
const KINDS: readonly ParagraphKind[] = [
  'body', 'headline', 'kicker', 'subtitle', 'subhead', 'byline', 'caption', 'columnTitle', 'pinyin', 'signature', 'list', 'table',
];

/**
 * Reads the tagged text of `corpus/*.txt`: a line is a paragraph, a blank line ends an article, `#` starts a comment,
 * `@headline ` gives the kind, `[P:…]`, `[O:…]`, `[L:…]` and `[W:…]` mark names. Every malformed line is reported and left out.
 */
export function parseCorpus(source: string): ParsedCorpus {
  const articles: CorpusArticle[] = [];
  const problems: CorpusProblem[] = [];
  let article: CorpusParagraph[] = [];
  const close = (): void => {
    if (article.length > 0) articles.push(article);
    article = [];
  };
  source.split('\n').forEach((raw, index) => {
    const line = index + 1;
    if (raw.startsWith('#')) return;
    if (raw.trim() === '') {
      close();
      return;
    }
    const paragraph = parseLine(raw, line, problems);
    if (paragraph) article.push(paragraph);
  });
  close();
  return { articles, problems };
}

function parseLine(raw: string, line: number, problems: CorpusProblem[]): CorpusParagraph | null {
  const complain = (message: string): null => {
    problems.push({ line, message });
    return null;
  };
  let kind: ParagraphKind = 'body';
  let rest = raw;
  if (raw.startsWith('@')) {
    const space = raw.indexOf(' ');
    const name = KINDS.find((known) => known === raw.slice(1, space));
    if (space < 0 || !name) return complain(`unknown paragraph kind in “${raw.slice(0, 20)}”`);
    kind = name;
    rest = raw.slice(space + 1);
  }
  let text = '';
  let open: { start: number; label: EntityLabel } | null = null;
  const entities: LabelledSpan[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const unit = rest[at];
    if (unit === '[') {
      const label = LABEL_OF_LETTER[rest[at + 1] ?? ''];
      if (rest[at + 2] !== ':' || !label) return complain(`a bracket without a known tag at column ${at + 1}`);
      if (open) return complain(`a tag inside a tag at column ${at + 1}`);
      open = { start: text.length, label };
      at += 2;
    } else if (unit === ']') {
      if (!open) return complain(`a closing bracket without a tag at column ${at + 1}`);
      const name = text.slice(open.start);
      if (name.trim() !== name || name === '') return complain(`an empty or padded name at column ${at + 1}`);
      entities.push({ start: open.start, end: text.length, label: open.label });
      open = null;
    } else {
      text += unit;
    }
  }
  if (open) return complain('a tag that is never closed');
  if (text.trim() === '') return complain('a paragraph without text');
  return { kind, text, entities, line };
}
