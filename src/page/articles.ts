import { placeHeads, type HeadPlaces } from './headlines';
import { likenessOf, partBlocks, partHeads } from './partings';
import type { ParagraphKind } from './page';
import { Topics, TOPICS_AT_ONCE, type Gap, type Words } from './topics';
import { beginsWithLabel } from './signs';
import { isBlock, type Draft, type Head, type Unit } from './units';

/** An article before its spans are known: paragraphs by index, ascending. */
export interface ArticleDraft {
  readonly paragraphs: number[];
  readonly titles: number[];
}

/** What the search for articles decides. */
export interface Arrangement {
  readonly articles: readonly ArticleDraft[];
  readonly kinds: readonly ParagraphKind[];
}

/** A stray piece joins an article that shares this much of its words, and clearly more than any other. */
const SHARE_OF_OWN_PIECE = 0.12;
const LEAD_OVER_OTHERS = 1.25;
/** A title line shorter than this share of the last one stands over it as a kicker. */
const KICKER_LENGTH = 0.8;

/** Blocks that are arranged together: some may yet be parted. */
const BLOCKS_OF_SHEET = 24;

/** Arranges the blocks and heads of a news page into articles, at most 24 blocks at a time. `words` and `gaps` are those of the paragraphs. */
export function arrange(drafts: readonly Draft[], words: Words, gaps: readonly Gap[], units: readonly Unit[]): Arrangement {
  const kinds = drafts.map((draft) => plainKind(draft));
  const articles: ArticleDraft[] = [];
  const topics = new Topics(words);
  for (let from = 0; from < units.length;) {
    let blocks = 0;
    let to = from;
    while (to < units.length && (blocks < BLOCKS_OF_SHEET || !isBlock(units[to]))) blocks += isBlock(units[to++]) ? 1 : 0;
    articles.push(...arrangeSheet(drafts, topics, gaps, units.slice(from, to), kinds));
    from = to;
  }
  articles.sort((left, right) => left.paragraphs[0] - right.paragraphs[0]);
  return { articles, kinds };
}

/** One article, whatever stands on the page; a Chinese headline over its text is still seen. */
export function arrangeAsOne(drafts: readonly Draft[]): Arrangement {
  const kinds = drafts.map((draft) => plainKind(draft));
  if (drafts.length === 0) return { articles: [], kinds };
  const isHeaded = drafts.length > 1 && drafts[0].kind === 'title' && drafts[1].kind === 'body' && HAN.test(drafts[0].text)
    && !(beginsWithLabel(drafts[0].text) && beginsWithLabel(drafts[1].text));
  drafts.forEach((draft, index) => { if (draft.kind === 'title' && !(isHeaded && index === 0)) kinds[index] = 'subhead'; });
  return { articles: [{ paragraphs: drafts.map((draft) => draft.index), titles: isHeaded ? [0] : [] }], kinds };
}

const HAN = /^[^a-zA-Z]*[\u4e00-\u9fff]/;

function plainKind(draft: Draft): ParagraphKind {
  switch (draft.kind) {
    case 'dateline': return 'body';
    case 'title': return 'headline';
    case 'name': return 'byline';
    case 'imprint': return 'signature';
    default: return draft.kind;
  }
}

interface Sheet {
  readonly units: readonly Unit[];
  readonly blocks: readonly number[];
  /** The number of a block in the topics, by unit. */
  readonly numberOf: ReadonlyMap<number, number>;
  readonly places: HeadPlaces;
}

/** Places the heads, parting blocks and heads as long as some have to be and there is room: each round parts one at least. Leaves `topics` with the blocks of the sheet. */
function sheetOf(drafts: readonly Draft[], topics: Topics, gaps: readonly Gap[], given: readonly Unit[]): Sheet {
  const numbersOf = (units: readonly Unit[]): Map<number, number> => new Map(blocksOf(units).map((unit, number) => [unit, number]));
  topics.take(blocksOf(given).map((block) => given[block].paragraphs));
  const units = partHeads(given, topics, numbersOf(given));
  const numberOf = numbersOf(units);
  const blocks = blocksOf(units);
  const room = TOPICS_AT_ONCE - blocks.length;
  const places = placeHeads(units, likenessOf(units, drafts, gaps, topics, numberOf, room > 0));
  if (places.partings.size === 0) return { units, blocks, numberOf, places };
  return sheetOf(drafts, topics, gaps, partBlocks(units, new Map([...places.partings].slice(0, room))));
}

function blocksOf(units: readonly Unit[]): number[] {
  return units.flatMap((unit, index) => (isBlock(unit) ? [index] : []));
}

