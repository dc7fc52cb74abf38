import { NameMatcher } from '../entities/nameMatcher';
import { overlaps, type Span } from '../page/span';
import { isUnplaced, type Annotation } from './model';
import { isDoubtful } from './progress';
import type { PageAnnotations } from './pageAnnotations';
import { stripInSlices, withoutWhitespace } from './whitespace';

/** A place that a person should look at again. */
export type Doubt = Span & (
  /** A person marked these words elsewhere on the page; here they are not marked, nor part of a longer name. */
  | { readonly problem: 'untagged'; readonly like: Annotation }
  /** A person gave the same words different labels; `other` is one of those with the other label. */
  | { readonly problem: 'twoLabels'; readonly annotation: Annotation; readonly other: Annotation }
  /** The words of the decision have changed, or somebody else decided otherwise. */
  | { readonly problem: 'doubtful'; readonly annotation: Annotation }
);

/** Names of one character are everywhere in Chinese text: they are not looked for. */
const SHORTEST = 2;
/** More would not be read; the first ones are told. */
export const MOST_DOUBTS = 500;
/** Code units between two breaks of the search. */
const SLICE = 20_000;
/** Annotations between two breaks. */
const FEW = 2000;

/**
 * What is doubtful on a page, from the names that a person accepted; yields now and then, so that a long page can be
 * searched in slices. Takes time linear in the text.
 */
export function* findDoubts(page: PageAnnotations): Generator<void, Doubt[]> {
  const accepted: Annotation[] = [];
  const suggested: Annotation[] = [];
  const doubts: Doubt[] = [];
  for (const [index, annotation] of page.all.entries()) {
    if (index % FEW === FEW - 1) yield;
    if (annotation.layer === 'entity' && annotation.status === 'accepted') accepted.push(annotation);
    if (annotation.layer === 'entity' && annotation.status === 'suggested') suggested.push(annotation);
    if (isDoubtful(annotation) && !isUnplaced(annotation)) doubts.push({ problem: 'doubtful', start: annotation.start, end: annotation.end, annotation });
  }
  for (const doubt of yield* twoLabels(accepted)) doubts.push(doubt);
  yield;
  if (accepted.length > 0) yield* untagged(page, accepted, suggested, doubts);
  return doubts.sort((a, b) => a.start - b.start).slice(0, MOST_DOUBTS);
}

function* twoLabels(accepted: readonly Annotation[]): Generator<void, Doubt[]> {
  const byWords = new Map<string, Annotation[]>();
  for (const [index, annotation] of accepted.entries()) {
    if (index % FEW === FEW - 1) yield;
    const words = withoutWhitespace(annotation.quote);
    const same = byWords.get(words);
    if (same) same.push(annotation);
    else byWords.set(words, [annotation]);
  }
  const doubts: Doubt[] = [];
  let done = 0;
  for (const same of byWords.values()) {
    if (++done % FEW === 0) yield;
    const others = new Map(same.map((one) => [one.label, one]));
    if (others.size < 2) continue;
    for (const annotation of same) {
      const other = [...others.values()].find(({ label }) => label !== annotation.label)!;
      doubts.push({ problem: 'twoLabels', start: annotation.start, end: annotation.end, annotation, other });
    }
  }
  return doubts;
}

/** Words of accepted names that stand unmarked elsewhere; the names of the page, suggested ones too, take the longest match. */
function* untagged(page: PageAnnotations, accepted: readonly Annotation[], suggested: readonly Annotation[], doubts: Doubt[]): Generator<void, void> {
  const matcher = new NameMatcher<Annotation | null>();
  const known = new Map<string, Annotation | null>();
  let done = 0;
  for (const annotation of [...suggested, ...accepted]) {
    if (++done % FEW === 0) yield;
    known.set(withoutWhitespace(annotation.quote), annotation.status === 'accepted' ? annotation : null);
  }
  let longest = 0;
  for (const [name, annotation] of known) {
    if (++done % FEW === 0) yield;
    if (name.length >= SHORTEST) matcher.add(name, annotation);
    longest = Math.max(longest, name.length);
  }
  const { text, offsets } = yield* stripInSlices(page.text);
  for (let from = 0; from < text.length && doubts.length < MOST_DOUBTS; from += SLICE) {
    // a name may begin in the slice and end behind it
    for (const { start, end, value } of matcher.find(text.slice(from, from + SLICE + longest))) {
      if (start >= SLICE || !value) continue;
      const span = { start: offsets[from + start], end: offsets[from + end - 1] + 1 };
      if (!page.touching(span).some((one) => one.layer === 'entity' && overlaps(one, span))) {
        doubts.push({ problem: 'untagged', ...span, like: value });
      }
    }
    yield;
  }
}
