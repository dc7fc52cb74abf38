import { strict as assert } from 'node:assert';
import { TextGrams } from '../../../src/survey/textGrams';

const TEXT = '青禾镇今年拨款三十万元，修渠十二公里，石坎村的孟广川捐了五千元。';

describe('the pairs of neighbours in a text', () => {
  it('never deny words that stand in it', () => {
    const grams = new TextGrams(TEXT);
    for (let start = 0; start < TEXT.length; start++) {
      for (let end = start + 1; end <= TEXT.length; end++) assert.ok(grams.mayHold(TEXT.slice(start, end)));
    }
  });

  it('deny most words that do not', () => {
    const grams = new TextGrams(TEXT.repeat(100));
    const others = Array.from({ length: 1000 }, (_, index) => String.fromCharCode(0x4e00 + index * 7, 0x5e00 + index * 3, 0x6e00 + index * 5));
    assert.ok(others.filter((words) => grams.mayHold(words)).length < 10);
  });

  it('say nothing of a single character, and nothing stands in an empty text', () => {
    assert.ok(new TextGrams('').mayHold('渠'));
    assert.ok(!new TextGrams('').mayHold('修渠'));
  });
});
