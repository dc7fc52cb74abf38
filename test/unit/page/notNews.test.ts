import assert from 'node:assert/strict';
import { isFurniture } from '../../../src/page/kinds';
import { readPage } from '../../../src/page/readPage';

function paragraphs(raw: string): string[] {
  return readPage(raw).paragraphs.map(({ text }) => text);
}

describe('texts that are no news', () => {
  it('that are empty or blank have no paragraphs and no articles', () => {
    for (const raw of ['', '\n', ' \t\r\n　\n', '\ufeff']) assert.deepEqual(readPage(raw), { raw, paragraphs: [], articles: [] });
  });

  it('in prose, one paragraph a line, keep their lines and are one article without a title', () => {
    const lines = ['那天夜里下着大雨，他独自走在堤上。', '“谁在那里？”守闸的人问。', '“过路的。”', '灯亮了，雨声却更大了。'];
    assert.deepEqual(paragraphs(lines.join('\n')), lines);
    assert.deepEqual(readPage(lines.join('\n')).articles.map(({ title, pieces }) => [title, pieces.length]), [[null, 1]]);
  });

  it('like Markdown notes keep headings and items', () => {
    const lines = ['# 周会', '- 定下发布的日子', '- 小组各写一页说明', '## 待办', '1. 修好登录', '2. 更新文档', '> 引用一句话'];
    const page = readPage(lines.join('\n'));
    assert.deepEqual(page.paragraphs.map(({ text }) => text), lines);
    assert.equal(page.articles.length, 1);
    assert.equal(page.articles[0].title, null);
  });

  it('like tables keep a row a paragraph', () => {
    const rows = ['| 村 | 户数 | 亩数 |', '| --- | --- | --- |', '| 石坪 | 186 | 920 |', '| 雁荡圩 | 97 | 410 |'];
    const page = readPage(rows.join('\n'));
    assert.deepEqual(page.paragraphs.map(({ text }) => text), rows);
    assert.deepEqual(page.paragraphs.map(({ kind }) => kind), rows.map(() => 'table'));
    assert.ok(!page.paragraphs.some(({ kind }) => isFurniture(kind)));
  });

  const kept: Record<string, string[]> = {
    'values between commas': ['村名,户数,亩数,备注', '石坪,186,920,已通路', '雁荡圩,97,410,无', '南湖里,46,,"桥,渡口"', '青石,12,33,'],
    'a program': ['import { x } from "y";', 'export function f(a: number): number {', '// 注释：记者', 'return a + 1;', '}', 'class A {', 'b = 2;', '}'],
    'data in braces': ['{', '"title": "标题",', '"author": "记者 张三",', '"items": [1, 2, 3]', '}'],
    'markup': ['<?xml version="1.0"?>', '<doc>', '<title>标题</title>', '<p>正文</p>', '</doc>'],
    'a log': ['2024-01-01 00:00:01 INFO start', '2024-01-01 00:00:02 WARN 磁盘空间不足', '2024-01-01 00:00:03 ERROR stop'],
    'code in a note': ['# 笔记', '正文在这里，说了一件事。', '```ts', 'const x = 1', 'const y = 2', '```', '正文到这里为止。'],
    'a list of people': ['王小明', '李大海', '张建国', '陈秀英', '刘洋'],
    'a talk': ['小张：你到了吗？', '小李：快了。', '小张：我在门口等你。', '小李：好的，五分钟。'],
    'minutes': ['时间：2024年3月5日', '地点：三楼会议室', '参加人：张三、李四', '一、关于预算', '会议同意了预算方案。', '二、关于人员', '会议决定增加两人。'],
  };
  for (const [name, lines] of Object.entries(kept)) {
    it(`like ${name} keep a line a paragraph and have no article of their own`, () => {
      const page = readPage(lines.join('\n'));
      assert.deepEqual(page.paragraphs.map(({ text }) => text), lines);
      assert.deepEqual(page.articles.map(({ title, pieces }) => [title, pieces.length]), [[null, 1]]);
      assert.deepEqual(page.articles[0].names, []);
    });
  }

  it('like a letter are signed, not headed', () => {
    const page = readPage(['亲爱的朋友：', '　　来信收到，很高兴知道你一切都好。', '　　此致', '敬礼', '　　　　　　　　　　周明', '　　　　　　2020年3月5日'].join('\n'));
    assert.deepEqual(page.paragraphs.map(({ kind }) => kind), ['body', 'body', 'signature', 'signature', 'signature']);
    assert.deepEqual(page.articles.map(({ title }) => title), [null]);
  });

  it('set from top to bottom, a character a line, are read on', () => {
    assert.deepEqual(paragraphs([...'今天天气很好。我们去散步。'].join('\n')), ['今天天气很好。我们去散步。']);
  });

  it('in English with headings keep them apart', () => {
    const lines = ['SPECIAL REPORT', 'Mayor opens bridge', 'By John Smith', 'The mayor opened the bridge on Monday.', 'It cost $2.5 million.'];
    assert.deepEqual(paragraphs(lines.join('\n')), lines);
  });

  it('in English are reflowed by the words that would not have fitted', () => {
    const raw = 'The old ferry crossed the river for the last time on Sunday. Hundreds of\npeople stood on both banks and waved, and the captain blew the horn three\ntimes.\n\nFrom next week a bridge will take its place. The ferry itself is going to\nbe a museum, with a small café on the upper deck.\n';
    assert.deepEqual(paragraphs(raw), [
      'The old ferry crossed the river for the last time on Sunday. Hundreds of people stood on both banks and waved, and the captain blew the horn three times.',
      'From next week a bridge will take its place. The ferry itself is going to be a museum, with a small café on the upper deck.',
    ]);
    assert.equal(readPage(raw).articles.length, 1);
  });

  it('in traditional characters are read alike', () => {
    const raw = ['停辦三年的河岸舊書市集', '週末重新登場，四十多家', '書攤沿著堤岸排開，從清', '晨到黃昏人潮不斷。', '市集將持續到月底。'].join('\n');
    assert.deepEqual(paragraphs(raw), ['停辦三年的河岸舊書市集週末重新登場，四十多家書攤沿著堤岸排開，從清晨到黃昏人潮不斷。', '市集將持續到月底。']);
  });

  it('that look binary are read without an exception', () => {
    const units = Array.from({ length: 4096 }, (_, index) => (index * 40503 + (index >> 3) * 7919) & 0xffff);
    const page = readPage(String.fromCharCode(...units));
    assert.ok(page.articles.length <= 1);
    assert.ok(page.paragraphs.length > 0);
  });
});

