import { posix } from 'node:path';
import { l10n, type Uri } from 'vscode';
import { decideCopy } from '../annotations/copyDecisions';
import type { Stamp } from '../annotations/decisions';
import type { CopyFields } from '../annotations/model';
import type { PageAnnotations } from '../annotations/pageAnnotations';
import { alignText } from '../annotations/alignText';
import { FOLD_SCRIPTS } from '../duplicates/foldTable';
import { normaliseInto } from '../duplicates/normalise';
import { isSamePlace, type Passage, type Place } from './passages';
import type { PageTask } from './sharedDecisions';

/** What a person says of one copy against the others: it is the one to keep, a later version, a quote, no copy at all. */
export type CopyVerdict = 'keep' | 'update' | 'quote' | 'none';

/** The copies of a passage, and which of them a command is about. */
export interface CopyTarget extends Pick<Passage, 'group' | 'label' | 'similarity' | 'count'> {
  readonly places: readonly Place[];
  readonly chosen: Place;
}

/** What a copy must still share with the chosen one, below its similarity, to be taken for what was found. */
const TOLERANCE = 0.2;
/** Normalised characters of a passage that are compared. */
const MOST_COMPARED = 10_000;

/**
 * A verdict on one copy as work for every page that holds one.
 * @param text the words of the chosen copy
 */
export function verdictTasks({ places, chosen, group, label, similarity }: CopyTarget, verdict: CopyVerdict, text: string, stamp: Stamp): PageTask[] {
  const words = normalised(text);
  const other = places.find((place) => !isSamePlace(place, chosen)) ?? chosen;
  return byPage(places).map(({ uri, places: here }) => ({
    uri,
    work: (page) => here.flatMap((place) => {
      if (!stillHolds(page, place, words, similarity)) throw new Error(l10n.t('The text has changed since the copy was found. Run “Find Copies in Workspace” again.'));
      return decideCopy(page, { start: place.start, end: place.end, group, label, similarity }, roleOf(verdict, place, chosen, other), stamp);
    }),
  }));
}

/** The places of each page, in their order. */
export function byPage(places: readonly Place[]): { readonly uri: Uri; readonly places: Place[] }[] {
  const pages = new Map<string, { readonly uri: Uri; readonly places: Place[] }>();
  for (const place of places) {
    const page = pages.get(place.uri.toString()) ?? { uri: place.uri, places: [] };
    page.places.push(place);
    pages.set(place.uri.toString(), page);
  }
  return [...pages.values()];
}

function roleOf(verdict: CopyVerdict, place: Place, chosen: Place, other: Place): CopyFields | undefined {
  const isChosen = isSamePlace(place, chosen);
  switch (verdict) {
    case 'keep': return isChosen ? { copy: 'kept' } : { copy: 'same', ...pageOf(chosen, place) };
    case 'update': return isChosen ? { copy: 'update', ...pageOf(other, place) } : { copy: 'original' };
    case 'quote': return isChosen ? { copy: 'quote', ...pageOf(other, place) } : { copy: 'original' };
    case 'none': return undefined;
  }
}

/** The page of a place as seen from another page; nothing where it is the same page. */
function pageOf(place: Place, from: Place): Pick<CopyFields, 'of'> {
  if (place.uri.toString() === from.uri.toString()) return {};
  return { of: posix.relative(posix.dirname(from.uri.path), place.uri.path) };
}

/** Whether the words at a place are still those that were found there. @param chosen the words of the chosen copy, normalised */
function stillHolds(page: PageAnnotations, { start, end }: Place, chosen: string, similarity: number): boolean {
  const here = normalised(page.text.slice(start, end));
  if (here === chosen) return true;
  const shorter = here.length < chosen.length ? [here, chosen] as const : [chosen, here] as const;
  const kept = alignText(...shorter).filter((place) => place >= 0).length;
  return kept >= (similarity - TOLERANCE) * shorter[0].length;
}

/** The words as the search for copies compares them: without white space, width, punctuation variants and script. */
function normalised(text: string): string {
  const units = new Uint16Array(text.length);
  const length = normaliseInto(text, units, new Int32Array(text.length), 0, FOLD_SCRIPTS);
  return String.fromCharCode(...units.subarray(0, Math.min(length, MOST_COMPARED)));
}
