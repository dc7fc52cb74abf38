import assert from 'node:assert/strict';
import { dayInFileName, datesOfParagraphs, type DateHints } from '../../../src/numbers/pageDate';
import { readPage } from '../../../src/page/readPage';

const iso = (day: { year: number; month: number; day: number } | undefined): string | undefined =>
  day && [day.year, day.month, day.day].map((part) => String(part).padStart(2, '0')).join('-');

const BODY = '　　柳溪县今年新修水渠十二公里，昨日全线通水，沿线村民说，往后浇地再也不用排队等水了。';
const HEADLINE = '柳溪新渠通水';

/** The day from which the first paragraph that holds `words` counts, as ISO 8601. */
function dayOf(lines: readonly string[], words: string, hints: DateHints = {}): string | undefined {
  const page = readPage(lines.join('\n'));
  const index = page.paragraphs.findIndex(({ text }) => text.includes(words));
  assert.ok(index >= 0, words);
  return iso(datesOfParagraphs(page, hints)[index]);
}

describe('numbers: the day of a page', () => {
  for (const [name, day] of [
    ['2021-03-05.txt', '2021-03-05'], ['20210305-A02.txt', '2021-03-05'], ['A02_2021_3_5.txt', '2021-03-05'], ['晨报2021年3月5日.txt', '2021-03-05'],
    ['2021-02-30.txt', undefined], ['120210305.txt', undefined], ['2021-03-05至2021-03-07.txt', undefined], ['000_8595.txt', undefined], ['20211305.txt', undefined],
  ] as const) {
    it(`${name} tells ${day ?? 'nothing'}`, () => { assert.equal(iso(dayInFileName(name)), day); });
  }

  it('a date line at the head tells it, whatever its form', () => {
    for (const line of ['2021年3月5日 星期五', '2021年3月5日　星期五　第3版', '第3版 2021-03-05', '二〇二一年三月五日 星期五 责任编辑 陆青', '2021 年 3 月 5 日 星期五']) {
      assert.equal(dayOf([line, '', HEADLINE, '', BODY], '新修水渠'), '2021-03-05', line);
    }
  });

  it('a weekday that is not that of the date, two dates, or a sentence tell nothing', () => {
    for (const line of ['2021年3月5日 星期一', '2021年2月30日', '2021年3月5日开工', '2021年3月5日至2021年3月8日']) {
      assert.equal(dayOf([line, '', HEADLINE, '', BODY], '新修水渠'), undefined, line);
    }
  });

  it('a dateline counts for its article, with the year of the page', () => {
    const lines = ['2021年1月2日 星期六', '', HEADLINE, '', '　　本报柳溪12月31日电（记者 陆青）今年的渠修好了，昨日全线通水，沿线村民都来看水，站满了两岸的堤坝。', '', BODY];
    assert.equal(dayOf(lines, '的渠修好了'), '2020-12-31');
  });

  it('a dateline finds its year where the page writes the same day in full, and nowhere else', () => {
    const dateline = '　　新华社柳溪3月5日电 昨日全线通水，沿线村民都来看水，站满了两岸的堤坝，热闹得像过节一样。';
    assert.equal(dayOf([HEADLINE, '', dateline], '全线通水'), undefined);
    assert.equal(dayOf([HEADLINE, '', `${dateline}验收书上写着2021年3月5日。`], '全线通水'), '2021-03-05');
    assert.equal(dayOf([HEADLINE, '', `${dateline}验收书上写着2021年3月5日，合同上写着2020年3月5日。`], '全线通水'), undefined);
  });

  it('what a person sets counts more than the page', () => {
    const today = { year: 2024, month: 5, day: 18 };
    assert.equal(dayOf(['2021年3月5日 星期五', '', HEADLINE, '', BODY], '新修水渠', { today, fileName: '2020-01-01.txt' }), '2024-05-18');
    assert.equal(dayOf(['2021年3月5日 星期五', '', HEADLINE, '', BODY], '新修水渠', { fileName: '2020-01-01.txt' }), '2020-01-01');
  });
});
