import { CLASSES, CLASS_MASK as MASK, CharClass, OF_ROLE as ROLE_BIT, SQUEEZABLE as SQUEEZABLE_BIT, TRAITS, WIDE as WIDE_BIT, charClass } from './chars';
import { grown } from './grown';
import type { Span } from './span';

/** A line that has something on it, with what its characters say about the layout. The span leaves out white space at both ends. */
export interface Line extends Span {
  /** Empty lines between the line before and this one (for the first line: above it). */
  readonly blanksBefore: number;
  /** White space before the first character, in cells: a full-width space counts 2, a tab 4. */
  readonly indent: number;
  /** Cells from the first to the last character; Han 2, Latin 1. */
  readonly width: number;
  /** Full-width punctuation marks: each may have been set half as wide. */
  readonly squeezable: number;
  readonly han: number;
  readonly latin: number;
  readonly digits: number;
  readonly spaces: number;
  /** Wide gaps inside the line (a tab, two or more spaces, `|`): columns of a table. */
  readonly gaps: number;
  readonly sentences: number;
  readonly clauses: number;
  /** Brackets and quotes closed here that were opened on an earlier line, and opened here for a later one. */
  readonly closes: number;
  readonly opens: number;
  /** Characters that role words and datelines are made of (记者, 摄, 讯 …): without one the line is neither. */
  readonly roles: number;
  readonly first: CharClass;
  readonly last: CharClass;
  /** Whether the line ends as a sentence does: 。！？ or …, with closing quotes after it or not. */
  readonly endsSentence: boolean;
}

/** The columns of the table of lines. */
const enum Column {
  Start, End, BlanksBefore, Indent, Width, Squeezable, Han, Latin, Digits, Spaces,
  Gaps, Sentences, Clauses, Closes, Opens, Roles, First, Last, EndsSentence,
  Count,
}

const LEAST_CAPACITY = 64;
/** Characters for which the table has room for a line from the start: the lines of narrow columns are hardly shorter, and room that is not needed costs nothing. */
const CHARACTERS_OF_A_LINE = 12;

/**
 * The lines of a page in one table of numbers. A page may have a million of them, and as many objects that live until
 * the page is read cost the garbage collector more than the reading takes; what `at` makes is small and dies at once.
 */
export class Lines {
  private table: Int32Array;
  private count = 0;

  /** @param characters length of the page. */
  constructor(characters: number) {
    this.table = new Int32Array(Math.max(LEAST_CAPACITY, Math.ceil(characters / CHARACTERS_OF_A_LINE)) * Column.Count);
  }

  get length(): number {
    return this.count;
  }

  at(index: number): Line {
    return new LineInTable(this.table, index * Column.Count);
  }

  start(index: number): number {
    return this.table[index * Column.Count + Column.Start];
  }

  end(index: number): number {
    return this.table[index * Column.Count + Column.End];
  }

  blanksBefore(index: number): number {
    return this.table[index * Column.Count + Column.BlanksBefore];
  }

  indent(index: number): number {
    return this.table[index * Column.Count + Column.Indent];
  }

  width(index: number): number {
    return this.table[index * Column.Count + Column.Width];
  }

  squeezable(index: number): number {
    return this.table[index * Column.Count + Column.Squeezable];
  }

  han(index: number): number {
    return this.table[index * Column.Count + Column.Han];
  }

  clauses(index: number): number {
    return this.table[index * Column.Count + Column.Clauses];
  }

  endsSentence(index: number): boolean {
    return this.table[index * Column.Count + Column.EndsSentence] === 1;
  }

  /** @param row one number for each column. */
  add(row: Int32Array): void {
    const from = this.count++ * Column.Count;
    if (from === this.table.length) this.table = grown(this.table, 2 * from);
    this.table.set(row, from);
  }
}

class LineInTable implements Line {
  constructor(private readonly table: Int32Array, private readonly row: number) {}

  get start(): number {
    return this.table[this.row + Column.Start];
  }

  get end(): number {
    return this.table[this.row + Column.End];
  }

  get blanksBefore(): number {
    return this.table[this.row + Column.BlanksBefore];
  }

  get indent(): number {
    return this.table[this.row + Column.Indent];
  }

  get width(): number {
    return this.table[this.row + Column.Width];
  }

  get squeezable(): number {
    return this.table[this.row + Column.Squeezable];
  }

  get han(): number {
    return this.table[this.row + Column.Han];
  }

  get latin(): number {
    return this.table[this.row + Column.Latin];
  }

  get digits(): number {
    return this.table[this.row + Column.Digits];
  }

  get spaces(): number {
    return this.table[this.row + Column.Spaces];
  }

  get gaps(): number {
    return this.table[this.row + Column.Gaps];
  }

  get sentences(): number {
    return this.table[this.row + Column.Sentences];
  }

  get clauses(): number {
    return this.table[this.row + Column.Clauses];
  }

  get closes(): number {
    return this.table[this.row + Column.Closes];
  }

  get opens(): number {
    return this.table[this.row + Column.Opens];
  }

  get roles(): number {
    return this.table[this.row + Column.Roles];
  }

  get first(): CharClass {
    return this.table[this.row + Column.First] as CharClass;
  }

  get last(): CharClass {
    return this.table[this.row + Column.Last] as CharClass;
  }

  get endsSentence(): boolean {
    return this.table[this.row + Column.EndsSentence] === 1;
  }
}

const TAB = 9;
const WIDE_SPACE = 0x3000;
const PIPE = 0x7c;
const CARRIAGE_RETURN = 13;
const NEWLINE = 10;
/** Copies of imported constants: where modules are loaded one by one, each use of an import is a call. */
const CLASS_MASK: number = MASK;
const WIDE: number = WIDE_BIT;
const SQUEEZABLE: number = SQUEEZABLE_BIT;
const OF_ROLE: number = ROLE_BIT;
const { Han, Lower, Upper, Digit, Space, SentenceEnd, Clause, Open, Close, Break, Ellipsis } = CharClass;
/** The traits of most characters of a Chinese page. */
const PLAIN_HAN = Han | WIDE;

