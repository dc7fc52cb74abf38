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
/** A power of two. */
const FIRST_SLOTS = 1 << 12;
/** Share of the slots from which the table grows. */
const FULLEST = 0.7;
/** Few enough to stay near the processor. */
const PRESENT_BITS = 1 << 20;
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
  private slots = new Int32Array(FIRST_SLOTS * 2);
  private mask = FIRST_SLOTS - 1;
  private used = 0;

  /** By list: a hundred thousand strings of their own would cost megabytes, and only what trains or writes a model asks for them. */
  private readonly texts: readonly (readonly [string, string])[];

  constructor(words: LexiconWords) {
    this.texts = Object.entries(words).map(([list, entries]) => [list, entries.join(' ')]);
    for (const set of CHARACTER_SETS) {
      for (const word of words[set] ?? []) this.characters[word.charCodeAt(0)] |= SET_BIT[set];
    }
    for (const list of WORD_LISTS) for (const word of words[list] ?? []) this.add(word, LIST_BIT[list]);
  }

  /** The words it was made of. */
  get words(): LexiconWords {
    return Object.fromEntries(this.texts.map(([list, entries]) => [list, entries === '' ? [] : entries.split(' ')]));
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

  /** LIST_BIT of the lists that hold the code units from start to end as one word; 0 where none does. */
  bitsOf(codes: Uint16Array, start: number, end: number): number {
    let found = 0;
    this.match(codes, start, end, (matched, bits) => { if (matched === end) found = bits; });
    return found;
  }

  private add(word: string, bit: number): void {
    if (word === '') return;
    this.firsts[word.charCodeAt(0)] |= word.length === 1 ? bit : LONGER;
    let hash = mix(PREFIX_SEED, word.charCodeAt(0));
    for (let at = 1; at < word.length; at += 1) {
      hash = mix(hash, word.charCodeAt(at));
      const prefix = finish(hash);
      this.present[(prefix & (PRESENT_BITS - 1)) >>> 5] |= 1 << (prefix & 31);
      let slot = this.slotOf(prefix);
      if (this.slots[slot] === 0) {
        if (this.used > this.mask * FULLEST) {
          this.grow();
          slot = this.slotOf(prefix);
        }
        this.used += 1;
        this.slots[slot] = prefix;
      }
      if (at === word.length - 1) this.slots[slot + 1] |= bit;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    this.mask = old.length - 1;
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0) continue;
      const slot = this.slotOf(old[at]);
      this.slots[slot] = old[at];
      this.slots[slot + 1] = old[at + 1];
    }
  }

  private slotOf(hash: number): number {
    let at = (hash ^ (hash >>> 15)) & this.mask;
    while (this.slots[at * 2] !== 0 && this.slots[at * 2] !== hash) at = (at + 1) & this.mask;
    return at * 2;
  }
}
