import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type NumberMention, findNumbers } from '../../../src/numbers/findNumbers';
import { currencyCodes } from '../../../src/numbers/currencyTables';
import { writeChinese, writeFullWidth, writeGrouped, writeSequence } from './writeNumerals';

/** The one mention in `before + form + after`, which must be exactly the form. */
function only(form: string, before = '共计', after = '，'): NumberMention {
  const text = before + form + after;
  const found = findNumbers(text);
  assert.deepEqual(found.map((one) => text.slice(one.start, one.end)), [form], text);
  return found[0];
}

const RUNS = { numRuns: 300, seed: 7 };
const integer = fc.integer({ min: 2, max: 999_999_999 });
const decimal = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 99 })).map(([whole, part]) => `${whole}.${part}`);
const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 28 });
const year = fc.integer({ min: 1900, max: 2099 });
const pad = (value: number): string => String(value).padStart(2, '0');

/** For every written form: value → text → mention → value is the identity. */
function roundTrip<Value>(name: string, values: fc.Arbitrary<Value>, check: (value: Value) => void): void {
  it(name, () => {
    fc.assert(fc.property(values, check), RUNS);
  });
}

describe('numbers: value → text → value', () => {
  roundTrip('Arabic digits with a classifier', integer, (value) => { assert.equal(only(`${value}户`).value, value); });
  roundTrip('thousands separators', integer, (value) => { assert.equal(only(`${writeGrouped(value)}元`).value, value); });
  roundTrip('full-width digits', integer, (value) => { assert.equal(only(`${writeFullWidth(String(value))}台`).value, value); });
  roundTrip('decimals with a unit', decimal, (value) => { assert.equal(only(`${value}公里`).value, Number(value)); });
  roundTrip('decimals with a magnitude', decimal, (value) => {
    assert.equal(only(`${value}万元`).value, Number(`${value}e4`));
    assert.equal(only(`${value}亿元`).value, Number(`${value}e8`));
  });
  roundTrip('Chinese numerals', integer, (value) => { assert.equal(only(`${writeChinese(value)}名`).value, value); });
  roundTrip('Chinese numerals up to 10¹²', fc.integer({ min: 2, max: 999_999_999_999 }), (value) => { assert.equal(only(`${writeChinese(value)}户`).value, value); });
  roundTrip('formal numerals', integer, (value) => { assert.equal(only(`${writeChinese(value, true)}圆整`).value, value); });
  roundTrip('Chinese decimals', decimal, (value) => {
    const [whole, part] = value.split('.') as [string, string];
    assert.equal(only(`${writeChinese(Number(whole))}点${writeSequence(part).replaceAll('〇', '零')}公里`).value, Number(value));
  });
  roundTrip('mixed numerals', fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9 })), ([tenThousands, thousands]) => {
    assert.equal(only(`${tenThousands}万${thousands}千人`).value, tenThousands * 10000 + thousands * 1000);
    assert.equal(only(`${tenThousands}万${thousands}`).value, tenThousands * 10000 + thousands * 1000);
  });
  roundTrip('the omitted last multiplier', fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })), ([first, second]) => {
    assert.equal(only(`${writeChinese(first)}百${writeChinese(second)}`).value, first * 100 + second * 10);
    assert.equal(only(`${writeChinese(first)}千${writeChinese(second)}`).value, first * 1000 + second * 100);
    assert.equal(only(`${writeChinese(first)}万${writeChinese(second)}`).value, first * 10000 + second * 1000);
  });
  roundTrip('percent', decimal, (value) => {
    assert.equal(only(`${value}%`).value, Number(value));
    assert.equal(only(writeFullWidth(`${value}%`)).value, Number(value));
    assert.equal(only(`${value}个百分点`).value, Number(value));
  });
  roundTrip('百分之', fc.integer({ min: 1, max: 300 }), (value) => {
    assert.equal(only(`百分之${writeChinese(value)}`).value, value);
    assert.equal(only(`百分之${value}`).value, value);
  });
  roundTrip('千分之', fc.integer({ min: 1, max: 999 }), (value) => {
    const found = only(`千分之${writeChinese(value)}`);
    assert.equal(found.value, value);
    assert.equal(found.canonicalValue, value / 10);
  });
  roundTrip('成 and 折', fc.integer({ min: 1, max: 9 }), (value) => {
    assert.equal(only(`${writeChinese(value)}成`).value, value * 10);
    assert.equal(only(`${writeChinese(value)}折`).value, value * 10);
  });
  roundTrip('fractions', fc.tuple(fc.integer({ min: 2, max: 99 }), fc.integer({ min: 1, max: 99 })), ([below, above]) => {
    const wanted = Number((above / below).toPrecision(15));
    assert.equal(only(`${writeChinese(below)}分之${writeChinese(above)}`).value, wanted);
    assert.equal(only(`${above}/${below}`).value, wanted);
  });
  roundTrip('money with 角', fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9 })), ([whole, part]) => {
    assert.equal(only(`${whole}元${part}角`).value, Number(`${whole}.${part}`));
    assert.equal(only(`${writeChinese(whole)}块${writeChinese(part)}毛`).value, Number(`${whole}.${part}`));
  });
  roundTrip('currency signs', decimal, (value) => {
    for (const sign of ['$', '￥', '€', '£', 'HK$']) assert.equal(only(`${sign}${value}`).value, Number(value));
  });
  roundTrip('negative temperatures', fc.integer({ min: 1, max: 60 }), (value) => {
    assert.equal(only(`-${value}℃`).value, -value);
    assert.equal(only(`零下${writeChinese(value)}摄氏度`).value, -value);
  });
  roundTrip('ranges', fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), ([low, step]) => {
    for (const mark of ['-', '—', '~', '至', '到']) {
      const found = only(`${low}${mark}${low + step}人`);
      assert.deepEqual([found.min, found.max, found.value], [low, low + step, undefined]);
    }
    const shared = only(`${low}至${low + step}万元`);
    assert.deepEqual([shared.min, shared.max], [low * 10000, (low + step) * 10000]);
    const words = only(`${writeChinese(low + 1)}到${writeChinese(low + 1 + step)}个`);
    assert.deepEqual([words.min, words.max], [low + 1, low + 1 + step]);
  });
  roundTrip('ranges in the canonical unit', fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), ([low, step]) => {
    for (const [unit, canonical, factor] of [['公里', 'm', 1000], ['吨', 'kg', 1000], ['小时', 's', 3600], ['公顷', 'm²', 10000]] as const) {
      const found = only(`${low}至${low + step}${unit}`);
      assert.deepEqual([found.canonicalUnit, found.canonicalMin, found.canonicalMax], [canonical, low * factor, (low + step) * factor]);
    }
  });
  roundTrip('lists of numbers that follow each other', fc.integer({ min: 1, max: 8 }), (value) => {
    for (const [form, low, high] of [[`${value}、${value + 1}个`, value, value + 1], [`第${value}、${value + 1}名`, value, value + 1]] as const) {
      const found = only(form, '，');
      assert.deepEqual([found.min, found.max], [low, high]);
    }
    for (const form of [`${value}、${value + 1}月`, `${writeChinese(value)}、${writeChinese(value + 1)}月份`]) {
      const found = only(form, '每年');
      assert.deepEqual([found.min, found.max], [`--${pad(value)}`, `--${pad(value + 1)}`]);
    }
  });
  roundTrip('single digits in a range', fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })), ([low, step]) => {
    for (const [unit, factor] of [['倍', 1], ['成', 10], ['折', 10], ['人', 1], ['公里', 1]] as const) {
      const found = only(`${writeChinese(low)}至${writeChinese(low + step)}${unit}`, '有');
      assert.deepEqual([found.min, found.max], [low * factor, (low + step) * factor]);
    }
  });
  roundTrip('tens of millions with doubled 万', fc.integer({ min: 2, max: 99 }), (value) => { assert.equal(only(`${writeChinese(value)}万万人`).value, value * 1e8); });
  roundTrip('a hundred and some', fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('百', '千')), ([value, multiplier]) => {
    const found = only(`${writeChinese(value)}${multiplier}零几户`);
    assert.deepEqual([found.value, found.approx], [value * (multiplier === '百' ? 100 : 1000), true]);
  });
  roundTrip('marks with 点 and 分', fc.tuple(fc.integer({ min: 25, max: 99 }), fc.integer({ min: 1, max: 9 })), ([whole, part]) => {
    assert.equal(only(`${writeChinese(whole)}点${writeChinese(part)}分`, '得了').value, Number(`${whole}.${part}`));
  });
  roundTrip('comparison signs', integer, (value) => {
    for (const [sign, key] of [['≥', 'min'], ['>', 'min'], ['≤', 'max'], ['<', 'max']] as const) assert.equal(only(`${sign}${value}元`, '要求')[key], value);
  });
  roundTrip('currencies in front', fc.tuple(integer, fc.constantFrom(['港币', 'HKD'], ['新台币', 'TWD'], ['人民币', 'CNY'], ['美元', 'USD'])), ([value, [name, code]]) => {
    for (const form of [`${name}${value}元`, `${name}${value}`]) assert.deepEqual([only(form, '付').canonicalUnit, only(form, '付').canonicalValue], [code, value]);
  });
  roundTrip('quarters', fc.tuple(year, fc.integer({ min: 1, max: 4 })), ([yearValue, quarter]) => {
    const months = [`${pad(3 * quarter - 2)}`, `${pad(3 * quarter)}`];
    for (const form of [`${writeChinese(quarter)}季度`, `第${writeChinese(quarter)}季度`]) {
      const found = only(`${yearValue}年${form}`, '于');
      assert.deepEqual([found.value, found.min, found.max], [String(yearValue), ...months.map((one) => `${yearValue}-${one}`)]);
      assert.deepEqual([only(form, '，').min, only(form, '，').max], months.map((one) => `--${one}`));
    }
  });
  roundTrip('bounds of dates', year, (yearValue) => {
    const found = findNumbers(`${yearValue}年前建成`)[0];
    assert.deepEqual([found.value, found.max, found.modifier], [String(yearValue), String(yearValue), '前']);
    assert.equal(only(`${yearValue}年前后`, '于').approx, true);
  });
  roundTrip('hours with one mark', fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 12 })), ([hour, step]) => {
    const found = only(`${hour}至${hour + step}时`, '，');
    assert.deepEqual([found.min, found.max], [`T${pad(hour)}`, `T${pad(hour + step)}`]);
  });
  roundTrip('pairs', fc.integer({ min: 1, max: 8 }), (value) => {
    const digits = writeChinese(value) + writeChinese(value + 1);
    for (const [form, low, high] of [[`${digits}百人`, value * 100, (value + 1) * 100], [`${digits}万人`, value * 1e4, (value + 1) * 1e4], [`十${digits}天`, 10 + value, 11 + value]] as const) {
      const found = only(form);
      assert.deepEqual([found.min, found.max], [low, high]);
    }
  });
  roundTrip('bounds', integer, (value) => {
    for (const [form, key] of [[`超过${value}吨`, 'min'], [`至少${value}个`, 'min'], [`${value}名以上`, 'min'], [`不到${value}元`, 'max'], [`${value}家以下`, 'max']] as const) {
      const found = only(form);
      assert.deepEqual([found.value, found[key], found.approx], [value, value, true]);
    }
  });
  roundTrip('ordinals', fc.integer({ min: 1, max: 9999 }), (value) => {
    assert.equal(only(`第${value}届`).value, value);
    assert.equal(only(`第${writeChinese(value)}届`).value, value);
  });
  roundTrip('ages and durations', fc.integer({ min: 2, max: 120 }), (value) => {
    assert.deepEqual([only(`${value}岁`).kind, only(`${writeChinese(value)}岁`).value], ['age', value]);
    assert.deepEqual([only(`${value}小时`).canonicalValue, only(`${writeChinese(value)}个月`).value], [value * 3600, value]);
  });
  roundTrip('dates', fc.tuple(year, month, day), ([yearValue, monthValue, dayValue]) => {
    const iso = `${yearValue}-${pad(monthValue)}-${pad(dayValue)}`;
    assert.equal(only(`${yearValue}年${monthValue}月${dayValue}日`, '于').value, iso);
    assert.equal(only(`${writeSequence(String(yearValue))}年${writeChinese(monthValue)}月${writeChinese(dayValue)}日`, '于').value, iso);
    assert.equal(only(iso, '于').value, iso);
    assert.equal(only(`${yearValue}/${monthValue}/${dayValue}`, '于').value, iso);
    assert.equal(only(`${yearValue} 年 ${monthValue} 月`, '于').value, iso.slice(0, 7));
    assert.equal(only(`${monthValue}月${dayValue}日`, '于').value, `-${iso.slice(4)}`);
    assert.equal(only(`${yearValue}年`, '于').value, String(yearValue));
  });
  roundTrip('times', fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })), ([hour, minute]) => {
    const iso = `T${pad(hour)}:${pad(minute)}`;
    assert.equal(only(`${hour}时${minute}分`, '于').value, iso);
    assert.equal(only(`${pad(hour)}:${pad(minute)}`, '于').value, iso);
    if (hour >= 1 && minute >= 1) assert.equal(only(`${writeChinese(hour)}点${writeChinese(minute)}分`, '于').value, iso);
  });
  roundTrip('scientific notation', fc.tuple(fc.integer({ min: 10, max: 999 }), fc.integer({ min: 2, max: 20 })), ([digits, exponent]) => {
    const head = String(digits / 10);
    const wanted = Number(`${head}e${exponent}`);
    for (const form of [`${head}e${exponent}`, `${head}E+${exponent}`, `${head}×10^${exponent}`, `${head}×10的${exponent}次方`, `${head}*10^${exponent}`]) assert.equal(only(form, '测得').value, wanted);
    assert.equal(only(`10的${writeChinese(exponent)}次方`, '测得').value, 10 ** exponent);
  });
  roundTrip('thousands in spaces', fc.integer({ min: 1000, max: 999_999_999 }), (value) => { assert.equal(only(`${writeGrouped(value).replaceAll(',', ' ')}元`).value, value); });
  roundTrip('个亿', fc.integer({ min: 2, max: 99 }), (value) => {
    assert.equal(only(`${value}个亿`).value, value * 1e8);
    assert.equal(only(`${writeChinese(value)}个亿元`).canonicalValue, value * 1e8);
  });
  roundTrip('currency codes', fc.tuple(integer, fc.constantFrom(...currencyCodes())), ([value, code]) => {
    const found = only(`${code} ${value}`);
    assert.deepEqual([found.kind, found.value, found.canonicalUnit], ['money', value, code]);
  });
  roundTrip('块, 毛 and 分', fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), ([whole, tenths, hundredths]) => {
    const wanted = Number(`${whole}.${tenths}${hundredths}`);
    assert.equal(only(`${whole}块${tenths}毛${hundredths}`).value, wanted);
    assert.equal(only(`${writeChinese(whole)}块${writeChinese(tenths)}毛${writeChinese(hundredths)}分`).value, wanted);
  });
  roundTrip('minutes and seconds', fc.tuple(fc.integer({ min: 1, max: 59 }), fc.integer({ min: 1, max: 59 })), ([minutes, seconds]) => {
    assert.equal(only(`${minutes}分${seconds}秒`, '用时').canonicalValue, minutes * 60 + seconds);
  });
  roundTrip('minutes short of the hour', fc.tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 29 })), ([hour, minutes]) => {
    const wanted = `T${pad(hour - 1)}:${pad(60 - minutes)}`;
    assert.equal(only(`${writeChinese(hour)}点差${writeChinese(minutes)}分`, '，').value, wanted);
    assert.equal(only(`差${writeChinese(minutes)}分${writeChinese(hour)}点`, '，').value, wanted);
  });
  roundTrip('parts of the day', fc.tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 59 })), ([hour, minute]) => {
    const value = (part: string): unknown => only(`${part}${hour}点${minute}分`, '，').value;
    assert.deepEqual([value('上午'), value('下午'), value('晚上'), value('凌晨')], [hour, hour + 12, hour < 5 ? hour : hour + 12, hour].map((one) => `T${pad(one)}:${pad(minute)}`));
  });
  roundTrip('weeks', fc.tuple(year, fc.integer({ min: 1, max: 52 })), ([yearValue, week]) => {
    assert.equal(only(`${yearValue}年第${week}周`, '于').value, `${yearValue}-W${pad(week)}`);
  });
  roundTrip('centuries', fc.tuple(fc.integer({ min: 2, max: 18 }), fc.integer({ min: 1, max: 3 })), ([first, step]) => {
    const found = only(`${first}至${first + step}世纪`, '于');
    assert.deepEqual([found.min, found.max], [`${String(first - 1).padStart(2, '0')}00`, `${String(first + step - 1).padStart(2, '0')}99`]);
  });
  roundTrip('decades', fc.integer({ min: 3, max: 9 }), (value) => {
    const found = only(`上世纪${value}0年代`, '于');
    assert.deepEqual([found.min, found.max], [`19${value}0`, `19${value}9`]);
  });
});
