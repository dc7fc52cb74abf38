import type { Span } from '../../../src/page/span';

/** A page that was changed, and where each of its old characters is now. */
export interface DisturbedText {
  readonly text: string;
  /** By old offset: the new one, or -1 where the character is gone. */
  readonly places: Int32Array;
}

export const DISTURBANCES = ['insert', 'delete', 'replace', 'mixed', 'move', 'rewrap', 'width'] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

/** A whole number from 0 up to, not including, the one given. */
type Random = (below: number) => number;

/** A character with the offset that it came from, -1 where an edit brought it. */
interface Unit { readonly char: string; readonly from: number }

/**
 * Changes a text at random.
 * @param share of the characters that are touched, 0 to 1; for `move` of the paragraphs; `rewrap` breaks every line anew
 * besides, and `width` changes every character that has two widths
 */
export function disturb(text: string, kind: Disturbance, share: number, random: Random): DisturbedText {
  const units = Array.from({ length: text.length }, (_, from) => ({ char: text[from], from }));
  if (kind === 'move') return placed(text, moveParagraphs(units, share, random));
  const edited = edit(units, kind === 'insert' || kind === 'delete' || kind === 'replace' ? kind : 'mixed', share, text, random);
  if (kind === 'rewrap') return placed(text, rewrap(edited, random));
  if (kind === 'width') return placed(text, edited.map((unit) => ({ ...unit, char: otherWidth(unit.char) })));
  return placed(text, edited);
}

/** The span on the new text of words that survived whole, white space not counted; undefined where they did not. */
export function survivor({ text, places }: DisturbedText, before: string, { start, end }: Span): Span | undefined {
  const own = ownPlaces(places, before, { start, end });
  const first = own[0];
  const last = own[own.length - 1];
  for (let index = 0; index < own.length; index++) {
    if (own[index] < 0 || (index > 0 && own[index] <= own[index - 1])) return undefined;
    if (index > 0 && /\S/u.test(text.slice(own[index - 1] + 1, own[index]))) return undefined;
  }
  return { start: first, end: last + 1 };
}

/**
 * Whether the words that stand in a span now are an annotation's own: at least half of its characters are in it. An edit may
 * put back by chance the character that it took, and nobody could tell.
 */
export function isOwn({ places }: DisturbedText, before: string, old: Span, now: Span): boolean {
  const own = ownPlaces(places, before, old);
  return own.filter((place) => place >= now.start && place < now.end).length * 2 >= own.length;
}

function ownPlaces(places: Int32Array, before: string, { start, end }: Span): number[] {
  return Array.from(places.subarray(start, end)).filter((_, index) => /\S/u.test(before[start + index]));
}

function edit(units: readonly Unit[], kind: 'insert' | 'delete' | 'replace' | 'mixed', share: number, text: string, random: Random): Unit[] {
  const result: Unit[] = [];
  // an edit touches 1 to 6 characters, 3.5 on average
  const isEdit = (): boolean => random(10_000) < (share / 3.5) * 10_000;
  for (let index = 0; index < units.length; index++) {
    if (units[index].char === '\n' || !isEdit()) {
      result.push(units[index]);
      continue;
    }
    const length = 1 + random(6);
    const what = kind === 'mixed' ? (['insert', 'delete', 'replace'] as const)[random(3)] : kind;
    if (what !== 'insert') index += length - 1;
    else result.push(units[index]);
    if (what === 'delete') continue;
    // a character that is replaced by itself stays, and nobody could tell
    const taken = what === 'replace' ? index + 1 - length : text.length;
    for (let count = 0; count < length; count++) result.push({ char: anyCharacter(text, random, text[taken + count]), from: -1 });
  }
  return result;
}

/** One of the page's own characters, the hardest to tell from what was there; another one than `not`. */
function anyCharacter(text: string, random: Random, not: string | undefined): string {
  for (;;) {
    const char = text[random(text.length)];
    if (/\S/u.test(char) && char !== not) return char;
  }
}

function moveParagraphs(units: readonly Unit[], share: number, random: Random): Unit[] {
  const paragraphs: Unit[][] = [[]];
  for (const unit of units) {
    paragraphs[paragraphs.length - 1].push(unit);
    if (unit.char === '\n') paragraphs.push([]);
  }
  const moves = Math.max(1, Math.round(paragraphs.length * share));
  for (let move = 0; move < moves; move++) {
    const [taken] = paragraphs.splice(random(paragraphs.length - 1), 1);
    paragraphs.splice(random(paragraphs.length), 0, taken);
  }
  return paragraphs.flat();
}

function rewrap(units: readonly Unit[], random: Random): Unit[] {
  const width = 12 + random(29);
  const result: Unit[] = [];
  let column = 0;
  for (const unit of units) {
    if (unit.char === '\n') continue;
    result.push(unit);
    if (++column < width) continue;
    result.push({ char: '\n', from: -1 });
    if (random(12) === 0) result.push({ char: '\n', from: -1 });
    column = 0;
  }
  return result;
}

/** Full-width ASCII for half-width and the other way round. */
function otherWidth(char: string): string {
  const code = char.charCodeAt(0);
  if (code >= 0x21 && code <= 0x7e) return String.fromCharCode(code + 0xfee0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  return char;
}

function placed(before: string, units: readonly Unit[]): DisturbedText {
  const places = new Int32Array(before.length).fill(-1);
  units.forEach(({ from }, place) => { if (from >= 0) places[from] = place; });
  return { text: units.map(({ char }) => char).join(''), places };
}
