import type { Sampling } from '../duplicates/fingerprint';
import { SegmentBuilder } from '../duplicates/segment';
import { fileTable, type FileRecord } from './fileTable';
import { UnusablePage, type FileStats, type PageReader, type ReadFile } from './pageReader';
import type { FiledRaw } from './segmentFile';
import { messageOf } from '../files/messageOf';

/** A file that could not take part, and why. */
export interface FileProblem {
  readonly path: string;
  readonly reason: UnusablePage['reason'] | 'unreadable';
  /** For a log; where it was unreadable, what the system says. */
  readonly message: string;
}

export function problemOf(path: string, error: unknown): FileProblem {
  return { path, reason: error instanceof UnusablePage ? error.reason : 'unreadable', message: messageOf(error) };
}

/** In UTF-8 a Chinese character takes so many. */
const BYTES_A_UNIT = 3;

/** A segment in the making. */
export class FileSegmentBuilder {
  readonly problems: FileProblem[] = [];
  private readonly records: FileRecord[] = [];
  private readonly builder: SegmentBuilder;

  /** @param bytes of all files, about */
  constructor(private readonly reader: PageReader, sampling: Sampling, bytes: number) {
    this.builder = new SegmentBuilder(sampling, bytes / BYTES_A_UNIT);
  }

  /** Reads a file and adds it; where that fails it is noted among the problems. Returns its size in bytes. */
  addFile(path: string, listed: FileStats): number {
    try {
      const file = this.reader.readFile(path, listed);
      this.add(path, file);
      return file.size;
    } catch (error) {
      this.problems.push(problemOf(path, error));
      return 0;
    }
  }

  add(path: string, { size, mtime, hash, paragraphs }: ReadFile): void {
    const { units, count, from, starts, ends, bytes, total, cut } = paragraphs;
    for (let index = 0; index < count; index++) {
      this.builder.add(units, from[index], from[index + 1], starts[index], ends[index], bytes[index]);
    }
    this.records.push({ path, size, mtime, hash, paragraphs: count, units: total, cut });
  }

  build(): FiledRaw {
    return { segment: this.builder.build(), files: fileTable(this.records) };
  }
}
