import type { Span } from '../page/span';
import { folded, foldWithOffsets } from './foldText';
import type { Annotation } from './model';
import { OccurrenceIndex } from './occurrenceIndex';
import { Reanchorer } from './reanchor';
import { rememberedText } from './rememberedText';
import { settle, type Claim } from './settle';
import type { Sidecar } from './sidecar';
import { TextMatch, type Match } from './textMatch';

/** Words of that length that stand once on the old page and once on the new one are the same without any context. */
const SELF_EVIDENT = 4;
/** Pairs of annotations and places of the same words that are weighed against each other. */
const MOST_CLAIMS = 20_000;

/**
 * Finds the annotations of a sidecar in a text that was changed while nobody watched. What the sidecar remembers of the
 * old page is compared with the new one; where the comparison is in doubt, or a passage was moved in pieces too small
 * for it, quote and context decide, each occurrence for one annotation only. White space and width forms do not count;
 * the words themselves must be the same: never an edit distance.
 * @returns the spans in the new text by id; without those whose place is not certain
 */
export function relocate(sidecar: Sidecar, text: string): Map<string, Span> {
  const old = rememberedText(sidecar);
  const { text: now, offsets } = foldWithOffsets(text);
  const found = new Map<string, Span>();
  const settling = new Settling(new TextMatch(old.text, now));
  for (const { quote, members } of groupsOf(sidecar.annotations, old.starts).values()) {
    for (const [id, place] of settling.places(quote, members)) {
      found.set(id, { start: offsets[place], end: offsets[place + quote.length - 1] + 1 });
    }
  }
  const reanchorer = new Reanchorer(text);
  for (const { id, quote, start } of sidecar.annotations) {
    if (old.starts.has(id)) continue; // the others lost their words before; they may be back
    const span = reanchorer.place({ quote, start, ...sidecar.contexts.get(id) ?? { before: '', after: '' } });
    if (span) found.set(id, span);
  }
  return found;
}

/** An annotation, and where its words start in the old text. */
interface Member {
  readonly id: string;
  readonly start: number;
}

/** The annotations of one layer with the same words: they compete for the places of these words. */
function groupsOf(annotations: readonly Annotation[], starts: ReadonlyMap<string, number>): Map<string, { quote: string; members: Member[] }> {
  const groups = new Map<string, { quote: string; members: Member[] }>();
  for (const { id, layer, group, quote: words } of annotations) {
    const start = starts.get(id);
    const quote = folded(words);
    if (start === undefined || quote === '') continue;
    const key = `${layer}\u0000${group ?? ''}\u0000${quote}`;
    const members = groups.get(key) ?? { quote, members: [] };
    members.members.push({ id, start });
    groups.set(key, members);
  }
  return groups;
}

class Settling {
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
