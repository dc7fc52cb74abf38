import { Catalogue } from '../duplicates/catalogue';
import type { Sampling } from '../duplicates/fingerprint';
import { hash64 } from '../duplicates/hash64';
import { fileOf, type FileTable } from './fileTable';
import type { PageReader } from './pageReader';
import type { FiledSegment } from './segmentFile';

/** A segment in use. 1 marks the files that changed since, and their paragraphs, as dead. */
export interface ShelvedSegment extends FiledSegment {
  readonly dead: Uint8Array;
  readonly deadFiles: Uint8Array;
}

/** Where a paragraph stands. Offsets are UTF-16 code units of the file's text as the editor holds it. */
export interface ParagraphPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly byte: number;
}

/** Paragraphs kept in normalised form, some 250 bytes each. */
const KEPT_TEXTS = 1 << 15;

/** Several segments with their files: finds places and reads texts. */
export class Shelf {
  readonly catalogue: Catalogue;
  private readonly texts = new Map<number, Uint16Array | undefined>();

  constructor(readonly segments: readonly ShelvedSegment[], sampling: Sampling, private readonly reader: PageReader) {
    this.catalogue = new Catalogue(segments, sampling);
  }

  placeOf(paragraph: number): ParagraphPlace {
    const part = this.catalogue.partOf(paragraph);
    const { segment, files } = this.segments[part];
    const own = paragraph - this.catalogue.parts[part].offset;
    return { path: files.paths[fileOf(files, own)], start: segment.starts[own], end: segment.ends[own], byte: segment.bytes[own] };
  }

  filesOf(paragraph: number): { files: FileTable; file: number; part: number } {
    const part = this.catalogue.partOf(paragraph);
    const { files } = this.segments[part];
    return { files, file: fileOf(files, paragraph - this.catalogue.parts[part].offset), part };
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
      const { units } = this.reader.readStretch(path, start, end, byte);
      const hash = this.catalogue.hashOf(paragraph);
      const found = hash64(units, 0, units.length);
      return found.high === hash.high && found.low === hash.low ? units : undefined;
    } catch {
      return undefined; // gone or unreadable since: the next update says so with its reason
    }
  }
}
