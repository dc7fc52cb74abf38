import type { Layer, Suggestion } from '../annotations/model';
import { findCopiesInSlices, type CopyGroup } from '../duplicates/findCopies';
import type { EntityMention } from '../entities/entity';
import type { KnownNames } from '../entities/knownNames';
import type { EntityTagger } from '../entities/tagger';
import { checkFigures, type FigureWarning } from '../numbers/checkFigures';
import { findNumbers, type CalendarDay, type NumberMention, type NumberOptions } from '../numbers/findNumbers';
import { datesOfParagraphs } from '../numbers/pageDate';
import type { Page, Paragraph } from '../page/page';
import { readPage } from '../page/readPage';
import { bySpan, overlaps } from '../page/span';
import { ParagraphMemory } from './pageMemory';
import type { AnalysisOptions, FigureFinding } from './protocol';
import { firstIndex } from '../page/firstIndex';

/** What the analysis has found so far. `partial` may still be improved on by the `complete` of its layer. */
export type Finding =
  | { readonly type: 'structure'; readonly page: Page }
  | { readonly type: 'partial'; readonly layer: Layer; readonly from: number; readonly to: number; readonly suggestions: readonly Suggestion[] }
  | { readonly type: 'complete'; readonly layer: Layer; readonly suggestions: readonly Suggestion[] }
  /** The figures of the page that cannot be right. */
  | { readonly type: 'figures'; readonly figures: readonly FigureFinding[] }
  /** Nothing found, but a good moment to look after other things: at most some milliseconds have passed. */
  | { readonly type: 'pause' };

/** What is kept of a page between two analyses. */
export class PageMemory {
  readonly numbers = new ParagraphMemory<NumbersRead>();
  readonly entities = new ParagraphMemory<readonly EntityMention[]>();
}

/** The numbers of a paragraph and what is wrong with them. */
interface NumbersRead {
  readonly mentions: readonly NumberMention[];
  readonly warnings: readonly FigureWarning[];
}

/** Code units analysed between two findings, a few milliseconds' worth. */
const PORTION = { number: 100_000, entity: 4_000 } as const;
/** Pages longer than this show names before the whole page has been read. */
const LONG_PAGE = 50_000;

/**
 * The one way from text to suggestions: structure, numbers, copies, then names, which wait for the segmenter.
 * A generator, so that the caller decides between findings whether to go on.
 * @param tagger loads the recogniser when names are wanted; what it throws ends the analysis after the other layers
 * @param known what is known of names by now; the memory must forget paragraphs for which that has changed
 */
export function* analysePage(
  raw: string,
  options: AnalysisOptions,
  memory: PageMemory,
  tagger: () => EntityTagger,
  known: () => KnownNames | undefined = () => undefined,
): Generator<Finding, void, undefined> {
  const page = readPage(raw);
  yield { type: 'structure', page };
  if (options.layers.includes('number')) yield* findNumbersIn(page, options, memory);
  if (options.layers.includes('duplicate')) yield* findCopiesIn(page, options.scriptsAlike === true);
  if (options.layers.includes('entity')) yield* findEntitiesIn(page, options, memory, tagger(), known);
}

function dayIn(iso: string | undefined): CalendarDay | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? '');
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : undefined;
}

function* findNumbersIn(page: Page, options: AnalysisOptions, memory: PageMemory): Generator<Finding> {
  const suggestions: Suggestion[] = [];
  const figures: FigureFinding[] = [];
  const days = datesOfParagraphs(page, { today: dayIn(options.today), fileName: options.fileName });
  let read = 0;
  for (const [index, paragraph] of page.paragraphs.entries()) {
    const today = days[index];
    const reading: NumberOptions = { ...(today ? { today } : {}), ...(options.unresolvedDates ? { relativeDates: true } : {}) };
    const { mentions, warnings } = memory.numbers.recall(`${JSON.stringify(reading)}\n${paragraph.text}`, () => readNumbers(paragraph.text, reading));
    for (const { kind, start, end, ...fields } of mentions) {
      suggestions.push({ ...placed(page, paragraph, start, end), layer: 'number', label: kind, ...fields });
    }
    for (const { start, end, problem, detail, mentions: concerned } of warnings) {
      figures.push({
        ...paragraph.map.spanToRaw(start, end), problem, ...(detail === undefined ? {} : { detail }),
        numbers: concerned.map((mention) => paragraph.map.spanToRaw(mention.start, mention.end)),
      });
    }
    read += paragraph.text.length;
    if (read > PORTION.number) {
      read = 0;
      yield { type: 'pause' };
    }
  }
  memory.numbers.turn();
  yield { type: 'complete', layer: 'number', suggestions };
  yield { type: 'figures', figures };
}

