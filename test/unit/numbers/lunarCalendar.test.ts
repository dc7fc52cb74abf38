import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayNumber } from '../../../src/numbers/calendar';
import { fromLunar, lunarNewYearsEve } from '../../../src/numbers/lunarCalendar';

const CHINESE = new Intl.DateTimeFormat('en-u-ca-chinese-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });

describe('numbers: the old calendar', () => {
  it('gives the day that the calendar of Unicode gives', () => {
    const days = { year: fc.integer({ min: 1900, max: 2100 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 29 }) };
    fc.assert(fc.property(fc.record(days), (old) => {
      const day = fromLunar(old);
      assert.ok(day);
      const parts = Object.fromEntries(CHINESE.formatToParts(dayNumber(day) * 86_400_000).map(({ type, value }) => [type, value]));
      assert.deepEqual([parts.relatedYear, parts.month, parts.day], [String(old.year), String(old.month), String(old.day)]);
    }), { numRuns: 1000, seed: 7 });
  });

  it('knows the length of months and the years that it covers', () => {
    assert.deepEqual(fromLunar({ year: 2020, month: 1, day: 29 }), { year: 2020, month: 2, day: 22 });
    assert.equal(fromLunar({ year: 2020, month: 1, day: 30 }), undefined);
    assert.deepEqual(fromLunar({ year: 2020, month: 4, day: 29 }, true), { year: 2020, month: 6, day: 20 });
    assert.equal(fromLunar({ year: 2020, month: 4, day: 30 }, true), undefined);
    assert.equal(fromLunar({ year: 2020, month: 5, day: 1 }, true), undefined);
    assert.equal(fromLunar({ year: 1899, month: 1, day: 1 }), undefined);
    assert.equal(fromLunar({ year: 2101, month: 1, day: 1 }), undefined);
    assert.deepEqual(lunarNewYearsEve(2024), { year: 2024, month: 2, day: 9 });
  });
});
