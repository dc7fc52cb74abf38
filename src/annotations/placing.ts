import { folded } from './foldText';
import { OccurrenceIndex } from './occurrenceIndex';
import { isWhole, Rivals } from './rivals';
import { isWorthWeighing, settle, type Claim } from './settle';
import type { Trace } from './sidecar';
import type { TextMatch } from './textMatch';

/** Words of that length that stand once on the old page and once on the new one are the same without any context. */
const SELF_EVIDENT = 4;

/** Pairs of the same words that are weighed against each other, of all annotations together. */
const MOST_PAIRS = 3_000_000;

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
  private pairsLeft = MOST_PAIRS;

  constructor(private readonly match: TextMatch) {
    this.indexes = { old: new OccurrenceIndex(match.old), now: new OccurrenceIndex(match.now) };
  }

  /** The places of annotations with the same words, as far as they are certain. */
  places(quote: string, members: readonly Member[]): [id: string, place: number][] {
    const { match, indexes } = this;
    const { length } = quote;
    const matches = members.map((member) => ({ ...member, found: match.find(member.start, length) }));
    const old = indexes.old.places(quote);
    const now = indexes.now.places(quote);
    const rivals = old && now ? new Rivals(match, length, old, now) : undefined;
    if (!old || !now || !rivals || !this.canAfford(members.length * rivals.size)) {
      // words that are too common to be weighed stand where all around them does
      return matches.flatMap(({ id, start, found }) => (found && isWhole(match.sides(start, found.place, length)) ? [[id, found.place]] : []));
    }
    const isCertain = ({ start, found }: (typeof matches)[number]): boolean => found?.trust === 'certain' && !rivals.contest(start, found.place);
    const certain = matches.filter(isCertain).map(({ id, found }): [string, number] => [id, found?.place ?? 0]);
    const open = matches.filter((member) => !isCertain(member));
    if (open.length === 0) return certain;
    const taken = new Set(certain.map(([, place]) => place));
    const free = now.filter((place) => !taken.has(place) && !match.isOld(place, length));
    if (!this.canAfford(open.length * free.length)) return certain;
    const isOnlyOne = length >= SELF_EVIDENT && free.length === 1 && old.length === 1;
    const claims = open.flatMap(({ id, start, found }) => free.map((place): Claim & { readonly start: number } => ({
      id, start, place,
      isOnlyOne: isOnlyOne && !match.isForeign(start, place, length),
      isLikely: found?.trust === 'likely' && found.place === place,
      context: match.commonContext(start, place, length),
    }))).filter(isWorthWeighing);
    if (!this.canAfford(claims.length * rivals.size)) return certain;
    return [...certain, ...settle(claims.filter(({ start, place }) => !rivals.contest(start, place)))];
  }

  private canAfford(pairs: number): boolean {
    if (pairs > this.pairsLeft) return false;
    this.pairsLeft -= pairs;
    return true;
  }
}
