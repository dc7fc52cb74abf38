import { CharClass, charClass } from './chars';

/**
 * What texts share, without a dictionary: pairs of neighbouring Han characters, but for those with a function word in
 * them, stand for words. The cohesion of neighbouring paragraphs by the pairs they repeat is TextTiling (Hearst 1997)
 * with pairs for words; a headline is matched with the text that holds its rarer pairs.
 */

/** Characters so common in any text that a pair with one of them says nothing about the subject. */
const FUNCTION_WORDS = '的一是在了和有与为不这中上个们到以也就要对把被从将并让等及或其而于之该更还都着过得地可能会說説說為與個們來對這過還會';
const CONTENT = contentTable();

function contentTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let unit = 0; unit < table.length; unit++) table[unit] = charClass(unit) === CharClass.Han ? 1 : 0;
  for (let index = 0; index < FUNCTION_WORDS.length; index++) table[FUNCTION_WORDS.charCodeAt(index)] = 0;
  return table;
}

const TABLE_BITS = 16;

/** The content pairs of each paragraph, read once for all that is asked about them, in one array for the whole page. */
export class Words {
  /** Hashes of pairs; those of paragraph `index` stand from `ends[index]` to `ends[index + 1]`. */
  readonly pairs: Uint16Array;
  readonly ends: Int32Array;

  constructor(texts: readonly string[]) {
    this.pairs = new Uint16Array(texts.reduce((sum, text) => sum + text.length, 0));
    this.ends = new Int32Array(texts.length + 1);
    for (let index = 0; index < texts.length; index++) this.ends[index + 1] = this.read(texts[index], this.ends[index]);
  }

  get paragraphCount(): number {
    return this.ends.length - 1;
  }

  private read(text: string, from: number): number {
    const { pairs } = this;
    let to = from;
    let left = 0;
    for (let offset = 0; offset < text.length; offset++) {
      const unit = text.charCodeAt(offset);
      if (CONTENT[unit] === 0) {
        left = 0;
        continue;
      }
      if (left !== 0) pairs[to++] = pairHash(left, unit);
      left = unit;
    }
    return to;
  }
}

function pairHash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & ((1 << TABLE_BITS) - 1);
}

/** Paragraphs on each side whose words are compared. */
const COHESION_REACH = 8;

/** How much the texts on both sides of a gap have in common. */
export interface Gap {
  /** Pairs repeated across the gap for each pair of the shorter side; within an article about 0.05 and more. */
  readonly cohesion: number;
  /** Content pairs of the shorter side, up to eight paragraphs: how much there was to go by. */
  readonly evidence: number;
}

/** The gap before each paragraph, in one pass: a pair is linked with its last occurrence not too far back. */
export function gapsBetween(words: Words): Gap[] {
  const { pairs, ends, paragraphCount } = words;
  const last = new Int32Array(1 << TABLE_BITS).fill(-1 - COHESION_REACH);
  const steps = new Int32Array(paragraphCount + 2);
  for (let index = 0; index < paragraphCount; index++) {
    for (let order = ends[index]; order < ends[index + 1]; order++) {
      const at = last[pairs[order]];
      if (at < index && index - at <= COHESION_REACH) {
        steps[at + 1]++;
        steps[index + 1]--;
      }
      last[pairs[order]] = index;
    }
  }
  const gaps: Gap[] = [];
  let crossing = 0;
  for (let index = 0; index < paragraphCount; index++) {
    crossing += steps[index];
    const left = ends[index] - ends[Math.max(0, index - COHESION_REACH)];
    const right = ends[Math.min(paragraphCount, index + COHESION_REACH)] - ends[index];
    const evidence = Math.min(left, right);
    gaps.push({ cohesion: crossing / Math.max(1, evidence), evidence });
  }
  return gaps;
}

/** Blocks one `Topics` can tell apart: one bit each. */
export const TOPICS_AT_ONCE = 31;

/** The content pairs of up to 31 blocks of text at a time: one for a page, since its tables are large. */
export class Topics {
  private readonly holders = new Int32Array(1 << TABLE_BITS);
  /** For the paragraphs looked at in `sharesOfParts`: which of the two heads a pair is still wanted for, as bits. */
  private readonly wanted = new Uint8Array(1 << TABLE_BITS);
  private blockCount = 0;

