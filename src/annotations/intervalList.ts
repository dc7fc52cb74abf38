import type { Span } from '../page/span';

/** Spans sorted by start, asked for those at a place in logarithmic time plus the answer. */
export class IntervalList<Item extends Span> {
  /** The largest end among the items up to each index, built when first needed. */
  private reach: Int32Array | undefined;

  /** @param items sorted by start */
  constructor(readonly items: readonly Item[]) {}

  /** Index of the first item that starts at or after the offset. */
  firstAtOrAfter(offset: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle].start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Items that share text with the span or, where one of both is empty, hold the place of the other; in order. */
  touching(span: Span): Item[] {
    const reach = this.reaches();
    const found: Item[] = [];
    const last = this.firstAtOrAfter(span.start === span.end ? span.end + 1 : span.end);
    for (let index = last - 1; index >= 0 && reach[index] >= span.start; index--) {
      const item = this.items[index];
      if (item.end > span.start || (item.end === span.start && item.start === item.end)) found.push(item);
    }
    return found.reverse();
  }

  private reaches(): Int32Array {
    if (this.reach) return this.reach;
    const reach = new Int32Array(this.items.length);
    let most = 0;
    for (let index = 0; index < reach.length; index++) {
      most = Math.max(most, this.items[index].end);
      reach[index] = most;
    }
    this.reach = reach;
    return reach;
  }
}
