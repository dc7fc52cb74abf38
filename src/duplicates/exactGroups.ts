import type { ExactRepeat } from './exactRepeats';
import { hash64, hashName } from './hash64';
import type { CopyLimits } from './limits';
import { isBoundary, countCharacters, type CopyPassage, type PageText, type UnitRange } from './pageText';
import { toPassages, trimToParagraphs } from './passageEdges';

/** Copies of one content: unit ranges, ascending, and the passages of the page. */
export interface RangeGroup {
  readonly id: string;
  readonly ranges: readonly UnitRange[];
  readonly passages: readonly CopyPassage[];
}

/** Copies handled between two yields: a few milliseconds. */
const STEP = 1 << 11;

/**
 * Turns maximal repeats into groups of passages: overlapping copies cut to one period, chance agreements with
 * neighbouring paragraphs cut off, what is then too short dropped, what is then the same merged. Yields now and then.
 */
export function* groupsOfRepeats(
  page: PageText, repeats: readonly ExactRepeat[], seedLength: number, minLength: number,
): Generator<undefined, RangeGroup[]> {
  const byContent = new Map<string, UnitRange[]>();
  let work = 0;
  for (const repeat of repeats) {
    work += repeat.starts.length;
    if (work > STEP) {
      work = 0;
      yield;
    }
    const cut = withoutOverlap(page, repeat, seedLength);
    if (cut === null) continue;
    const ranges = trimToParagraphs(page, cut);
    if (ranges[0].end - ranges[0].start < seedLength) continue;
    const id = contentName(page, ranges[0]);
    const known = byContent.get(id);
    if (known === undefined) byContent.set(id, ranges);
    else known.push(...ranges);
  }
  const groups: RangeGroup[] = [];
  for (const [id, ranges] of byContent) {
    work += ranges.length;
    if (work > STEP) {
      work = 0;
      yield;
    }
    const group = groupOf(page, id, distinct(ranges), minLength);
    if (group !== null) groups.push(group);
  }
  return groups;
}

/** Whole paragraphs that occur more often than `limits` let shorter stretches occur. Linear. */
export function* groupsOfFrequentParagraphs(
  page: PageText, limits: CopyLimits, minLength: number,
): Generator<undefined, RangeGroup[]> {
  const byContent = new Map<string, UnitRange[]>();
  for (let index = 0; index + 1 < page.starts.length; index++) {
    if (index % STEP === STEP - 1) yield;
    const range = { start: page.starts[index], end: page.starts[index + 1] };
    if (range.end === range.start) continue;
    const id = contentName(page, range);
    const known = byContent.get(id);
    if (known === undefined) byContent.set(id, [range]);
    else known.push(range);
  }
  const groups: RangeGroup[] = [];
  for (const [id, ranges] of byContent) {
    if (ranges.length <= limits.maxOccurrences) continue;
    const group = groupOf(page, id, ranges, minLength);
    if (group !== null) groups.push(group);
  }
  return groups;
}

function groupOf(page: PageText, id: string, ranges: readonly UnitRange[], minLength: number): RangeGroup | null {
  const passages = toPassages(page, ranges);
  const short = ranges[0].end - ranges[0].start < minLength
    && passages.some((passage) => countCharacters(page, passage) < minLength);
  return short ? null : { id, ranges, passages };
}

function contentName(page: PageText, range: UnitRange): string {
  return hashName(hash64(page.units, range.start, range.end));
}

/**
 * The occurrences, cut to the distance between the nearest two where they overlap: of a stretch that repeats itself
 * without a gap one period is the copy. Null where a period is shorter than a seed (aaaa…, 一一一…).
 */
function withoutOverlap(page: PageText, repeat: ExactRepeat, seedLength: number): UnitRange[] | null {
  const { starts } = repeat;
  let length = repeat.length;
  for (let index = 1; index < starts.length; index++) length = Math.min(length, starts[index] - starts[index - 1]);
  if (length < seedLength) return null;
  const overlap = repeat.length - length;
  const fromFront = overlap > 0 && starts.every((start) => isBoundary(page, start + overlap)) ? overlap : 0;
  return starts.map((start) => ({ start: start + fromFront, end: start + fromFront + length }));
}

function distinct(ranges: readonly UnitRange[]): UnitRange[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  return sorted.filter((range, index) => index === 0 || range.start >= sorted[index - 1].end);
}
