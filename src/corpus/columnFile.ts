import { closeSync, fstatSync, openSync, renameSync, rmSync } from 'node:fs';
import { mix32 } from '../duplicates/hash64';
import { readUpTo, writeAll } from '../files/fileBytes';

/** Arrays by name, as they are written to and read from a file. */
export type Columns = Readonly<Record<string, Column>>;
export type Column = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

const TYPES = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;
const MAGIC = 0x4e414333; // NAC3
const HEADER = 16;
const ALIGNED = 8;

interface Layout {
  readonly meta: unknown;
  readonly columns: readonly { readonly name: string; readonly type: keyof typeof TYPES; readonly length: number; readonly checksum: number }[];
}

/** The file is not what was written: cut off, changed or of another format. */
export class DamagedFile extends Error {}

/**
 * Writes a file of columns: 16 bytes of header (magic, length of the layout, its checksum), the layout as JSON, the arrays
 * as they lie in memory. It is written under another name and renamed, so that a process that is killed leaves no half of
 * it; what the disk loses when the power fails, the checksums find.
 */
export function writeColumns(path: string, meta: unknown, columns: Columns): void {
  const parts = Object.values(columns).map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength));
  const layout: Layout = {
    meta,
    columns: Object.entries(columns).map(([name, column], index) => ({
      name, type: column.constructor.name as keyof typeof TYPES, length: column.length, checksum: checksum(parts[index]),
    })),
  };
  const json = Buffer.from(JSON.stringify(layout));
  const head = Buffer.alloc(HEADER + padded(json.length));
  json.copy(head, HEADER);
  head.writeUInt32LE(MAGIC, 0);
  head.writeUInt32LE(json.length, 4);
  head.writeUInt32LE(checksum(head.subarray(HEADER)), 8);
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w');
  try {
    writeAll(file, head);
    for (const part of parts) {
      writeAll(file, part);
      writeAll(file, Buffer.alloc(padded(part.length) - part.length));
    }
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
}

/** A file of columns of which each is read when it is asked for. */
export interface ColumnFile {
  readonly meta: unknown;
  /**
   * Reads a column into memory that threads can share, or into the memory that is given for so many bytes.
   * @throws DamagedFile where it is not what was written, or not there
   */
  column(name: string, memoryFor?: (bytes: number) => ArrayBufferLike): Column;
}

/**
 * Reads the layout of a file of columns, and sees that the file is as long as it says.
 * @throws DamagedFile where it is not whole, Error where it cannot be read
 */
export function openColumns(path: string): ColumnFile {
  return reading(path, (file) => {
    const { size } = fstatSync(file);
    const head = Buffer.alloc(HEADER);
    readAll(file, head, 0);
    if (head.readUInt32LE(0) !== MAGIC) throw new DamagedFile(`${path}: another format`);
    const length = head.readUInt32LE(4);
    if (HEADER + padded(length) > size) throw new DamagedFile(`${path}: cut off`);
    const json = Buffer.alloc(padded(length));
    readAll(file, json, HEADER);
    if (checksum(json) !== head.readUInt32LE(8)) throw new DamagedFile(`${path}: the header is damaged`);
    const { meta, columns } = JSON.parse(json.toString('utf8', 0, length)) as Layout;
    const places = new Map<string, { from: number; column: Layout['columns'][number] }>();
    let at = HEADER + padded(length);
    for (const column of columns) {
      places.set(column.name, { from: at, column });
      at += padded(column.length * TYPES[column.type].BYTES_PER_ELEMENT);
    }
    if (at > size) throw new DamagedFile(`${path}: cut off`);
    return {
      meta,
      column: (name, memoryFor = (bytes) => new SharedArrayBuffer(bytes)) => {
        const place = places.get(name);
        if (place === undefined) throw new DamagedFile(`${path}: ${name} is missing`);
        return readColumn(path, place.column, place.from, memoryFor);
      },
    };
  });
}

function readColumn(path: string, { name, type, length, checksum: expected }: Layout['columns'][number], from: number, memoryFor: (bytes: number) => ArrayBufferLike): Column {
  const bytes = length * TYPES[type].BYTES_PER_ELEMENT;
  const memory = memoryFor(padded(bytes));
  const view = new Uint8Array(memory, 0, bytes);
  reading(path, (file) => { readAll(file, view, from); });
  if (checksum(view) !== expected) throw new DamagedFile(`${path}: ${name} is damaged`);
  return new (TYPES[type] as new (memory: ArrayBufferLike, from: number, entries: number) => Column)(memory, 0, length);
}

function reading<T>(path: string, read: (file: number) => T): T {
  const file = openSync(path, 'r');
  try {
    return read(file);
  } finally {
    closeSync(file);
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}

function readAll(file: number, into: Uint8Array, position: number): void {
  if (readUpTo(file, into, position) < into.length) throw new DamagedFile('cut off');
}

/** A 32-bit checksum: see contentHash. */
export function checksum(bytes: Uint8Array): number {
  const [low, high] = contentHash(bytes);
  return (low ^ high) >>> 0;
}

/** A 64-bit hash of bytes as two halves. Four lanes, so that no step waits for the one before. The memory must be aligned to four bytes. */
export function contentHash(bytes: Uint8Array): [low: number, high: number] {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const inFours = words.length & ~3;
  let [first, second, third, fourth] = [0x9e3779b9 ^ bytes.length, 0x243f6a88, 0x85a308d3, 0x13198a2e];
  for (let index = 0; index < inFours; index += 4) { // for…of is three times as slow here
    first = Math.imul(first ^ words[index], 0x01000193);
    second = Math.imul(second + words[index + 1], 0x5bd1e995);
    third = Math.imul(third ^ words[index + 2], 0x01000193);
    fourth = Math.imul(fourth + words[index + 3], 0x5bd1e995);
    second ^= second >>> 15;
    fourth ^= fourth >>> 15;
  }
  let low = mix32(first) ^ third;
  let high = mix32(second) ^ fourth;
  for (let index = inFours * 4; index < bytes.length; index++) {
    low = Math.imul(low ^ bytes[index], 0x01000193);
    high = Math.imul(high + bytes[index], 0x5bd1e995);
  }
  return [low >>> 0, high >>> 0];
}
