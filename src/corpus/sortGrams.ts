import { countSlots, fillSlots, tidySlots, type GramSource, type SlotRange } from '../duplicates/gramIndex';
import { openColumns } from './columnFile';

/** N-grams in the order of paragraphs; `grams` may stand in a file only. */
export interface SortSource extends Omit<GramSource, 'grams'> {
  readonly grams: Uint32Array | { readonly file: string };
}

/** Space into which the n-grams of one segment after the other are read. */
export class GramScratch {
  private memory = new ArrayBuffer(0);

  gramsOf({ grams }: SortSource): Uint32Array {
    if (grams instanceof Uint32Array) return grams;
    return openColumns(grams.file).column('grams', (bytes) => {
      if (bytes > this.memory.byteLength) this.memory = new ArrayBuffer(bytes);
      return this.memory;
    }) as Uint32Array;
  }
}

/** Adds to `directory[slot + 1]` how many n-grams of all sources belong into each slot of the range. */
export function* countAll(sources: readonly SortSource[], slots: SlotRange, directory: Int32Array, scratch: GramScratch): Generator<undefined, void> {
  for (const source of sources) {
    yield* countSlots({ ...source, grams: scratch.gramsOf(source) }, slots, directory);
    yield;
  }
}

/**
 * Writes the postings of the range into `words`, from `at` on, in order. `directory[slot + 1]` says where each slot ends,
 * before and after. Returns the index after the last.
 */
export function* sortAll(
  sources: readonly SortSource[], slots: SlotRange, directory: Int32Array, words: Uint32Array, at: number, scratch: GramScratch,
): Generator<undefined, number> {
  const next = directory.slice(slots.fromSlot, slots.toSlot);
  next[0] = at;
  for (const source of sources) {
    yield* fillSlots({ ...source, grams: scratch.gramsOf(source) }, slots, next, words);
    yield;
  }
  return yield* tidySlots(slots, directory, words, at);
}
