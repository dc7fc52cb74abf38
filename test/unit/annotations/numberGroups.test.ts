import assert from 'node:assert/strict';
import type { Annotation } from '../../../src/annotations/model';
import { groupNumbers, numbersOf, sortKey } from '../../../src/annotations/numberGroups';
import { findNumbers } from '../../../src/numbers/findNumbers';

/** The numbers of a text as suggestions. */
function numbersIn(text: string): Annotation[] {
  return findNumbers(text).map(({ kind, start, end, ...fields }, index) => ({
    layer: 'number', label: kind, start, end, quote: text.slice(start, end), status: 'suggested', origin: 'suggested', id: `n${index}`, ...fields,
  }));
}

const shape = (text: string, ...how: ['unit' | 'kind', 'value' | 'place']): string[] =>
  groupNumbers(numbersIn(text), ...how).map(({ kind, unit, numbers }) => `${unit ?? kind ?? ''}: ${numbers.map(({ quote }) => quote).join(' ')}`);

const TEXT = '流转3公顷，新增20亩至25亩，共投入6万元，另借500美元；招工30人，又招12人。2021年动工，工期3个月，去的是2020年的旧址，比分3比2。';

describe('numbers in groups', () => {
  it('stand with what they can be compared to, smallest first', () => {
    assert.deepEqual(shape(TEXT, 'unit', 'value'), [
      '人: 12人 30人', 'CNY: 6万元', 'USD: 500美元', 'm²: 20亩至25亩 3公顷', 'date: 2020年 2021年', 'month: 3个月', 'ratio: 3比2',
    ]);
  });

  it('stand by kind and place where that is asked for', () => {
    assert.deepEqual(shape(TEXT, 'kind', 'place').slice(0, 3), ['cardinal: 30人 12人', 'money: 6万元 500美元', 'measure: 3公顷 20亩至25亩']);
  });

  it('compare ratios by their quotient, ranges by their lower end, dates as they are written', () => {
    assert.deepEqual(numbersIn('以10比4和9比8，涨了3%至5%，始于2021年3月。').map(sortKey), [2.5, 1.125, 3, '2021-03']);
  });

  it('leave out what is rejected, lost, or no number', () => {
    const [first, second, third] = numbersIn('来了3人、4人、5人。');
    assert.deepEqual(numbersOf([first, { ...second, status: 'rejected' }, { ...third, end: third.start }, { ...first, layer: 'entity' }]), [first]);
  });
});
