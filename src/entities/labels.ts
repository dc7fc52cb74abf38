import type { EntityLabel } from '../annotations/model';
import type { LabelledSpan } from './entity';

/**
 * Character tags of the sequence model: 0 is outside; each of the labels below has four tags: B(egin), M(iddle), E(nd)
 * and S(ingle). WORK has none: it is known by its 《》 marks and by the names of laws.
 */
export const SEQUENCE_LABELS: readonly EntityLabel[] = ['PERSON', 'ORG', 'PLACE'];
export const OUTSIDE = 0;
export const BEGIN = 1;
export const MIDDLE = 2;
export const END = 3;
export const SINGLE = 4;
export const TAG_COUNT = 1 + SEQUENCE_LABELS.length * 4;
/** Length of a row of scores: tags, filled up to a power of two so that a row starts at `at << ROW_SHIFT`. */
export const ROW_SHIFT = 4;
export const ROW_SIZE = 1 << ROW_SHIFT;

export function tagOf(label: number, position: number): number {
  return label * 4 + position;
}

/** B, M, E, S or OUTSIDE. */
export function positionOf(tag: number): number {
  return tag === OUTSIDE ? OUTSIDE : ((tag - 1) & 3) + 1;
}

/** Index into SEQUENCE_LABELS; meaningless for OUTSIDE. */
export function labelOf(tag: number): number {
  return (tag - 1) >> 2;
}

/** Whether a name or no name may follow: true for outside, E and S. */
export function closes(tag: number): boolean {
  const position = positionOf(tag);
  return position === OUTSIDE || position === END || position === SINGLE;
}

/** Whether a name begins here: true for B and S. */
export function opens(tag: number): boolean {
  const position = positionOf(tag);
  return position === BEGIN || position === SINGLE;
}

/** Tags at which a name or nothing may begin: outside, and B and S of each label. */
export const OPENERS = Uint8Array.from([OUTSIDE, ...SEQUENCE_LABELS.flatMap((_, label) => [tagOf(label, BEGIN), tagOf(label, SINGLE)])]);

/** Writes B, M … E, or S, over a stretch of an array of tags or of states by character, each plus `base`. */
export function markPositions(tags: Uint8Array, start: number, end: number, base: number): void {
  if (end - start === 1) {
    tags[start] = base + SINGLE;
    return;
  }
  tags.fill(base + MIDDLE, start, end);
  tags[start] = base + BEGIN;
  tags[end - 1] = base + END;
}

/** The tags of a text of `length` code units; spans of labels outside the sequence model are left outside. */
export function tagsOfSpans(length: number, spans: readonly LabelledSpan[]): Uint8Array {
  const tags = new Uint8Array(length);
  for (const { start, end, label } of spans) {
    const index = SEQUENCE_LABELS.indexOf(label);
    if (index >= 0) markPositions(tags, start, end, tagOf(index, OUTSIDE));
  }
  return tags;
}

/** The spans that a well-formed tag sequence stands for, left to right. */
export function spansOfTags(tags: Uint8Array, length = tags.length): LabelledSpan[] {
  const spans: LabelledSpan[] = [];
  let start = 0;
  for (let at = 0; at < length; at += 1) {
    const tag = tags[at];
    const position = positionOf(tag);
    if (position === BEGIN || position === SINGLE) start = at;
    if (position === END || position === SINGLE) spans.push({ start, end: at + 1, label: SEQUENCE_LABELS[labelOf(tag)] });
  }
  return spans;
}
