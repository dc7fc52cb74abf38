import type { ParagraphTable, RawSegment, Segment } from '../duplicates/segment';
import { DamagedFile, openColumns, writeColumns, type ColumnFile } from './columnFile';
import { fileColumns, readFileColumns, type FileTable } from './fileTable';

/** An indexed segment with its files. */
export interface FiledSegment {
  readonly segment: Segment;
  readonly files: FileTable;
}

/** A segment that was only read, with its files. */
export interface FiledRaw {
  readonly segment: RawSegment;
  readonly files: FileTable;
}

/** A segment in its file. The files are read at once, the rest when it is asked for. */
export interface StoredFile {
  readonly kind: 'raw' | 'indexed';
  readonly files: FileTable;
  /** @throws DamagedFile where the file is not what was written */
  table(): ParagraphTable;
  gramStarts(): Int32Array;
  /** Of an indexed segment what comes beside the table. */
  index(): Omit<Segment, keyof ParagraphTable>;
}

/** Raised with every change of what the columns of a segment mean. */
const RAW = 'raw segment 2';
const INDEXED = 'segment 3';

export function writeRaw(path: string, { segment, files }: FiledRaw): void {
  writeColumns(path, RAW, { ...segment, ...fileColumns(files) });
}

export function writeSegment(path: string, { segment, files }: FiledSegment): void {
  const { grams, ...columns } = segment;
  writeColumns(path, INDEXED, { ...columns, gramWords: grams.words, gramDirectory: grams.directory, ...fileColumns(files) });
}

/** @throws DamagedFile where what is read of it at once is not whole */
export function openSegment(path: string): StoredFile {
  const file = openColumns(path);
  if (file.meta !== RAW && file.meta !== INDEXED) throw new DamagedFile(`${path}: another format`);
  return {
    kind: file.meta === RAW ? 'raw' : 'indexed',
    files: readFileColumns(file),
    table: () => tableOf(file),
    gramStarts: () => file.column('gramStarts') as Int32Array,
    index: () => indexOf(file),
  };
}

function tableOf(file: ColumnFile): ParagraphTable {
  return {
    hashHigh: file.column('hashHigh') as Uint32Array, hashLow: file.column('hashLow') as Uint32Array,
    lengths: file.column('lengths') as Int32Array, starts: file.column('starts') as Int32Array, ends: file.column('ends') as Int32Array,
    bytes: file.column('bytes') as Uint32Array,
  };
}

function indexOf(file: ColumnFile): Omit<Segment, keyof ParagraphTable> {
  const directory = file.column('gramDirectory') as Int32Array;
  return {
    exactIds: file.column('exactIds') as Int32Array, exactSlots: file.column('exactSlots') as Int32Array,
    grams: { words: file.column('gramWords') as Uint32Array, directory, bits: 31 - Math.clz32(directory.length - 1) },
    sampledUnits: file.column('sampledUnits') as Float64Array,
  };
}