describe('texts of a size or a shape that might cost more than they are long', () => {
  const half = 500_000;
  const shapes: Record<string, string> = {
    'one line': '他说不看一眼心里不踏实'.repeat(half / 5),
    'a million line breaks': '\n'.repeat(1_000_000),
    'a hundred thousand short lines': '不看一眼\n'.repeat(100_000),
    'nested quotes': '“‘（《'.repeat(half / 4),
    'closing quotes': '”’）》'.repeat(half / 4),
    'quotes on lines of their own': '“\n'.repeat(50_000),
    spaces: '一 '.repeat(half / 2) + ' '.repeat(half),
    'spaces alone': ' '.repeat(half),
    'spaced letters': 'a b '.repeat(half / 4),
    'digits in groups': '123 456 '.repeat(half / 8),
    headlines: '青石镇修通村道\n本报记者 顾晓帆\n路修好了，茶叶也好卖了。\n'.repeat(10_000),
    datelines: '本报讯（记者 顾晓帆）路修好了。（苏一鸣）\n'.repeat(10_000),
    'open brackets of bylines': '（记者 '.repeat(half / 5),
    'role words': '记者记者'.repeat(12) + '\n' + '记者 摄 文 图 '.repeat(half / 10),
    'tabs and bars': '\t|'.repeat(half / 2),
    'syllables': ('xian '.repeat(12) + '\n').repeat(10_000),
  };
  for (const [name, raw] of Object.entries(shapes)) {
    it(`are read to the end: ${name}`, () => {
      const page = readPage(raw);
      const kept = page.paragraphs.reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0);
      assert.equal(kept, raw.replace(/\s/g, '').length);
    });
  }
});
