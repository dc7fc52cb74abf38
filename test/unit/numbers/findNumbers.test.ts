import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type NumberOptions, findNumbers } from '../../../src/numbers/findNumbers';

const TODAY = { year: 2024, month: 3, day: 13 }; // a Wednesday

function found(text: string, options?: NumberOptions): string[] {
  return findNumbers(text, options).map((one) => `${text.slice(one.start, one.end)} ${one.kind} ${one.value ?? `${one.min ?? ''}~${one.max ?? ''}`}${one.unresolved ? ' ?' : ''}`);
}

describe('numbers: finding them', () => {
  it('finds nothing in an empty text or one without numerals', () => {
    assert.deepEqual(findNumbers(''), []);
    assert.deepEqual(findNumbers('春风又绿江南岸。'), []);
  });

  it('gives several mentions in order, with offsets of the text', () => {
    const text = '合作社有社员86户，种植300余亩，户均增收2200元。';
    assert.deepEqual(findNumbers(text).map(({ start, end }) => text.slice(start, end)), ['86户', '300余亩', '2200元']);
  });

  it('computes the canonical unit and value', () => {
    assert.deepEqual(findNumbers('面积30亩。')[0], { start: 2, end: 5, kind: 'measure', value: 30, unit: '亩', canonicalUnit: 'm²', canonicalValue: 20000 });
    assert.deepEqual(findNumbers('重800斤。')[0], { start: 1, end: 5, kind: 'measure', value: 800, unit: '斤', canonicalUnit: 'kg', canonicalValue: 400 });
    assert.deepEqual(findNumbers('华氏212度。')[0], { start: 0, end: 6, kind: 'measure', value: 212, unit: '度', canonicalUnit: '℃', canonicalValue: 100 });
    assert.deepEqual(findNumbers('售价20美元。')[0], { start: 2, end: 6, kind: 'money', value: 20, unit: '美元', canonicalUnit: 'USD', canonicalValue: 20 });
  });

  it('gives each factor of a size the unit at its end', () => {
    assert.deepEqual(found('木箱为3×4×5厘米，墙高2.5×8米'), ['3 measure 3', '4 measure 4', '5厘米 measure 5', '2.5 measure 2.5', '8米 measure 8']);
    assert.deepEqual(findNumbers('木箱为3×4厘米')[0], { start: 3, end: 4, kind: 'measure', value: 3, unit: '厘米', canonicalUnit: 'm', canonicalValue: 0.03 });
    assert.deepEqual(found('男子4×100米接力开赛'), ['100米 measure 100']);
  });

  it('takes x between numbers for a sign of multiplication where a length follows', () => {
    assert.deepEqual(found('画幅30x40cm，房间3×4米'), ['30 measure 30', '40cm measure 40', '3 measure 3', '4米 measure 4']);
    assert.deepEqual(found('采用2x2设计'), []);
  });

  it('gives the ends of a range in the canonical unit too', () => {
    assert.deepEqual(findNumbers('种了3至6亩。')[0], { start: 2, end: 6, kind: 'measure', min: 3, max: 6, unit: '亩', canonicalUnit: 'm²', canonicalMin: 2000, canonicalMax: 4000 });
    assert.deepEqual(findNumbers('售价$5-$10。')[0], { start: 2, end: 8, kind: 'money', min: 5, max: 10, unit: '$', canonicalUnit: 'USD', canonicalMin: 5, canonicalMax: 10 });
    assert.deepEqual(findNumbers('气温3-8度。')[0], { start: 2, end: 6, kind: 'measure', min: 3, max: 8, unit: '度', canonicalUnit: '℃', canonicalMin: 3, canonicalMax: 8 });
    assert.deepEqual(findNumbers('误差±5厘米')[0], { start: 2, end: 6, kind: 'measure', min: -5, max: 5, unit: '厘米', canonicalUnit: 'm', canonicalMin: -0.05, canonicalMax: 0.05 });
  });

  it('takes a length in a stretch of time for a speed', () => {
    for (const [text, value] of [['时速72公里', 20], ['每小时达72公里', 20], ['每秒5米', 5], ['每分钟60米', 1]] as const) {
      const speed = findNumbers(text)[0];
      assert.deepEqual([speed.canonicalUnit, speed.canonicalValue], ['m/s', value], text);
    }
    assert.equal(findNumbers('每天步行5公里')[0]?.canonicalUnit, 'm');
  });

  it('takes the currency in front for the unit of 元', () => {
    for (const [text, code] of [['港币500元', 'HKD'], ['人民币500元', 'CNY'], ['新台币500万元', 'TWD'], ['美元500', 'USD']] as const) {
      assert.equal(findNumbers(text)[0]?.canonicalUnit, code, text);
    }
    assert.deepEqual(found('日元8连跌'), []);
  });

  it('gives a part of a year or month its ends', () => {
    assert.deepEqual(findNumbers('2021年三季度')[0], { start: 0, end: 8, kind: 'date', value: '2021', min: '2021-07', max: '2021-09', modifier: '三季度' });
    assert.deepEqual(findNumbers('2021年2月下旬')[0], { start: 0, end: 9, kind: 'date', value: '2021-02', min: '2021-02-21', max: '2021-02-28', modifier: '下旬' });
  });

  it('groups digits at a full-width comma only where no list can be meant', () => {
    assert.deepEqual(found('共有12，345，678人，投入3，500.5万元'), ['12，345，678人 cardinal 12345678', '3，500.5万元 money 35005000']);
    assert.deepEqual(found('参会的有110，120人'), ['110 cardinal 110', '120人 cardinal 120']);
    assert.deepEqual(found('人口为8，423.5万人'), ['8，423.5万人 cardinal 84235000']);
    assert.deepEqual(found('排名第1，234人参赛'), ['第1 ordinal 1', '234人 cardinal 234']);
  });

  it('offers 年底 and 上半年 without a year as dates of which only the modifier is known', () => {
    assert.deepEqual(findNumbers('预计年底交房', { today: TODAY }), [{ start: 2, end: 4, kind: 'date', modifier: '年底', unresolved: true }]);
    assert.deepEqual(found('从月初到月底，上半年一直忙', { relativeDates: true }), ['月初 date ~ ?', '月底 date ~ ?', '上半年 date --01~--06 ?']);
    assert.deepEqual(found('每年年底结算，年初一拜年，预计年底交房'), []);
    assert.deepEqual(found('每年年底结算，年初一拜年', { relativeDates: true }), []);
    assert.deepEqual(found('今年清明扫墓', { today: TODAY }), ['今年清明 date 2024-04-04']);
  });

  it('does not guess which of two numbers is the month', () => {
    assert.deepEqual(found('日期03/05/2021'), ['03/05/2021 date 2021 ?']);
    assert.deepEqual(found('日期05/05/2021，12/25/2021'), ['05/05/2021 date 2021-05-05', '12/25/2021 date 2021-12-25']);
  });

  it('takes digits without 分 for minutes beside a day', () => {
    assert.deepEqual(found('12月5日十点零五开会'), ['12月5日 date --12-05', '十点零五 time T10:05']);
    assert.deepEqual(found('均值为十点零五'), ['十点零五 cardinal 10.05']);
  });

  it('reads 兆 as the setting says', () => {
    assert.equal(findNumbers('三兆元')[0]?.value, 3e12);
    assert.equal(findNumbers('三兆元', { bigZhao: false })[0]?.value, 3e6);
  });

  it('takes a text that is nothing but a numeral for a number', () => {
    for (const [text, value] of [['一', 1], ['幺八九', 189], ['007', 7], ['二〇〇二', 2002], ['-10.1', -10.1], ['一个', 1]] as const) {
      assert.equal(findNumbers(text)[0]?.value, value, text);
    }
  });

  it('does not give relative dates unless they are asked for', () => {
    assert.deepEqual(found('今年以来，去年11月开工，昨日完工。'), ['11月 date --11 ?']);
  });

  it('resolves holidays, weeks and lengths of time before the day of the page', () => {
    const resolve = (text: string): string[] => found(text, { today: TODAY });
    assert.deepEqual(resolve('国庆节放假，明年春节再聚'), ['国庆节 date --10-01', '明年春节 date 2025-01-29']);
    assert.deepEqual(resolve('五一劳动节、七夕、腊八节和今年除夕'), ['五一劳动节 date --05-01', '七夕 date --07-07', '腊八节 date --12-08', '今年除夕 date 2024-02-09']);
    assert.deepEqual(resolve('母亲节送花'), ['母亲节 date 2024-05-12']);
    assert.deepEqual(found('母亲节送花', { relativeDates: true }), ['母亲节 date --05 ?']);
    assert.deepEqual(resolve('三天前，他来过；两年前搬家'), ['三天前 date 2024-03-10', '两年前 date 2022']);
    assert.deepEqual(resolve('婚礼三天前取消，他三天后离开'), ['三天 duration 3', '三天 duration 3']);
    assert.deepEqual(resolve('周一到周五上班'), ['周一到周五 date 2024-03-11~2024-03-15']);
    assert.deepEqual(found('周一到周五上班', { relativeDates: true }), ['周一到周五 date ~ ?']);
    assert.deepEqual(found('国庆节放假，圣诞树亮了'), []);
  });

  it('reads units in traditional characters', () => {
    assert.deepEqual(found('種植3萬畝，產出500噸，售價2億元，歷時5個月，約20週歲'), ['3萬畝 measure 30000', '500噸 measure 500', '2億元 money 200000000', '5個月 duration 5', '約20週歲 age 20']);
  });

  it('resolves relative dates against the day of the page', () => {
    const resolve = (text: string): string[] => found(text, { today: TODAY });
    assert.deepEqual(resolve('昨日完工'), ['昨日 date 2024-03-12']);
    assert.deepEqual(resolve('去年11月开工'), ['去年11月 date 2023-11']);
    assert.deepEqual(resolve('今年1至2月'), ['今年1至2月 date 2024-01~2024-02']);
    assert.deepEqual(resolve('上周三和下周日'), ['上周三 date 2024-03-06', '下周日 date 2024-03-24']);
    assert.deepEqual(resolve('本月20日'), ['本月20日 date 2024-03-20']);
    assert.deepEqual(resolve('上个月结束'), ['上个月 date 2024-02']);
    assert.deepEqual(resolve('大前天下雨'), ['大前天 date 2024-03-10']);
    assert.deepEqual(resolve('下下个月开工，大前年完工'), ['下下个月 date 2024-05', '大前年 date 2021']);
    assert.deepEqual(resolve('上季度盈利，本季度亏损'), ['上季度 date 2023-10~2023-12', '本季度 date 2024-01~2024-03']);
    assert.deepEqual(findNumbers('今年前10个月', { today: TODAY })[0], { start: 0, end: 7, kind: 'date', value: '2024', min: '2024-01', max: '2024-10', modifier: '前10个月' });
    assert.deepEqual(findNumbers('每周三开会', { today: TODAY }), [{ start: 1, end: 3, kind: 'date', unresolved: true }]);
    assert.deepEqual(resolve('今晚八点半开会'), ['今晚 date 2024-03-13', '八点半 time T20:30']);
    assert.deepEqual(resolve('上世纪初建成，本世纪中叶完工'), ['上世纪初 date 1900~1999', '本世纪中叶 date 2000~2099']);
    assert.deepEqual(resolve('本周天气好'), ['本周 date 2024-03-11~2024-03-17']);
  });

  it('marks relative dates that nothing resolves', () => {
    assert.deepEqual(found('昨日开会，去年11月开工', { relativeDates: true }), ['昨日 date ~ ?', '去年11月 date --11 ?']);
  });

  it('knows a page name from the digits in it', () => {
    assert.deepEqual(found('与88集团签约，投入5000万元'), ['5000万元 money 50000000']);
    assert.deepEqual(found('歼-20和C919亮相'), []);
    assert.deepEqual(found('访问 www.example.com/2021/3 了解'), []);
  });

  it('leaves numbers of telephones, identity cards and books alone', () => {
    assert.deepEqual(found('热线：400-800-1234，手机13800001234，身份证110101199001011234'), []);
  });

  it('reads a figure after a list marker', () => {
    assert.deepEqual(found('一、新建3座桥；（二）修路20公里。2.植树500棵'), ['3座 cardinal 3', '20公里 measure 20', '500棵 cardinal 500']);
  });

  it('keeps the spans of idioms silent and of counts alive', () => {
    assert.deepEqual(found('他十分用心，用了十分钟'), ['十分钟 duration 10']);
    assert.deepEqual(found('万一不行，就投一万一千元'), ['一万一千元 money 11000']);
    assert.deepEqual(found('一线城市有三千人'), ['三千人 cardinal 3000']);
  });

  it('keeps to at most one false number in 1,000 characters of prose', () => {
    const prose = readFileSync(new URL('fixtures/prose.txt', import.meta.url), 'utf8').split('\n').filter((line) => line !== '');
    assert.ok(prose.length >= 200);
    const wrong = prose.flatMap((line) => found(line).map((one) => `${one}: ${line}`));
    const characters = prose.reduce((sum, line) => sum + line.length, 0);
    assert.ok(wrong.length <= characters / 1000, wrong.join('\n'));
  });
});

