import { CandidateScan } from '../duplicates/candidateScan';
import type { GramWeights } from '../duplicates/gramWeights';
import type { ContentTexts } from './contentTexts';
import { fileOf } from './fileTable';
import type { PairRange } from './findPairs';
import type { Shelf } from './shelf';
import { tellSteps } from './tellSteps';

/** Room for one paragraph: see LONGEST_PARAGRAPH. */
const ROOM = 1 << 15;
/** Units read between two yields. */
const STEP = 1 << 17;

/** Contents with their candidates, flat; their texts stand side by side. */
export interface PairCandidates {
  /** Index after the units of the last content. */
  readonly end: number;
  /** Content `k` is `units[starts[k]..starts[k + 1])`; after the last one there is room for one paragraph more. */
  readonly units: Uint16Array;
  readonly starts: Int32Array;
  /** The paragraph under which each is filed. */
  readonly paragraphs: Int32Array;
  /** Candidates by paragraph: `contents[byParagraph[p]..byParagraph[p + 1])` may be copies of paragraph `p`. */
  readonly contents: Int32Array;
  readonly byParagraph: Int32Array;
}

/**
 * Finds, for the contents filed under paragraphs of the files of the range, the contents filed before them that share rare
 * n-grams with them. Yields the share that is done, every few milliseconds.
 */
export function* pairCandidates(shelf: Shelf, { part, fromFile, toFile }: PairRange, weights: GramWeights, texts: ContentTexts): Generator<number, PairCandidates> {
  const { catalogue } = shelf;
  const { files, segment: { lengths } } = shelf.segments[part];
  const offset = shelf.offsets[part];
  const from = files.first[fromFile];
  const range = { part, from, wanted: filedIn(shelf, part, from, files.first[toFile]) };
  const { left, right } = yield* tellSteps(new CandidateScan(weights, catalogue.count, range).find(), () => 0); // its memory is free when the texts come
  const numbers = numbered(left);
  const own = numbers.map((paragraph) => from + paragraph);
  const starts = new Int32Array(own.length + 1);
  const units = new Uint16Array(own.reduce((sum, paragraph) => sum + lengths[paragraph], ROOM));
  let pause = STEP;
  for (let content = 0; content < own.length; content++) {
    const at = starts[content];
    // what no file says any more has no units, and is no copy of anything
    starts[content + 1] = Math.max(at, texts.textOf(part, fileOf(files, own[content]), own[content], units, at));
    if (at < pause) continue;
    pause = at + STEP;
    yield 0.5 * (content / own.length);
  }
  const { byParagraph, contents } = grouped(left, right, catalogue.count);
  return { end: starts[own.length], units, starts, paragraphs: own.map((paragraph) => offset + paragraph), contents, byParagraph };
}

/** 1 for the paragraphs `[from, to)` of the part under which contents are filed, of which some file still has a copy. */
function filedIn({ catalogue, segments, offsets }: Shelf, part: number, from: number, to: number): Uint8Array {
  const { segment: { hashHigh, hashLow }, dead } = segments[part];
  return new Uint8Array(to - from).map((_, index) => {
    const paragraph = from + index;
    const hash = { high: hashHigh[paragraph], low: hashLow[paragraph] };
    return catalogue.filedUnder(hash) === offsets[part] + paragraph && (dead[paragraph] === 0 || catalogue.firstOf(hash) >= 0) ? 1 : 0;
  });
}

/** The different entries of an ascending list; the list then has their indexes instead. */
function numbered(list: Int32Array): Int32Array {
  const different: number[] = [];
  for (let index = 0; index < list.length; index++) {
    if (different.length === 0 || different[different.length - 1] !== list[index]) different.push(list[index]);
    list[index] = different.length - 1;
  }
  return Int32Array.from(different);
}

/** A counting sort of the candidates by the paragraph on the right. */
function grouped(left: Int32Array, right: Int32Array, count: number): Pick<PairCandidates, 'byParagraph' | 'contents'> {
  const places = new Int32Array(count + 2); // one further on: where a paragraph begins becomes where the next one does
  for (let index = 0; index < right.length; index++) places[right[index] + 2]++;
  for (let paragraph = 0; paragraph < count; paragraph++) places[paragraph + 2] += places[paragraph + 1];
  const contents = new Int32Array(left.length);
  for (let index = 0; index < left.length; index++) contents[places[right[index] + 1]++] = left[index];
  return { byParagraph: places.subarray(0, count + 1), contents };
}
