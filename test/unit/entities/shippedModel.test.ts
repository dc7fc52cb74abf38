import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadJieba } from '../../../src/build/jieba';
import { KnownNames } from '../../../src/entities/knownNames';
import { unpackModel } from '../../../src/analysis/modelFile';
import { EntityTagger } from '../../../src/entities/tagger';

const MODEL = 'src/entities/model/entities.bin';
const LARGEST_FILE = 2_000_000;

describe('the shipped model', () => {
  const bytes = readFileSync(MODEL);
  let tagger: EntityTagger;

  before(() => {
    tagger = new EntityTagger(unpackModel(bytes), loadJieba());
  });

  const names = (text: string, known?: KnownNames): string[] =>
    tagger.tagPage([{ text, kind: 'body' }], known)[0].map(({ start, end, label }) => `${text.slice(start, end)} ${label}`);

  it('is small', () => assert.ok(bytes.length <= LARGEST_FILE, `${bytes.length} bytes`));

  for (const [text, expected] of [
    ['记者周启明来到河北省保定市定兴县调研。', ['周启明 PERSON', '河北省保定市定兴县 PLACE']],
    ['本报讯（记者 孙晓梅）', ['孙晓梅 PERSON']],
    ['德国总理舒尔曼抵达莫斯科。', ['德国 PLACE', '舒尔曼 PERSON', '莫斯科 PLACE']],
    ['甘肃金穗种业有限公司党支部开展义诊。', ['甘肃金穗种业有限公司党支部 ORG']],
    ['他的长篇小说《雪落无声》获奖。', ['雪落无声 WORK']],
    ['警方依照治安管理处罚法作出决定。', ['治安管理处罚法 WORK']],
    ['我们要高度重视这项工作，方便群众办事。', []],
  ] as const) {
    it(text, () => assert.deepEqual(names(text), expected));
  }

  it('keeps to decided names', () => {
    const text = '熊大勇说，熊大勇农场的草莓熟了。';
    const known = new KnownNames([{ name: '熊大勇农场', label: 'ORG' }], [{ name: '熊大勇', before: '', after: '说' }]);
    assert.deepEqual(names(text, known), ['熊大勇农场 ORG']);
  });

  it('copes with any text', () => {
    for (const text of ['', ' ', '《', '》《》', '\ud83c', '😀😀', '·'.repeat(50), '甲'.repeat(3000), 'Hello, world 123', '１２３。\u3000']) {
      const mentions = tagger.tagPage([{ text, kind: 'body' }])[0];
      for (const { start, end } of mentions) assert.ok(start >= 0 && start < end && end <= text.length);
    }
  });
});
