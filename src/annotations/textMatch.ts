import { alignText } from './alignText';

/** Characters on both sides that belong to the same run make a place certain. */
const FIRM = 2;
/** How much context is looked at on each side. */
export const REACH = 12;
/** Companions, neighbours and twice the length of the words that make a place among edits certain. */
const EMBEDDING = 8;
/** How much nearer or farther its nearest companions may be, both sides together. */
const MOST_DRIFT = 12;
/** A neighbour may be the same by chance. */
export const CHANCE = 1;
/** Beyond that many characters nothing tells of a place any more. */
const FAR = 1000;
/** How far around a place one more or one less of the same words brings it into doubt. */
export const NEARBY = 40;

/** Where words of the old text are in the new one, as far as a comparison of the texts tells. */
export interface Match {
  readonly place: number;
  /**
   * `certain`: the neighbours agree · `likely`: they were edited, but what stood around stands around · `doubtful`:
   * only the words are the same.
   */
  readonly trust: 'certain' | 'likely' | 'doubtful';
}

/** How many characters on both sides of words are the same as at another place, up to `REACH` each. */
export interface Sides {
  readonly before: number;
  readonly after: number;
}

/** Two versions of a text, both folded, laid beside each other. */
export class TextMatch {
  private readonly places: Int32Array;
  private readonly owners: Int32Array;

  constructor(readonly old: string, readonly now: string) {
    this.places = alignText(old, now);
    this.owners = inverse(this.places, now.length);
  }

  /** Undefined where the words were taken apart or are gone. */
  find(start: number, length: number): Match | undefined {
    const place = runAt(this.places, start, length);
    if (place === undefined) return undefined;
    return { place, trust: isFirm(this.places, start, length) ? 'certain' : this.embedding(start, length) };
  }

  /** Whether the neighbours of words of the old text on both sides are still beside them. */
  isFirm(start: number, length: number): boolean {
    return isFirm(this.places, start, length);
  }

  /** Where words of the old text are in the new one, if they were not taken apart. */
  placeOf(start: number, length: number): number | undefined {
    return runAt(this.places, start, length);
  }

  /** Where words of the new text were in the old one, if they stood together there. */
  ownerOf(place: number, length: number): number | undefined {
    return runAt(this.owners, place, length);
  }

  /** Whether some of the words at a place of the new text come from elsewhere than from words of the old one. */
  isForeign(start: number, place: number, length: number): boolean {
    for (let at = 0; at < length; at++) if (this.owners[place + at] >= 0 && this.owners[place + at] !== start + at) return true;
    return false;
  }

  /** Whether words of the new text stood in the old one, with the same neighbours. */
  isOld(place: number, length: number): boolean {
    return runAt(this.owners, place, length) !== undefined && isFirm(this.owners, place, length);
  }

  /** Whether the text between two places of the words was elsewhere than around them: then they stand on one side of it. */
  isParted(start: number, length: number, place: number, other: number): boolean {
    for (let at = Math.min(place, other) + length; at < Math.max(place, other); at++) {
      const owner = this.owners[at];
      if (owner >= 0 && (owner < start - REACH || owner >= start + length + REACH)) return true;
    }
    return false;
  }

  /** How many characters next to the words are the same as next to words elsewhere, up to `REACH` on each side. */
  sides(start: number, place: number, length: number): Sides {
    return { before: commonBefore(this.old, start, this.now, place), after: commonAfter(this.old, start + length, this.now, place + length) };
  }

  /** The same, both sides together. */
  commonContext(start: number, place: number, length: number): number {
    const { before, after } = this.sides(start, place, length);
    return before + after;
  }

  /**
   * Whether words at a place of the new text may as well be the same words elsewhere in the old one: nothing of what stood
   * between the two is left there.
   */
  mayHaveBeen(other: number, start: number, place: number, length: number): boolean {
    return other > start
      ? other + length <= nextPartner(this.owners, place + length, -1)
      : other > previousPartner(this.owners, place, Infinity);
  }

  /** Whether words of the old text may as well be the same words at another place of the new one: all between the two is new. */
  mayBe(start: number, place: number, other: number, length: number): boolean {
    return other > place
      ? other + length <= nextPartner(this.places, start + length, -1)
      : other > previousPartner(this.places, start, Infinity);
  }

  /** Whether most of the characters of words may come from what was deleted beside them: “张大海、张大江” became “张大江”. */
  maySlide(start: number, place: number, length: number, { before, after }: Sides): boolean {
    const { old, places } = this;
    const end = start + length;
    const most = Math.floor(length / 2) + 1;
    const from = place - (before > CHANCE ? 0 : before);
    const to = place + length + (after > CHANCE ? 0 : after);
    const isGone = (at: number): boolean => places[at] < 0 || (places[at] >= from && places[at] < to);
    let left = start;
    while (left > Math.max(0, start - NEARBY) && isGone(left - 1)) left--;
    let right = end;
    while (right < Math.min(old.length, end + NEARBY) && isGone(right)) right++;
    return old.slice(left, start).includes(old.slice(start, start + most)) || old.slice(end, right).includes(old.slice(end - most, end));
  }