  constructor(private readonly words: Words) {}

  /**
   * Takes these blocks in place of those before.
   *
   * @param blocks the paragraphs of each block, as indexes.
   */
  take(blocks: readonly (readonly number[])[]): void {
    const { holders } = this;
    const { pairs, ends } = this.words;
    holders.fill(0);
    this.blockCount = blocks.length;
    blocks.forEach((paragraphs, block) => {
      const bit = 1 << block;
      for (const index of paragraphs) for (let order = ends[index]; order < ends[index + 1]; order++) holders[pairs[order]] |= bit;
    });
  }

  /**
   * How much of what the paragraphs say each block says too, 0–1: the share of their pairs that the block holds, pairs of
   * few blocks weighing more, pairs of many none. `except` is a block whose own words they are (-1 for none): it does not
   * count as a holder.
   */
  coverage(paragraphs: readonly number[], except = -1): number[] {
    const { holders } = this;
    const { pairs, ends } = this.words;
    const mask = except < 0 ? -1 : ~(1 << except);
    const shares = new Array<number>(this.blockCount).fill(0);
    let total = 0;
    for (const index of paragraphs) {
      for (let order = ends[index]; order < ends[index + 1]; order++) {
        const held = holders[pairs[order]] & mask;
        const count = bitCount(held);
        if (count > MOST_HOLDERS) continue;
        const weight = 1 / (1 + count);
        total += weight;
        for (let rest = held; rest !== 0; rest &= rest - 1) shares[31 - Math.clz32(rest & -rest)] += weight;
      }
    }
    return shares.map((share) => (total > 0 ? share / total : 0));
  }

  /**
   * What the parts of a block hold of two heads, 0–1, for each paragraph at which the block may be parted: of `first` what
   * stands before it, of `last` what stands from it on. Weighed as in `coverage`.
   */
  sharesOfParts(block: readonly number[], first: readonly number[], last: readonly number[]): { readonly upper: Float64Array; readonly lower: Float64Array } {
    const upper = new Float64Array(block.length + 1);
    const lower = new Float64Array(block.length + 1);
    const ofFirst = this.want(first, FIRST);
    const ofLast = this.want(last, LAST);
    for (let order = 0; order < block.length; order++) upper[order + 1] = upper[order] + this.find(block[order], FIRST) / ofFirst;
    for (let order = block.length - 1; order >= 0; order--) lower[order] = lower[order + 1] + this.find(block[order], LAST) / ofLast;
    this.forget(first);
    this.forget(last);
    return { upper, lower };
  }

  /** Marks the pairs of the paragraphs as wanted; returns the sum of their weights. */
  private want(paragraphs: readonly number[], bit: number): number {
    const { pairs, ends } = this.words;
    let total = 0;
    for (const index of paragraphs) {
      for (let order = ends[index]; order < ends[index + 1]; order++) {
        if ((this.wanted[pairs[order]] & bit) !== 0) continue;
        this.wanted[pairs[order]] |= bit;
        total += this.weightOf(pairs[order]);
      }
    }
    return Math.max(total, Number.MIN_VALUE);
  }

  /** The weights of the wanted pairs that the paragraph holds; they are no longer wanted. */
  private find(index: number, bit: number): number {
    const { pairs, ends } = this.words;
    let found = 0;
    for (let order = ends[index]; order < ends[index + 1]; order++) {
      if ((this.wanted[pairs[order]] & bit) === 0) continue;
      this.wanted[pairs[order]] &= ~bit;
      found += this.weightOf(pairs[order]);
    }
    return found;
  }

  private forget(paragraphs: readonly number[]): void {
    const { pairs, ends } = this.words;
    for (const index of paragraphs) for (let order = ends[index]; order < ends[index + 1]; order++) this.wanted[pairs[order]] = 0;
  }

  private weightOf(pair: number): number {
    const count = bitCount(this.holders[pair]);
    return count > MOST_HOLDERS ? 0 : 1 / (1 + count);
  }
}

const FIRST = 1;
const LAST = 2;

/** A pair of more blocks than this tells none of them apart. */
const MOST_HOLDERS = 8;

function bitCount(bits: number): number {
  let sum = bits - ((bits >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
