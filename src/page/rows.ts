import { CharClass, charClass, tableOf } from './chars';
import type { Lines } from './lines';
import type { LineSign } from './signs';

/** Lines of like shape in a row that make a table. */
const LEAST_ROWS = 3;
const LEAST_DELIMITERS = 2;
/** Rows differ in width; lines cut to a measure do not. */
const LEAST_DIFFERENCE = 3;
const FENCE = '```';
/** Share of the lines of a program or of markup that end or begin as such. */
const SHARE_OF_CODE = 0.4;
const CODE_ENDS = tableOf('{}[];');
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKTICK = 0x60;
const GREATER = 0x3e;
const MARKUP = /^<[^>]{1,200}>/;

/**
 * Marks what is set in rows, by its neighbours: values between commas, what stands in a fence of a Markdown note, the lines
 * of a program. Each becomes a row of a table, so that it is kept as it is. Linear; changes `signs`, one for each line.
 */
export function settleRows(raw: string, lines: Lines, signs: LineSign[]): void {
  if (isCode(raw, lines)) signs.fill('table');
  else {
    settleFences(raw, lines, signs);
    settleDelimited(raw, lines, signs);
  }
}

function isCode(raw: string, lines: Lines): boolean {
  if (lines.length < LEAST_ROWS) return false;
  let code = 0;
  for (let index = 0; index < lines.length; index++) {
    const start = lines.start(index);
    const last = raw.charCodeAt(lines.end(index) - 1);
    if (CODE_ENDS[last] === 1 || (last === COMMA && raw.charCodeAt(start) === QUOTE) || (last === GREATER && MARKUP.test(raw.slice(start, start + 202)))) code++;
  }
  return code > SHARE_OF_CODE * lines.length;
}

function settleFences(raw: string, lines: Lines, signs: LineSign[]): void {
  const fences: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    const start = lines.start(index);
    if (raw.charCodeAt(start) === BACKTICK && raw.startsWith(FENCE, start)) fences.push(index);
  }
  for (let order = 0; order + 1 < fences.length; order += 2) signs.fill('table', fences[order], fences[order + 1] + 1);
}

function settleDelimited(raw: string, lines: Lines, signs: LineSign[]): void {
  for (let from = 0; from < lines.length;) {
    const clauses = lines.clauses(from);
    let to = from + 1;
    if (clauses >= LEAST_DELIMITERS) {
      while (to < lines.length && Math.abs(lines.clauses(to) - clauses) <= 1 && lines.blanksBefore(to) === 0) to++;
      if (to - from >= LEAST_ROWS && differ(lines, from, to) && areDelimited(raw, lines, from, to)) signs.fill('table', from, to);
    }
    from = to;
  }
}

function differ(lines: Lines, from: number, to: number): boolean {
  let least = Infinity;
  let most = 0;
  for (let index = from; index < to; index++) {
    least = Math.min(least, lines.width(index));
    most = Math.max(most, lines.width(index));
  }
  return most - least >= LEAST_DIFFERENCE;
}

/** Whether all clause marks of the lines are commas with no space after them, and no sentence ends there. */
function areDelimited(raw: string, lines: Lines, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const end = lines.end(index);
    for (let offset = lines.start(index); offset < end; offset++) {
      const kind = charClass(raw.charCodeAt(offset));
      if (kind === CharClass.SentenceEnd && raw[offset] !== '.') return false;
      if (kind === CharClass.Clause && (raw[offset] !== ',' || charClass(raw.charCodeAt(offset + 1)) === CharClass.Space)) return false;
    }
  }
  return true;
}