describe('numbers: any text at all', () => {
  const NUMERALS = Array.from('0123456789０１零〇一二三四五六七八九十百千万亿兆两半几数第廿壹拾点分之负-—至到~.,:/%％元角米斤年月日号时周岁成折个人多余来约近超过上下“”（）、。 Ag$￥正初农历大');

  it('gives ordered, separate, non-empty spans and finite values', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...NUMERALS), { maxLength: 40 }).map((all) => all.join('')), (text) => {
      let floor = 0;
      for (const one of findNumbers(text, { today: TODAY })) {
        assert.ok(one.start >= floor && one.end > one.start && one.end <= text.length, `${text} ${one.start} ${one.end}`);
        for (const value of [one.value, one.min, one.max, one.canonicalValue]) assert.ok(typeof value !== 'number' || Number.isFinite(value), text);
        assert.ok(one.value !== undefined || one.min !== undefined || one.max !== undefined || one.unresolved, text);
        floor = one.end;
      }
    }), { numRuns: 5000, seed: 11 });
  });

  // Quadratic work would take hours here; the timeout of the suite is the bound.
  const MILLION = 1_000_000;
  const hostile: Readonly<Record<string, string>> = {
    'one numeral': '一', 'magnitudes': '万亿', 'hyphens': '1-', 'slashes': '1/', 'colons': '1:', 'points': '1.', 'groups': ',000',
    'zeros': '零', 'tens': '十七', 'ordinals': '第', 'numbered ordinals': '第一', 'parts of money': '3元5角', 'hours': '3小时', 'percent words': '百分之',
    'ratios': '1比', 'fractions': '三分之', 'quotes': '“一', 'years': '2021年', 'ranges': '1月至', 'hours and points': '3点', 'spaces': '1 ', 'letters': 'A1',
    'spaces before': ' ', 'hundreds': '一百', 'vague': '几百', 'minus': '负', 'approximators': '不超过', 'brackets': '（一', 'lunar': '正月', 'relative': '上上周',
  };
  const FULL = new Set(['one numeral', 'magnitudes', 'hyphens']);
  for (const [name, unit] of Object.entries(hostile)) {
    const length = FULL.has(name) ? MILLION : MILLION / 5;
    it(`comes to an end on ${length} characters: ${name}`, () => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const short = text.slice(0, MILLION / 20);
      for (const one of [text, `1${short}`, `一${short}1`]) assert.ok(Array.isArray(findNumbers(one, { today: TODAY })));
    });
  }
});
