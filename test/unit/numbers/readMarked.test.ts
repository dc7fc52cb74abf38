import { strict as assert } from 'node:assert';
import { readMarkedNumber } from '../../../src/numbers/readMarked';

describe('Numbers that a person has marked', () => {
  it('have the value that would be found in a text, of the kind asked for where there is one', () => {
    assert.deepEqual(readMarkedNumber('三百元', 'money'), { kind: 'money', fields: { value: 300, unit: '元', canonicalUnit: 'CNY', canonicalValue: 300 } });
    assert.deepEqual(readMarkedNumber('三\n百 元', 'cardinal'), { kind: 'money', fields: { value: 300, unit: '元', canonicalUnit: 'CNY', canonicalValue: 300 } });
  });

  it('need no evidence that they are numbers', () => {
    assert.deepEqual(readMarkedNumber('四回', 'cardinal').fields, { value: 4, unit: '回' });
    assert.deepEqual(readMarkedNumber('两记', 'cardinal').fields, { value: 2, unit: '记' });
    assert.deepEqual(readMarkedNumber('十七', 'ordinal').fields, { value: 17 });
  });

  it('have no value where the words are not one number with one unit', () => {
    for (const words of ['梨花', '3公里长的路', '三比二又二', '四，回', '五个很长很长的词', '']) {
      assert.deepEqual(readMarkedNumber(words, 'cardinal').fields, {}, words);
    }
  });
});
