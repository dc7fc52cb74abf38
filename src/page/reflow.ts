import { CharClass, charClass } from './chars';
import type { Line, Lines } from './lines';
import { OffsetMap } from './offsetMap';
import type { ParagraphKind } from './page';

/** A paragraph's text with the way back to the page. */
export interface Reflowed {
  readonly text: string;
  readonly map: OffsetMap;
}

/** How the white space inside the lines is treated. */
export interface Folding {
  /** Every space between two Han characters goes: a head or a name that was letter-spaced. */
  readonly spacedLetters: boolean;
  /** Spaces beside full-width punctuation go: left over from justified running text. */
  readonly besideMarks: boolean;
  /** Nothing goes: a table row, a byline, a note live by their spaces. */
  readonly none: boolean;
}

const FOLD_TEXT: Folding = { spacedLetters: false, besideMarks: true, none: false };
const FOLD_TITLE: Folding = { spacedLetters: false, besideMarks: false, none: false };
const FOLD_LETTERS: Folding = { spacedLetters: true, besideMarks: true, none: false };
const FOLD_NOTHING: Folding = { spacedLetters: false, besideMarks: false, none: true };

/** The folding for a paragraph of this kind. In a headline a space parts clauses, in a caption names. */
export function foldingOf(kind: ParagraphKind): Folding {
  switch (kind) {
    case 'columnTitle': return FOLD_LETTERS;
    case 'table':
    case 'byline':
    case 'signature':
    case 'pinyin': return FOLD_NOTHING;
    case 'headline':
    case 'kicker':
    case 'subtitle':
    case 'subhead':
    case 'caption': return FOLD_TITLE;
    default: return FOLD_TEXT;
  }
}

/** Runs of the offset maps are kept in arrays of this many numbers, shared by the paragraphs of a page: millions of small arrays are slow. */
const CHUNK = 1 << 14;

/** Joins lines of a page into the texts of its paragraphs. */
export class Reflow {
  /** The parts of a text are joined at once: sums of strings are kept as trees, which cost the garbage collector more than the text. */
  private parts: string[] = [];
  private length = 0;
  private runs: number[] = [];
  private chunk = new Int32Array(0);
  private used = 0;

  constructor(private readonly raw: string, private readonly lines: Lines) {}

  /** The text of the paragraph that is made of the lines `first` to `last`. */
  paragraph(first: number, last: number, folding: Folding): Reflowed {
    const { raw, lines } = this;
    this.parts.length = 0;
    this.length = 0;
    this.runs.length = 0;
    let before: Line | null = null;
    for (let index = first, line = lines.at(first); index <= last; index++) {
      if (before && needsSpace(raw, before, line)) this.put(' ');
      const after = index < last ? lines.at(index + 1) : null;
      const to = after && breaksWord(raw, line, after) ? line.end - 1 : line.end;
      const mayFold = line.spaces > 0 && !folding.none && line.han + line.squeezable + line.digits > 0;
      if (mayFold) this.keepFolded(line.start, to, folding);
      else this.keep(line.start, to);
      before = line;
      if (after) line = after;
    }
    return { text: this.parts.length === 1 ? this.parts[0] : this.parts.join(''), map: new OffsetMap(this.storedRuns()) };
  }

  private keepFolded(start: number, to: number, folding: Folding): void {
    const { raw } = this;
    let from = start;
    for (let offset = start; offset < to; offset++) {
      if (charClass(raw.charCodeAt(offset)) !== CharClass.Space) continue;
      let next = offset + 1;
      while (next < to && charClass(raw.charCodeAt(next)) === CharClass.Space) next++;
      if (next < to && isOdd(raw, start, offset, next, folding)) {
        this.keep(from, offset);
        from = next;
      }
      offset = next - 1;
    }
    this.keep(from, to);
  }

  private keep(from: number, to: number): void {
    if (to <= from) return;
    this.runs.push(this.length, from, to - from);
    this.put(this.raw.slice(from, to));
  }

  private put(part: string): void {
    this.parts.push(part);
    this.length += part.length;
  }

  private storedRuns(): Int32Array {
    const { runs } = this;
    if (this.used + runs.length > this.chunk.length) {
      this.chunk = new Int32Array(Math.max(CHUNK, runs.length));
      this.used = 0;
    }
    const from = this.used;
    for (let index = 0; index < runs.length; index++) this.chunk[from + index] = runs[index];
    this.used += runs.length;
    return this.chunk.subarray(from, this.used);
  }
}

function isLatin(kind: CharClass): boolean {
  return kind === CharClass.Lower || kind === CharClass.Upper;
}

/** Latin words are parted by a space where lines are joined; numbers and punctuation too, in a line without Han. */
function needsSpace(raw: string, before: Line, after: Line): boolean {
  if (isLatin(before.last) && isLatin(after.first)) return true;
  if (before.han > 0 || after.han > 0 || before.latin + after.latin === 0) return false;
  if (breaksWord(raw, before, after)) return false;
  return raw.charCodeAt(before.end - 1) < 0x2e80 && raw.charCodeAt(after.start) < 0x2e80 && before.last !== CharClass.Open && after.first !== CharClass.Close;
}

const HYPHENS = '-\u2010\u00ad';

/** Whether the line ends in the hyphen of a Latin word that goes on in the next. */
function breaksWord(raw: string, before: Line, after: Line): boolean {
  return before.last === CharClass.Dash && HYPHENS.includes(raw[before.end - 1]) && after.first === CharClass.Lower
    && before.end - before.start > 1 && isLatin(charClass(raw.charCodeAt(before.end - 2)));
}

/** Whether the white space from `from` to `to`, inside a line, is none that the writer meant. */
function isOdd(raw: string, lineStart: number, from: number, to: number, folding: Folding): boolean {
  const left = raw.charCodeAt(from - 1);
  const right = raw.charCodeAt(to);
  const before = charClass(left);
  const after = charClass(right);
  if (before === CharClass.Digit && after === CharClass.Han) return true;
  if (before === CharClass.Han && after === CharClass.Digit) return true;
  if (before === CharClass.Digit && '%％‰℃°'.includes(raw[to])) return true;
  if (before === CharClass.Digit && after === CharClass.Digit) return isThousands(raw, lineStart, from, to);
  if (folding.spacedLetters && before === CharClass.Han && after === CharClass.Han) return true;
  return folding.besideMarks && (isWideMark(left, before) || isWideMark(right, after));
}

function isWideMark(unit: number, kind: CharClass): boolean {
  return unit > 0x2000 && (kind === CharClass.Open || kind === CharClass.Close || kind === CharClass.Clause || kind === CharClass.SentenceEnd);
}

/** Whether the digits after the space are a group of exactly three, and the ones before it no more than three. */
function isThousands(raw: string, lineStart: number, from: number, to: number): boolean {
  let before = 0;
  while (before < 4 && from - before > lineStart && charClass(raw.charCodeAt(from - before - 1)) === CharClass.Digit) before++;
  let after = 0;
  while (after < 4 && charClass(raw.charCodeAt(to + after)) === CharClass.Digit) after++;
  return before <= 3 && after === 3;
}
