import type { ParagraphTable, RawSegment, Segment } from '../duplicates/segment';
import type { FileTable } from './fileTable';
import { openSegment, type FiledRaw, type FiledSegment, type StoredFile } from './segmentFile';
import type { ShelvedSegment } from './shelf';
import type { SortSource } from './sortGrams';

/** A segment that was only read, as it is indexed. */
export interface RawPart {
  readonly segment: ParagraphTable & Pick<RawSegment, 'gramStarts'>;
  readonly grams: SortSource['grams'];
  readonly files: FileTable;
  readonly dead: Uint8Array;
  readonly deadFiles: Uint8Array;
}

type Content =
  | { readonly kind: 'raw'; readonly filed: FiledRaw }
  | { readonly kind: 'indexed'; readonly filed: FiledSegment }
  | { readonly kind: 'stored'; readonly file: StoredFile };

/** A segment in use: in memory or, until it is asked for, in its file. */
export class HeldSegment {
  readonly files: FileTable;
  /** 1 for each paragraph and each file that is not what it was. */
  readonly dead: Uint8Array;
  readonly deadFiles: Uint8Array;
  private deadCount = 0;
  private held: { table?: ParagraphTable; index?: Omit<Segment, keyof ParagraphTable> } = {};

  /**
   * @param name its file in the store; null where it is in memory only
   * @param path of that file
   * @param paired whether all its contents were compared with all filed before them
   */
  constructor(private content: Content, readonly name: string | null, private readonly path: string | null, public paired: boolean) {
    this.files = content.kind === 'stored' ? content.file.files : content.filed.files;
    this.dead = new Uint8Array(new SharedArrayBuffer(this.files.first[this.files.paths.length]));
    this.deadFiles = new Uint8Array(new SharedArrayBuffer(this.files.paths.length));
  }

  /** The share of its paragraphs that are dead. */
  get deadShare(): number {
    return this.deadCount / Math.max(1, this.dead.length);
  }

  /** The file is not what it was. */
  markDead(file: number): void {
    const { first } = this.files;
    this.deadFiles[file] = 1;
    this.dead.fill(1, first[file], first[file + 1]);
    this.deadCount += first[file + 1] - first[file];
  }

  /** Whether its n-grams have still to be sorted. */
  get isRaw(): boolean {
    return (this.content.kind === 'stored' ? this.content.file.kind : this.content.kind) === 'raw';
  }

  /** @throws DamagedFile where its file is not what was written; so do the others */
  get table(): ParagraphTable {
    return (this.held.table ??= this.content.kind === 'stored' ? this.content.file.table() : this.content.filed.segment);
  }

  /** Lets go of the n-grams, which are the most of it and can be read from its file again. */
  release(): void {
    if (this.path === null || this.isRaw) return;
    const { hashHigh, hashLow, lengths, starts, ends, bytes } = this.table;
    this.held = { table: { hashHigh, hashLow, lengths, starts, ends, bytes } };
    this.content = { kind: 'stored', file: openSegment(this.path) };
  }

  shelved(): ShelvedSegment {
    const { files, dead, deadFiles, content } = this;
    if (content.kind === 'indexed') return { segment: content.filed.segment, files, dead, deadFiles };
    if (content.kind === 'raw') throw new Error('the segment is not indexed yet');
    this.held.index ??= content.file.index();
    return { segment: { ...this.table, ...this.held.index }, files, dead, deadFiles };
  }

  raw(): RawPart {
    const { files, dead, deadFiles, content, path } = this;
    if (content.kind === 'indexed') throw new Error('the segment is indexed already');
    const gramStarts = content.kind === 'raw' ? content.filed.segment.gramStarts : content.file.gramStarts();
    const grams = path !== null ? { file: path } : content.kind === 'raw' ? content.filed.segment.grams : undefined;
    if (grams === undefined) throw new Error('the n-grams of the segment are nowhere');
    return { segment: { ...this.table, gramStarts }, grams, files, dead, deadFiles };
  }
}
