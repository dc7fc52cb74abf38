import type { Segment } from '../duplicates/segment';
import { DamagedFile, readColumns, writeColumns, type Columns } from './columnFile';
import { fileColumns, readFileColumns, type FileTable } from './fileTable';

/** A segment with its files. */
export interface FiledSegment {
  readonly segment: Segment;
  readonly files: FileTable;
}

/** Raised with every change of what the columns of a segment mean. */
const FORMAT = 'segment 1';

export function writeSegment(path: string, { segment, files }: FiledSegment): void {
  const { grams, ...columns } = segment;
  writeColumns(path, FORMAT, { ...columns, gramWords: grams.words, gramDirectory: grams.directory, ...fileColumns(files) } satisfies Columns);
}

/** @throws DamagedFile where it is not whole */
export function readSegment(path: string): FiledSegment {
  const { meta, columns } = readColumns(path);
  if (meta !== FORMAT) throw new DamagedFile(`${path}: another format`);
  const directory = columns.gramDirectory as Int32Array;
  return {
    files: readFileColumns(columns),
    segment: {
      hashHigh: columns.hashHigh as Uint32Array, hashLow: columns.hashLow as Uint32Array,
      lengths: columns.lengths as Int32Array, starts: columns.starts as Int32Array, ends: columns.ends as Int32Array,
      bytes: columns.bytes as Uint32Array,
      exactIds: columns.exactIds as Int32Array, exactSlots: columns.exactSlots as Int32Array,
      grams: { words: columns.gramWords as Uint32Array, directory, bits: 31 - Math.clz32(directory.length - 1) },
      sampledUnits: columns.sampledUnits as Float64Array,
    },
  };
}
