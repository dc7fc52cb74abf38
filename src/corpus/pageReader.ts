import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { editorText } from '../annotations/editorText';
import { decodePage } from '../cli/readPageFile';
import { FOLD, FOLD_SCRIPTS, type FoldTable } from '../duplicates/foldTable';
import { normaliseUnits } from '../duplicates/normalise';
import { LineStarts, decodeUtf8 } from '../files/decodeUtf8';
import { readUpTo } from '../files/fileBytes';
import { UNSEEKABLE } from '../duplicates/segment';
import { grown } from '../page/grown';
import { paragraphSpans } from '../page/paragraphSpans';
import { contentHash } from './columnFile';
import { LARGEST_FILE, LONGEST_PARAGRAPH } from './limits';
import { messageOf } from '../files/messageOf';

/** What decides which paragraphs are indexed and when two are equal. */
export interface ReadOptions {
  /** Paragraphs with fewer normalised units are left out. */
  readonly minUnits: number;
  /** Whether a traditional character equals its simplified one. */
  readonly scriptsAlike: boolean;
}

/** Paragraphs of a page, normalised, side by side: paragraph `k` is `units[from[k]..from[k + 1])`. Valid until the next page. */
export interface Paragraphs {
  readonly units: Uint16Array;
  readonly count: number;
  readonly from: Int32Array;
  /** Offsets in the text. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** First byte in the file; `UNSEEKABLE` where it is not known. */
  readonly bytes: Uint32Array;
  /** Units of the whole page, short paragraphs included. */
  readonly total: number;
  /** Whether there are paragraphs longer than any, which stand here in pieces. */
  readonly cut: boolean;
}

/** Size in bytes and time of a file, in milliseconds since 1970. */
export interface FileStats {
  readonly size: number;
  readonly mtimeMs: number;
}

export interface ReadFile {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  readonly hash: readonly [low: number, high: number];
  readonly paragraphs: Paragraphs;
}

/** A file is too large, or its bytes are no text. */
export class UnusablePage extends Error {
  constructor(readonly reason: 'tooLarge' | 'noText', message: string) {
    super(message);
  }
}

/** Scratch space is given back when a page needed more than this many units. */
const ORDINARY = 1 << 21;

const CARRIAGE_RETURN = 13;

/** Reads pages as paragraphs of normalised units. Holds scratch space: one for each thread. */
export class PageReader {
  private memory = Buffer.from(new ArrayBuffer(1 << 16));
  /** The code units of the page read last: `text[0..length)`. */
  private text = new Uint16Array(1 << 14);
  private length = 0;
  private readonly lines = new LineStarts();
  private units = new Uint16Array(1 << 14);
  private from = new Int32Array(64);
  private starts = new Int32Array(64);
  private ends = new Int32Array(64);
  private bytes = new Uint32Array(64);
  private readonly fold: FoldTable;

  constructor(private readonly options: ReadOptions) {
    this.fold = options.scriptsAlike ? FOLD_SCRIPTS : FOLD;
  }

  /**
   * Reads a file.
   * @param listed as it was when it was listed: to ask again costs as much as to read it
   * @throws UnusablePage, or what the file system says
   */
  readFile(path: string, listed: FileStats): ReadFile {
    const bytes = this.readBytes(path, listed);
    const hash = contentHash(bytes);
    const firstByte = this.decode(bytes);
    return { size: bytes.length, mtime: listed.mtimeMs, hash, paragraphs: this.paragraphs(firstByte) };
  }

  /** Reads a page for `normaliseStretch`. @throws UnusablePage, or what the file system says */
  openPage(path: string): void {
    this.decode(this.readBytes(path));
  }

  /** Writes the normalised units of a stretch of the page read last into `into` from `at` on; returns the index after the last. */
  normaliseStretch(start: number, end: number, into: Uint16Array, at: number): number {
    return normaliseUnits(this.text, start, Math.min(end, this.length), into, null, at, this.fold);
  }

