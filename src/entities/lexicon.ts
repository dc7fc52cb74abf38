import { finish, mix } from './hashing';

/** Word lists of the product; each is a file `lexicons/<name>.txt` and a bit in the lexicon's answers. */
export const WORD_LISTS = [
  'place', 'admin', 'org', 'person', 'title', 'verb', 'orgSuffix', 'placeSuffix', 'furniture', 'address', 'law', 'branch',
] as const;
export type WordList = (typeof WORD_LISTS)[number];

/** Sets of single characters; each is a file `lexicons/<name>.txt` and a bit of a character's class. */
export const CHARACTER_SETS = ['surname', 'rareSurname', 'given', 'transliteration', 'abbreviation'] as const;
export type CharacterSet = (typeof CHARACTER_SETS)[number];

export const LIST_BIT = Object.fromEntries(WORD_LISTS.map((name, index) => [name, 1 << index])) as Readonly<Record<WordList, number>>;
export const SET_BIT = Object.fromEntries(CHARACTER_SETS.map((name, index) => [name, 1 << index])) as Readonly<Record<CharacterSet, number>>;

/** The words of each list and set, as the model file carries them. */
export type LexiconWords = Readonly<Partial<Record<WordList | CharacterSet, readonly string[]>>>;

const PREFIX_SEED = 17;
/** Few enough to stay near the processor. */
const PRESENT_BITS = 1 << 19;
/** The character begins longer words, beside the bits of WORD_LISTS. */
const LONGER = 1 << WORD_LISTS.length;

/**
 * All word lists in one prefix table: a hash of every prefix of every word, with the lists of which it is a whole word.
 * Looking at one start costs as many steps as the longest prefix that occurs there.
 */
export class Lexicon {
  /** By code unit: bits of CHARACTER_SETS. */
  readonly characters = new Uint8Array(0x10000);
  /** By code unit: bits of the lists that hold the character as a word, and LONGER. */
  private readonly firsts = new Uint16Array(0x10000);
  /** A bit for each prefix of two characters and more, by part of its hash: most of those asked for are not there. */
  private readonly present = new Int32Array(PRESENT_BITS >> 5);
  /** Pairs of prefix hash (0: empty) and bits. */
  private readonly slots: Int32Array;
  private readonly mask: number;

  constructor(readonly words: LexiconWords) {
    for (const set of CHARACTER_SETS) {
      for (const word of words[set] ?? []) this.characters[word.charCodeAt(0)] |= SET_BIT[set];
    }
    let prefixes = 0;
    for (const list of WORD_LISTS) for (const word of words[list] ?? []) prefixes += word.length;
    let capacity = 1024;
    while (capacity < prefixes * 2) capacity *= 2;
    this.slots = new Int32Array(capacity * 2);
    this.mask = capacity - 1;
    for (const list of WORD_LISTS) for (const word of words[list] ?? []) this.add(word, LIST_BIT[list]);
  }

  /**
   * Every word that starts at `start` of the code units: `visit(end, bits)`, shortest first.
   * @param length how many of `codes` belong to the text
   */
  match(codes: Uint16Array, start: number, length: number, visit: (end: number, bits: number) => void): void {
    const first = this.firsts[codes[start]];
    if (first === 0) return;
    if (first !== LONGER) visit(start + 1, first & ~LONGER);
    if (first < LONGER) return;
    let hash = mix(PREFIX_SEED, codes[start]);
    for (let at = start + 1; at < length; at += 1) {
      hash = mix(hash, codes[at]);
      const prefix = finish(hash);
      if ((this.present[(prefix & (PRESENT_BITS - 1)) >>> 5] & (1 << (prefix & 31))) === 0) return;
      const slot = this.slotOf(prefix);
      if (this.slots[slot] === 0) return;
      const bits = this.slots[slot + 1];
      if (bits !== 0) visit(at + 1, bits);
    }
  }

  private add(word: string, bit: number): void {
    if (word === '') return;
    this.firsts[word.charCodeAt(0)] |= word.length === 1 ? bit : LONGER;
    let hash = mix(PREFIX_SEED, word.charCodeAt(0));
    for (let at = 1; at < word.length; at += 1) {
      hash = mix(hash, word.charCodeAt(at));
      const prefix = finish(hash);
      this.present[(prefix & (PRESENT_BITS - 1)) >>> 5] |= 1 << (prefix & 31);
      const slot = this.slotOf(prefix);
      this.slots[slot] = prefix;
      if (at === word.length - 1) this.slots[slot + 1] |= bit;
    }
  }

  private slotOf(hash: number): number {
    let at = (hash ^ (hash >>> 15)) & this.mask;
    while (this.slots[at * 2] !== 0 && this.slots[at * 2] !== hash) at = (at + 1) & this.mask;
    return at * 2;
  }
}
