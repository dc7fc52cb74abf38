import type { StrippedText } from './whitespace';

/** Code units normalised at once: normalising takes time in the square of a run of combining marks. Unicode's own limit is 30. */
const LONGEST = 32;

/** A text whose characters may stand for more or fewer code units of another one. */
export interface MappedText extends StrippedText {
  /** For each code unit where its character ends in the raw text; absent where each stands for itself. */
  readonly ends?: Int32Array;
}

/** The raw span of a stretch of a mapped text, which is not empty. */
export function rawSpan({ offsets, ends }: MappedText, start: number, length: number): { start: number; end: number } {
  const last = start + length - 1;
  return { start: offsets[start], end: ends ? ends[last] : offsets[last] + 1 };
}

/** Some code units with what they are in composed form. */
interface Composition {
  readonly start: number;
  readonly end: number;
  readonly whole: string;
}

/** A text in Unicode's composed form (NFC): the same whether an accent was written with its letter or after it. */
export function composed(text: string): string {
  return pieces(text, compositionsOf(text)).join('');
}

/** The same, with the places of its characters in the raw text. */
export function composedWithOffsets(stripped: StrippedText): MappedText {
  const compositions = compositionsOf(stripped.text);
  if (compositions.length === 0) return stripped;
  const text = pieces(stripped.text, compositions).join('');
  const offsets = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let at = 0;
  let from = 0;
  const copyUntil = (to: number): void => {
    for (; from < to; from++, at++) {
      offsets[at] = stripped.offsets[from];
      ends[at] = offsets[at] + 1;
    }
  };
  for (const { start, end, whole } of compositions) {
    copyUntil(start);
    for (let unit = 0; unit < whole.length; unit++, at++) {
      offsets[at] = stripped.offsets[start];
      ends[at] = stripped.offsets[end - 1] + 1;
    }
    from = end;
  }
  copyUntil(stripped.text.length);
  return { text, offsets, ends };
}

function pieces(text: string, compositions: readonly Composition[]): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, whole } of compositions) {
    parts.push(text.slice(from, start), whole);
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}

/** One for each character that changes, in order. */
function compositionsOf(text: string): Composition[] {
  const found: Composition[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!mayChange(text.charCodeAt(at))) continue;
    const from = at > (found.at(-1)?.end ?? 0) ? at - 1 : at; // a mark belongs to what stands before it
    while (at < text.length && at - from < LONGEST && mayChange(text.charCodeAt(at))) at++;
    if (isHighSurrogate(text.charCodeAt(at - 1))) at++;
    const part = text.slice(from, at);
    if (part.normalize('NFC') !== part) addCharacters(found, part, from);
    at--;
  }
  return found;
}

function addCharacters(found: Composition[], part: string, from: number): void {
  for (const { 0: character, index } of part.matchAll(/\P{M}?\p{M}*/gsu)) {
    const whole = character.normalize('NFC');
    if (whole !== character) found.push({ start: from + index, end: from + index + character.length, whole });
  }
}

/** Whether a code unit may have another form when it is composed, or change one before it. Hangul in parts is left as it is. */
function mayChange(unit: number): boolean {
  return unit >= 0x300
    && (unit < 0x2000 || (unit >= 0x20d0 && unit <= 0x212b) || unit === 0x2329 || unit === 0x232a
      || (unit >= 0x302a && unit <= 0x309a) || isHighSurrogate(unit) || (unit >= 0xdc00 && unit <= 0xdfff) || (unit >= 0xf900 && unit <= 0xfb4f));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
