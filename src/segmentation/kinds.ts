import { packTag } from '../entities/segmenter';

/** How many kinds fit the numbers of a dictionary. */
const MOST_KINDS = 0x10000;

/** What words that were seen equally often and are of the same part of speech have in common, by number; 0 is none. */
export class Kinds {
  private readonly numbers = new Map<number, number>();
  private readonly kinds: { readonly frequency: number; readonly tag: number; readonly commonness: number }[] = [{ frequency: 0, tag: 0, commonness: 0 }];

  /** @throws RangeError where there are too many */
  numberOf(frequency: number, tag: number, commonness: number): number {
    const key = (frequency * 16 + commonness) * 0x200000 + tag;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    if (this.kinds.length === MOST_KINDS) throw new RangeError('a dictionary with too many kinds of words');
    this.kinds.push({ frequency, tag, commonness });
    this.numbers.set(key, this.kinds.length - 1);
    return this.kinds.length - 1;
  }

  commonnessOf(kind: number): number {
    return this.kinds[kind].commonness;
  }

  /** Logarithms of probabilities, by number. */
  weights(sum: number): Float64Array {
    return Float64Array.from(this.kinds, ({ frequency }) => Math.log(frequency / sum));
  }

  /** As `packTag` has them, by number. */
  abouts(): Int32Array {
    return Int32Array.from(this.kinds, ({ tag, commonness }) => packTag(tag, commonness));
  }
}
