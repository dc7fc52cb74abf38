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

/** Calls `visit` with the hash of each content pair of the text, in order. */
function eachPair(text: string, visit: (hash: number) => void): void {
  let left = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (CONTENT[unit] === 0) {
      left = 0;
      continue;
    }
    if (left !== 0) visit(pairHash(left, unit));
    left = unit;
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
export function gapsBetween(texts: readonly string[]): Gap[] {
  const last = new Int32Array(1 << TABLE_BITS).fill(-1 - COHESION_REACH);
  const steps = new Int32Array(texts.length + 2);
  const sums = new Int32Array(texts.length + 1);
  texts.forEach((text, index) => {
    let pairs = 0;
    eachPair(text, (hash) => {
      pairs++;
      const at = last[hash];
      if (at < index && index - at <= COHESION_REACH) {
        steps[at + 1]++;
        steps[index + 1]--;
      }
      last[hash] = index;
    });
    sums[index + 1] = sums[index] + pairs;
  });
  let crossing = 0;
  return texts.map((_, index) => {
    crossing += steps[index];
    const left = sums[index] - sums[Math.max(0, index - COHESION_REACH)];
    const right = sums[Math.min(texts.length, index + COHESION_REACH)] - sums[index];
    const evidence = Math.min(left, right);
    return { cohesion: crossing / Math.max(1, evidence), evidence };
  });
}

/** Blocks one `Topics` can tell apart: one bit each. */
export const TOPICS_AT_ONCE = 31;

/** The content pairs of up to 31 blocks of text. */
export class Topics {
  private readonly holders = new Int32Array(1 << TABLE_BITS);

  /** @param blocks the texts of each block. */
  constructor(blocks: readonly (readonly string[])[]) {
    const { holders } = this;
    blocks.forEach((texts, index) => {
      const bit = 1 << index;
      for (const text of texts) eachPair(text, (hash) => { holders[hash] |= bit; });
    });
  }

  /**
   * How much of what `text` says each block says too, 0–1: the share of its pairs that the block holds, pairs of few
   * blocks weighing more. `except` is a block whose own words the text are (-1 for none): it does not count as a holder.
   */
  coverage(texts: readonly string[], count: number, except = -1): number[] {
    const { holders } = this;
    const mask = except < 0 ? -1 : ~(1 << except);
    const shares = new Array<number>(count).fill(0);
    let total = 0;
    for (const text of texts) {
      eachPair(text, (hash) => {
        const held = holders[hash] & mask;
        const weight = 1 / (1 + bitCount(held));
        total += weight;
        for (let rest = held; rest !== 0; rest &= rest - 1) shares[31 - Math.clz32(rest & -rest)] += weight;
      });
    }
    return shares.map((share) => (total > 0 ? share / total : 0));
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
