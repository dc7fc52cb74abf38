import type { Span } from '../page/span';
import { byPosition, type Annotation } from './model';
import { sortInSlices } from './sortInSlices';
import { addProgress, progressOf, type Progress } from './progress';
import type { TextChange } from './textChange';
import { firstIndex } from '../page/firstIndex';

/** Annotations in one block: small enough to be rewritten with every keystroke, large enough that there are few blocks. */
const BLOCK = 256;
/** Annotations put into blocks between two breaks: a few milliseconds' worth. */
const SLICE = 16 * BLOCK;

/** A decision about so many annotations leaves the list of all nearly as it is. */
const FEW = 50;

/** Neighbours in reading order. An edit before them only notes how far they moved: they are rewritten when somebody looks. */
class Block {
  /** Code units that the items have moved since they were written. */
  private shift = 0;
  private reach: number;
  private counted: Progress;
  private byId: Map<string, Annotation> | undefined;
  private copied: readonly Annotation[] | undefined;

  /** @param written never empty, in reading order */
  constructor(private written: readonly Annotation[]) {
    this.reach = reachOf(written);
    this.counted = progressOf(written);
  }

  get start(): number {
    return this.written[0].start + this.shift;
  }

  /** The largest end among the items. */
  get end(): number {
    return this.reach + this.shift;
  }

  get isSettled(): boolean {
    return this.shift === 0;
  }

  get items(): readonly Annotation[] {
    const { shift } = this;
    if (shift !== 0) {
      this.written = this.written.map((item) => ({ ...item, start: item.start + shift, end: item.end + shift }));
      this.reach += shift;
      this.shift = 0;
      this.byId = undefined;
      this.copied = undefined;
    }
    return this.written;
  }

  /** Those of the items that mark a copied passage. */
  get copies(): readonly Annotation[] {
    if (this.copied && (this.shift === 0 || this.copied.length === 0)) return this.copied;
    return (this.copied = this.written.some(isCopy) ? this.items.filter(isCopy) : []);
  }

  get progress(): Progress {
    return this.counted;
  }

  get(id: string): Annotation | undefined {
    const { items } = this;
    this.byId ??= new Map(items.map((item) => [item.id, item]));
    return this.byId.get(id);
  }

  /** @param items the same annotations in the same places, some with other fields */
  replace(items: readonly Annotation[]): void {
    this.written = items;
    this.counted = progressOf(items);
    this.byId = undefined;
    this.copied = undefined;
  }

  move(by: number): void {
    this.shift += by;
  }
}

/**
 * The annotations of a page in reading order, by place and by id. An edit, a decision or new suggestions cost what
 * they touch, not what the page holds: a page of 5 MB has more than 100,000 annotations.
 */
export class AnnotationList {
  private blocks: Block[] = [];
  private readonly byId = new Map<string, Block>();
  private flat: readonly Annotation[] | undefined;
  private knownCopies: readonly Annotation[] = [];

  /** @param annotations in any order, each with an id of its own */
  constructor(annotations: readonly Annotation[]) {
    this.blocks = this.blocksOf([...annotations].sort(byPosition));
  }

  /** Makes a list of very many annotations, with breaks. */
  static* inSlices(annotations: readonly Annotation[]): Generator<void, AnnotationList> {
    const list = new AnnotationList([]);
    list.blocks = yield* list.blocksInSlices(annotations);
    return list;
  }

  get size(): number {
    return this.byId.size;
  }

  /** All of them, in reading order; the same array until something changes. */
  get all(): readonly Annotation[] {
    return (this.flat ??= ([] as Annotation[]).concat(...this.blocks.map((block) => block.items)));
  }