function readNumbers(text: string, options: NumberOptions): NumbersRead {
  const mentions = findNumbers(text, options);
  return { mentions, warnings: checkFigures(mentions, text) };
}

function* findCopiesIn(page: Page, scriptsAlike: boolean): Generator<Finding> {
  const search = findCopiesInSlices(page.paragraphs, { scriptsAlike });
  let step = search.next();
  for (; step.done !== true; step = search.next()) yield { type: 'pause' };
  yield { type: 'complete', layer: 'duplicate', suggestions: copies(page, step.value.groups) };
}

function* findEntitiesIn(page: Page, options: AnalysisOptions, memory: PageMemory, tagger: EntityTagger, known: () => KnownNames | undefined): Generator<Finding> {
  const joinPlaces = options.placesApart !== true;
  const reading = `${options.lexicon ?? ''} ${String(joinPlaces)}`;
  const found: (readonly EntityMention[])[] = [];
  let portion: Suggestion[] = [];
  let read = 0;
  let from = 0;
  for (const paragraph of page.paragraphs) {
    // what is known may change from one key to the next: the recogniser's own reading stays, so that undo brings back what was there
    const seen = memory.entities.recall(keyOf(paragraph, reading), () => tagger.readParagraph(paragraph, known(), joinPlaces));
    const mentions = tagger.settle(paragraph.text, seen, known());
    found.push(mentions);
    read += paragraph.text.length;
    for (const mention of mentions) portion.push(entity(page, paragraph, mention));
    if (read < PORTION.entity) continue;
    if (page.raw.length > LONG_PAGE) yield { type: 'partial', layer: 'entity', from, to: paragraph.end, suggestions: portion };
    else yield { type: 'pause' };
    read = 0;
    portion = [];
    from = paragraph.end;
  }
  memory.entities.turn();
  const sensed = tagger.pageSense(page.paragraphs, found, known());
  const suggestions = sensed.flatMap((mentions, index) => mentions.map((mention) => entity(page, page.paragraphs[index], mention)));
  yield { type: 'complete', layer: 'entity', suggestions: withBylineNames(page, suggestions) };
}

/** The memory's key of a paragraph whose names are read in a certain way. */
function keyOf({ kind, text }: Paragraph, reading: string): string {
  return `${reading} ${kind}\n${text}`;
}

/** The text of the paragraph behind a key of `PageMemory.entities`. */
export function paragraphOf(key: string): string {
  return key.slice(key.indexOf('\n') + 1);
}

function entity(page: Page, paragraph: Paragraph, mention: EntityMention): Suggestion {
  const { start, end, ...fields } = mention;
  return { ...placed(page, paragraph, start, end), layer: 'entity', ...fields };
}

/** Bylines name people with their role: the role goes to the name that was found, or the name is offered itself. */
function withBylineNames(page: Page, suggestions: readonly Suggestion[]): Suggestion[] {
  const names = page.articles.flatMap((article) => article.names);
  if (names.length === 0) return [...suggestions];
  const byPlace = new Map(names.map((name) => [`${name.start},${name.end}`, name]));
  const result = suggestions.map((suggestion) => {
    const key = `${suggestion.start},${suggestion.end}`;
    const name = suggestion.label === 'PERSON' ? byPlace.get(key) : undefined;
    if (name) byPlace.delete(key);
    return name ? { ...suggestion, role: name.role } : suggestion;
  });
  const sorted = [...suggestions].sort(bySpan);
  for (const { start, end, role } of byPlace.values()) {
    if (overlapsAny(sorted, start, end)) continue;
    result.push({ layer: 'entity', label: 'PERSON', start, end, quote: page.raw.slice(start, end), role });
  }
  return result.sort(bySpan);
}

/** @param sorted by start, without overlap */
function overlapsAny(sorted: readonly Suggestion[], start: number, end: number): boolean {
  const first = firstIndex(sorted.length, (index) => sorted[index].end > start);
  return first < sorted.length && overlaps(sorted[first], { start, end });
}

function copies(page: Page, groups: readonly CopyGroup[]): Suggestion[] {
  const suggestions: Suggestion[] = [];
  for (const group of groups) {
    for (const { from, to } of group.passages) {
      const start = page.paragraphs[from.paragraph].map.toRaw(from.offset);
      const end = page.paragraphs[to.paragraph].map.spanToRaw(to.offset - 1, to.offset).end;
      suggestions.push({
        layer: 'duplicate', label: group.kind, start, end, quote: page.raw.slice(start, end), group: group.id, similarity: group.similarity,
      });
    }
  }
  return suggestions.sort(bySpan);
}

function placed(page: Page, paragraph: Paragraph, start: number, end: number): { start: number; end: number; quote: string } {
  const span = paragraph.map.spanToRaw(start, end);
  return { ...span, quote: page.raw.slice(span.start, span.end) };
}
