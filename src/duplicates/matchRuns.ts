import { GRAM, gramHashes } from './fingerprint';
import { grown } from '../page/grown';

/** Places of one n-gram tried before it is taken for noise. */
const MAX_PLACES = 8;

/**
 * The runs of equal units that two paragraphs share, each of at least GRAM units. `left` is prepared once and compared
 * with many. Holds scratch space and the last result.
 */
export class MatchRuns {
  /** Runs found last, in order of their places on the right. Offsets are of the whole unit array. */
  left = new Int32Array(256);
  right = new Int32Array(256);
  lengths = new Int32Array(256);
  count = 0;
  /** Units on the right that lie in runs. */
  matched = 0;
  /** Units of the longest run. */
  longest = 0;

  private units: Uint16Array = new Uint16Array(0);
  private leftStart = 0;
  private leftEnd = 0;
  private mask = 0;
  private heads = new Int32Array(1024);
  private links = new Int32Array(256);
  private leftHashes = new Uint32Array(256);
  private rightHashes = new Uint32Array(256);

  /** The n-gram hashes of the left paragraph by place; valid until the next `prepare`. */
  get hashes(): Uint32Array {
    return this.leftHashes;
  }

  /** Sets the left paragraph. Returns the number of its n-grams. */
  prepare(units: Uint16Array, start: number, end: number): number {
    this.units = units;
    this.leftStart = start;
    this.leftEnd = end;
    const length = end - start;
    if (length > this.leftHashes.length) {
      this.leftHashes = new Uint32Array(length * 2);
      this.links = new Int32Array(length * 2);
    }
    const count = gramHashes(units, start, end, this.leftHashes);
    const size = 1 << Math.max(6, 33 - Math.clz32(length));
    if (size > this.heads.length) this.heads = new Int32Array(size);
    else this.heads.fill(0, 0, size);
    this.mask = size - 1;
    for (let place = count - 1; place >= 0; place--) {
      const slot = (this.leftHashes[place] >>> 16) & this.mask;
      this.links[place] = this.heads[slot];
      this.heads[slot] = place + 1;
    }
    return count;
  }

  /** Finds the runs that `units[start..end)` shares with the left paragraph. */
  compare(start: number, end: number): void {
    const { units, leftStart } = this;
    if (end - start > this.rightHashes.length) this.rightHashes = new Uint32Array((end - start) * 2);
    const count = gramHashes(units, start, end, this.rightHashes);
    this.count = 0;
    this.matched = 0;
    this.longest = 0;
    let free = start;
    for (let place = 0; place < count; place++) {
      const at = start + place;
      if (at < free) continue;
      const hash = this.rightHashes[place];
      let best = 0;
      let bestLeft = 0;
      let tries = 0;
      for (let next = this.heads[(hash >>> 16) & this.mask]; next !== 0; next = this.links[next - 1]) {
        if (this.leftHashes[next - 1] !== hash) continue;
        const length = this.runLength(leftStart + next - 1, at, end);
        if (length > best) {
          best = length;
          bestLeft = leftStart + next - 1;
        }
        if (++tries === MAX_PLACES) break;
      }
      if (best < GRAM) continue;
      if (this.count === this.lengths.length) this.grow();
      let back = 0;
      while (at - back > free && bestLeft - back > leftStart && units[at - back - 1] === units[bestLeft - back - 1]) back++;
      this.left[this.count] = bestLeft - back;
      this.right[this.count] = at - back;
      this.lengths[this.count++] = best + back;
      this.matched += best + back;
      this.longest = Math.max(this.longest, best + back);
      free = at + best;
    }
  }

  private grow(): void {
    this.left = grown(this.left, this.count * 2);
    this.right = grown(this.right, this.count * 2);
    this.lengths = grown(this.lengths, this.count * 2);
  }

  private runLength(left: number, right: number, rightEnd: number): number {
    const { units, leftEnd } = this;
    let length = 0;
    while (left + length < leftEnd && right + length < rightEnd && units[left + length] === units[right + length]) length++;
    return length;
  }
}
