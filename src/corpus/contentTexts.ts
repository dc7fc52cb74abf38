import { closeSync, openSync } from 'node:fs';
import { readUpTo, writeAll } from '../files/fileBytes';
import type { PairRange } from './findPairs';
import type { PageReader } from './pageReader';
import { PagesAgain } from './pagesAgain';
import type { Shelf } from './shelf';
import { grown } from '../page/grown';

/** The texts of indexed paragraphs, as they are asked for in ascending order. */
export interface ContentTexts {
  /**
   * Writes the normalised units of a paragraph of a file of a part into `into` from `at` on, where there is room for the
   * longest, and returns the index after the last; -1 where no file says it any more.
   */
  textOf(part: number, file: number, paragraph: number, into: Uint16Array, at: number): number;
  close(): void;
}

/** Bytes of a unit. */
const UNIT = 2;
/** Units read or written at once. */
const BLOCK = 1 << 18;

/**
 * Writes the normalised units of the living paragraphs of some files of a part to a file that holds those of the whole
 * shelf, each paragraph at the sum of the lengths of those before it. Comparing a large corpus goes over it many times,
 * and reading the pages again takes ten times as long. Paragraphs that no file says any more are left out: zeros. Yields the number of
 * files done, every few milliseconds.
 *
 * @param path of a file that is there
 */
export function* writeTexts(path: string, shelf: Shelf, { part, fromFile, toFile }: PairRange, reader: PageReader): Generator<number, void> {
  const { segment: { lengths }, files: { first }, dead } = shelf.segments[part];
  const pages = new PagesAgain(shelf, reader);
  let units = new Uint16Array(BLOCK * 2);
  let at = 0;
  let position = sumOf(shelf, part, first[fromFile]);
  const output = openSync(path, 'r+');
  const flush = (): void => {
    writeAll(output, new Uint8Array(units.buffer, 0, at * UNIT), position * UNIT);
    position += at;
    at = 0;
  };
  try {
    for (let file = fromFile; file < toFile; file++) {
      for (let paragraph = first[file]; paragraph < first[file + 1]; paragraph++) {
        const end = at + lengths[paragraph];
        if (end + BLOCK > units.length) units = grown(units, (end + BLOCK) * 2);
        if (dead[paragraph] === 1 || pages.textOf(part, file, paragraph, units, at) < 0) units.fill(0, at, end);
        at = end;
      }
      if (at < BLOCK) continue;
      flush();
      yield file - fromFile;
    }
    flush();
  } finally {
    closeSync(output);
  }
}

/** Reads what `writeTexts` wrote. */
export class TextFile implements ContentTexts {
  private readonly file: number;
  private readonly block = new Uint16Array(BLOCK);
  /** The block is `[begin, end)` of the file, in units. */
  private begin = 0;
  private end = 0;
  /** Where the paragraph `own` of the part begins, which was asked for last. */
  private part = 0;
  private own = 0;
  private position = 0;

  constructor(path: string, private readonly shelf: Shelf) {
    this.file = openSync(path, 'r');
  }

  textOf(part: number, _file: number, paragraph: number, into: Uint16Array, at: number): number {
    const { segments, offsets } = this.shelf;
    const { segment: { lengths }, dead } = segments[part];
    this.seek(part, paragraph);
    const length = lengths[paragraph];
    if (dead[paragraph] === 0 && this.read(length, into, at) && into[at] !== 0) return at + length;
    const elsewhere = this.shelf.textOf(offsets[part] + paragraph);
    if (elsewhere === undefined) return -1;
    into.set(elsewhere, at);
    return at + elsewhere.length;
  }

  close(): void {
    closeSync(this.file);
  }

  private seek(part: number, paragraph: number): void {
    if (part !== this.part || paragraph < this.own) {
      this.position = sumOf(this.shelf, part, 0);
      this.part = part;
      this.own = 0;
    }
    const { lengths } = this.shelf.segments[part].segment;
    for (; this.own < paragraph; this.own++) this.position += lengths[this.own];
  }

  private read(length: number, into: Uint16Array, at: number): boolean {
    const { position } = this;
    if (length > BLOCK) throw new Error('a paragraph is longer than any');
    if (position < this.begin || position + length > this.end) {
      this.begin = position;
      this.end = position + Math.floor(readUpTo(this.file, new Uint8Array(this.block.buffer), position * UNIT) / UNIT);
    }
    if (position + length > this.end) return false;
    const from = position - this.begin;
    for (let index = 0; index < length; index++) into[at + index] = this.block[from + index];
    return true;
  }
}

/** Units of all paragraphs before one. */
function sumOf({ segments }: Shelf, part: number, paragraph: number): number {
  let sum = 0;
  for (let before = 0; before < part; before++) for (const length of segments[before].segment.lengths) sum += length;
  const { lengths } = segments[part].segment;
  for (let own = 0; own < paragraph; own++) sum += lengths[own];
  return sum;
}
