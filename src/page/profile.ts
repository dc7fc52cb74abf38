import { CLASSES, CharClass, charClass } from './chars';
import type { Line, Lines } from './lines';

/**
 * How full the lines are against the measure (the set width) of the column each stands in, after the line breaker is
 * given its due for a word it would not break. One entry for each line.
 */
export interface Fullness {
  /** The full width of a line here, in cells; 0 where the lines are not set to a width. */
  readonly full: Uint8Array;
  /** Cells missing to the full width, 0 for a full line; `NO_MEASURE` where there is none. */
  readonly missing: Uint8Array;
  /** Share of the neighbouring lines that keep to the measure, 0–1: how much to trust it. */
  readonly sharpness: Float32Array;
}

const NO_MEASURE = 255;

/** Lines in a window that is searched for a measure. Columns on real pages change their width after ten lines or so. */
const WINDOW = 8;
/** Every other window is searched. */
const STEP_BITS = 1;
const LEAST_KEEPING = 3;
/** How far the measure of a page of a few lines is trusted. */
const SHARPNESS_OF_FEW = 0.6;
const SHIFTS = [0, WINDOW >> 1, WINDOW - 1];
/** Lines wider than this are not the work of a line breaker; narrower ones are verse or a list, not a column. */
const WIDEST_MEASURE = 120;
const NARROWEST_MEASURE = 18;
/** Latin lines as narrow as the narrowest of Han are headings or verse. */
const NARROWEST_OF_LATIN = 28;
const TOLERANCE = 1;
/** What a line that keeps to a measure counts, and one that fills it to the cell; among equals the widest counts, by its cells. */
const KEEPS = 10_000;
const FILLS = 11_000;
/** A line breaker keeps at most this much together. */
const LONGEST_WORD = 24;
/** A deeper indentation belongs to the whole column. */
const DEEPEST_INDENT = 8;

/**
 * The fullness of each line. Typesetters squeeze punctuation up to half its width to fill a line, so a line stands for
 * every width from that with all its marks squeezed to that with none; the measure of a window of eight lines is the
 * width that most of them can stand for. A line is as full as in the best of the windows that begin with it, end with it
 * and have it in the middle, so that the last lines of a narrow column are not held against the wide one that follows.
 * Bounded work for each line.
 */
export function fullnessOf(raw: string, lines: Lines): Fullness {
  const count = lines.length;
  const least = new Int32Array(count);
  const most = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    const width = widthOf(lines, index);
    least[index] = width - lines.squeezable(index);
    most[index] = width + (index + 1 < count ? wordLength(raw, lines, index + 1) : 0);
  }
  const windows = measuresOf(lines, least, most);
  const result = { full: new Uint8Array(count), missing: new Uint8Array(count).fill(NO_MEASURE), sharpness: new Float32Array(count) };
  for (let index = 0; index < count; index++) {
    for (const shift of SHIFTS) {
      const window = Math.min(windows.full.length - 1, Math.max(0, (index - shift) >> STEP_BITS));
      const full = windows.full[window];
      if (full === 0 || least[index] > full + TOLERANCE) continue;
      const missing = Math.max(0, full - most[index]);
      if (missing >= result.missing[index]) continue;
      result.full[index] = full;
      result.missing[index] = missing;
      result.sharpness[index] = windows.sharpness[window];
    }
  }
  return result;
}

interface Measures {
  readonly full: Uint8Array;
  readonly sharpness: Float32Array;
}

/** The measure of every other window. `least` and `most` are the widths a line can stand for. */
function measuresOf(lines: Lines, least: Int32Array, most: Int32Array): Measures {
  const count = Math.max(1, (lines.length - WINDOW >> STEP_BITS) + 1);
  const measures = { full: new Uint8Array(count), sharpness: new Float32Array(count) };
  const keepers = new Keepers(least, most);
  for (let window = 0; window < count; window++) {
    const from = window << STEP_BITS;
    const to = Math.min(lines.length, from + WINDOW);
    keepers.moveTo(from, to);
    let best = 0;
    for (let candidate = from; candidate < to; candidate++) {
      const narrowest = lines.han(candidate) > 0 ? NARROWEST_MEASURE : NARROWEST_OF_LATIN;
      for (let form = 0; form < 2; form++) {
        const full = form === 0 ? least[candidate] + lines.squeezable(candidate) : least[candidate];
        if (full > WIDEST_MEASURE || full < narrowest) continue;
        const keeping = keepers.count[full];
        if (keeping < LEAST_KEEPING || full + keepers.weight[full] <= best) continue;
        let weight = full + keepers.weight[full];
        for (let index = from; index < to; index++) if (least[index] > full + TOLERANCE) weight -= KEEPS;
        if (weight <= best) continue;
        best = weight;
        measures.full[window] = full;
        measures.sharpness[window] = keeping / (to - from);
      }
    }
  }
  if (lines.length < WINDOW && measures.full[0] === 0) {
    measures.full[0] = measureOfFew(lines, least, most);
    measures.sharpness[0] = SHARPNESS_OF_FEW;
  }
  return measures;
}

