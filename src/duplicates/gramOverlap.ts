import { GRAM } from './fingerprint';

const BASE = 0x01000193;
const POWER = [...Array<undefined>(GRAM - 1)].reduce((power) => Math.imul(power, BASE), 1);
const BITS = 16;
const SPREAD = 0x9e3779b1;

/** So many n-grams of one paragraph must stand in the other before the two can be copies of any kind: see `Verifier`. */
const FEWEST = 2;

/**
 * A quick look whether two paragraphs can have runs enough in common: most candidates, which share a single n-gram by
 * chance, are told apart at the cost of one pass. Never says no to a pair that the verifier would take. One paragraph is
 * prepared and compared with many; its n-grams are bits in a table.
 */
export class GramOverlap {
  private readonly table = new Uint8Array(1 << (BITS - 3));

  /** Sets the paragraph that others are compared with. */
  prepare(units: Uint16Array, start: number, end: number): void {
    const { table } = this;
    table.fill(0);
    let rolling = 0;
    for (let index = start; index < end; index++) {
      rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
      if (index < start + GRAM - 1) continue;
      const slot = Math.imul(rolling, SPREAD) >>> (32 - BITS);
      table[slot >>> 3] |= 1 << (slot & 7);
      rolling = (rolling - Math.imul(POWER, units[index - GRAM + 1])) | 0;
    }
  }

  /** Whether the paragraph may share as much with the prepared one as copies do. */
  isEnough(units: Uint16Array, start: number, end: number): boolean {
    const { table } = this;
    let found = 0;
    let rolling = 0;
    for (let index = start; index < end; index++) {
      rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
      if (index < start + GRAM - 1) continue;
      const slot = Math.imul(rolling, SPREAD) >>> (32 - BITS);
      if ((table[slot >>> 3] & (1 << (slot & 7))) !== 0 && ++found === FEWEST) return true;
      rolling = (rolling - Math.imul(POWER, units[index - GRAM + 1])) | 0;
    }
    return false;
  }
}
