import { FOLD, UnitClass, type FoldTable } from './foldTable';
import { normaliseInto } from './normalise';

/** A place in the text of a paragraph: index of the paragraph, offset in its text in UTF-16 code units. */
export interface CopyPoint {
  readonly paragraph: number;
  readonly offset: number;
}

/** A stretch of the page, `to` exclusive. It may run over several paragraphs. */
export interface CopyPassage {
  readonly from: CopyPoint;
  readonly to: CopyPoint;
}

/** The paragraphs of a page, normalised and set side by side without separator. */
export interface PageText {
  readonly paragraphs: readonly { readonly text: string }[];
  readonly units: Uint16Array;
  /** For each unit its offset in its paragraph's text. */
  readonly offsets: Int32Array;
  /** Index of each paragraph's first unit, and the number of units as one last entry. */
  readonly starts: Int32Array;
}

/** A stretch of `PageText.units`, `end` exclusive. */
export interface UnitRange {
  readonly start: number;
  readonly end: number;
}

const STEP = 1 << 15;

/** Normalises the paragraphs; a generator that yields between pieces of work of a few milliseconds. */
export function* buildPageText(
  paragraphs: readonly { readonly text: string }[], fold: FoldTable = FOLD,
): Generator<undefined, PageText> {
  let size = 0;
  for (const paragraph of paragraphs) size += paragraph.text.length;
  const units = new Uint16Array(size);
  const offsets = new Int32Array(size);
  const starts = new Int32Array(paragraphs.length + 1);
  let at = 0;
  let pause = STEP;
  for (let index = 0; index < paragraphs.length; index++) {
    starts[index] = at;
    at = normaliseInto(paragraphs[index].text, units, offsets, at, fold);
    if (at >= pause) {
      pause = at + STEP;
      yield;
    }
  }
  starts[paragraphs.length] = at;
  return { paragraphs, units: units.subarray(0, at), offsets: offsets.subarray(0, at), starts };
}

/** The paragraph that holds the unit (paragraphs without letters hold none). */
export function paragraphOf(page: PageText, unit: number): number {
  const { starts } = page;
  let low = 0;
  let high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= unit) low = middle;
    else high = middle;
  }
  return low;
}

/** Whether a paragraph begins (or the page ends) at the unit. */
export function isBoundary(page: PageText, unit: number): boolean {
  return unit === page.units.length || page.starts[paragraphOf(page, unit)] === unit;
}

/** Letters of the passage and the punctuation inside and around it, white space not counted. */
export function countCharacters(page: PageText, passage: CopyPassage): number {
  let count = 0;
  for (let index = passage.from.paragraph; index <= passage.to.paragraph; index++) {
    const { text } = page.paragraphs[index];
    const start = index === passage.from.paragraph ? passage.from.offset : 0;
    const end = index === passage.to.paragraph ? passage.to.offset : text.length;
    for (let offset = start; offset < end; offset++) {
      if (FOLD.kind[text.charCodeAt(offset)] !== UnitClass.space) count++;
    }
  }
  return count;
}
