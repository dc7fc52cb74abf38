import { firstIndex } from '../page/firstIndex';
import type { Span } from '../page/span';
import { rawSpan } from './composed';
import { folded, foldWithOffsets } from './foldText';
import { isUnplaced, type Annotation } from './model';
import { placeAll } from './placing';
import { Reanchorer } from './reanchor';
import type { Trace, Traces } from './sidecar';
import type { TextChange } from './textChange';
import { TextMatch } from './textMatch';

/** How much text around a replacement is compared too, so that its first and last words have neighbours. */
const NEIGHBOURHOOD = 64;
/** Code units of old and new text together that are compared at once, some 20 milliseconds' worth; an edit made by a person is shorter. */
const MOST_AT_ONCE = 10_000;

/** A stretch of text, what took its place, and the annotations that shared text with it. Offsets are of the stretch. */
export interface Comparison extends Traces {
  readonly old: string;
  readonly now: string;
  /** Where both stretches begin in their texts. */
  readonly from: number;
}

/** Whether so much was replaced at once that it must not be compared while the person waits. */
export function isLongReplacement({ removed, inserted }: TextChange): boolean {
  return removed > 0 && inserted !== '' && removed + inserted.length > MOST_AT_ONCE;
}

/**
 * What is to be compared after a stretch of text was replaced at once (a formatter, a pasted version, a file read again
 * from disk).
 * @param annotations those that share text with what was replaced
 */
export function comparisonOf({ start, removed, inserted }: TextChange, before: string, text: string, annotations: readonly Annotation[]): Comparison {
  const from = Math.max(0, start - NEIGHBOURHOOD);
  return {
    old: before.slice(from, start + removed + NEIGHBOURHOOD),
    now: text.slice(from, start + inserted.length + NEIGHBOURHOOD),
    annotations: annotations.map((annotation) => ({ ...annotation, start: annotation.start - from, end: annotation.end - from })),
    contexts: new Map(annotations.filter(isUnplaced).map(({ id, before: left = '', after: right = '' }) => [id, { before: left, after: right }])),
    from,
  };
}

/**
 * Where the words are now, as far as a comparison of both stretches tells for certain: their spans in the new stretch, by
 * id. It takes about a second per 500,000 characters.
 */
export function placesIn({ old, now, annotations, contexts }: Omit<Comparison, 'from'>): Map<string, Span> {
  const before = foldWithOffsets(old);
  const after = foldWithOffsets(now);
  const startOf = ({ start, quote, changed }: Trace): number | undefined => {
    const at = firstIndex(before.offsets.length, (index) => before.offsets[index] >= start);
    return !changed && before.text.startsWith(folded(quote), at) ? at : undefined;
  };
  const found = new Map<string, Span>();
  for (const [id, { place, length }] of placeAll(new TextMatch(before.text, after.text), annotations, startOf)) {
    found.set(id, rawSpan(after, place, length));
  }
  let reanchorer: Reanchorer | undefined;
  for (const trace of annotations) {
    const context = isUnplaced(trace) ? contexts.get(trace.id) : undefined; // it had lost its words before
    if (!context || context.before + context.after === '') continue;
    reanchorer ??= new Reanchorer(now, after);
    const span = reanchorer.place({ quote: trace.quote, start: trace.start, ...context });
    if (span) found.set(trace.id, span);
  }
  return found;
}

/** Spans in the new stretch as spans of the whole text. */
export function inPage(places: ReadonlyMap<string, Span>, { from }: Pick<Comparison, 'from'>): Map<string, Span> {
  return new Map([...places].map(([id, { start, end }]) => [id, { start: from + start, end: from + end }]));
}
