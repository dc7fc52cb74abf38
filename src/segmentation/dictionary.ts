import { MOST_COMMON, NO_WORD, packWord } from '../entities/segmenter';

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

export const ROOT = 0;

/** What words that were seen equally often and are of the same part of speech have in common. */
interface Kind {
  readonly frequency: number;
  readonly tag: string;
  readonly commonness: number;
}

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
    const numbers = new Map<string, number>();
    const kinds: Kind[] = [{ frequency: 0, tag: '', commonness: NO_WORD }];
    const frequencies: number[] = [];
    let sum = 0;
    forEachLine(words, (word, rest) => {
      const space = rest.indexOf(' ');
      const frequency = Number(rest.slice(0, space));
      if (space < 0 || !(frequency > 0)) return;
      let kind = numbers.get(rest);
      if (kind === undefined) {
        numbers.set(rest, kind = kinds.length);
        kinds.push({ frequency, tag: rest.slice(space + 1), commonness: Math.min(MOST_COMMON, Math.floor(Math.log2(frequency + 1) / STEP)) });
      }
      this.kindOf[this.add(word)] = kind;
      sum += frequency;
      frequencies.push(frequency);
    });
    const ordered = Float64Array.from(frequencies).sort();
    forEachLine(additions, (word, rest) => {
      const space = rest.indexOf(' ');
      const node = this.add(word);
      const frequency = space < 0 ? ordered[ordered.length >> 1] : Number(rest.slice(0, space));
      const { commonness } = kinds[this.kindOf[node]];
      this.kindOf[node] = kinds.length;
      kinds.push({ frequency, tag: rest.slice(space + 1) || 'x', commonness });
    });
    if (kinds.length > 0x10000) throw new RangeError('a dictionary with too many kinds of words');
    this.leastWeight = Math.log(ordered[0] / sum);
    this.weights = Float64Array.from(kinds, ({ frequency }) => Math.log(frequency / sum));
    this.abouts = Int32Array.from(kinds, ({ tag, commonness }) => packWord(tag, commonness));
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

  /** The node of a prefix, made where there is none; ROOT where there is no room for it. */
  private add(word: string): number {
    const { edges, firsts } = this;
    if (this.nodes + word.length > MOST_NODES) return ROOT;
    let node = ROOT;
    let above: Int32Array = firsts;
    let place = word.charCodeAt(0);
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
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

/** Calls back with the first word of each line that is not empty, and with what stands behind the space after it. */
function forEachLine(utf8: Uint8Array, visit: (word: string, rest: string) => void): void {
  const text = new TextDecoder().decode(utf8);
  for (let start = 0; start < text.length;) {
    const newLine = text.indexOf('\n', start);
    const next = newLine < 0 ? text.length : newLine;
    const end = text.charCodeAt(next - 1) === 0x0d ? next - 1 : next;
    let space = start;
    while (space < end && text.charCodeAt(space) !== 0x20) space += 1;
    if (space > start) visit(text.slice(start, space), text.slice(space + 1, end));
    start = next + 1;
  }
}
