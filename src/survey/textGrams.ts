/** Bits for each code unit of a text: one in five is set then, so that words of three characters are missed one time in twenty-five. */
const BITS_PER_UNIT = 4;
const FEWEST_BITS = 1024;
const MOST_BITS = 1 << 22;

/** Which pairs of neighbours a text has, in few bytes: tells without the text that words do not stand in it. */
export class TextGrams {
  private readonly bits: Uint8Array;
  private readonly mask: number;

  /** @param text without white space */
  constructor(text: string) {
    let size = FEWEST_BITS;
    while (size < text.length * BITS_PER_UNIT && size < MOST_BITS) size *= 2;
    this.bits = new Uint8Array(size / 8);
    this.mask = size - 1;
    for (let at = 1; at < text.length; at++) {
      const bit = this.bitOf(text, at);
      this.bits[bit >> 3] |= 1 << (bit & 7);
    }
  }

  /**
   * Whether the words may stand in the text; false is certain.
   * @param words without white space
   */
  mayHold(words: string): boolean {
    for (let at = 1; at < words.length; at++) {
      const bit = this.bitOf(words, at);
      if ((this.bits[bit >> 3] & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }

  /** Of the pair that ends at `at`. */
  private bitOf(text: string, at: number): number {
    const pair = (text.charCodeAt(at - 1) << 16) | text.charCodeAt(at);
    const mixed = Math.imul(pair ^ (pair >>> 15), 0x2c1b3c6d);
    return (mixed ^ (mixed >>> 13)) & this.mask;
  }
}
