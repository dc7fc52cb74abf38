import assert from 'node:assert/strict';
import { atOnce } from '../../../src/annotations/atOnce';
import { sortInSlices } from '../../../src/annotations/sortInSlices';
import { Random } from '../../../src/entities/training/random';

describe('sorting in slices', () => {
  it('gives what sorting at once gives, equal items in their old order', () => {
    const random = new Random(3);
    for (const length of [0, 1, 4096, 4097, 30_000]) {
      const items = Array.from({ length }, (_, index) => ({ key: random.below(500), index }));
      const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
      assert.deepEqual(atOnce(sortInSlices(items, compare)), [...items].sort(compare));
    }
  });

  it('breaks at least once for every few thousand items', () => {
    const work = sortInSlices(Array.from({ length: 50_000 }, (_, index) => -index), (a, b) => a - b);
    let breaks = 0;
    while (!work.next().done) breaks++;
    assert.ok(breaks > 2 * 50_000 / 4096);
  });
});
