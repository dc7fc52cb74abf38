import { Catalogue } from '../duplicates/catalogue';
import type { Sampling } from '../duplicates/fingerprint';
import { hash64 } from '../duplicates/hash64';
import type { PageReader } from './pageReader';
import { Places, type PlacedSegment } from './places';
import type { FiledSegment } from './segmentFile';

/** An indexed segment in use. */
export interface ShelvedSegment extends FiledSegment, Pick<PlacedSegment, 'dead' | 'deadFiles'> {}

/** Paragraphs kept in normalised form, some 250 bytes each. */
const KEPT_TEXTS = 1 << 15;

/** Indexed segments with their files: finds places and reads texts. */
export class Shelf extends Places<ShelvedSegment> {
  readonly catalogue: Catalogue;
  private readonly texts = new Map<number, Uint16Array | undefined>();

  constructor(segments: readonly ShelvedSegment[], sampling: Sampling, private readonly reader: PageReader) {
    super(segments);
    this.catalogue = new Catalogue(segments, sampling);
  }

  /**
   * The normalised units of the paragraph's content, from any file that still has it. Undefined where none has: a file
   * that changed on disk and was not indexed anew.
   */
  textOf(paragraph: number): Uint16Array | undefined {
    if (this.texts.has(paragraph)) return this.texts.get(paragraph);
    const hash = this.catalogue.hashOf(paragraph);
    let text: Uint16Array | undefined;
    let tries = 0;
    this.catalogue.visit(hash, (living) => {
      text = this.readIfSame(living);
      return text === undefined && ++tries < 4;
    });
    if (this.texts.size >= KEPT_TEXTS) this.texts.clear();
    this.texts.set(paragraph, text);
    return text;
  }

  private readIfSame(paragraph: number): Uint16Array | undefined {
    const { path, start, end, byte } = this.placeOf(paragraph);
    try {
      const units = this.reader.readUnits(path, start, end, byte);
      const hash = this.catalogue.hashOf(paragraph);
      const found = hash64(units, 0, units.length);
      return found.high === hash.high && found.low === hash.low ? units : undefined;
    } catch {
      return undefined; // gone or unreadable since: the next update says so with its reason
    }
  }
}
