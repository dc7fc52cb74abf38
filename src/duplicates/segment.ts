import { FingerprintBuilder, type Sampling } from './fingerprint';
import type { GramIndex } from './gramIndex';
import type { Hash64 } from './hash64';
import { grown } from '../page/grown';

/**
 * The index of some files' paragraphs, all flat arrays, so that it can be written to a file, read back as it is and
 * shared between threads. It is never changed: other files make another segment, and segments are merged.
 */
export interface Segment extends ParagraphTable {
  /** Paragraph numbers in the order of the upper bits of `hashHigh`; slot `k` is `exactIds[exactSlots[k]..[k + 1])`. */
  readonly exactIds: Int32Array;
  readonly exactSlots: Int32Array;
  /** The n-grams of the first paragraph of each content. */
  readonly grams: GramIndex;
  /** Units in paragraphs of each sampling density: short, middle, long. */
  readonly sampledUnits: Float64Array;
}

/** Where paragraphs stand and what they hold. Paragraph `k` has entry `k` of each array. */
export interface ParagraphTable {
  readonly hashHigh: Uint32Array;
  readonly hashLow: Uint32Array;
  /** Number of normalised units. */
  readonly lengths: Int32Array;
  /** Offsets in the text of the file, in UTF-16 code units, `ends` exclusive. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Byte of the file at which the paragraph begins; `UNSEEKABLE` where that is not known. */
  readonly bytes: Uint32Array;
}

export const UNSEEKABLE = 0xffffffff;

/** Paragraphs as they were read: their n-grams are not sorted yet. Enough to find equal paragraphs. */
export interface RawSegment extends ParagraphTable {
  /** Paragraph `k` has the n-grams `grams[gramStarts[k]..gramStarts[k + 1])`. */
  readonly gramStarts: Int32Array;
  readonly grams: Uint32Array;
}

/** Collects the paragraphs of a segment file by file. */
export class SegmentBuilder {
  private readonly prints: FingerprintBuilder;
  private places = new Int32Array(3 * 1024);
  private paragraphs = 0;

  /** @param units how many will be added, about */
  constructor(sampling: Sampling, units: number) {
    this.prints = new FingerprintBuilder(sampling, units);
  }

  /** Adds the paragraph with the normalised units `units[from..to)`. */
  add(units: Uint16Array, from: number, to: number, start: number, end: number, byte: number): void {
    this.prints.add(units, from, to);
    const at = this.paragraphs++ * 3;
    if (at + 3 > this.places.length) this.places = grown(this.places, this.places.length * 2);
    this.places[at] = start;
    this.places[at + 1] = end;
    this.places[at + 2] = byte;
  }

  /** All that was added, in memory that threads can share. */
  build(): RawSegment {
    const prints = this.prints.view();
    const { count } = prints;
    const segment = {
      hashHigh: sharedWords(prints.hashHigh), hashLow: sharedWords(prints.hashLow), lengths: sharedNumbers(prints.lengths),
      starts: new Int32Array(shared(count)), ends: new Int32Array(shared(count)), bytes: new Uint32Array(shared(count)),
      gramStarts: sharedNumbers(prints.gramStarts), grams: sharedWords(prints.grams),
    };
    for (let paragraph = 0; paragraph < count; paragraph++) {
      segment.starts[paragraph] = this.places[paragraph * 3];
      segment.ends[paragraph] = this.places[paragraph * 3 + 1];
      segment.bytes[paragraph] = this.places[paragraph * 3 + 2];
    }
    return segment;
  }
}

/** Memory for entries of four bytes that threads can share. */
export function shared(entries: number): SharedArrayBuffer {
  return new SharedArrayBuffer(entries * 4);
}

export function sharedWords(array: Uint32Array): Uint32Array {
  const copy = new Uint32Array(shared(array.length));
  copy.set(array);
  return copy;
}

export function sharedNumbers(array: Int32Array): Int32Array {
  const copy = new Int32Array(shared(array.length));
  copy.set(array);
  return copy;
}

/** A counting sort of the paragraphs by the upper bits of their hashes, in memory that threads can share. */
export function exactList(hashHigh: Uint32Array): { exactIds: Int32Array; exactSlots: Int32Array } {
  const bits = exactBits(hashHigh.length);
  const exactSlots = new Int32Array(shared((1 << bits) + 1));
  for (const hash of hashHigh) exactSlots[(hash >>> (32 - bits)) + 1]++;
  for (let slot = 0; slot < 1 << bits; slot++) exactSlots[slot + 1] += exactSlots[slot];
  const next = exactSlots.slice();
  const exactIds = new Int32Array(shared(hashHigh.length));
  for (let paragraph = 0; paragraph < hashHigh.length; paragraph++) {
    exactIds[next[hashHigh[paragraph] >>> (32 - bits)]++] = paragraph;
  }
  return { exactIds, exactSlots };
}

function exactBits(count: number): number {
  return Math.max(4, Math.min(22, 31 - Math.clz32(count + 1)));
}

/** Calls `visit` with each paragraph of the segment that has the content, in ascending order, until it returns false. */
export function visitExact(
  segment: Pick<Segment, 'exactIds' | 'exactSlots' | 'hashHigh' | 'hashLow'>, hash: Hash64, visit: (paragraph: number) => boolean,
): void {
  const { exactIds, exactSlots, hashHigh, hashLow } = segment;
  const slot = hash.high >>> (32 - exactBits(exactIds.length));
  for (let place = exactSlots[slot]; place < exactSlots[slot + 1]; place++) {
    const paragraph = exactIds[place];
    if (hashHigh[paragraph] !== hash.high || hashLow[paragraph] !== hash.low) continue;
    if (!visit(paragraph)) return;
  }
}
