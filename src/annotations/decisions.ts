import { overlaps, type Span } from '../page/span';
import { isDecided, isUnplaced, type Annotation, type Decision, type Layer, type NumberFields } from './model';
import { withoutNumberFields } from './numberFields';
import type { PageAnnotations } from './pageAnnotations';
import { isWhitespace } from './whitespace';

/** Who decides and when. */
export type Stamp = Pick<Decision, 'by' | 'at'>;

/** What a decision makes of annotations: pairs of an id and what it becomes, undefined where it goes. */
export type Afters = (readonly [id: string, after: Annotation | undefined])[];

/** Whether accepting says nothing new: who accepted first, and when, stays. */
function isSettled({ status, changed, conflict }: Annotation): boolean {
  return status === 'accepted' && !changed && !conflict;
}

/** Accepts annotations as they stand on the page now. Those whose words are gone cannot be accepted. */
export function accept(page: PageAnnotations, annotations: readonly Annotation[], stamp: Stamp): Afters {
  return annotations.filter((annotation) => !isUnplaced(annotation) && !isSettled(annotation)).map((annotation) => [annotation.id, decided(page, annotation, 'accepted', stamp)]);
}

/** Rejects suggestions; what was marked by hand is removed. */
export function reject(page: PageAnnotations, annotations: readonly Annotation[], stamp: Stamp): Afters {
  return annotations.map((annotation) => {
    if (annotation.origin === 'manual') return [annotation.id, undefined];
    return [annotation.id, isUnplaced(annotation) ? undefined : decided(page, annotation, 'rejected', stamp)];
  });
}

/** Takes decisions back: the annotations are suggestions again, whoever made them. Those whose words are gone stay as they are. */
export function reopen(annotations: readonly Annotation[]): Afters {
  return annotations.filter((annotation) => isDecided(annotation) && !isUnplaced(annotation)).map((annotation) => {
    const { conflict, by, at, copy, of, ...rest } = annotation;
    return [annotation.id, { ...rest, status: 'suggested' }];
  });
}

/** Gives an annotation another label and accepts it. `fields` describe it in the new layer. Empty where its words are gone. */
export function relabel(
  page: PageAnnotations, annotation: Annotation, layer: Layer, label: string, fields: NumberFields, stamp: Stamp,
): Afters {
  if (isUnplaced(annotation)) return [];
  if (annotation.layer === layer) {
    const own = layer === 'number' ? withoutNumberFields(annotation) : annotation;
    return [[annotation.id, { ...decided(page, own, 'accepted', stamp), label, ...fields }]];
  }
  const marked = mark(page, annotation, layer, label, fields, stamp);
  return marked.length > 0 ? [...reject(page, [annotation], stamp), ...marked] : [];
}

/**
 * Marks a stretch of the page by hand. White space at its ends is left out; suggestions of the layer that it overlaps
 * go. An annotation that already stands on exactly these words gets the label instead.
 */
export function mark(page: PageAnnotations, span: Span, layer: Layer, label: string, fields: NumberFields, stamp: Stamp): Afters {
  const trimmed = trim(page.text, span);
  if (!trimmed) return [];
  const touching = page.touching(trimmed).filter((annotation) => annotation.layer === layer);
  const same = touching.find(({ start, end }) => start === trimmed.start && end === trimmed.end);
  if (same) return relabel(page, same, layer, label, fields, stamp);
  const annotation: Annotation = {
    id: page.newId(layer, trimmed), layer, label, ...trimmed, quote: page.text.slice(trimmed.start, trimmed.end),
    status: 'accepted', origin: 'manual', ...fields, ...stamp,
  };
  return [[annotation.id, annotation], ...displaced(touching, annotation)];
}

export type EdgeMove = 'startLeft' | 'startRight' | 'endLeft' | 'endRight';

