import { Random as Numbers } from '../../../src/entities/training/random';

/** The seeded random numbers of the training, with what the composed texts draw besides. */
export class Random extends Numbers {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** A shuffled copy. */
  shuffled<T>(list: readonly T[]): T[] {
    const result = [...list];
    this.shuffle(result);
    return result;
  }
}
