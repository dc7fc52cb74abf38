import { hash64 } from '../duplicates/hash64';
import type { ContentTexts } from './contentTexts';
import type { PageReader } from './pageReader';
import type { Shelf } from './shelf';

/** The texts of indexed paragraphs, from their files, each of which is read once while its paragraphs are asked for in a row. */
export class PagesAgain implements ContentTexts {
  private part = -1;
  private file = -1;
  private readable = false;

  constructor(private readonly shelf: Shelf, private readonly reader: PageReader) {}

  textOf(part: number, file: number, paragraph: number, into: Uint16Array, at: number): number {
    const { segment, files, dead } = this.shelf.segments[part];
    if (dead[paragraph] === 1) return this.elsewhere(this.shelf.offsets[part] + paragraph, into, at);
    if (part !== this.part || file !== this.file) {
      this.part = part;
      this.file = file;
      try {
        this.reader.openPage(files.paths[file]);
        this.readable = true;
      } catch {
        this.readable = false; // gone or unreadable since: the next update says so with its reason
      }
    }
    if (!this.readable) return -1;
    const end = this.reader.normaliseStretch(segment.starts[paragraph], segment.ends[paragraph], into, at);
    const { high, low } = hash64(into, at, end);
    return high === segment.hashHigh[paragraph] && low === segment.hashLow[paragraph] ? end : -1;
  }

  close(): void {
    this.file = -1;
  }

  private elsewhere(paragraph: number, into: Uint16Array, at: number): number {
    this.file = -1; // the reader holds another page then
    const text = this.shelf.textOf(paragraph);
    if (text === undefined) return -1;
    into.set(text, at);
    return at + text.length;
  }
}
