import { unchanged, withChangeMark } from './follow';
import { isDecided, isUnplaced, type Annotation } from './model';
import { Reanchorer } from './reanchor';
import { relocate } from './relocate';
import type { Sidecar } from './sidecar';

/**
 * The annotations of a sidecar on the text that the page has now.
 * @param sameText whether the text is the one that the sidecar was written for (by hash)
 */
export function restore(sidecar: Sidecar, text: string, sameText: boolean): Annotation[] {
  if (sameText) return comeBack(sidecar, text);
  const places = relocate(sidecar, text);
  return sidecar.annotations.flatMap((annotation) => {
    const span = places.get(annotation.id);
    if (span) {
      return [unchanged({ ...annotation, ...span, quote: text.slice(span.start, span.end) })];
    }
    if (!isDecided(annotation) && annotation.origin === 'suggested') return []; // the analysis of the new text decides
    const at = Math.min(annotation.start, text.length);
    const context = sidecar.contexts.get(annotation.id);
    return [{ ...annotation, ...context, start: at, end: at, changed: true as const }];
  });
}

/** On the text that it was written for only what has no place is searched: a merge may have brought it, or an undone edit its words. */
function comeBack({ annotations, contexts }: Sidecar, text: string): Annotation[] {
  let reanchorer: Reanchorer | undefined;
  return annotations.map((annotation) => {
    if (!isUnplaced(annotation)) return withChangeMark(annotation, text);
    reanchorer ??= new Reanchorer(text);
    const span = reanchorer.place({ quote: annotation.quote, start: annotation.start, ...contexts.get(annotation.id) ?? { before: '', after: '' } });
    return span ? unchanged({ ...annotation, ...span, quote: text.slice(span.start, span.end) }) : annotation;
  });
}
