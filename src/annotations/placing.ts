import { folded } from './foldText';
import { OccurrenceIndex } from './occurrenceIndex';
import { settle, type Claim } from './settle';
import type { Trace } from './sidecar';
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
export function placeAll<One extends Trace>(match: TextMatch, annotations: readonly One[], startOf: (annotation: One) => number | undefined): Map<string, Placed> {
  const placing = new Placing(match);
  const found: Found[] = [];
  for (const { quote, members } of groupsOf(annotations, startOf, match.old)) {
    const starts = new Map(members.map(({ id, start }) => [id, start]));
    for (const [id, place] of placing.places(quote, members)) found.push({ id, place, length: quote.length, start: starts.get(id) ?? 0 });
  }
  const colliding = collisions(found, match);
  return new Map(found.filter(({ id }) => !colliding.has(id)).map(({ id, place, length }) => [id, { place, length }]));
}

interface Found extends Placed {
  readonly id: string;
  /** In the old text. */
  readonly start: number;
}

/** Words that lie in other words now, and did not before, stand where only those belong, unless their neighbours are with them. */
function collisions(found: readonly Found[], match: TextMatch): Set<string> {
  const colliding = new Set<string>();
  const sorted = [...found].sort((a, b) => a.place - b.place || b.length - a.length);
  for (let index = 0; index < sorted.length; index++) {
    const one = sorted[index];
    for (let next = index + 1; next < sorted.length && sorted[next].place < one.place + one.length; next++) {
      const other = sorted[next];
      if (other.start - one.start === other.place - one.place) continue; // as before
      for (const { id, start, length } of [one, other]) if (!match.isFirm(start, length)) colliding.add(id);
    }
  }
  return colliding;
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
function groupsOf<One extends Trace>(annotations: readonly One[], startOf: (annotation: One) => number | undefined, old: string): Iterable<Group> {
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
  private readonly indexes: { readonly old: OccurrenceIndex; readonly now: OccurrenceIndex };

  constructor(private readonly match: TextMatch) {
    this.indexes = { old: new OccurrenceIndex(match.old), now: new OccurrenceIndex(match.now) };
  }

  /** The places of annotations with the same words, as far as they are certain. */
  places(quote: string, members: readonly Member[]): [id: string, place: number][] {
    const matches = members.map((member) => ({ ...member, match: this.match.find(member.start, quote.length) }));
    const known = new Set(matches.map(({ match }) => match?.place));
    const isCertain = ({ start, match }: (typeof matches)[number]): boolean => match?.trust === 'certain' && !this.hasTwin(quote, start, match.place, known);
    const certain = matches.filter(isCertain).map(({ id, match }): [string, number] => [id, match?.place ?? 0]);
    const open = matches.filter((member) => !isCertain(member));
    return open.length === 0 ? certain : [...certain, ...settle(this.claims(quote, open, new Set(certain.map(([, place]) => place))))];
  }

  /** Whether the words stand once more in the new text, with the same neighbours, and nothing tells which place is meant: a passage that stands twice. */
  private hasTwin(quote: string, start: number, place: number, known: ReadonlySet<number | undefined>): boolean {
    const context = this.match.commonContext(start, place, quote.length);
    return (this.indexes.now.places(quote) ?? []).some((other) => !known.has(other) && !this.match.isOld(other, quote.length)
      && this.match.commonContext(start, other, quote.length) >= context && !this.match.isParted(start, quote.length, place, other));
  }

  /** What speaks for each annotation at each place that no other text has a better right to. */
  private claims(quote: string, open: readonly (Member & { readonly match?: Match })[], taken: ReadonlySet<number>): Claim[] {
    const own = new Set(open.map(({ match }) => match?.place));
    const free = (this.indexes.now.places(quote) ?? []).filter((place) => !taken.has(place) && (own.has(place) || !this.match.isOld(place, quote.length)));
    if (open.length * free.length > MOST_CLAIMS) return [];
    const isOnlyOne = quote.length >= SELF_EVIDENT && free.length === 1 && this.indexes.old.places(quote)?.length === 1;
    return open.flatMap(({ id, start, match }) => free.map((place) => ({
      id, place, isOnlyOne, isLikely: match?.trust === 'likely' && match.place === place,
      context: this.match.commonContext(start, place, quote.length),
    })));
  }
}
