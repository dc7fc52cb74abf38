import { firstOfClass } from './exactClasses';
import { directoryBits, mergeSlots, type GramIndex, type MergeInput } from './gramIndex';
import { addSampledUnits } from './sampledLengths';
import { exactList, shared, visitExact, type ParagraphTable, type Segment } from './segment';

/** A segment to be merged; `dead` is 1 for the paragraphs that are left out. */
export interface MergePart {
  readonly segment: Segment;
  readonly dead: Uint8Array;
}

/** Directory slots merged between two yields. */
const STEP = 1 << 14;

/** The living paragraphs of several segments as one table. */
export interface MergedTable {
  readonly table: ParagraphTable;
  /** For each part and paragraph its number in the table, -1 where it is dead. In memory that threads can share. */
  readonly numbers: readonly Int32Array[];
  /** For each paragraph the first with the same content. */
  readonly first: Int32Array;
  readonly exact: Pick<Segment, 'exactIds' | 'exactSlots'>;
  readonly sampledUnits: Float64Array;
}

/** One table of the living paragraphs of several segments, in order. Linear; yields now and then. */
export function* mergeTables(parts: readonly { readonly segment: ParagraphTable; readonly dead: Uint8Array }[]): Generator<undefined, MergedTable> {
  const numbers = parts.map(({ dead }) => new Int32Array(shared(dead.length)).fill(-1));
  let count = 0;
  parts.forEach(({ dead }, part) => {
    for (let paragraph = 0; paragraph < dead.length; paragraph++) {
      if (dead[paragraph] === 0) numbers[part][paragraph] = count++;
    }
  });
  const table = columnsOf(parts.map(({ segment }) => segment), numbers, count);
  yield;
  const exact = exactList(table.hashHigh);
  yield;
  const first = firstOfClass(table);
  yield;
  const sampledUnits = new Float64Array(3);
  for (let paragraph = 0; paragraph < count; paragraph++) {
    if (first[paragraph] === paragraph) addSampledUnits(sampledUnits, table.lengths[paragraph]);
  }
  return { table, numbers, first, exact, sampledUnits };
}

/** One segment of the living paragraphs of several, in order. Linear; yields every few milliseconds. */
export function* mergeSegments(parts: readonly MergePart[]): Generator<undefined, Segment> {
  const { table, numbers, first, exact, sampledUnits } = yield* mergeTables(parts);
  const lookup = { ...table, ...exact };
  parts.forEach(({ segment }, part) => { fileUnderFirst(numbers[part], segment, first, lookup); });
  yield;
  const inputs = parts.map(({ segment }, part) => ({ index: segment.grams, renumbered: numbers[part] }));
  const grams = yield* mergeIndexes(inputs, table.lengths.length);
  return { ...table, ...exact, grams, sampledUnits };
}

function columnsOf(segments: readonly ParagraphTable[], numbers: readonly Int32Array[], count: number): ParagraphTable {
  const table = {
    hashHigh: new Uint32Array(shared(count)), hashLow: new Uint32Array(shared(count)), lengths: new Int32Array(shared(count)),
    starts: new Int32Array(shared(count)), ends: new Int32Array(shared(count)), bytes: new Uint32Array(shared(count)),
  };
  segments.forEach((segment, part) => {
    for (const column of ['hashHigh', 'hashLow', 'lengths', 'starts', 'ends', 'bytes'] as const) {
      const from = segment[column];
      const to = table[column];
      for (let paragraph = 0; paragraph < from.length; paragraph++) {
        const number = numbers[part][paragraph];
        if (number >= 0) to[number] = from[paragraph];
      }
    }
  });
  return table;
}

/** Turns new numbers into those under which contents are filed: the first with the content, for dead ones too. */
function fileUnderFirst(
  numbers: Int32Array, segment: Segment, first: Int32Array,
  merged: ParagraphTable & Pick<Segment, 'exactIds' | 'exactSlots'>,
): void {
  for (let paragraph = 0; paragraph < numbers.length; paragraph++) {
    if (numbers[paragraph] >= 0) {
      numbers[paragraph] = first[numbers[paragraph]];
      continue;
    }
    visitExact(merged, { high: segment.hashHigh[paragraph], low: segment.hashLow[paragraph] }, (living) => {
      numbers[paragraph] = first[living];
      return false;
    });
  }
}

function* mergeIndexes(inputs: readonly MergeInput[], paragraphs: number): Generator<undefined, GramIndex> {
  const postings = inputs.reduce((sum, { index }) => sum + index.words.length, 0);
  const bits = Math.max(directoryBits(paragraphs, postings), ...inputs.map(({ index }) => index.bits));
  const words = new Uint32Array(shared(postings));
  const directory = new Int32Array(shared((1 << bits) + 1));
  const step = Math.max(STEP, ...inputs.map(({ index }) => 1 << (bits - index.bits)));
  let at = 0;
  for (let slot = 0; slot < 1 << bits; slot += step) {
    at = mergeSlots(inputs, bits, slot, Math.min(1 << bits, slot + step), words, directory, at);
    yield;
  }
  return { words: words.subarray(0, at), directory, bits };
}
