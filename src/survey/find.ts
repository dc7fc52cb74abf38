import { contextOf } from '../annotations/context';
import { linePlace, lineStarts } from '../annotations/lineStarts';
import { occurrencesOf, startsOf } from '../annotations/occurrences';
import { PageAnnotations } from '../annotations/pageAnnotations';
import { withoutWhitespace } from '../annotations/whitespace';
import { Cancelled } from '../processes/serve';
import type { WorkControl } from './control';
import type { FindQuery, FoundPlace, SurveyCalls } from './protocol';
import { readPair, type PagePair } from './readPair';

export type Found = SurveyCalls['find']['answer'];

/** What is known of pages without reading them with their sidecars. */
export interface PageTexts {
  /** Whether the words, without white space, may stand on the page; false is certain. */
  mayHold(path: string, words: string): boolean;
  /** The page's text without white space; undefined where the page or its sidecar cannot be read. */
  stripped(path: string): string | undefined;
}

/**
 * Where words stand in pages, line breaks inside them or not, with what is marked there. Sidecars are read for the places
 * that are told; beyond those the words are counted. `unreadable` counts pages that could not be looked through; the view of the corpus tells why.
 */
export async function findInPages(paths: readonly string[], { words, label, most, except }: FindQuery, control: WorkControl, texts: PageTexts): Promise<Found> {
  const without = new Set(except);
  const wanted = withoutWhitespace(words);
  const places: FoundPlace[] = [];
  let total = 0;
  let unreadable = 0;
  for (const [index, path] of paths.entries()) {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
    control.progress({ pages: [], done: index, total: paths.length });
    if (without.has(path) || !texts.mayHold(path, wanted)) continue;
    const stripped = texts.stripped(path);
    const count = stripped === undefined ? 0 : startsOf(stripped, wanted).length;
    const isTold = count > 0 && places.length < most;
    const pair = isTold ? pairOf(path) : undefined;
    if (stripped === undefined || (isTold && !pair)) unreadable++;
    else total += count;
    if (pair) places.push(...placesIn(path, pair, words, label).slice(0, most - places.length));
  }
  return { total, places, unreadable };
}

function placesIn(path: string, { page: { text }, annotations }: PagePair, words: string, label: string): FoundPlace[] {
  const starts = lineStarts(text);
  return occurrencesOf(new PageAnnotations(text, annotations), words, 'entity', label).map(({ span, state, here, longer }) => ({
    path, ...span, ...contextOf(text, span), from: linePlace(starts, span.start), state,
    ...(here ? { here: { label: here.label, quote: here.quote, status: here.status } } : {}),
    ...(longer === undefined ? {} : { longer }),
  }));
}

/** Undefined where page or sidecar cannot be read: it is counted. */
function pairOf(path: string): PagePair | undefined {
  try {
    return readPair(path);
  } catch {
    return undefined;
  }
}
