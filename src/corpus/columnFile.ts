import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Arrays by name, as they are written to and read from a file. */
export type Columns = Readonly<Record<string, Column>>;
export type Column = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const TYPES = { Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;
const MAGIC = 0x4e414331; // NAC1
const HEADER = 16;
const ALIGNED = 8;

interface Layout {
  readonly meta: unknown;
  readonly columns: readonly { readonly name: string; readonly type: keyof typeof TYPES; readonly length: number }[];
}

/** The file is not what was written: cut off, changed or of another format. */
export class DamagedFile extends Error {}

/**
 * Writes a file of columns: 16 bytes of header (magic, length of the layout, two checksums), the layout as JSON, the
 * arrays as they lie in memory. Complete or not there at all: written under another name, flushed, renamed.
 */
export function writeColumns(path: string, meta: unknown, columns: Columns): void {
  const layout: Layout = {
    meta,
    columns: Object.entries(columns).map(([name, column]) => ({ name, type: column.constructor.name as keyof typeof TYPES, length: column.length })),
  };
  const json = Buffer.from(JSON.stringify(layout));
  const head = Buffer.alloc(HEADER + padded(json.length));
  json.copy(head, HEADER);
  const parts = Object.values(columns).map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength));
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(json.length, 4);
  head.writeUInt32LE(checksum(head.subarray(HEADER)), 8);
  head.writeUInt32LE(parts.reduce((sum, part) => (Math.imul(sum, 31) + checksum(part)) >>> 0, 0), 12);
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    writeAll(file, head);
    for (const part of parts) {
      writeAll(file, part);
      writeAll(file, Buffer.alloc(padded(part.length) - part.length));
    }
    fsyncSync(file);
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
}

/**
 * Reads a file of columns into memory that threads can share.
 * @throws DamagedFile where it is not whole, Error where it cannot be read
 */
export function readColumns(path: string): { meta: unknown; columns: Columns } {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(HEADER);
    readAll(file, head, 0);
    if (head.readUInt32LE(0) !== MAGIC) throw new DamagedFile(`${path}: another format`);
    const length = head.readUInt32LE(4);
    if (HEADER + padded(length) > size) throw new DamagedFile(`${path}: cut off`);
    const json = Buffer.alloc(padded(length));
    readAll(file, json, HEADER);
    if (checksum(json) !== head.readUInt32LE(8)) throw new DamagedFile(`${path}: the header is damaged`);
    const layout = JSON.parse(json.toString('utf8', 0, length)) as Layout;
    const columns: Record<string, Column> = {};
    let at = HEADER + padded(length);
    let sum = 0;
    for (const { name, type, length: entries } of layout.columns) {
      const bytes = entries * TYPES[type].BYTES_PER_ELEMENT;
      if (at + bytes > size) throw new DamagedFile(`${path}: cut off`);
      const memory = new SharedArrayBuffer(padded(bytes));
      const view = new Uint8Array(memory, 0, bytes);
      readAll(file, view, at);
      sum = (Math.imul(sum, 31) + checksum(view)) >>> 0;
      columns[name] = new (TYPES[type] as new (memory: SharedArrayBuffer, from: number, entries: number) => Column)(memory, 0, entries);
      at += padded(bytes);
    }
    if (sum !== head.readUInt32LE(12)) throw new DamagedFile(`${path}: the data is damaged`);
    return { meta: layout.meta, columns };
  } finally {
    closeSync(file);
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}

/** A system call takes at most 2 GB. */
const BLOCK = 1 << 28;

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, Math.min(BLOCK, bytes.length - at));
}

function readAll(file: number, into: Uint8Array, position: number): void {
  for (let at = 0; at < into.length;) {
    const read = readSync(file, into, at, Math.min(BLOCK, into.length - at), position + at);
    if (read === 0) throw new DamagedFile('cut off');
    at += read;
  }
}

/** A 32-bit checksum, a word at a time in two lanes: 1 ms a megabyte would be too slow for an index of 400 MB. */
export function checksum(bytes: Uint8Array): number {
  const [low, high] = contentHash(bytes);
  return (low ^ high) >>> 0;
}

/** A 64-bit hash of bytes as two halves. The memory must be aligned to four bytes. */
export function contentHash(bytes: Uint8Array): [low: number, high: number] {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  let low = 0x9e3779b9 ^ bytes.length;
  let high = 0x243f6a88;
  for (const word of words) {
    low = Math.imul(low ^ word, 0x01000193);
    high = Math.imul(high + word, 0x5bd1e995);
    high ^= high >>> 15;
  }
  for (let index = words.length * 4; index < bytes.length; index++) {
    low = Math.imul(low ^ bytes[index], 0x01000193);
    high = Math.imul(high + bytes[index], 0x5bd1e995);
  }
  return [low >>> 0, high >>> 0];
}
