import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../src/annotations/model';
import { NUMBER_COLUMNS, numberTable, placesOn, tableCell, type NumberColumn } from '../../../src/formats/numberTable';

const HEADINGS = Object.fromEntries(NUMBER_COLUMNS.map((column) => [column, column])) as Record<NumberColumn, string>;

function number(fields: Partial<Annotation>): Annotation {
  return { layer: 'number', label: 'money', start: 0, end: 3, quote: '三万元', status: 'accepted', origin: 'suggested', id: 'n1', ...fields };
}

describe('the table of numbers', () => {
  it('has a heading and one row a number in reading order, with paragraph and article', () => {
    const places = placesOn([{ start: 0, end: 8 }, { start: 10, end: 40 }], [{ title: '新渠\n通水', pieces: [{ start: 0, end: 40 }] }]);
    const later = number({ id: 'n2', start: 12, end: 20, quote: '600至\n700元', unit: '元', canonicalUnit: 'CNY', min: 600, max: 700, canonicalMin: 600, canonicalMax: 700, approx: true });
    const first = number({ value: 30000, unit: '元', canonicalUnit: 'CNY', canonicalValue: 30000 });
    assert.deepEqual(numberTable([later, first], HEADINGS, places, () => '金额').split('\n'), [
      'quote\tkind\tvalue\tunit\tcanonicalUnit\tcanonicalValue\tmin\tmax\tcanonicalMin\tcanonicalMax\tapprox\tparagraph\tarticle',
      '三万元\t金额\t30000\t元\tCNY\t30000\t\t\t\t\t\t1\t新渠通水',
      '600至700元\t金额\t\t元\tCNY\t\t600\t700\t600\t700\t≈\t2\t新渠通水',
      '',
    ]);
  });

  it('gives no place where there is none', () => {
    assert.deepEqual(placesOn([{ start: 5, end: 8 }], [])({ start: 1, end: 2 }), { paragraph: 0, article: '' });
  });

  it('leaves numbers as they are, and makes no text a formula', () => {
    assert.equal(tableCell(-5), '-5');
    assert.equal(tableCell('-5℃'), '\'-5℃');
    assert.equal(tableCell('--09-07'), '\'--09-07');
    assert.equal(tableCell('=HYPERLINK("x")'), '"\'=HYPERLINK(""x"")"');
    assert.equal(tableCell('一\t二\r\n三'), '一 二 三');
  });

  it('whatever the text: one cell on one line that begins as no formula does', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('=', '+', '-', '@', '\t=', '\n@', ''), (text, sign) => {
      const cell = tableCell(sign + text);
      assert.doesNotMatch(cell, /[\t\r\n]/);
      assert.doesNotMatch(cell, /^\s*"?[=+\-@＝＋－＠]/);
    }), { numRuns: 500, seed: 7 });
  });
});
