import { CHANCE, NEARBY, REACH, type Sides, type TextMatch } from './textMatch';


/** One occurrence of the words, where its own partner in the other text is, and what both have around them. */
interface Occurrence {
  readonly at: number;
  readonly own: Sides | undefined;
}

/**
 * The occurrences of some words in both texts whose neighbours are not all with them any more. Where one of them could
 * have become another just as well, nothing tells which one is meant: of “张四说，张四走了” and “张四走了” either may
 * have gone.
 */
export class Rivals {
  /** In the old text. */
  private readonly old: readonly Occurrence[];
  /** In the new text. */
  private readonly now: readonly Occurrence[];

  /**
   * @param old where the words stand in the old text
   * @param now where they stand in the new one
   */
  constructor(private readonly match: TextMatch, private readonly length: number, old: readonly number[], now: readonly number[]) {
    this.old = old.map((at) => this.occurrence(at, at, match.placeOf(at, length))).filter(isLoose);
    this.now = now.map((at) => this.occurrence(at, match.ownerOf(at, length), at)).filter(isLoose);
  }

  /** How many occurrences are weighed for each place that is asked for. */
  get size(): number {
    return this.old.length + this.now.length;
  }

  /** Whether the words at a place may come from elsewhere in the old text, or those of the old text stand elsewhere in the new one. */
  contest(start: number, place: number): boolean {
    const { match, length } = this;
    const found = match.placeOf(start, length);
    if (found !== undefined && found !== place && match.isFirm(start, length)) return true;
    const own = match.sides(start, place, length);
    if (match.maySlide(start, place, length, own)) return true;
    return this.old.some(({ at, own: home }) => at !== start
      && isRival(own, home, match.sides(at, place, length), at - start, () => match.mayHaveBeen(at, start, place, length)))
      || this.now.some(({ at, own: home }) => at !== place && !(isWhole(own) && match.isParted(start, length, place, at))
      && isRival(own, home, match.sides(start, at, length), at - place, () => match.mayBe(start, place, at, length)));
  }

  private occurrence(at: number, start: number | undefined, place: number | undefined): Occurrence {
    return { at, own: start === undefined || place === undefined ? undefined : this.match.sides(start, place, this.length) };
  }
}

function isLoose({ own }: Occurrence): boolean {
  return !own || !isWhole(own);
}

/** Whether all that is looked at around words is the same. */
export function isWhole({ before, after }: Sides): boolean {
  return before === REACH && after === REACH;
}

/**
 * @param own what the words have around them at their place
 * @param home what the rival has around it at its own place
 * @param there what it would have at theirs
 * @param distance to it; one that is gone or new, and has as much on the side where it stood, may be the one that is left
 */
function isRival(own: Sides, home: Sides | undefined, there: Sides, distance: number, mayBeSame: () => boolean): boolean {
  if (home && home.before >= there.before && home.after >= there.after && home.before + home.after > there.before + there.after) return false;
  if (there.before > own.before + CHANCE || there.after > own.after + CHANCE) return true;
  if (there.before >= own.before && there.after >= own.after) return true;
  const [mine, theirs] = distance < 0 ? [own.before, there.before] : [own.after, there.after];
  if (!home && Math.abs(distance) <= NEARBY && theirs >= Math.max(1, mine)) return true;
  return mayBeSame();
}
