import { mergeAnnotations } from '../annotations/merge';
import type { Annotation } from '../annotations/model';
import { findPlaces } from '../annotations/relocate';
import { restoreInSlices } from '../annotations/restore';
import type { Sidecar, SidecarHeader, Traces } from '../annotations/sidecar';
import { readSidecarInSlices, type SidecarProblem } from '../annotations/sidecarRead';
import { KnownLines, sidecarLines } from '../annotations/sidecarWrite';
import type { Span } from '../page/span';
import { decodedInPieces, encoded, inSlices, sameBytes } from './slices';
import { textHash, textHashInSlices } from './textHash';
import { messageOf } from './messageOf';

export type StoredContent =
  | { readonly kind: 'none' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly message: string };

/** Where a sidecar lies. */
export interface SidecarStorage {
  read(): Promise<StoredContent>;
  /**
   * Replaces the file.
   * @returns whether in one step, so that a crash leaves the old or the new file
   * @throws what the file system says
   */
  write(blocks: readonly Buffer[]): Promise<boolean>;
  /** Carries out work while nobody else who asks so too works on the file. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

export type LoadResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly sidecar: Sidecar }
  | { readonly kind: 'problem'; readonly problem: SidecarProblem }
  /** The file is there but cannot be read; `message` is the file system's. */
  | { readonly kind: 'unreadable'; readonly message: string };

export type SaveResult =
  /** `changed`: whether the file is another one now. */
  | { readonly kind: 'saved'; readonly changed: boolean }
  /** Somebody else wrote meanwhile: what was written is the merge of both, to be taken over. */
  | { readonly kind: 'merged' }
  /** What is on disk cannot be read, so it was not overwritten. */
  | { readonly kind: 'refused'; readonly load: LoadResult }
  | { readonly kind: 'failed'; readonly message: string };

/** `findPlaces`, in whatever way does not hold up who asks. */
export type PlaceFinder = (traces: Traces, text: string, sameText: boolean) => Promise<ReadonlyMap<string, Span>>;

const findAtOnce: PlaceFinder = (traces, text, sameText) => Promise.resolve(findPlaces(traces, text, sameText));

/** The sidecar of one page as it is stored. Never overwrites what it could not read, and merges what others wrote. */
export class SidecarStore {
  /** What the file held when it was last read or written; undefined where there was none. */
  private lastContent: readonly Uint8Array[] | undefined;
  private lastAnnotations: readonly Annotation[] = [];
  private extra: SidecarHeader['extra'];
  private readonly knownLines = new KnownLines();
  /** Whether the file system of the page cannot replace a file in one step, so that a crash may leave half a sidecar. */
  inPlace = false;
  /** The text hashed last: one text is asked for many times, and a long one takes a while. */
  private hashed: { readonly text: string; readonly hash: string } | undefined;

  /** @param name the page's file name, without folder */
  constructor(private readonly storage: SidecarStorage, private readonly name: string, private readonly findPlaces = findAtOnce) {}

  /** What the file held when it was last read or written. */
  get annotations(): readonly Annotation[] {
    return this.lastAnnotations;
  }

  /** Says what decisions that come from elsewhere (a recovery record) were based on, while the file itself cannot be read. */
  assume(annotations: readonly Annotation[]): void {
    this.lastAnnotations = annotations;
  }

  /** Reads the file; a broken one is told with its place. */
  async load(): Promise<LoadResult> {
    return this.take(await this.storage.read());
  }

  /** The same; undefined where the file is as it was when it was last read or written here. */
  async loadChanged(): Promise<LoadResult | undefined> {
    const content = await this.storage.read();
    return this.isAsBefore(content) ? undefined : this.take(content);
  }

  private async take(content: StoredContent): Promise<LoadResult> {
    if (content.kind === 'unreadable') return content;
    if (content.kind === 'none') {
      this.lastContent = undefined;
      this.lastAnnotations = [];
      return content;
    }
    const reading = await inSlices(readSidecarInSlices(await decodedInPieces(content.bytes)));
    if (!reading.ok) return { kind: 'problem', problem: reading.problem };
    this.lastContent = [content.bytes];
    this.lastAnnotations = reading.sidecar.annotations;
    this.extra = reading.sidecar.header.extra;
    return { kind: 'read', sidecar: reading.sidecar };
  }

  /** Whether the file is other than when it was last read or written here. */
  async changedOnDisk(): Promise<boolean> {
    return !this.isAsBefore(await this.storage.read());
  }

  private isAsBefore(content: StoredContent): boolean {
    if (content.kind === 'unreadable') return false;
    return content.kind === 'none' ? this.lastContent === undefined : this.lastContent !== undefined && sameBytes([content.bytes], this.lastContent);
  }

  /** Writes the annotations of a text, merged with what another window or machine wrote meanwhile. */
  async save(header: Omit<SidecarHeader, 'extra'>, annotations: readonly Annotation[], text: string): Promise<SaveResult> {
    try {
      return await this.storage.alone(() => this.saveAlone(header, annotations, text));
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) };
    }
  }

  private async saveAlone(header: Omit<SidecarHeader, 'extra'>, annotations: readonly Annotation[], text: string): Promise<SaveResult> {
    const base = this.lastAnnotations;
    let mine = annotations;
    let merged = false;
    const load = await this.loadChanged();
    if (load?.kind === 'problem' || load?.kind === 'unreadable') return { kind: 'refused', load };
    if (load?.kind === 'read') {
      const theirs = await this.restored(load.sidecar, text);
      mine = mergeAnnotations(base, annotations, theirs).annotations;
      merged = true;
    }
    const blocks = await encoded(sidecarLines({ ...header, ...(this.extra ? { extra: this.extra } : {}) }, mine, text, this.knownLines));
    const changed = !this.lastContent || !sameBytes(blocks, this.lastContent);
    if (changed) this.inPlace = !(await this.storage.write(blocks));
    this.lastContent = blocks;
    this.lastAnnotations = mine;
    return merged ? { kind: 'merged' } : { kind: 'saved', changed };
  }

  /** The annotations of a sidecar on a text, which may be another than the one it was written for. */
  async restored(sidecar: Sidecar, text: string): Promise<Annotation[]> {
    const { header } = sidecar;
    await this.hashSoon(text);
    const sameText = header.length === text.length && header.hash === this.hashOf(text);
    return inSlices(restoreInSlices(sidecar, text, sameText, await this.findPlaces(sidecar, text, sameText)));
  }

  /** Gets the hash of a text ready, with breaks, so that asking for it is fast. */
  async hashSoon(text: string): Promise<void> {
    if (text !== this.hashed?.text) this.hashed = { text, hash: await textHashInSlices(text) };
  }

  private hashOf(text: string): string {
    if (text !== this.hashed?.text) this.hashed = { text, hash: textHash(text) };
    return this.hashed.hash;
  }

  /** The header for the page's text as it is now. */
  headerFor(text: string, eol: SidecarHeader['eol'], encoding: string): Omit<SidecarHeader, 'extra'> {
    return { file: this.name, hash: this.hashOf(text), length: text.length, eol, encoding };
  }
}