/** The lines of the page that are not blank, in order. Reads every code unit once, but for white space at line ends. */
export function readLines(raw: string): Lines {
  const lines = new Lines(raw.length);
  const row = new Int32Array(Column.Count);
  const classes = CLASSES;
  let blanks = 0;
  let offset = 0;
  while (offset < raw.length) {
    let indent = 0;
    while (offset < raw.length && classes[raw.charCodeAt(offset)] === Space) {
      const unit = raw.charCodeAt(offset++);
      indent += unit === TAB ? 4 : unit === WIDE_SPACE ? 2 : 1;
    }
    if (readLine(raw, offset, row)) {
      row[Column.BlanksBefore] = blanks;
      row[Column.Indent] = indent;
      lines.add(row);
      blanks = 0;
      offset = row[Column.End];
      while (offset < raw.length && classes[raw.charCodeAt(offset)] === Space) offset++;
    } else {
      blanks++;
    }
    if (raw.charCodeAt(offset) === CARRIAGE_RETURN && raw.charCodeAt(offset + 1) === NEWLINE) offset++;
    offset++;
  }
  return lines;
}

/** Reads on from the first character of a line, and fills `row` with what is on it; false if the line ends there. */
function readLine(raw: string, start: number, row: Int32Array): boolean {
  let wide = 0;
  let squeezable = 0;
  let han = 0;
  let latin = 0;
  let digits = 0;
  let spaces = 0;
  let gaps = 0;
  let sentences = 0;
  let clauses = 0;
  let closes = 0;
  let opens = 0;
  let roles = 0;
  const table = TRAITS;
  let offset = start;
  for (; offset < raw.length; offset++) {
    const unit = raw.charCodeAt(offset);
    const traits = table[unit];
    if (traits === PLAIN_HAN) {
      han++;
      wide++;
      continue;
    }
    if (traits === Lower) {
      latin++;
      continue;
    }
    if (traits === Break) break;
    if ((traits & WIDE) !== 0) wide++;
    if ((traits & SQUEEZABLE) !== 0) squeezable++;
    switch (traits & CLASS_MASK) {
      case Han:
        han++;
        if ((traits & OF_ROLE) !== 0) roles++;
        break;
      case Lower:
      case Upper: latin++; break;
      case Digit: digits++; break;
      case Space:
        spaces++;
        if (unit === TAB || isSecondSpace(raw, offset)) gaps++;
        break;
      case SentenceEnd: sentences++; break;
      case Clause: clauses++; break;
      case Open: opens++; break;
      case Close:
        if (opens > 0) opens--;
        else closes++;
        break;
      default:
        if (unit === PIPE) gaps++;
    }
  }
  let end = offset;
  while (end > start && charClass(raw.charCodeAt(end - 1)) === Space) {
    end--;
    spaces--;
    if ((table[raw.charCodeAt(end)] & WIDE) !== 0) wide--;
    if (raw.charCodeAt(end) === TAB) gaps--;
  }
  if (start === end) return false;
  row[Column.Start] = start;
  row[Column.End] = end;
  row[Column.Width] = end - start + wide;
  row[Column.Squeezable] = squeezable;
  row[Column.Han] = han;
  row[Column.Latin] = latin;
  row[Column.Digits] = digits;
  row[Column.Spaces] = spaces;
  row[Column.Gaps] = gaps;
  row[Column.Sentences] = sentences;
  row[Column.Clauses] = clauses;
  row[Column.Closes] = closes;
  row[Column.Opens] = opens;
  row[Column.Roles] = roles;
  row[Column.First] = charClass(raw.charCodeAt(start));
  row[Column.Last] = charClass(raw.charCodeAt(end - 1));
  row[Column.EndsSentence] = endsAsSentence(raw, start, end) ? 1 : 0;
  return true;
}

/** The last of two spaces or more with text after them: counted once for the whole gap. */
function isSecondSpace(raw: string, offset: number): boolean {
  const after = charClass(raw.charCodeAt(offset + 1));
  return charClass(raw.charCodeAt(offset - 1)) === Space && after !== Space && after !== Break;
}

/** At most this many closing marks are looked through for the sentence end before them. */
const CLOSERS_LOOKED_THROUGH = 4;

function endsAsSentence(raw: string, start: number, end: number): boolean {
  let last = end - 1;
  const limit = Math.max(start, last - CLOSERS_LOOKED_THROUGH);
  while (last > limit && charClass(raw.charCodeAt(last)) === Close) last--;
  const kind = charClass(raw.charCodeAt(last));
  if (kind === SentenceEnd || kind === Ellipsis) return true;
  return isRoundClose(raw.charCodeAt(end - 1)) && charClass(raw.charCodeAt(beforeBracket(raw, start, end))) === SentenceEnd;
}

/** A note in brackets after the full stop, such as the writers' names, is looked through up to this length. */
const LONGEST_NOTE = 40;

function isRoundClose(unit: number): boolean {
  return unit === 0xff09 || unit === 0x29;
}

/** Offset of the last character before the brackets that end the line; `start` where they are too long or alone. */
function beforeBracket(raw: string, start: number, end: number): number {
  const limit = Math.max(start, end - LONGEST_NOTE);
  let offset = end - 2;
  while (offset > limit && charClass(raw.charCodeAt(offset)) !== Open) offset--;
  offset--;
  while (offset > limit && charClass(raw.charCodeAt(offset)) === Space) offset--;
  return Math.max(start, offset);
}
