import assert from 'node:assert/strict';
import { EditDistance } from '../../../src/duplicates/editDistance';
import { Random } from './random';

/** The textbook table, row by row. */
function levenshtein(left: readonly number[], right: readonly number[]): number {
  let row = [0, ...right.map((_, index) => index + 1)];
  left.forEach((unit, index) => {
    const next = [index + 1];
    right.forEach((other, column) => {
      next.push(Math.min(row[column + 1] + 1, next[column] + 1, row[column] + (unit === other ? 0 : 1)));
    });
    row = next;
  });
  return row[right.length];
}

describe('EditDistance', () => {
  it('agrees with the textbook on lengths around the word size and beyond', () => {
    const random = new Random(3);
    const edits = new EditDistance();
    for (let round = 0; round < 600; round++) {
      const alphabet = random.between(2, 8);
      const left = Array.from({ length: random.between(0, 140) }, () => random.between(65, 65 + alphabet));
      const right = round % 2 === 0
        ? Array.from({ length: random.between(0, 140) }, () => random.between(65, 65 + alphabet))
        : left.filter(() => random.next() > 0.1).map((unit) => (random.next() < 0.1 ? 90 : unit));
      const units = Uint16Array.from([...left, ...right]);
      edits.setPattern(units, 0, left.length);
      const expected = levenshtein(left, right);
      assert.equal(edits.distance(units, left.length, units.length, 1000), expected);
      assert.equal(edits.distance(units, left.length, units.length, 10), Math.min(expected, 11));
    }
  });
});
