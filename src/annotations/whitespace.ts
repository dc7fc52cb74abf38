import { atOnce } from './atOnce';

/** Code units between two breaks. */
const SLICE = 100_000;
const WHITESPACE = /[\s\u200b\ufeff]+/gu;

/** The text without any white space: what stays the same when lines are broken elsewhere. */
export function withoutWhitespace(text: string): string {
  return text.replace(WHITESPACE, '');
}

export function isWhitespace(unit: number): boolean {
  if (unit > 0x3000) return unit === 0xfeff; // nearly all of a Chinese text
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000 || unit === 0x1680
    || (unit >= 0x2000 && unit <= 0x200b) || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f;
}

/** Whether two texts are the same but for white space; known at their first difference. */
export function sameWithoutWhitespace(one: string, other: string): boolean {
  for (let [at, otherAt] = [0, 0]; ; at++, otherAt++) {
    while (at < one.length && isWhitespace(one.charCodeAt(at))) at++;
    while (otherAt < other.length && isWhitespace(other.charCodeAt(otherAt))) otherAt++;
    if (at === one.length || otherAt === other.length) return at === one.length && otherAt === other.length;
    if (one.charCodeAt(at) !== other.charCodeAt(otherAt)) return false;
  }
}

/** A text without white space, with the raw offset of each of its code units. */
export interface StrippedText {
  readonly text: string;
  readonly offsets: Int32Array;
}

/** Strips white space and remembers where every kept code unit stood. */
export function stripWithOffsets(text: string): StrippedText {
  return atOnce(stripInSlices(text));
}

/** The same in slices. */
export function* stripInSlices(text: string): Generator<void, StrippedText> {
  const offsets = new Int32Array(text.length);
  const parts: string[] = [];
  let kept = 0;
  let runStart = 0;
  for (let index = 0; index <= text.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    if (index < text.length && !isWhitespace(text.charCodeAt(index))) {
      offsets[kept++] = index;
      continue;
    }
    if (index > runStart) parts.push(text.slice(runStart, index));
    runStart = index + 1;
  }
  return { text: parts.join(''), offsets: offsets.subarray(0, kept) };
}
