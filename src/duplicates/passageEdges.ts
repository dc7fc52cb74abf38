import { FOLD, UnitClass } from './foldTable';
import { isBoundary, paragraphOf, type CopyPassage, type CopyPoint, type PageText, type UnitRange } from './pageText';

/** A run that crosses into a paragraph by less than this many units has done so by chance: headlines and endings agree often. */
const CHANCE = 8;

/** More marks in a row than this are not punctuation any more but ornament. */
const MAX_MARKS = 16;

/**
 * Cuts off the ends by which all ranges reach into a neighbouring paragraph by a few units only, and halves of
 * surrogate pairs. All ranges must have the same length; what is cut off is the same for all.
 */
export function trimToParagraphs(page: PageText, ranges: readonly UnitRange[], chance = CHANCE): UnitRange[] {
  const length = ranges[0].end - ranges[0].start;
  let front = 0;
  for (let cut = 1; cut < chance && cut < length; cut++) {
    if (ranges.every((range) => isBoundary(page, range.start + cut))) front = cut;
  }
  let back = 0;
  for (let cut = 1; cut < chance && cut < length - front; cut++) {
    if (ranges.every((range) => isBoundary(page, range.end - cut))) back = cut;
  }
  const { units } = page;
  if (isLowSurrogate(units[ranges[0].start + front])) front++;
  if (isHighSurrogate(units[ranges[0].end - back - 1])) back++;
  return ranges.map((range) => ({ start: range.start + front, end: range.end - back }));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/**
 * The passages of the ranges, with the punctuation that belongs to them: opening marks before and closing marks after,
 * as far as all passages have the same (in any variant), and all such marks at the two ends of a paragraph.
 */
export function toPassages(page: PageText, ranges: readonly UnitRange[]): CopyPassage[] {
  const openers = ranges.map((range) => marksBefore(page, range.start));
  const closers = ranges.map((range) => marksAfter(page, range.end - 1));
  const before = commonLength(openers);
  const after = commonLength(closers);
  return ranges.map((range, index) => {
    const first = paragraphOf(page, range.start);
    const last = paragraphOf(page, range.end - 1);
    const front = range.start === page.starts[first] ? openers[index].length : before;
    const opened = front > 0 ? openers[index][front - 1].offset : page.offsets[range.start];
    const back = range.end === page.starts[last + 1] ? closers[index].length : after;
    const closed = back > 0 ? closers[index][back - 1].offset : page.offsets[range.end - 1];
    return { from: { paragraph: first, offset: opened }, to: { paragraph: last, offset: closed + 1 } };
  });
}

interface Mark {
  readonly folded: number;
  readonly offset: CopyPoint['offset'];
}

/** Opening marks before the unit, nearest first. */
function marksBefore(page: PageText, unit: number): Mark[] {
  const { text } = page.paragraphs[paragraphOf(page, unit)];
  const marks: Mark[] = [];
  for (let offset = page.offsets[unit] - 1; offset >= 0 && marks.length < MAX_MARKS; offset--) {
    const code = text.charCodeAt(offset);
    const kind = FOLD.kind[code];
    if (kind === UnitClass.letter || kind === UnitClass.closer) break;
    if (kind !== UnitClass.space) marks.push({ folded: FOLD.folded[code], offset });
  }
  return marks;
}

/** Closing marks after the unit, nearest first. */
function marksAfter(page: PageText, unit: number): Mark[] {
  const { text } = page.paragraphs[paragraphOf(page, unit)];
  const marks: Mark[] = [];
  for (let offset = page.offsets[unit] + 1; offset < text.length && marks.length < MAX_MARKS; offset++) {
    const code = text.charCodeAt(offset);
    const kind = FOLD.kind[code];
    if (kind === UnitClass.letter || kind === UnitClass.opener) break;
    if (kind !== UnitClass.space) marks.push({ folded: FOLD.folded[code], offset });
  }
  return marks;
}

function commonLength(lists: readonly (readonly Mark[])[]): number {
  let common = lists[0].length;
  for (const list of lists) {
    let same = 0;
    while (same < common && same < list.length && list[same].folded === lists[0][same].folded) same++;
    common = same;
  }
  return common;
}
