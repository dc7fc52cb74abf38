import { directoryBits } from '../duplicates/gramIndex';
import { mergeTables } from '../duplicates/mergeSegments';
import { shared } from '../duplicates/segment';
import { mergedFiles } from './fileTable';
import type { RawPart } from './heldSegment';
import type { Control, Pool } from './pool';
import type { FiledSegment } from './segmentFile';
import type { SortSource } from './sortGrams';

/** Ranges of hashes that are sorted one by one: enough for threads to share. */
const RANGES = 4;
/** Fewer n-grams are sorted at one go. */
const FEW = 1 << 20;

/**
 * One indexed segment of the living paragraphs of several that were only read. The n-grams are counted, given their places
 * and sorted in ranges of their hashes, so that each thread works in a part of the memory of its own.
 * Resolves undefined where it was cancelled.
 */
export async function indexSegments(parts: readonly RawPart[], pool: Pool, control: Control): Promise<FiledSegment | undefined> {
  const merging = mergeTables(parts);
  let step = merging.next();
  while (step.done !== true) {
    await control.breathe();
    if (control.cancelled()) return undefined;
    step = merging.next();
  }
  const { table, numbers, first, exact, sampledUnits } = step.value;
  const sources = parts.map(({ segment, grams }, part): SortSource => ({
    gramStarts: segment.gramStarts, grams, numbers: firstOnly(numbers[part], first),
  }));
  const most = sources.reduce((sum, { gramStarts }) => sum + gramStarts[gramStarts.length - 1], 0);
  const bits = directoryBits(first.length, most);
  const ranges = most < FEW ? 1 : RANGES;
  const slots = Array.from({ length: ranges }, (_, range) => ({
    bits, fromSlot: Math.floor((range / ranges) * 2 ** bits), toSlot: Math.floor(((range + 1) / ranges) * 2 ** bits),
  }));
  const directory = new Int32Array(shared((1 << bits) + 1));
  const counted = await pool.run(slots.map((range) => ({ kind: 'count', sources, slots: range, directory })), control, () => undefined, () => undefined);
  if (!counted) return undefined;
  for (let slot = 0; slot < 1 << bits; slot++) directory[slot + 1] += directory[slot];
  const words = new Uint32Array(shared(directory[1 << bits]));
  const begins = slots.map(({ fromSlot }) => directory[fromSlot]);
  const ends: number[] = [];
  const tasks = slots.map((range, index) => ({ kind: 'sort', sources, slots: range, directory, words, at: begins[index] }) as const);
  const sorted = await pool.run(tasks, control, () => undefined, (task, result) => {
    if (result.kind === 'sorted') ends[task] = result.end;
  });
  if (!sorted) return undefined;
  let at = ends[0];
  for (let range = 1; range < ranges; range++) {
    const shift = begins[range] - at;
    words.copyWithin(at, begins[range], ends[range]);
    at += ends[range] - begins[range];
    if (shift > 0) for (let slot = slots[range].fromSlot; slot < slots[range].toSlot; slot++) directory[slot + 1] -= shift;
  }
  const grams = { words: words.subarray(0, at), directory, bits };
  return { segment: { ...table, ...exact, grams, sampledUnits }, files: mergedFiles(parts) };
}

/** The numbers of paragraphs that are the first with their content, -1 for the others: in the same memory. */
function firstOnly(numbers: Int32Array, first: Int32Array): Int32Array {
  for (let paragraph = 0; paragraph < numbers.length; paragraph++) {
    const number = numbers[paragraph];
    if (number >= 0 && first[number] !== number) numbers[paragraph] = -1;
  }
  return numbers;
}
