import type { ParagraphTable } from '../duplicates/segment';
import { fileOf, type FileTable } from './fileTable';

/** A segment with its files, indexed or not. 1 marks the files that changed since, and their paragraphs, as dead. */
export interface PlacedSegment {
  readonly segment: ParagraphTable;
  readonly files: FileTable;
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

/** The paragraphs of several segments, numbered through. */
export class Places<Placed extends PlacedSegment = PlacedSegment> {
  /** The number of the first paragraph of each segment, and of all as one last entry. */
  readonly offsets: Int32Array;

  constructor(readonly segments: readonly Placed[]) {
    this.offsets = new Int32Array(segments.length + 1);
    segments.forEach(({ dead }, part) => { this.offsets[part + 1] = this.offsets[part] + dead.length; });
  }

  get count(): number {
    return this.offsets[this.segments.length];
  }

  placeOf(paragraph: number): ParagraphPlace {
    const { files, file, part } = this.fileOf(paragraph);
    const { segment } = this.segments[part];
    const own = paragraph - this.offsets[part];
    return { path: files.paths[file], start: segment.starts[own], end: segment.ends[own], byte: segment.bytes[own] };
  }

  fileOf(paragraph: number): { files: FileTable; file: number; part: number } {
    const part = this.partOf(paragraph);
    const { files } = this.segments[part];
    return { files, file: fileOf(files, paragraph - this.offsets[part]), part };
  }

  /** Normalised units. */
  lengthOf(paragraph: number): number {
    const part = this.partOf(paragraph);
    return this.segments[part].segment.lengths[paragraph - this.offsets[part]];
  }

  private partOf(paragraph: number): number {
    let part = this.segments.length - 1;
    while (this.offsets[part] > paragraph) part--;
    return part;
  }
}
