import { folded } from './foldText';
import type { Annotation } from './model';
import { OccurrenceIndex } from './occurrenceIndex';
import { settle, type Claim } from './settle';
import type { Match, TextMatch } from './textMatch';

/** Words of that length that stand once on the old page and once on the new one are the same without any context. */
const SELF_EVIDENT = 4;
/** Pairs of annotations and places of the same words that are weighed against each other. */
const MOST_CLAIMS = 20_000;

/** Words of an annotation in a text, folded. */
export interface Placed {
  readonly place: number;
  readonly length: number;
}

/**
 * Where the words of annotations of an old text are in a new one, by id; without those whose place is not certain. Where
 * the comparison is in doubt, quote and context decide, each occurrence for one annotation only.
 * @param startOf where the words of an annotation should start in the old text; undefined where they are not there
 */
export function placeAll(match: TextMatch, annotations: readonly Annotation[], startOf: (annotation: Annotation) => number | undefined): Map<string, Placed> {
  const placing = new Placing(match);
  const found = new Map<string, Placed>();
  for (const { quote, members } of groupsOf(annotations, startOf, match.old)) {
    for (const [id, place] of placing.places(quote, members)) found.set(id, { place, length: quote.length });
  }
  return found;
}

/** An annotation, and where its words start in the old text. */
interface Member {
  readonly id: string;
  readonly start: number;
}

interface Group {
  readonly quote: string;
  readonly members: Member[];
}

/** The annotations of one layer with the same words: they compete for the places of these words. */
function groupsOf(annotations: readonly Annotation[], startOf: (annotation: Annotation) => number | undefined, old: string): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const annotation of annotations) {
    const start = startOf(annotation);
    const quote = folded(annotation.quote);
    if (start === undefined || quote === '' || !old.startsWith(quote, start)) continue;
    const key = `${annotation.layer}\u0000${annotation.group ?? ''}\u0000${quote}`;
    const group = groups.get(key) ?? { quote, members: [] };
    group.members.push({ id: annotation.id, start });
    groups.set(key, group);
  }
  return groups.values();
}

class Placing {
  private index: { readonly old: OccurrenceIndex; readonly now: OccurrenceIndex } | undefined;

  constructor(private readonly match: TextMatch) {}

  /** The places of annotations with the same words, as far as they are certain. */
  places(quote: string, members: readonly Member[]): [id: string, place: number][] {
    const matches = members.map((member) => ({ ...member, match: this.match.find(member.start, quote.length) }));
    const certain = matches.flatMap(({ id, match }): [string, number][] => (match?.trust === 'certain' ? [[id, match.place]] : []));
    const open = matches.filter(({ match }) => match?.trust !== 'certain');
    return open.length === 0 ? certain : [...certain, ...settle(this.claims(quote, open, new Set(certain.map(([, place]) => place))))];
  }

  /** What speaks for each annotation at each place that no other text has a better right to. */
  private claims(quote: string, open: readonly (Member & { readonly match?: Match })[], taken: ReadonlySet<number>): Claim[] {
    this.index ??= { old: new OccurrenceIndex(this.match.old), now: new OccurrenceIndex(this.match.now) };
    const own = new Set(open.map(({ match }) => match?.place));
    const free = (this.index.now.places(quote) ?? []).filter((place) => !taken.has(place) && (own.has(place) || !this.match.isOld(place, quote.length)));
    if (open.length * free.length > MOST_CLAIMS) return [];
    const isOnlyOne = quote.length >= SELF_EVIDENT && free.length === 1 && this.index.old.places(quote)?.length === 1;
    return open.flatMap(({ id, start, match }) => free.map((place) => ({
      id, place, isOnlyOne, isLikely: match?.trust === 'likely' && match.place === place,
      context: this.match.commonContext(start, place, quote.length),
    })));
  }
}
