import { findNumbers, type NumberMention } from '../numbers/findNumbers';
import type { Span } from '../page/span';
import { alignText } from './alignText';
import { rawSpan } from './composed';
import { foldWithOffsets } from './foldText';
import { isUnplaced, type Annotation } from './model';

/** A name or number for which the other copy has something else. */
export interface CopyDifference {
  readonly annotation: Annotation;
  /** The words in its place in the other copy: offsets of that copy's own text. */
  readonly other: Span;
  readonly words: string;
}

/** Characters on both sides that must be the same in both copies, as far as the passage goes. */
const CONTEXT = 3;
/** The other number may be this much longer than twice the words themselves; another name may not. */
const SLACK = 6;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * Names and numbers of a passage in whose place another copy of it has others: both sides are the same, the words
 * between them are not. Numbers that are written otherwise and say the same do not differ; words put in or left out,
 * and rewritten sentences, are no disagreement.
 * @param passage the passage's words and where they start on their page
 * @param annotations those in the passage
 */
export function copyDifferences(passage: { readonly text: string; readonly start: number }, annotations: readonly Annotation[], other: string): CopyDifference[] {
  const own = foldWithOffsets(passage.text);
  const their = foldWithOffsets(other);
  const places = alignText(own.text, their.text);
  const indexOf = new Map<number, number>();
  own.offsets.forEach((offset, index) => indexOf.set(offset, index));
  return annotations.flatMap((annotation): CopyDifference[] => {
    if (annotation.layer === 'duplicate' || annotation.status === 'rejected' || isUnplaced(annotation)) return [];
    const start = indexOf.get(annotation.start - passage.start);
    const last = indexOf.get(annotation.end - 1 - passage.start);
    if (start === undefined || last === undefined) return [];
    const from = behindContext(places, start);
    const to = beforeContext(places, last + 1, their.text.length);
    if (from === undefined || to === undefined || to <= from || to - from > 2 * (last + 1 - start) + (annotation.layer === 'number' ? SLACK : 0)) return [];
    const words = their.text.slice(from, to);
    if (words === own.text.slice(start, last + 1) || !isOther(annotation, own.text.slice(start, last + 1), words)) return [];
    const span = rawSpan(their, from, to - from);
    return [{ annotation, other: span, words: other.slice(span.start, span.end) }];
  });
}

/** Where the other copy goes on behind what stands before an offset, if that is the same in both. */
function behindContext(places: Int32Array, offset: number): number | undefined {
  const length = Math.min(CONTEXT, offset);
  if (length === 0) return 0;
  const before = places[offset - 1];
  for (let at = 1; at <= length; at++) if (before < 0 || places[offset - at] !== before + 1 - at) return undefined;
  return before + 1;
}

/** Where the other copy has what stands behind an offset, if that is the same in both. */
function beforeContext(places: Int32Array, offset: number, end: number): number | undefined {
  const length = Math.min(CONTEXT, places.length - offset);
  if (length === 0) return end;
  for (let at = 0; at < length; at++) if (places[offset] < 0 || places[offset + at] !== places[offset] + at) return undefined;
  return places[offset];
}

function isOther({ layer }: Annotation, words: string, others: string): boolean {
  if (layer !== 'number') return !PUNCTUATION.test(others);
  const theirs = findNumbers(others);
  if (theirs.length === 0) return false;
  return valuesOf(findNumbers(words)) !== valuesOf(theirs);
}

function valuesOf(numbers: readonly NumberMention[]): string {
  return JSON.stringify(numbers.map(({ value, min, max, unit }) => [value, min, max, unit]));
}
