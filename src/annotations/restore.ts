import type { Span } from '../page/span';
import { atOnce } from './atOnce';
import { unchanged, withChangeMark } from './follow';
import { isOpenSuggestion, isUnplaced, type Annotation } from './model';
import { findPlaces } from './relocate';
import type { Sidecar } from './sidecar';

/** Annotations between two breaks: a few milliseconds' worth. */
const SLICE = 2000;

/**
 * The annotations of a sidecar on the text that the page has now.
 * @param sameText whether the text is the one that the sidecar was written for (by hash)
 */
export function restore(sidecar: Sidecar, text: string, sameText: boolean): Annotation[] {
  return atOnce(restoreInSlices(sidecar, text, sameText, findPlaces(sidecar, text, sameText)));
}

/**
 * The same in slices.
 * @param places what `findPlaces` says
 */
export function* restoreInSlices(sidecar: Sidecar, text: string, sameText: boolean, places: ReadonlyMap<string, Span>): Generator<void, Annotation[]> {
  const { annotations, contexts } = sidecar;
  const restored: Annotation[] = [];
  for (let index = 0; index < annotations.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const annotation = annotations[index];
    const span = places.get(annotation.id);
    if (span) restored.push(unchanged({ ...annotation, ...span, quote: text.slice(span.start, span.end) }));
    else if (sameText) restored.push(isUnplaced(annotation) ? annotation : withChangeMark(annotation, text));
    else if (!isOpenSuggestion(annotation)) { // of suggestions the analysis of the new text decides
      const at = Math.min(annotation.start, text.length);
      restored.push({ ...annotation, ...contexts.get(annotation.id), start: at, end: at, changed: true });
    }
  }
  return restored;
}
