import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DecodingTable } from '../../../src/entities/decodingTable';
import { OUTSIDE, TAG_COUNT } from '../../../src/entities/labels';
import { START_STATE, transitionFeature } from '../../../src/entities/transitions';
import { FeatureIndex } from '../../../src/entities/training/featureIndex';
import { GRAIN, WeightTable } from '../../../src/entities/weightTable';

const weightsOf = (seed: number): Int32Array => Int32Array.from({ length: TAG_COUNT }, (_, tag) => (((seed * 31 + tag * 7) % 41) - 20) * GRAIN);

function sumOf(table: DecodingTable, features: readonly number[]): number[] {
  const scores = new Int32Array(TAG_COUNT);
  table.addUp(Int32Array.from(features), features.length, new Int32Array(features.length + 1), scores, 0);
  return [...scores];
}

describe('the table of the decoder', () => {
  it('adds up weights relative to those of OUTSIDE, of tables of any size', () => {
    const feature = fc.integer({ min: 1, max: 5000 }).map((number) => Math.imul(number, 0x9e3779b1));
    fc.assert(fc.property(fc.uniqueArray(feature, { maxLength: 2000 }), fc.array(feature, { maxLength: 49 }), (known, asked) => {
      const shipped = new WeightTable(4);
      const table = new DecodingTable(shipped);
      for (const one of known) table.set(one, weightsOf(one));
      const expected = Array.from({ length: TAG_COUNT }, () => 0);
      for (const one of asked) {
        if (!known.includes(one)) continue;
        const weights = weightsOf(one);
        for (let tag = 0; tag < TAG_COUNT; tag += 1) expected[tag] += weights[tag] - weights[OUTSIDE];
      }
      assert.deepEqual(sumOf(table, asked), expected);
    }), { numRuns: 30 });
  });

  it('takes the weights of a model, and others in their place', () => {
    const shipped = new WeightTable(4);
    for (const tag of [0, 5, 12]) shipped.set(shipped.findOrAdd(77), tag, (tag + 1) * GRAIN);
    const table = new DecodingTable(shipped);
    assert.deepEqual(sumOf(table, [77])[5], 5 * GRAIN);
    table.set(77, new Int32Array(TAG_COUNT).fill(9));
    assert.deepEqual(sumOf(table, [77, 78]), Array.from({ length: TAG_COUNT }, () => 0));
  });

  it('cuts weights that are too large for a byte', () => {
    const table = new DecodingTable(new WeightTable(4));
    const weights = new Int32Array(TAG_COUNT);
    weights[1] = 100_000;
    weights[2] = -100_000;
    table.set(77, weights);
    const [, most, least] = sumOf(table, [77]);
    assert.ok(most > 600 && most < 800 && least === -most, `${most} ${least}`);
  });

  it('keeps the weights of transitions as they are', () => {
    const shipped = new WeightTable(4);
    const row = shipped.findOrAdd(transitionFeature(START_STATE));
    shipped.set(row, OUTSIDE, 7);
    shipped.set(row, 1, -5);
    const { transitions } = new DecodingTable(shipped);
    assert.deepEqual([...transitions.subarray(START_STATE * TAG_COUNT, START_STATE * TAG_COUNT + 3)], [7, -5, 0]);
  });
});

describe('the index of features', () => {
  it('numbers features as they come, and finds many at once', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer().filter((feature) => feature !== 0), { maxLength: 3000 }), fc.array(fc.integer().filter((feature) => feature !== 0), { maxLength: 60 }), (known, others) => {
      const index = new FeatureIndex(1);
      known.forEach((feature, row) => assert.equal(index.findOrAdd(feature), row));
      known.forEach((feature, row) => assert.equal(index.findOrAdd(feature), row));
      const asked = Int32Array.from([...known, ...others]);
      const rows = new Int32Array(asked.length);
      index.findAll(asked, 0, asked.length, rows);
      assert.deepEqual([...rows], [...asked].map((feature) => known.indexOf(feature)));
      assert.equal(index.size, known.length);
      const seen: number[] = [];
      index.forEach((feature, row) => { seen[row] = feature; });
      assert.deepEqual(seen, known);
    }), { numRuns: 30 });
  });
});