  /**
   * Words whose neighbours were edited are likely still the same ones if what stood around them on both sides stands
   * around them; certainly, if the same words stand there as often as before. A single character needs neighbours that
   * touch it.
   */
  private embedding(start: number, length: number): Match['trust'] {
    const place = this.places[start];
    const end = start + length;
    const left = this.companions(start - REACH, start, place - 2 * REACH, place);
    const right = this.companions(end, end + REACH, place + length, place + length + 2 * REACH);
    const touching = this.commonContext(start, place, length);
    if (Math.min(left, right) < 1 || left + right + touching + 2 * length < EMBEDDING) return 'doubtful';
    if (this.drift(start, length) > MOST_DRIFT) return 'doubtful';
    if (length === 1 && touching < FIRM) return 'doubtful';
    const words = this.old.slice(start, end);
    const isSettled = countAround(this.old, start, words) === countAround(this.now, place, words) && !this.isTorn(start, length, words);
    if (isSettled) return 'certain';
    return touching >= FIRM ? 'likely' : 'doubtful';
  }

  /** Whether the neighbours of the words on one side went elsewhere, and the same words stand beside them there. */
  private isTorn(start: number, length: number, words: string): boolean {
    const { places, now } = this;
    const left = start > 0 && places[start - 1] >= 0 ? places[start - 1] + 1 : places[start];
    const right = start + length < places.length && places[start + length] >= 0 ? places[start + length] - length : places[start];
    return [left, right].some((place) => place !== places[start] && place >= 0 && now.startsWith(words, place));
  }

  /** How much nearer or farther the nearest companions on both sides are than before, in characters. */
  private drift(start: number, length: number): number {
    const { places } = this;
    let before = start - 1;
    while (before >= 0 && places[before] < 0) before--;
    let after = start + length;
    while (after < places.length && places[after] < 0) after++;
    const shift = places[start] - start;
    const left = before < 0 ? 0 : Math.abs(places[before] - before - shift);
    const right = after >= places.length ? 0 : Math.abs(places[after] - after - shift);
    return left + right;
  }

  /** How many characters of an old stretch are in a new one now. */
  private companions(from: number, to: number, newFrom: number, newTo: number): number {
    let count = 0;
    for (let at = Math.max(0, from); at < Math.min(to, this.places.length); at++) {
      if (this.places[at] >= newFrom && this.places[at] < newTo) count++;
    }
    return count;
  }
}

/** By place in the new text the place in the old one, or -1. */
function inverse(places: Int32Array, length: number): Int32Array {
  const owners = new Int32Array(length).fill(-1);
  for (let at = 0; at < places.length; at++) if (places[at] >= 0) owners[places[at]] = at;
  return owners;
}

/** The partner, in the other text, of the next character from here on that has one. @param none what to say where none is near */
function nextPartner(partners: Int32Array, from: number, none: number): number {
  for (let at = from; at < Math.min(partners.length, from + FAR); at++) if (partners[at] >= 0) return partners[at];
  return none;
}

/** The partner of the last character before here that has one. @param none what to say where none is near */
function previousPartner(partners: Int32Array, from: number, none: number): number {
  for (let at = from - 1; at >= Math.max(0, from - FAR); at--) if (partners[at] >= 0) return partners[at];
  return none;
}

/** Where the other text has a stretch of this one, if it keeps it together. */
function runAt(places: Int32Array, start: number, length: number): number | undefined {
  for (let at = 1; at < length; at++) if (places[start + at] !== places[start] + at) return undefined;
  return places[start] < 0 ? undefined : places[start];
}

/** Whether the characters on both sides belong to the same run. */
function isFirm(places: Int32Array, start: number, length: number): boolean {
  for (let at = 1; at <= FIRM; at++) {
    if (start - at >= 0 && places[start - at] !== places[start] - at) return false;
    const end = start + length - 1;
    if (end + at < places.length && places[end + at] !== places[end] + at) return false;
  }
  return true;
}

function countAround(text: string, at: number, words: string): number {
  return text.slice(Math.max(0, at - NEARBY), at + words.length + NEARBY).split(words).length - 1;
}

function commonBefore(old: string, oldEnd: number, now: string, newEnd: number): number {
  let count = 0;
  while (count < Math.min(REACH, oldEnd, newEnd) && old[oldEnd - 1 - count] === now[newEnd - 1 - count]) count++;
  return count;
}

function commonAfter(old: string, oldStart: number, now: string, newStart: number): number {
  let count = 0;
  while (count < REACH && oldStart + count < old.length && old[oldStart + count] === now[newStart + count]) count++;
  return count;
}
