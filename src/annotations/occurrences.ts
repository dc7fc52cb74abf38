import { overlaps, type Span } from '../page/span';
import type { Annotation, Layer } from './model';
import type { PageAnnotations } from './pageAnnotations';
import { stripWithOffsets, withoutWhitespace } from './whitespace';

/** Every place of the page where the words stand, line breaks inside them or not; without overlap, in order. */
export function findOccurrences(text: string, words: string): Span[] {
  const wanted = withoutWhitespace(words);
  const { text: stripped, offsets } = stripWithOffsets(text);
  return startsOf(stripped, wanted).map((at) => ({ start: offsets[at], end: offsets[at + wanted.length - 1] + 1 }));
}

/** A place where the words of a name stand, and what is there already. */
export interface Occurrence {
  readonly span: Span;
  /**
   * `free`: nothing yet; `suggested`: the machine says the same; `done`: a person has said the same; `rejected`: a person
   * has said that it is none; `part`: it stands inside a longer name of the page; `other`: marked otherwise.
   */
  readonly state: 'free' | 'suggested' | 'done' | 'rejected' | 'part' | 'other';
  /** What stands there, for all states but `free` and, where nobody marked it yet, `part`. */
  readonly here?: Annotation;
  /** The longer name, for `part`. */
  readonly longer?: string;
}

/**
 * Where else the words stand, the longest name first: a place inside a longer name that the page knows from elsewhere
 * is told as a part of it, marked there or not.
 * @param at the annotation whose words are looked for, where it is on this page: left out of the answer
 */
export function occurrencesOf(page: PageAnnotations, words: string, layer: Layer, label: string, at?: Span): Occurrence[] {
  const wanted = withoutWhitespace(words);
  const { text: stripped, offsets } = stripWithOffsets(page.text);
  const longer = longerNames(page, wanted, layer);
  return startsOf(stripped, wanted).flatMap((from): Occurrence[] => {
    const span = { start: offsets[from], end: offsets[from + wanted.length - 1] + 1 };
    if (span.start === at?.start && span.end === at.end) return [];
    const around = longer.find(({ name, inside }) => stripped.startsWith(name, from - inside));
    return [occurrence(page, span, layer, label, around?.name)];
  });
}

function occurrence(page: PageAnnotations, span: Span, layer: Layer, label: string, longer: string | undefined): Occurrence {
  const here = page.touching(span).filter((one) => one.layer === layer && overlaps(one, span));
  const exact = here.find(({ start, end }) => start === span.start && end === span.end);
  const other = here.find((one) => one !== exact && one.status !== 'rejected');
  if (exact?.label === label && exact.status === 'accepted') return { span, state: 'done', here: exact };
  if (exact?.status === 'accepted') return { span, state: 'other', here: exact };
  if (other) return { span, state: 'other', here: other };
  if (longer !== undefined) return { span, state: 'part', longer, ...(exact ? { here: exact } : {}) };
  if (!exact) return { span, state: 'free' };
  if (exact.status === 'rejected') return { span, state: 'rejected', here: exact };
  return { span, state: exact.label === label ? 'suggested' : 'other', here: exact };
}

/** Names of the page that hold the words and more, the longest first, with where in them the words begin. */
function longerNames(page: PageAnnotations, wanted: string, layer: Layer): { name: string; inside: number }[] {
  const names = new Set<string>();
  for (const annotation of page.all) {
    if (annotation.layer !== layer || annotation.status === 'rejected' || annotation.quote.length <= wanted.length) continue;
    const name = withoutWhitespace(annotation.quote);
    if (name.length > wanted.length && name.includes(wanted)) names.add(name);
  }
  return [...names].sort((a, b) => b.length - a.length).flatMap((name) => startsOf(name, wanted).map((inside) => ({ name, inside })));
}

/** Where words stand in a text, without overlap, in order; both without white space. */
export function startsOf(text: string, wanted: string): number[] {
  const starts: number[] = [];
  if (wanted === '') return starts;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) starts.push(at);
  return starts;
}
