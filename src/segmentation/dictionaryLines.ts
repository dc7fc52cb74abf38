const NEW_LINE = 0x0a;
const SPACE = 0x20;
const LONGEST_WORD = 64;

/** A line of a dictionary; one object for all lines of a file. */
export interface Line {
  /** The code units of the word, and how many there are; longer words than LONGEST_WORD have none. */
  readonly units: Uint16Array;
  length: number;
  /** -1 where the line has none. */
  frequency: number;
  /** The part of speech as `tagNumber` has it; 0 where the line has none. */
  tag: number;
}

/** Calls back with each line `word frequency tag`, `word tag` or `word` of a UTF-8 text. Bytes become no strings: that would leave memory behind. */
export function forEachLine(utf8: Uint8Array, visit: (line: Line) => void): void {
  const line: Line = { units: new Uint16Array(LONGEST_WORD), length: 0, frequency: -1, tag: 0 };
  for (let start = 0; start < utf8.length;) {
    let end = start;
    while (end < utf8.length && utf8[end] !== NEW_LINE) end += 1;
    const next = end + 1;
    while (end > start && utf8[end - 1] < SPACE) end -= 1;
    let at = start;
    while (at < end && utf8[at] !== SPACE) at += 1;
    line.length = decode(utf8, start, at, line.units);
    line.frequency = -1;
    if (isDigit(utf8[at + 1])) {
      line.frequency = 0;
      for (at += 1; at < end && isDigit(utf8[at]); at += 1) line.frequency = line.frequency * 10 + utf8[at] - 0x30;
    }
    line.tag = 0;
    for (let shift = 0, from = at + 1; from + shift < end && shift < 3; shift += 1) line.tag |= utf8[from + shift] << (shift * 7);
    if (line.length > 0) visit(line);
    start = next;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** The code units of well-formed UTF-8; returns how many there are, 0 where they do not fit. */
function decode(utf8: Uint8Array, start: number, end: number, units: Uint16Array): number {
  let length = 0;
  for (let at = start; at < end;) {
    const first = utf8[at];
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length + 2 > units.length) return 0;
    let code = size === 1 ? first : first & (0x7f >> size);
    for (let index = 1; index < size; index += 1) code = (code << 6) | (utf8[at + index] & 0x3f);
    if (code >= 0x10000) {
      units[length++] = 0xd800 + ((code - 0x10000) >> 10);
      code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    units[length++] = code;
    at += size;
  }
  return length;
}
