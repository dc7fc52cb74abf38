import type { Span } from '../page/span';
import { trim, type Afters, type Stamp } from './decisions';
import { rawSpan } from './composed';
import { foldWithOffsets } from './foldText';
import { annotationId } from './identity';
import { isDecided, isOpenSuggestion, isUnplaced, type Annotation } from './model';
import type { PageAnnotations } from './pageAnnotations';
import { placeAll } from './placing';
import { TextMatch } from './textMatch';

/** What is carried from one copy of a passage to another. */
export interface Carried {
  readonly afters: Afters;
  /** Annotations that have no place in the other copy: the words differ there, or it was decided otherwise. */
  readonly left: readonly Annotation[];
}

/** The decisions on names and numbers in a stretch of a page. */
export function decisionsIn(page: PageAnnotations, span: Span): Annotation[] {
  return page.touching(span).filter((annotation) => annotation.layer !== 'duplicate' && isDecided(annotation)
    && !annotation.changed && annotation.start >= span.start && annotation.end <= span.end);
}

/**
 * Carries decisions from one copy of a passage to another. The two are aligned as two versions of a text; words that are
 * not there, or whose place is not certain, are left out, and so are those that somebody decided otherwise there.
 * @param source the passage that the annotations stand in: its words and where they start on their page
 * @param target the other copy on its page
 * @param taken ids of annotations made in the same step; those made here are added
 */
export function carryAnnotations(
  source: { readonly text: string; readonly start: number }, annotations: readonly Annotation[],
  page: PageAnnotations, target: Span, stamp: Stamp, taken: Set<string>,
): Carried {
  const own = foldWithOffsets(source.text);
  const other = foldWithOffsets(page.text.slice(target.start, target.end));
  const starts = new Map<number, number>();
  own.offsets.forEach((offset, index) => { if (!starts.has(offset)) starts.set(offset, index); });
  const places = placeAll(new TextMatch(own.text, other.text), annotations, ({ start }) => starts.get(start - source.start));
  const afters: Afters = [];
  const left: Annotation[] = [];
  for (const annotation of annotations) {
    const placed = places.get(annotation.id);
    const there = placed && rawSpan(other, placed.place, placed.length);
    const span = there && trim(page.text, { start: target.start + there.start, end: target.start + there.end });
    const carried = span && carriedTo(page, span, annotation, stamp, taken);
    if (carried) afters.push(...carried);
    else left.push(annotation);
  }
  return { afters, left };
}

/** Undefined where a decision stands that says otherwise; empty where one says the same. */
function carriedTo(page: PageAnnotations, span: Span, annotation: Annotation, stamp: Stamp, taken: Set<string>): Afters | undefined {
  const touching = page.touching(span).filter((one) => one.layer === annotation.layer && !isUnplaced(one));
  const standing = touching.filter((one) => !isOpenSuggestion(one));
  const same = touching.find(({ start, end }) => start === span.start && end === span.end);
  if (same && standing.includes(same)) return same.status === annotation.status && same.label === annotation.label ? [] : undefined;
  if (annotation.status === 'accepted' && standing.some(({ status }) => status === 'accepted')) return undefined;
  const { id, start, end, quote, by, at, conflict, changed, ...said } = annotation;
  const ownId = same?.id ?? annotationId(page.text, annotation.layer, span, (one) => taken.has(one) || page.get(one) !== undefined);
  taken.add(ownId);
  const carried: Annotation = { ...said, id: ownId, ...span, quote: page.text.slice(span.start, span.end), ...stamp };
  const displaced = annotation.status === 'accepted' ? touching.filter((one) => one !== same && !standing.includes(one)) : [];
  return [[ownId, carried], ...displaced.map(({ id: other }) => [other, undefined] as const)];
}