/**
 * Moves one end of an annotation by a character (white space is stepped over, a surrogate pair is one character) and
 * accepts it. Empty where its words are gone or the move would leave nothing, leave the page or run into another
 * decision of the layer.
 */
export function moveEdge(page: PageAnnotations, annotation: Annotation, move: EdgeMove, stamp: Stamp): Afters {
  const { text } = page;
  let { start, end } = annotation;
  switch (move) {
    case 'startLeft': start = previousCharacter(text, start); break;
    case 'startRight': start = nextStart(text, start); break;
    case 'endLeft': end = previousEnd(text, end); break;
    case 'endRight': end = nextCharacter(text, end); break;
  }
  return putEdges(page, annotation, { start, end }, stamp);
}

/** Puts both ends of an annotation elsewhere and accepts it; empty in the same cases as `moveEdge`. */
export function putEdges(page: PageAnnotations, annotation: Annotation, { start, end }: Span, stamp: Stamp): Afters {
  if (isUnplaced(annotation)) return [];
  if (start >= end || start < 0 || end > page.text.length || (start === annotation.start && end === annotation.end)) return [];
  const others = page.touching({ start, end }).filter(({ id, layer }) => id !== annotation.id && layer === annotation.layer);
  if (annotation.layer !== 'duplicate' && others.some((other) => other.status === 'accepted' && overlaps(other, { start, end }))) return [];
  const moved = decided(page, { ...annotation, start, end }, 'accepted', stamp);
  return [[annotation.id, moved], ...displaced(others, moved)];
}

/** Puts an annotation whose words are gone on other words. */
export function place(page: PageAnnotations, annotation: Annotation, span: Span, stamp: Stamp): Afters {
  const trimmed = trim(page.text, span);
  if (!trimmed) return [];
  const placed = decided(page, { ...annotation, ...trimmed }, 'accepted', stamp);
  const others = page.touching(trimmed).filter(({ id, layer }) => id !== annotation.id && layer === annotation.layer);
  return [[annotation.id, placed], ...displaced(others, placed)];
}

/** The span without white space at its ends; undefined where nothing else is in it. */
export function trim(text: string, span: Span): Span | undefined {
  let { start, end } = span;
  while (start < end && isWhitespace(text.charCodeAt(start))) start++;
  while (end > start && isWhitespace(text.charCodeAt(end - 1))) end--;
  return start < end ? { start, end } : undefined;
}

function decided(page: PageAnnotations, annotation: Annotation, status: 'accepted' | 'rejected', stamp: Stamp): Annotation {
  const { changed, before, after, conflict, by, at, copy, of, ...rest } = annotation;
  const role = status === 'accepted' && copy !== undefined ? { copy, ...(of === undefined ? {} : { of }) } : {};
  return { ...rest, ...role, quote: page.text.slice(annotation.start, annotation.end), status, ...stamp };
}

/** Open suggestions give way to what a person marked on their words. */
function displaced(others: readonly Annotation[], mine: Annotation): Afters {
  return others
    .filter((other) => other.id !== mine.id && !isDecided(other) && other.layer !== 'duplicate' && overlaps(other, mine))
    .map(({ id }) => [id, undefined]);
}

function previousCharacter(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && isWhitespace(text.charCodeAt(at))) at--;
  return at > 0 && isLowSurrogate(text, at) ? at - 1 : at;
}

function nextCharacter(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && isWhitespace(text.charCodeAt(at))) at++;
  return at + 1 < text.length && isLowSurrogate(text, at + 1) ? at + 2 : at + 1;
}

function nextStart(text: string, offset: number): number {
  let at = nextCharacter(text, offset);
  while (at < text.length && isWhitespace(text.charCodeAt(at))) at++;
  return at;
}

function previousEnd(text: string, offset: number): number {
  let at = previousCharacter(text, offset);
  while (at > 0 && isWhitespace(text.charCodeAt(at - 1))) at--;
  return at;
}

function isLowSurrogate(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