  /** The hash of a file's bytes. @throws UnusablePage, or what the file system says */
  hashOf(path: string): readonly [low: number, high: number] {
    return contentHash(this.readBytes(path));
  }

  /** The bytes of a file, valid until the next is read. */
  private readBytes(path: string, listed?: Pick<FileStats, 'size'>): Buffer {
    const file = openSync(path, 'r');
    try {
      const { size } = listed ?? fstatSync(file);
      if (size > LARGEST_FILE) throw new UnusablePage('tooLarge', `larger than ${LARGEST_FILE >> 20} MB`);
      if (size > this.memory.length || this.memory.length > ORDINARY * 2) this.memory = Buffer.from(new ArrayBuffer(Math.max(1 << 16, size > ORDINARY ? size : size * 2)));
      return this.memory.subarray(0, readUpTo(file, this.memory.subarray(0, size), 0));
    } finally {
      closeSync(file);
    }
  }

  /** The paragraphs of a text. */
  paragraphsOf(text: string): Paragraphs {
    this.lines.count = 0;
    this.put(text);
    return this.paragraphs(undefined);
  }

  /**
   * Decodes a page into `text`, as the editor holds it. Returns the byte of the file at which the text begins, undefined
   * where offsets cannot be told from bytes. UTF-8 without line ends to be made alike, as most pages are, makes no string.
   */
  private decode(bytes: Buffer): number | undefined {
    this.lines.count = 0;
    if (!isUtf8(bytes) || bytes.includes(0) || bytes.includes(CARRIAGE_RETURN)) {
      const { text, encoding } = decoded(bytes);
      this.put(text);
      const bom = encoding === 'utf8bom' ? 3 : 0;
      return encoding.startsWith('utf8') && Buffer.byteLength(text) === bytes.length - bom ? bom : undefined;
    }
    this.makeRoom(bytes.length > ORDINARY ? unitsIn(bytes) : bytes.length);
    const bom = hasBom(bytes) ? 3 : 0;
    this.length = decodeUtf8(bytes, bom, this.text, this.lines);
    return bom;
  }

  private put(text: string): void {
    this.makeRoom(text.length);
    Buffer.from(this.text.buffer).write(text, 'utf16le');
    this.length = text.length;
  }

  private makeRoom(units: number): void {
    if (units <= this.text.length && this.text.length <= ORDINARY) return;
    this.text = new Uint16Array(Math.max(1 << 14, units > ORDINARY ? units : units * 2));
    this.units = new Uint16Array(this.text.length);
  }

  /** The paragraphs of `text`. @param firstByte of the text in its file, undefined where offsets cannot be told from bytes */
  private paragraphs(firstByte: number | undefined): Paragraphs {
    const { text, units, length, lines, options: { minUnits }, fold } = this;
    const asString = (): string => Buffer.from(text.buffer, 0, length * 2).toString('utf16le');
    let count = 0;
    let at = 0;
    let short = 0;
    let byte = firstByte ?? 0;
    let counted = 0;
    let line = 0;
    let cut = false;
    for (const { start, end } of paragraphSpans(text, length, asString)) {
      cut ||= end - start > LONGEST_PARAGRAPH;
      for (let piece = start; piece < end; piece += LONGEST_PARAGRAPH) {
        const to = Math.min(end, piece + LONGEST_PARAGRAPH);
        const after = normaliseUnits(text, piece, to, units, null, at, fold);
        if (after - at < minUnits) {
          short += after - at;
          continue;
        }
        if (count + 1 >= this.from.length) this.grow();
        if (firstByte !== undefined) {
          while (line < lines.count && lines.list[line * 2] <= piece) line++;
          if (line > 0 && lines.list[line * 2 - 2] > counted) [counted, byte] = [lines.list[line * 2 - 2], lines.list[line * 2 - 1]];
          byte += bytesBetween(text, counted, piece);
          counted = piece;
        }
        this.from[count] = at;
        this.starts[count] = piece;
        this.ends[count] = to;
        this.bytes[count] = firstByte === undefined ? UNSEEKABLE : byte;
        at = after;
        count++;
      }
    }
    this.from[count] = at;
    return { units, count, from: this.from, starts: this.starts, ends: this.ends, bytes: this.bytes, total: at + short, cut };
  }