function arrangeSheet(drafts: readonly Draft[], topics: Topics, gaps: readonly Gap[], given: readonly Unit[], kinds: ParagraphKind[]): ArticleDraft[] {
  const { units, blocks, numberOf, places } = sheetOf(drafts, topics, gaps, given);
  for (const unit of units) {
    if (unit.type === 'head') nameHead(unit, drafts, kinds);
    else for (const index of unit.paragraphs) if (drafts[index].kind === 'title') kinds[index] = 'subhead';
  }

  const articleOf = beginArticles(units, places.blocks);
  const continuing = new Set<number>();
  for (const block of blocks) {
    if (articleOf.has(block)) continue;
    const shares = topics.coverage(units[block].paragraphs, numberOf.get(block));
    const home = homeOf(units[block - 1], [...articleOf].map(([other, article]) => ({ block: units[other], article, share: shares[numberOf.get(other)!] })));
    if (home) continuing.add(block);
    articleOf.set(block, home ?? { paragraphs: [], titles: [] });
    articleOf.get(block)?.paragraphs.push(...units[block].paragraphs);
  }
  placeLooseHeads(units, drafts, articleOf, continuing);
  const articles = [...new Set(articleOf.values())];
  for (const article of articles) article.paragraphs.sort((left, right) => left - right);
  return articles;
}

/** An article for each block with a headline, a byline of its own or a dateline, by unit index. */
function beginArticles(units: readonly Unit[], places: ReadonlyMap<number, number>): Map<number, ArticleDraft> {
  const articleOf = new Map<number, ArticleDraft>();
  for (const [head, block] of places) {
    const unit = units[head];
    if (block >= 0 && unit.type === 'head') articleOf.set(block, { paragraphs: [...units[block].paragraphs, ...unit.paragraphs], titles: [...unit.titles] });
  }
  units.forEach((unit, index) => {
    if (!isBlock(unit) || articleOf.has(index)) return;
    const above = index > 0 ? units[index - 1] : null;
    const hasByline = above?.type === 'head' && above.titles.length === 0 && above.hasByline;
    if (unit.dateline || hasByline) articleOf.set(index, { paragraphs: [...unit.paragraphs], titles: [] });
  });
  return articleOf;
}

interface Candidate {
  readonly block: Unit;
  readonly article: ArticleDraft;
  readonly share: number;
}

/** The article that a block without a head is a piece of, by its words; null if it is one of its own. `above` is the unit before it. */
function homeOf(above: Unit | undefined, candidates: readonly Candidate[]): ArticleDraft | null {
  const byArticle = new Map<ArticleDraft, number>();
  for (const { block, article, share } of candidates) {
    if (block === above) continue; // the two were parted for a reason
    byArticle.set(article, Math.max(byArticle.get(article) ?? 0, share));
  }
  const ranked = [...byArticle].sort((left, right) => right[1] - left[1]);
  if (ranked.length === 0 || ranked[0][1] < SHARE_OF_OWN_PIECE) return null;
  return ranked.length === 1 || ranked[0][1] >= ranked[1][1] * LEAD_OVER_OTHERS ? ranked[0][0] : null;
}

/**
 * Bylines and column titles without a headline go with the text right below, unless that only goes on with an article
 * begun elsewhere; a byline then closes the text above, a column title belongs to no article. Several column titles in a
 * row were torn from their articles when the page was extracted: they belong to none.
 */
function placeLooseHeads(
  units: readonly Unit[], drafts: readonly Draft[], articleOf: ReadonlyMap<number, ArticleDraft>, continuing: ReadonlySet<number>,
): void {
  units.forEach((unit, index) => {
    if (unit.type !== 'head' || unit.titles.length > 0) return;
    if (!unit.hasByline && unit.columns.filter((column) => drafts[column].kind !== 'pinyin').length > 1) return;
    const below = continuing.has(index + 1) ? undefined : articleOf.get(index + 1);
    const home = below ?? (unit.hasByline ? articleOf.get(index - 1) : undefined);
    home?.paragraphs.push(...unit.paragraphs);
  });
}

/** Names the titles of a head: the last is the headline, a shorter line above it a kicker, lines of like length are one headline. */
function nameHead(head: Head, drafts: readonly Draft[], kinds: ParagraphKind[]): void {
  for (const index of head.columns) if (kinds[index] !== 'pinyin') kinds[index] = 'columnTitle';
  const last = head.titles.at(-1);
  for (const index of head.titles) {
    kinds[index] = last !== undefined && drafts[index].text.length < drafts[last].text.length * KICKER_LENGTH ? 'kicker' : 'headline';
  }
}
