import { CLASSES, CharClass } from './chars';
import type { Line, Lines } from './lines';

/**
 * Word continuity without a dictionary: the page itself is the evidence. Where the characters on both sides of a line
 * break stand together unbroken somewhere else on the page, the break has probably cut a word or a phrase in two.
 * Pairs and triples are kept as one bit each in a hash table; a page too big for the table (where chance meetings would
 * drown the evidence) simply says less.
 */
export class Continuity {
  private readonly seen: Uint8Array;
  private readonly mask: number;
  /** Above this many characters pairs meet by chance too often to mean anything; triples still do. */
  private readonly pairsMatter: boolean;

  constructor(private readonly raw: string, lines: Lines) {
    let bits = SMALLEST_TABLE;
    while (bits < LARGEST_TABLE && 1 << bits < raw.length * 4) bits++;
    this.seen = new Uint8Array(1 << bits);
    this.mask = (1 << bits) - 1;
    this.pairsMatter = raw.length <= PAIRS_MATTER_UP_TO;
    if (raw.length <= TRIPLES_MATTER_UP_TO) for (let index = 0; index < lines.length; index++) this.learn(lines.start(index), lines.end(index));
  }

  /** From 0 (never seen together) to 3 (the pair and both triples across the break occur unbroken elsewhere). */
  across(before: Line, after: Line): number {
    const { raw, seen, mask } = this;
    if (raw.length > TRIPLES_MATTER_UP_TO) return 0;
    const left = raw.charCodeAt(before.end - 1);
    const right = raw.charCodeAt(after.start);
    if (WORD_UNITS[left] === 0 || WORD_UNITS[right] === 0) return 0;
    let found = this.pairsMatter ? seen[hashOf(0, left, right) & mask] : 0;
    if (before.end - before.start > 1) found += seen[hashOf(raw.charCodeAt(before.end - 2), left, right) & mask];
    if (after.end - after.start > 1) found += seen[hashOf(left, right, raw.charCodeAt(after.start + 1)) & mask];
    return found;
  }

  private learn(start: number, end: number): void {
    const { raw, seen, mask } = this;
    let older = 0;
    let old = 0;
    for (let offset = start; offset < end; offset++) {
      const unit = raw.charCodeAt(offset);
      if (WORD_UNITS[unit] === 1) {
        if (old !== 0) {
          seen[hashOf(0, old, unit) & mask] = 1;
          if (older !== 0) seen[hashOf(older, old, unit) & mask] = 1;
        }
        older = old;
        old = unit;
      } else {
        older = 0;
        old = 0;
      }
    }
  }
}

const SMALLEST_TABLE = 12;
const LARGEST_TABLE = 20;
const PAIRS_MATTER_UP_TO = 30_000;
const TRIPLES_MATTER_UP_TO = 1_000_000;

/** 1 for the units that words are made of, Han and digits. */
const WORD_UNITS = Uint8Array.from(CLASSES, (kind) => (kind === CharClass.Han || kind === CharClass.Digit ? 1 : 0));

/** Mixes three code units; multiplicative hashing after Knuth, folded so that the low bits depend on all three. */
function hashOf(first: number, second: number, third: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}
