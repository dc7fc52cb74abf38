import type { ColumnFile, Columns } from './columnFile';

/** The files of a segment. File `k` has the paragraphs `first[k]..first[k + 1]` of the segment. */
export interface FileTable {
  readonly paths: readonly string[];
  readonly sizes: Float64Array;
  /** Milliseconds since 1970. */
  readonly mtimes: Float64Array;
  readonly hashLow: Uint32Array;
  readonly hashHigh: Uint32Array;
  readonly first: Int32Array;
  /** Normalised units of each file, short paragraphs included. */
  readonly units: Int32Array;
  /** 1 for files with paragraphs longer than any, which stand here in pieces. */
  readonly cut: Uint8Array;
}

/** A file as it was when it was read. */
export interface FileRecord {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
  readonly hash: readonly [low: number, high: number];
  readonly paragraphs: number;
  readonly units: number;
  readonly cut: boolean;
}

export function fileTable(records: readonly FileRecord[]): FileTable {
  const first = new Int32Array(records.length + 1);
  records.forEach((record, index) => { first[index + 1] = first[index] + record.paragraphs; });
  return {
    paths: records.map((record) => record.path),
    sizes: Float64Array.from(records, (record) => record.size),
    mtimes: Float64Array.from(records, (record) => record.mtime),
    hashLow: Uint32Array.from(records, (record) => record.hash[0]),
    hashHigh: Uint32Array.from(records, (record) => record.hash[1]),
    first,
    units: Int32Array.from(records, (record) => record.units),
    cut: Uint8Array.from(records, (record) => (record.cut ? 1 : 0)),
  };
}

export function fileRecord(table: FileTable, file: number): FileRecord {
  return {
    path: table.paths[file], size: table.sizes[file], mtime: table.mtimes[file],
    hash: [table.hashLow[file], table.hashHigh[file]],
    paragraphs: table.first[file + 1] - table.first[file], units: table.units[file], cut: table.cut[file] === 1,
  };
}

/** The living files of several tables as one. */
export function mergedFiles(parts: readonly { readonly files: FileTable; readonly deadFiles: Uint8Array }[]): FileTable {
  return fileTable(parts.flatMap(({ files, deadFiles }) => files.paths
    .map((_, file) => file)
    .filter((file) => deadFiles[file] === 0)
    .map((file) => fileRecord(files, file))));
}

/** The file that holds the paragraph of the segment. */
export function fileOf(table: FileTable, paragraph: number): number {
  let low = 0;
  let high = table.paths.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table.first[middle] <= paragraph) low = middle;
    else high = middle;
  }
  // files without paragraphs begin where the next one does
  while (table.first[low + 1] <= paragraph) low++;
  return low;
}

export function fileColumns(table: FileTable): Columns {
  return {
    filePaths: new Uint8Array(Buffer.from(table.paths.join('\0'))), fileSizes: table.sizes, fileMtimes: table.mtimes,
    fileHashLow: table.hashLow, fileHashHigh: table.hashHigh, fileFirst: table.first, fileUnits: table.units, fileCut: table.cut,
  };
}

export function readFileColumns(file: ColumnFile): FileTable {
  const sizes = file.column('fileSizes') as Float64Array;
  const joined = Buffer.from(file.column('filePaths') as Uint8Array).toString('utf8');
  return {
    paths: sizes.length === 0 ? [] : joined.split('\0'),
    sizes, mtimes: file.column('fileMtimes') as Float64Array,
    hashLow: file.column('fileHashLow') as Uint32Array, hashHigh: file.column('fileHashHigh') as Uint32Array,
    first: file.column('fileFirst') as Int32Array, units: file.column('fileUnits') as Int32Array,
    cut: file.column('fileCut') as Uint8Array,
  };
}
