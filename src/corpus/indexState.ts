import { CORPUS_SAMPLING, FULL_SAMPLING, type Sampling } from '../duplicates/fingerprint';
import { fileRecord, type FileRecord } from './fileTable';
import type { PairBatch } from './pairBatch';
import { HeldSegment } from './heldSegment';
import type { FiledRaw, FiledSegment } from './segmentFile';
import { IndexStore, type StoredPairs } from './store';

export interface HeldPairs {
  /** Null where they are in memory only. */
  readonly name: string | null;
  readonly batch: PairBatch;
  readonly part?: StoredPairs['part'];
}

/** Share of dead paragraphs from which on a segment is written anew. */
const DEAD_SHARE = 0.3;

/** So many segments of about the same size in memory are made one, of the next size: each file is merged a few times only. */
const MOST_SIMILAR = 8;

/** A segment in memory with fewer paragraphs is merged with others like it. */
const SMALL_PARAGRAPHS = 20_000;

/** The segments and pairs of an index, in memory and in its store, and which file of the corpus is where. */
export class IndexState {
  readonly segments: HeldSegment[] = [];
  pairs: HeldPairs[] = [];
  readonly store: IndexStore | undefined;
  /** What was wrong with the index that was there, where it had to be made anew. */
  rebuilt: string | undefined;
  sampling: Sampling;
  private readonly places = new Map<string, { readonly held: HeldSegment; readonly file: number }>();

  /** @param rules what decides whether an index that was kept can be used, as one string */
  constructor(storage: string | null, private readonly rules: (sampling: Sampling) => string) {
    this.sampling = storage === null ? FULL_SAMPLING : CORPUS_SAMPLING;
    if (storage === null) return;
    this.store = new IndexStore(storage, rules(this.sampling)); // small corpora are not kept, so that one sampling will do
    const { segments, pairs, rebuilt } = this.store.load();
    this.rebuilt = rebuilt;
    this.pairs = [...pairs];
    for (const { file, name, paired } of segments) this.hold(new HeldSegment({ kind: 'stored', file }, name, this.pathOf(name), paired));
    if (this.segments.length === 0) this.sampling = FULL_SAMPLING;
  }

  /** Takes a segment in that was read; its files are living, and dead wherever they were before. */
  addRaw(filed: FiledRaw, name: string | null): void {
    this.hold(new HeldSegment({ kind: 'raw', filed }, name, this.pathOf(name), false));
    if (name !== null) this.save();
  }

  /** Puts segments that threads have finished in some order into the order of their names, so that the same files give the same groups. */
  putInOrder(names: readonly (string | null)[]): void {
    const rank = new Map(names.map((name, index) => [name, index]));
    const rankOf = ({ name }: HeldSegment): number => (name === null ? -1 : rank.get(name) ?? -1);
    this.segments.sort((a, b) => rankOf(a) - rankOf(b));
    this.save();
  }

  /** Of a file of the store; null for null, and where there is no store. */
  pathOf(name: string | null): string | null {
    return this.store && name !== null ? this.store.pathOf(name) : null;
  }

  private hold(held: HeldSegment): void {
    this.segments.push(held);
    held.files.paths.forEach((path, file) => {
      this.markDead(path);
      this.places.set(path, { held, file });
    });
  }

  remove(held: HeldSegment): void {
    this.segments.splice(this.segments.indexOf(held), 1);
    for (const [index, path] of held.files.paths.entries()) {
      const place = this.places.get(path);
      if (place?.held === held && place.file === index) this.places.delete(path);
    }
  }

  /** Puts an indexed segment in the place of the first of several. */
  replace(group: readonly HeldSegment[], filed: FiledSegment, name: string | null): void {
    const paired = group.every((held) => held.paired);
    const at = this.segments.indexOf(group[0]);
    const touched = filed.files.paths.map((path) => this.recordOf(path)?.mtime);
    for (const held of group) this.remove(held);
    const held = new HeldSegment({ kind: 'indexed', filed }, name, this.pathOf(name), paired);
    this.hold(held);
    touched.forEach((mtime, file) => { if (mtime !== undefined) filed.files.mtimes[file] = mtime; });
    this.segments.pop();
    this.segments.splice(at, 0, held);
    this.pairs = this.pairs.filter(({ part }) => part === undefined || !group.some((old) => old.name === part.segment));
    if (name !== null || group.some((old) => old.name !== null)) this.save();
  }