/** For each measure how many lines of a window keep to it, and what they count: told anew for the lines alone that come in and go out. */
class Keepers {
  readonly count = new Int8Array(WIDEST_MEASURE + 1);
  readonly weight = new Int32Array(WIDEST_MEASURE + 1);
  private from = 0;
  private to = 0;

  constructor(private readonly least: Int32Array, private readonly most: Int32Array) {}

  /** The window is `[from, to)`, neither before that of the last time. */
  moveTo(from: number, to: number): void {
    for (; this.from < from; this.from++) this.add(this.from, -1);
    for (; this.to < to; this.to++) this.add(this.to, 1);
  }

  private add(line: number, sign: 1 | -1): void {
    const { count, weight } = this;
    const least = this.least[line];
    const most = this.most[line];
    const last = Math.min(WIDEST_MEASURE, most + TOLERANCE);
    for (let full = Math.max(0, least - TOLERANCE); full <= last; full++) {
      count[full] += sign;
      weight[full] += sign * (least <= full && most >= full ? FILLS : KEEPS);
    }
  }
}

/**
 * The measure of a page of a few lines, where not three of them are full: the width of the widest, if that stops in the
 * middle of a sentence which a line no wider than it brings to its end. 0 where nothing speaks for a line breaker.
 */
function measureOfFew(lines: Lines, least: Int32Array, most: Int32Array): number {
  let full = 0;
  for (let index = 0; index < lines.length; index++) full = Math.max(full, widthOf(lines, index));
  if (full > WIDEST_MEASURE || full < NARROWEST_MEASURE) return 0;
  for (let index = 0; index + 1 < lines.length; index++) {
    const isFull = most[index] >= full - TOLERANCE && least[index] <= full;
    if (!isFull || !stopsInSentence(lines.at(index)) || lines.blanksBefore(index + 1) > 0) continue;
    let end = index + 1;
    while (end + 1 < lines.length && lines.blanksBefore(end + 1) === 0 && most[end] >= full - TOLERANCE && stopsInSentence(lines.at(end))) end++;
    if (lines.endsSentence(end)) return full;
  }
  return 0;
}

function stopsInSentence({ last, endsSentence }: Line): boolean {
  return !endsSentence && (last === CharClass.Han || last === CharClass.Digit || last === CharClass.Clause || last === CharClass.Lower);
}

function widthOf(lines: Lines, index: number): number {
  return lines.width(index) + Math.min(lines.indent(index), DEEPEST_INDENT);
}

/** Cells of the Latin word or number at the start of a line, with the space that parts it from the line before; 0 if it starts with Han. */
function wordLength(raw: string, lines: Lines, index: number): number {
  if (CLASSES[raw.charCodeAt(lines.start(index))] === CharClass.Han) return 0;
  const line = lines.at(index);
  const before = lines.at(index - 1);
  if (line.first !== CharClass.Lower && line.first !== CharClass.Upper && line.first !== CharClass.Digit && line.first !== CharClass.Other) return 0;
  const end = Math.min(line.end, line.start + LONGEST_WORD);
  let offset = line.start;
  while (offset < end && isLatinUnit(raw.charCodeAt(offset))) offset++;
  const needsSpace = before.last === CharClass.Lower || before.last === CharClass.Upper || before.han === 0;
  return offset - line.start + (needsSpace ? 1 : 0);
}

function isLatinUnit(unit: number): boolean {
  const kind = charClass(unit);
  return unit < 0x2e80 && kind !== CharClass.Space && kind !== CharClass.Break;
}
