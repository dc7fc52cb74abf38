import type { Afters, Stamp } from './decisions';
import { contextOf, knownContext } from './context';
import { unchanged } from './follow';
import { isUnplaced, type Annotation, type Conflict } from './model';
import { withoutNumberFields } from './numberFields';
import type { PageAnnotations } from './pageAnnotations';
import { Reanchorer } from './reanchor';
import { withoutWhitespace } from './whitespace';

/** How much text around an annotation is searched for the words of the other side. */
const NEIGHBOURHOOD = 200;

/** Ends a conflict with the decision that stands; it becomes a decision of the person who settles. */
export function keepStanding(annotation: Annotation, stamp: Stamp): Afters {
  if (!annotation.conflict) return [];
  const { conflict, by, at, ...rest } = annotation;
  return [[annotation.id, { ...rest, ...stamp }]];
}

/**
 * Ends a conflict with one of the decisions that do not stand: its verdict, label, words and value. Where its words are
 * not found at the annotation for certain, they wait for a place.
 */
export function takeOther(page: PageAnnotations, annotation: Annotation, side: Conflict, stamp: Stamp): Afters {
  if (annotation.origin === 'manual' && side.status === 'rejected') return [[annotation.id, undefined]];
  const { start: _start, end: _end, quote = annotation.quote, by: _by, at: _at, ...said } = side;
  const {
    conflict, by, at, copy, of, link, note, changed, before, after, ...rest
  } = withoutNumberFields(annotation);
  const taken: Annotation = { ...rest, ...said, quote, ...stamp };
  if (isUnplaced(annotation)) return [[annotation.id, { ...taken, ...knownContext(page.text, annotation), changed: true }]];
  if (withoutWhitespace(quote) === withoutWhitespace(annotation.quote)) {
    return [[annotation.id, { ...taken, quote: annotation.quote, ...(changed ? { changed } : {}) }]];
  }
  const from = Math.max(0, annotation.start - NEIGHBOURHOOD);
  const near = page.text.slice(from, annotation.end + NEIGHBOURHOOD);
  const span = new Reanchorer(near).place(
    { quote, before: '', after: '', start: annotation.start - from }, { start: annotation.start - from, end: annotation.end - from },
  );
  if (!span) return [[annotation.id, { ...taken, ...contextOf(page.text, annotation), end: annotation.start, changed: true }]];
  const [start, end] = [from + span.start, from + span.end];
  return [[annotation.id, unchanged({ ...taken, start, end, quote: page.text.slice(start, end) })]];
}
