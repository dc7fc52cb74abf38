import { isUnplaced } from '../annotations/model';
import { findPlaces } from '../annotations/relocate';
import { placesIn, type Comparison } from '../annotations/replacedText';
import type { PlaceFinder } from '../files/sidecarFile';
import type { Span } from '../page/span';
import type { AnalysisClient } from './client';

/** Characters of page and sidecar together that are compared at once in the extension host: some 20 milliseconds' worth. */
const SHORT = 10_000;
/** How often the analysis process is asked before the extension host does the work itself. */
const TRIES = 2;

/**
 * Finds the places of a sidecar's annotations in a text: of a long page in the analysis process. Where that cannot be
 * had, the extension host does it after all: a page that opens late is better than one that does not open.
 * @throws Error where the extension was deactivated meanwhile
 */
export function placeFinder(client: AnalysisClient): PlaceFinder {
  return async (traces, text, sameText) => {
    const annotations = sameText ? traces.annotations.filter(isUnplaced) : traces.annotations;
    if (annotations.length === 0) return new Map();
    const wanted = { annotations, contexts: traces.contexts };
    const size = annotations.reduce((sum, { quote }) => sum + quote.length, text.length);
    const places = size > SHORT ? await asked(() => client.findPlaces(wanted, text, sameText)) : undefined;
    return places ?? findPlaces(wanted, text, sameText);
  };
}

/** `placesIn`, in whatever way does not hold up who asks. */
export type TextComparer = (comparison: Comparison) => Promise<Map<string, Span>>;

/**
 * Compares texts in the analysis process or, where that cannot be had, in the extension host.
 * @throws Error where the extension was deactivated meanwhile
 */
export function textComparer(client: AnalysisClient): TextComparer {
  return async (comparison) => await asked(() => client.compare(comparison, comparison.old, comparison.now)) ?? placesIn(comparison);
}

async function asked<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask();
    if (answer) return answer;
  }
  return undefined;
}
