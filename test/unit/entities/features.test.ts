import assert from 'node:assert/strict';
import { extractFeatures, FEATURE_FAMILIES, MAX_FEATURES, type FeatureFamily } from '../../../src/entities/features';
import { Gate } from '../../../src/entities/gate';
import { Lexicon } from '../../../src/entities/lexicon';
import { decodeModel, encodeModel, USUAL_CONVENTIONS } from '../../../src/entities/model';
import { TextView } from '../../../src/entities/textView';
import { WeightTable } from '../../../src/entities/weightTable';
import type { Segmenter } from '../../../src/entities/segmenter';
import { stubSegmenter } from './segmenterStub';

const TAGS = { 高兴: 'a', 高炘: 'a', 说: 'v', 记者: 'n', 学者: 'n' };
const LEXICON = new Lexicon({ surname: ['高'] });

function featuresAt(text: string, at: number, segmenter: Segmenter, family: FeatureFamily): number[] {
  const view = new TextView(LEXICON, segmenter);
  view.fill(text, 'body', []);
  const out = new Int32Array(MAX_FEATURES);
  const count = extractFeatures(view, at, out, new Set(FEATURE_FAMILIES.filter((other) => other !== family)));
  return [...out.subarray(0, count)];
}

const shared = (left: readonly number[], right: readonly number[]): number => left.filter((feature) => right.includes(feature)).length;

describe('features of a character', () => {
  it('say how common its word and those beside it are', () => {
    const common = stubSegmenter(TAGS);
    const rare = stubSegmenter(TAGS, 0);
    assert.notDeepEqual(featuresAt('高兴说', 0, common, 'commonness'), featuresAt('高兴说', 0, rare, 'commonness'));
    assert.deepEqual(featuresAt('高兴说', 0, common, 'commonness'), featuresAt('高炘说', 0, common, 'commonness'));
    for (const family of ['characters', 'words', 'edges'] as const) {
      assert.deepEqual(featuresAt('高兴说', 0, common, family), featuresAt('高兴说', 0, rare, family));
    }
  });

  it('know the last character of the word and of the word before, wherever in the word they stand', () => {
    const segmenter = stubSegmenter(TAGS);
    assert.equal(shared(featuresAt('记者说', 0, segmenter, 'edges'), featuresAt('学者说', 0, segmenter, 'edges')), 3);
    assert.equal(shared(featuresAt('记者高炘', 3, segmenter, 'edges'), featuresAt('学者高炘', 3, segmenter, 'edges')), 4);
  });
});

describe('the model file', () => {
  const modelWith = (weights: readonly number[]): Parameters<typeof encodeModel>[0] => {
    const table = new WeightTable(weights.length);
    weights.forEach((weight, index) => { table.set(table.findOrAdd((index + 1) * 7919), index % 13, weight); });
    return { table, lexicon: LEXICON, calibration: { slope: 0.01, offset: 0 }, step: 100, gate: new Gate(), conventions: USUAL_CONVENTIONS };
  };
  const weightsOf = (table: WeightTable, count: number): number[] =>
    Array.from({ length: count }, (_, index) => table.get(table.find((index + 1) * 7919), index % 13));

  for (const weights of [[12, -480, 600, 0, 36], [7, -3, 600], [0, 0], [-5]]) {
    it(`keeps the weights ${weights.join(', ')}`, () => {
      assert.deepEqual(weightsOf(decodeModel(encodeModel(modelWith(weights))).table, weights.length), [...weights]);
    });
  }

  it('is smaller where all weights are multiples of one number', () => {
    const fine = Array.from({ length: 200 }, (_, index) => 301 + index);
    const coarse = fine.map((weight) => Math.round(weight / 12) * 12);
    assert.ok(encodeModel(modelWith(coarse)).length < encodeModel(modelWith(fine)).length - 150);
  });
});