  /** Writes down which segments and pairs make the index. */
  save(): void {
    this.store?.save(
      this.segments.flatMap(({ name, paired }) => (name === null ? [] : [{ name, paired }])),
      this.pairs.flatMap(({ name, part }) => (name === null ? [] : [{ name, ...(part ? { part } : {}) }])),
    );
  }

  clear(sampling: Sampling): void {
    this.sampling = sampling;
    this.segments.length = 0;
    this.places.clear();
    this.pairs = [];
    this.store?.clear(this.rules(sampling));
  }

  /** The file as it was when it was read. */
  recordOf(path: string): FileRecord | undefined {
    const place = this.places.get(path);
    return place ? fileRecord(place.held.files, place.file) : undefined;
  }

  /** Whether the file was read when it had this size and time. */
  isUnchanged(path: string, size: number, mtime: number): boolean {
    const place = this.places.get(path);
    return place?.held.files.sizes[place.file] === size && place.held.files.mtimes[place.file] === mtime;
  }

  /** The file has another time, but says the same. */
  touch(path: string, mtime: number): void {
    const place = this.places.get(path);
    if (place) place.held.files.mtimes[place.file] = mtime;
  }

  /** Marks the files as dead that are not among these. Returns how many. */
  keepOnly(paths: ReadonlyMap<string, unknown>): number {
    let gone = 0;
    for (const path of this.places.keys()) {
      if (paths.has(path)) continue;
      this.markDead(path);
      gone++;
    }
    return gone;
  }

  /** How many files and paragraphs there are, and which files stand in pieces. */
  living(): { files: number; paragraphs: number; cut: string[] } {
    let paragraphs = 0;
    const cut: string[] = [];
    for (const [path, { held: { files }, file }] of this.places) {
      paragraphs += files.first[file + 1] - files.first[file];
      if (files.cut[file] === 1) cut.push(path);
    }
    return { files: this.places.size, paragraphs, cut };
  }

  markDead(path: string): void {
    const place = this.places.get(path);
    if (!place) return;
    this.places.delete(path);
    place.held.markDead(place.file);
  }

  /** Segments that were read and not indexed yet, in groups of not more than `most` paragraphs. */
  unindexed(most: number): HeldSegment[][] {
    return inGroups(this.segments.filter((held) => held.isRaw), most);
  }

  /** Segments in memory of about the same size, so many of them that they should become one. */
  similar(): HeldSegment[] {
    const tiers = new Map<number, HeldSegment[]>();
    for (const held of this.segments.filter(isSmall)) {
      const tier = Math.floor(Math.log2(held.dead.length + 1) / Math.log2(MOST_SIMILAR)) * 2 + (held.paired ? 1 : 0);
      const others = tiers.get(tier) ?? [];
      others.push(held);
      tiers.set(tier, others);
    }
    return [...tiers.values()].find((others) => others.length >= MOST_SIMILAR) ?? [];
  }

  /** Units in the largest segment that was not compared yet, times three: about its bytes. */
  largestUnpaired(): number {
    return this.segments.reduce((most, { paired, files }) => (paired ? most : Math.max(most, 3 * files.units.reduce((a, b) => a + b, 0))), 0);
  }

  /**
   * Large indexed segments that should become one: several, or one with much that is dead. None larger than `most`
   * paragraphs; those that were compared stay apart from those that were not, which would be compared again.
   */
  worthMerging(most: number): HeldSegment[][] {
    const large = this.segments.filter((held) => !held.isRaw && !isSmall(held));
    return [true, false]
      .flatMap((paired) => inGroups(large.filter((held) => held.paired === paired), most))
      .filter((group) => group.length > 1 || group[0].deadShare > DEAD_SHARE);
  }
}

/** In order, each group of not more than `most` paragraphs, but at least one segment. */
function inGroups(segments: readonly HeldSegment[], most: number): HeldSegment[][] {
  const groups: HeldSegment[][] = [];
  let size = 0;
  for (const held of segments) {
    const count = held.dead.length;
    if (groups.length === 0 || size + count > most) {
      groups.push([]);
      size = 0;
    }
    groups[groups.length - 1].push(held);
    size += count;
  }
  return groups;
}

function isSmall({ name, dead, isRaw }: HeldSegment): boolean {
  return !isRaw && name === null && dead.length < SMALL_PARAGRAPHS;
}
