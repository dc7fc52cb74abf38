import assert from 'node:assert/strict';
import type { Article } from '../../../src/page/page';
import { readPage } from '../../../src/page/readPage';
import { breakPage, plainPages, randomFrom, UNBROKEN, type Breakage, type PlainArticle } from './brokenPages';

const ARTICLES = plainPages().flatMap((page) => page.articles);

function somePage(seed: number, style: Partial<Breakage>): ReturnType<typeof breakPage> {
  const random = randomFrom(seed);
  const picked = ARTICLES.map((article): [number, PlainArticle] => [random(), article]).sort((left, right) => left[0] - right[0]).slice(0, 5);
  return breakPage(picked.map(([, article]) => article), { ...UNBROKEN, ...style }, random);
}

/** F1 of the pieces over twenty pages of five articles each. */
function piecesF1(style: Partial<Breakage>): number {
  let right = 0;
  let found = 0;
  let wanted = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const page = somePage(seed, style);
    const pieces = readPage(page.raw).articles.flatMap((article) => article.pieces);
    found += pieces.length;
    wanted += page.articles.length;
    right += page.articles.filter(({ start, end }) => pieces.some((piece) => piece.start === start && piece.end === end)).length;
  }
  return (2 * right) / (found + wanted);
}

describe('articles', () => {
  const mixed: Record<string, Partial<Breakage>> = {
    'with empty lines': { blankBetween: true },
    'cut at 18 characters': { width: 18 },
    'cut and indented': { width: 22, indent: '　　' },
  };
  for (const [name, style] of Object.entries(mixed)) {
    it(`are told apart where headlines stand over and under their text at random, on pages ${name}`, () => {
      const score = piecesF1({ headline: 'mixed', ...style });
      assert.ok(score >= 0.85, `F1 ${score.toFixed(3)}`);
    });
  }

  const styles: Record<string, Partial<Breakage>> = {
    'one paragraph a line': {},
    'with empty lines': { blankBetween: true },
    'cut at 18 characters': { width: 18 },
    'cut and indented': { width: 22, indent: '　　' },
    'with headlines under their text': { headline: 'below', blankBetween: true },
    'cut, with headlines under their text': { headline: 'below', width: 18 },
  };
  for (const [name, style] of Object.entries(styles)) {
    it(`are told apart on pages ${name}`, () => {
      const score = piecesF1(style);
      assert.ok(score >= 0.95, `F1 ${score.toFixed(3)}`);
    });
  }

  it('have headline, kicker, subtitle, byline, caption and column title by kind', () => {
    const page = readPage(['一线短波', '', '', '青石镇', '', '茶农夜校送课进山坳', '', '——一堂田间课的前前后后', '', '本报记者 祝青禾', '', '夜里八点，青石镇的茶农夜校开课了，三十多名茶农赶来听课。', '', '老师带来了显微镜，大家排着队看茶叶上的虫卵。', '', '图为茶农在田间听课。田小满 摄'].join('\n'));
    assert.deepEqual(page.paragraphs.map(({ kind }) => kind), ['columnTitle', 'kicker', 'headline', 'subtitle', 'byline', 'body', 'body', 'caption']);
    assert.equal(page.articles.length, 1);
    assert.equal(page.articles[0].title, '青石镇 茶农夜校送课进山坳');
    assert.deepEqual(named(page.articles[0]), ['记者 祝青禾', '摄 田小满']);
  });

  it('may be in two pieces, with a column title of another article between them', () => {
    const lead = '茶农夜校办了三年，青石镇的茶农从不会看病虫害，到家家都有土专家，夜校成了茶农最爱去的地方。';
    const raw = ['茶农夜校的老师带来了显微镜，茶农排着队看虫卵。夜校的课程由茶农自己点单，病虫害防治最受欢迎。', '每逢周三，青石镇的茶农都要走十里山路来夜校听课，土专家也上台讲。', '茶农夜校育出土专家', '本报记者 祝青禾', 'Jiang he zhi chuang', '江 河之窗', lead, '本报讯（记者 田小满）昨天，东桥码头的渡轮换上了电动马达，航速更快，噪声更小。', '渡轮公司计划两年之内把六艘渡轮全部更换，减少柴油消耗。', '东桥渡轮换上电动马达'].join('\n\n');
    const { articles } = readPage(raw);
    assert.deepEqual(articles.map(({ title, pieces }) => [title, pieces.length]), [['茶农夜校育出土专家', 2], ['东桥渡轮换上电动马达', 1]]);
    assert.equal(raw.slice(articles[0].pieces[1].start, articles[0].pieces[1].end), lead);
  });

  it('without a headline have none', () => {
    const { articles } = readPage('本报讯 昨天，东桥码头的渡轮换上了电动马达。\n\n本报讯 近日，西岭林场开始冬季巡护。（田小满）');
    assert.deepEqual(articles.map(({ title, titleSpan }) => [title, titleSpan]), [[null, null], [null, null]]);
    assert.deepEqual(named(articles[1]), ['作者 田小满']);
  });

  it('name their makers with the role the page gives them', () => {
    const cases: [string, string[]][] = [
      ['本报记者 孙 琳', ['记者 孙琳']],
      ['江海商报记者 祁连山 卢苇', ['记者 祁连山', '记者 卢苇']],
      ['本报记者 燕子归 通讯员 于海', ['记者 燕子归', '通讯员 于海']],
      ['本报记者 龙吟 文/图', ['记者 龙吟']],
      ['作者：宋知远', ['作者 宋知远']],
      ['特约记者 楼听雨 实习生 白云', ['特约记者 楼听雨', '实习生 白云']],
    ];
    for (const [byline, wanted] of cases) {
      const raw = `小河塘变身共享池塘\n${byline}\n入秋以来，雁荡圩的小河塘热闹起来，有人种藕，有人养虾。`;
      assert.deepEqual(named(readPage(raw).articles[0]), wanted, byline);
      for (const { start, end, name } of readPage(raw).articles[0].names) assert.equal(raw.slice(start, end).replace(/\s/g, ''), name);
    }
  });

  it('leave several column titles in a row to themselves; a single one goes with its text', () => {
    const body = '渡口的船从前一天只走两趟，如今半个时辰就有一趟。撑船的老人说，河对岸的茶园开了以后，来看茶的人一天比一天多。';
    const stacked = readPage(['Shui xiang ji shi', '水 乡纪事', 'Cha yuan sui bi', '茶 园随笔', body, '（作者系青石镇文化站站长）', '渡口又热闹了', '本报记者 雷小川'].join('\n\n'));
    const single = readPage(['Shui xiang ji shi', '水 乡纪事', body, '（作者系青石镇文化站站长）', '渡口又热闹了', '本报记者 雷小川'].join('\n\n'));
    const begins = ({ raw, articles: [{ pieces: [piece] }] }: typeof stacked): string => raw.slice(piece.start, piece.start + 4);
    assert.equal(begins(stacked), '渡口的船');
    assert.equal(begins(single), 'Shui');
  });
});

function named(article: Article): string[] {
  return article.names.map(({ role, name }) => `${role} ${name}`);
}