  get progress(): Progress {
    return this.blocks.map((block) => block.progress).reduce(addProgress, progressOf([]));
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  get(id: string): Annotation | undefined {
    return this.byId.get(id)?.get(id);
  }

  /** Those that share text with the span or, where one of both is empty, hold the place of the other; in reading order. */
  touching(span: Span): Annotation[] {
    const found: Annotation[] = [];
    const last = span.start === span.end ? span.end + 1 : span.end;
    for (const block of this.blocks) {
      if (block.start >= last) break;
      if (block.end < span.start) continue;
      for (const item of block.items) {
        if (item.start >= last) break;
        if (item.end > span.start || (item.end === span.start && item.start === item.end)) found.push(item);
      }
    }
    return found;
  }

  /** Those that start in [from, to), in reading order. */
  startingIn(from: number, to: number): Annotation[] {
    const found: Annotation[] = [];
    for (let index = Math.max(0, this.firstBlock((block) => block.start >= from) - 1); index < this.blocks.length; index++) {
      if (this.blocks[index].start >= to) break;
      for (const item of this.blocks[index].items) if (item.start >= from && item.start < to) found.push(item);
    }
    return found;
  }

  /** Those that mark copied passages, in reading order; the same array until something about one of them changes. */
  get copies(): readonly Annotation[] {
    const copies = this.blocks.flatMap((block) => block.copies);
    if (copies.length !== this.knownCopies.length || copies.some((copy, index) => copy !== this.knownCopies[index])) this.knownCopies = copies;
    return this.knownCopies;
  }

  /** Puts each annotation in place of the one with its id, or among the others; undefined takes the one with the id out. */
  put(afters: readonly (readonly [id: string, after: Annotation | undefined])[]): void {
    const news = new Map(afters);
    const touched = new Set<Block>();
    for (const id of news.keys()) {
      const block = this.byId.get(id);
      if (block) touched.add(block);
    }
    const thinned = new Map<Block, Annotation[]>();
    for (const block of touched) {
      const rest = this.replaceWhatStays(block, news);
      if (rest) thinned.set(block, rest);
    }
    this.rewrite(new Set(thinned.keys()), (_items, block) => thinned.get(block)!);
    this.insert([...news.values()].filter((after) => after !== undefined).sort(byPosition));
    this.flat = thinned.size === 0 && news.size === 0 ? this.flatWith(afters) : undefined;
  }

  /** The list of all with a few others in their old places; undefined where it is to be made anew. */
  private flatWith(afters: readonly (readonly [id: string, after: Annotation | undefined])[]): readonly Annotation[] | undefined {
    if (!this.flat || afters.length > FEW) return undefined;
    const flat = [...this.flat];
    for (const [, after] of afters) if (after) flat[firstIndex(flat.length, (index) => byPosition(flat[index], after) >= 0)] = after;
    return flat;
  }

  /**
   * Puts what keeps its place into its block, and takes it out of `news`: a decision moves nothing, and many decisions
   * must not sort the page anew.
   * @returns the items left where some lose their place
   */
  private replaceWhatStays(block: Block, news: Map<string, Annotation | undefined>): Annotation[] | undefined {
    const { items } = block;
    const left: Annotation[] = [];
    for (const item of items) {
      const after = news.get(item.id);
      if (after && byPosition(after, item) === 0) {
        left.push(after);
        news.delete(item.id);
      } else if (news.has(item.id)) this.byId.delete(item.id);
      else left.push(item);
    }
    if (left.length < items.length) return left;
    block.replace(left);
    return undefined;
  }

  /**
   * Follows a change of the text: what ends before it stays, what begins after it moves, and what it touched becomes
   * what `follow` says (undefined: goes). With breaks, in which nobody may look at the list.
   */
  * change({ start, removed, inserted }: TextChange, follow: (annotation: Annotation) => Annotation | undefined): Generator<void, void> {
    const behind = this.firstBlock((block) => block.start > start + removed);
    const first = this.blocks.findIndex((block) => block.end >= start);
    const shift = inserted.length - removed;
    if (shift !== 0) for (const block of this.blocks.slice(behind)) block.move(shift);
    if (first >= 0 && first < behind) {
      const after: Annotation[] = [];
      for (const block of this.blocks.slice(first, behind)) {
        for (const annotation of block.items) {
          const followed = follow(annotation);
          if (followed) after.push(followed);
          else this.byId.delete(annotation.id);
        }
        yield;
      }
      this.blocks.splice(first, behind - first, ...(yield* this.blocksInSlices(after)));
    }
    this.flat = undefined;
  }

  /** Rewrites some of what moved, so that the next look at everything is fast. @returns whether there is more of it */
  settle(most: number): boolean {
    let left = most;
    for (const block of this.blocks) {
      if (block.isSettled) continue;
      if (left <= 0) return true;
      left -= block.items.length;
    }
    return false;
  }

  /** Among the blocks, sorted by start, the index of the first of which it holds; their number where it holds of none. */
  private firstBlock(holds: (block: Block) => boolean): number {
    return firstIndex(this.blocks.length, (index) => holds(this.blocks[index]));
  }

  /** @param arrivals in reading order */
  private insert(arrivals: readonly Annotation[]): void {
    if (arrivals.length === 0) return;
    if (this.blocks.length === 0) {
      this.blocks = this.blocksOf(arrivals);
      return;
    }
    const perBlock = new Map<Block, Annotation[]>();
    for (const arrival of arrivals) {
      const index = this.firstBlock((block) => block.start > arrival.start || byPosition(block.items[0], arrival) > 0);
      const block = this.blocks[Math.max(0, index - 1)];
      const list = perBlock.get(block);
      if (list) list.push(arrival);
      else perBlock.set(block, [arrival]);
    }
    this.rewrite(new Set(perBlock.keys()), (items, block) => [...items, ...perBlock.get(block)!].sort(byPosition));
  }

  private rewrite(touched: ReadonlySet<Block>, change: (items: readonly Annotation[], block: Block) => Annotation[]): void {
    if (touched.size > 0) this.blocks = this.blocks.flatMap((block) => (touched.has(block) ? this.blocksOf(change(block.items, block)) : block));
  }

  /** @param items in any order */
  private* blocksInSlices(items: readonly Annotation[]): Generator<void, Block[]> {
    const sorted = yield* sortInSlices(items, byPosition);
    const blocks: Block[] = [];
    for (let from = 0; from < sorted.length; from += SLICE) {
      for (const block of this.blocksOf(sorted.slice(from, from + SLICE))) blocks.push(block);
      yield;
    }
    return blocks;
  }

  /** @param items in reading order */
  private blocksOf(items: readonly Annotation[]): Block[] {
    const blocks: Block[] = [];
    const size = items.length <= 2 * BLOCK ? 2 * BLOCK : BLOCK;
    for (let from = 0; from < items.length; from += size) {
      const block = new Block(items.slice(from, from + size));
      for (const { id } of block.items) this.byId.set(id, block);
      blocks.push(block);
    }
    return blocks;
  }
}

function isCopy({ layer }: Annotation): boolean {
  return layer === 'duplicate';
}

function reachOf(items: readonly Annotation[]): number {
  return items.reduce((most, { end }) => Math.max(most, end), 0);
}