  /**
   * The normalised units of one stretch of a file, in memory of its own, and for each its offset in the stretch.
   * @param byte at which the stretch begins; `UNSEEKABLE`: the file is read as a whole
   */
  readStretch(path: string, start: number, end: number, byte: number): { units: Uint16Array; offsets: Int32Array; text: string } {
    const text = byte === UNSEEKABLE ? decoded(this.readBytes(path)).text.slice(start, end) : this.bytesAt(path, byte, (end - start) * 3).toString('utf8').slice(0, end - start);
    this.put(text);
    const units = new Uint16Array(text.length);
    const offsets = new Int32Array(text.length);
    const length = normaliseUnits(this.text, 0, text.length, units, offsets, 0, this.fold);
    return { units: units.subarray(0, length), offsets: offsets.subarray(0, length), text };
  }

  /**
   * The normalised units of one stretch of a file, in memory of their own. The paragraphs of the page read last stay.
   * @param byte as for `readStretch`
   */
  readUnits(path: string, start: number, end: number, byte: number): Uint16Array {
    const units = new Uint16Array(end - start);
    if (byte === UNSEEKABLE) {
      this.openPage(path);
      return units.subarray(0, this.normaliseStretch(start, end, units, 0));
    }
    const bytes = this.bytesAt(path, byte, (end - start) * 3);
    const text = new Uint16Array(bytes.length);
    const length = decodeUtf8(bytes, 0, text); // what follows the stretch may be cut off in a character
    return units.subarray(0, normaliseUnits(text, 0, Math.min(length, end - start), units, null, 0, this.fold));
  }

  /** For each normalised unit of a stretch of text its offset in it. */
  offsetsOf(text: string): Int32Array {
    this.put(text);
    const offsets = new Int32Array(text.length);
    return offsets.subarray(0, normaliseUnits(this.text, 0, text.length, this.units, offsets, 0, this.fold));
  }

  /** At most so many bytes of a file, valid until the next are read. */
  private bytesAt(path: string, byte: number, most: number): Buffer {
    if (most > this.memory.length) this.memory = Buffer.from(new ArrayBuffer(most * 2));
    const file = openSync(path, 'r');
    try {
      return this.memory.subarray(0, readSync(file, this.memory, 0, most, byte));
    } finally {
      closeSync(file);
    }
  }

  private grow(): void {
    const size = this.from.length * 2;
    this.from = grown(this.from, size);
    this.starts = grown(this.starts, size);
    this.ends = grown(this.ends, size);
    this.bytes = grown(this.bytes, size);
  }
}

function hasBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The text of a page as the editor holds it. UTF-8, which most pages are in, is decoded without asking further. */
function decoded(bytes: Buffer): { text: string; encoding: string } {
  if (isUtf8(bytes) && !bytes.includes(0)) {
    return { text: editorText(bytes.toString('utf8')).text, encoding: hasBom(bytes) ? 'utf8bom' : 'utf8' };
  }
  try {
    return decodePage(bytes);
  } catch (error) {
    throw new UnusablePage('noText', messageOf(error));
  }
}

/** UTF-16 code units that valid UTF-8 decodes to. */
function unitsIn(bytes: Uint8Array): number {
  let units = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index];
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Bytes that the units from `from` to `to` take in UTF-8. */
function bytesBetween(text: Uint16Array, from: number, to: number): number {
  let bytes = 0;
  for (let offset = from; offset < to; offset++) {
    const unit = text[offset];
    if (unit < 0x80) bytes++;
    else if (unit < 0x800 || (unit >= 0xd800 && unit < 0xe000)) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}
