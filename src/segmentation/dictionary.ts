import { MOST_COMMON, NO_WORD, tagNumber } from '../entities/segmenter';
import { grown } from '../page/grown';
import { forEachLine, type Line } from './dictionaryLines';
import { Kinds } from './kinds';

/** 498,000 prefixes of jieba's 349,000 words fill half of the slots. */
const SLOTS = 1 << 20;
/** Longer dictionaries are cut off here, so that a search always ends. */
const MOST_NODES = SLOTS - (SLOTS >> 3);
const NODE_BITS = 20;
const NODE_MASK = (1 << NODE_BITS) - 1;
/** Low bits of a code unit share a number with the parent, the others one with the child. */
const LOW_BITS = 12;
const LOW_MASK = (1 << LOW_BITS) - 1;
const HIGH_MASK = 15;
/** The child has children. */
const INNER = 1 << 31;
/** A step of commonness is a factor of 2 to this power: the steps then reach from words seen once to the most frequent one. */
const STEP = 1.7;

/** Few enough to stay near the processor. */
const PRESENT_BITS = 1 << 21;

const UNKNOWN = tagNumber('x');

export const ROOT = 0;

/**
 * The words of a dictionary as a tree of their prefixes, its edges in one hash table: some 10 MB for jieba's. Every node
 * is a prefix, some are words.
 */
export class Dictionary {
  /** Logarithm of the probability of the rarest word. */
  readonly leastWeight: number;
  /** Pairs: parent and low bits of the code unit; child, high bits of the unit and INNER (0: empty). */
  private readonly edges = new Int32Array(SLOTS * 2);
  /** The second of such pairs for edges from the root, by code unit. */
  private readonly firsts = new Int32Array(0x10000);
  /** By node: what kind of word it is; 0 where the prefix is none. */
  private readonly kindOf = new Uint16Array(SLOTS);
  private readonly weights: Float64Array;
  private readonly abouts: Int32Array;
  /** A bit for each edge that does not begin at the root, by part of its hash: most of those asked for are not there. */
  private readonly present = new Int32Array(PRESENT_BITS >> 5);
  private nodes = 1;

  /**
   * @param words UTF-8, a word a line: the word, a space, how often it was seen, a space, its part of speech; other lines
   * are passed over
   * @param additions words of a person, each alone or with a part of speech, or a line as above; those without a frequency
   * count as seen as often as the word in the middle of all
   */
  constructor(words: Uint8Array, additions: Uint8Array) {
    const kinds = new Kinds();
    let frequencies = new Int32Array(1 << 18);
    let count = 0;
    let sum = 0;
    forEachLine(words, (line) => {
      if (line.frequency <= 0) return;
      this.kindOf[this.add(line)] = kinds.numberOf(line.frequency, line.tag, commonnessOf(line.frequency));
      if (count === frequencies.length) frequencies = grown(frequencies, count * 2);
      frequencies[count] = line.frequency;
      count += 1;
      sum += line.frequency;
    });
    const ordered = frequencies.subarray(0, count).sort();
    forEachLine(additions, (line) => {
      const node = this.add(line);
      const commonness = this.kindOf[node] === 0 ? NO_WORD : kinds.commonnessOf(this.kindOf[node]);
      this.kindOf[node] = kinds.numberOf(line.frequency < 0 ? ordered[count >> 1] : line.frequency, line.tag === 0 ? UNKNOWN : line.tag, commonness);
    });
    this.leastWeight = Math.log(ordered[0] / sum);
    this.weights = kinds.weights(sum);
    this.abouts = kinds.abouts();
  }

  /**
   * The edge from the root with a code unit, 0 where there is none. `nodeOf` tells where an edge leads; no edge begins there
   * unless the edge is below 0.
   */
  first(unit: number): number {
    return this.firsts[unit];
  }

  /** The edge from a node other than ROOT with a code unit; 0 where there is none. */
  next(node: number, unit: number): number {
    const { edges } = this;
    const hash = hashOf(node, unit);
    if ((this.present[(hash & (PRESENT_BITS - 1)) >>> 5] & (1 << (hash & 31))) === 0) return 0;
    const start = node | ((unit & LOW_MASK) << NODE_BITS);
    const high = unit >>> LOW_BITS;
    let at = slotOf(hash);
    for (;;) {
      const edge = edges[at + 1];
      if (edge === 0 || (edges[at] === start && ((edge >>> NODE_BITS) & HIGH_MASK) === high)) return edge;
      at = (at + 2) & (SLOTS * 2 - 1);
    }
  }

  isWord(node: number): boolean {
    return this.kindOf[node] !== 0;
  }

  weightOf(node: number): number {
    return this.weights[this.kindOf[node]];
  }

  /** What is known of a word, see `packWord`. */
  about(node: number): number {
    return this.abouts[this.kindOf[node]];
  }

  /** The word's node, ROOT where it is none. */
  find(units: Uint16Array, start: number, end: number): number {
    let edge = this.first(units[start]);
    for (let at = start + 1; at < end; at += 1) {
      if (edge >= 0) return ROOT;
      edge = this.next(nodeOf(edge), units[at]);
    }
    const node = nodeOf(edge);
    return this.isWord(node) ? node : ROOT;
  }

  /** The node of a word, made where there is none; ROOT where there is no room for it. */
  private add({ units, length }: Line): number {
    const { edges, firsts } = this;
    if (length === 0 || this.nodes + length > MOST_NODES) return ROOT;
    let node = ROOT;
    let above: Int32Array = firsts;
    let place = units[0];
    for (let at = 0; at < length; at += 1) {
      const unit = units[at];
      if (at > 0) {
        above[place] |= INNER;
        const hash = hashOf(node, unit);
        this.present[(hash & (PRESENT_BITS - 1)) >>> 5] |= 1 << (hash & 31);
        place = slotOf(hash) + 1;
        const start = node | ((unit & LOW_MASK) << NODE_BITS);
        while (edges[place] !== 0 && !(edges[place - 1] === start && ((edges[place] >>> NODE_BITS) & HIGH_MASK) === unit >>> LOW_BITS)) place = (place + 2) & (SLOTS * 2 - 1);
        above = edges;
        edges[place - 1] = start;
      }
      if (above[place] === 0) {
        above[place] = this.nodes | ((unit >>> LOW_BITS) << NODE_BITS);
        this.nodes += 1;
      }
      node = nodeOf(above[place]);
    }
    return node;
  }
}

/** The node that an edge leads to. */
export function nodeOf(edge: number): number {
  return edge & NODE_MASK;
}

function hashOf(node: number, unit: number): number {
  const hash = Math.imul(node ^ (unit << 16) ^ (unit << 3), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}

/** Where the search for an edge begins. */
function slotOf(hash: number): number {
  return (hash >>> 12) << 1;
}

function commonnessOf(frequency: number): number {
  return Math.min(MOST_COMMON, Math.floor(Math.log2(frequency + 1) / STEP));
}
