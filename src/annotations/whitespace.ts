import { atOnce } from './atOnce';

/** Code units between two breaks. */
const SLICE = 100_000;
/** The same where two texts are compared: a portion of many. */
const COMPARED = 16_000;
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

/**
 * For each code unit of a text that is no white space, where it stands in another one that differs in nothing but white
 * space, and the other's length for what comes behind the last; undefined where they differ in more. In slices.
 */
export function* rewrappedOffsets(one: string, other: string): Generator<void, Int32Array | undefined> {
  const offsets = new Int32Array(one.length + 1);
  let otherAt = 0;
  for (let at = 0; at < one.length; at++) {
    if (at % COMPARED === COMPARED - 1) yield;
    const unit = one.charCodeAt(at);
    while (otherAt < other.length && isWhitespace(other.charCodeAt(otherAt))) otherAt++;
    offsets[at] = otherAt; // of white space: where the next word is
    if (isWhitespace(unit)) continue;
    if (otherAt === other.length || other.charCodeAt(otherAt) !== unit) return undefined;
    otherAt++;
  }
  while (otherAt < other.length && isWhitespace(other.charCodeAt(otherAt))) otherAt++;
  offsets[one.length] = other.length;
  return otherAt === other.length ? offsets : undefined;
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
