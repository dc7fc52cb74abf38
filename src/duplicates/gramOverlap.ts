import { GRAM } from './fingerprint';
import { MIN_MATCHED } from './verify';

const BASE = 0x01000193;
const POWER = [...Array<undefined>(GRAM - 1)].reduce((power) => Math.imul(power, BASE), 1);
/** Bits of the table for each unit of the prepared paragraph: one n-gram in some thousands is taken for one of its own by chance. */
const SPARSE = 128;
const SPREAD = 0x9e3779b1;
const SMALLEST = 1 << 8;

/**
 * A quick look whether two paragraphs can have runs enough in common: most candidates, which share a single n-gram by
 * chance, are told apart at the cost of one pass. Says no where n-grams of the prepared paragraph cover fewer units of the
 * other than the verifier asks for, so only to pairs that it would not take, save for texts that say the same few
 * characters over and over. One paragraph is prepared and compared with many; each of its n-grams sets two bits of one
 * word of a table (a blocked Bloom filter: F. Putze, P. Sanders, J. Singler, 2007).
 */
export class GramOverlap {
  private table = new Uint32Array(SMALLEST);
  private mask = SMALLEST - 1;

  /** Sets the paragraph that others are compared with. */
  prepare(units: Uint16Array, start: number, end: number): void {
    this.clear(end - start);
    const { table, mask } = this;
    let rolling = 0;
    for (let index = start; index < end; index++) {
      rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
      if (index < start + GRAM - 1) continue;
      const hash = Math.imul(rolling, SPREAD);
      table[(hash >>> 8) & mask] |= (1 << (hash >>> 27)) | (1 << (rolling & 31));
      rolling = (rolling - Math.imul(POWER, units[index - GRAM + 1])) | 0;
    }
  }

  /** Whether the paragraph may share as much with the prepared one as copies do. */
  isEnough(units: Uint16Array, start: number, end: number): boolean {
    const { table, mask } = this;
    let covered = 0;
    let last = start - 1;
    let rolling = 0;
    for (let index = start; index < end; index++) {
      rolling = (Math.imul(rolling, BASE) + units[index]) | 0;
      if (index < start + GRAM - 1) continue;
      const hash = Math.imul(rolling, SPREAD);
      const bits = (1 << (hash >>> 27)) | (1 << (rolling & 31));
      if ((table[(hash >>> 8) & mask] & bits) === bits) {
        covered += Math.min(GRAM, index - last);
        if (covered >= MIN_MATCHED) return true;
        last = index;
      }
      rolling = (rolling - Math.imul(POWER, units[index - GRAM + 1])) | 0;
    }
    return false;
  }

  private clear(length: number): void {
    const words = Math.max(SMALLEST, 1 << (32 - Math.clz32((length * SPARSE) / 32)));
    if (words > this.table.length) this.table = new Uint32Array(words);
    else this.table.fill(0, 0, words);
    this.mask = words - 1;
  }
}
