import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseCorpus } from '../../../src/entities/corpusFormat';
import { lintCorpus } from '../../../src/entities/corpusLint';

const CORPUS = 'src/entities/corpus/';

describe('the corpus format', () => {
  it('reads kinds, names and articles', () => {
    const { articles, problems } = parseCorpus('# a note\n@headline [L:青禾县]修路\n[P:万小舟]说：“快。”\n\n他读《[W:渡口]》。\n');
    assert.deepEqual(problems, []);
    assert.equal(articles.length, 2);
    assert.deepEqual(articles[0][0], { kind: 'headline', text: '青禾县修路', line: 2, entities: [{ start: 0, end: 3, label: 'PLACE' }] });
    assert.deepEqual(articles[1][0].entities, [{ start: 3, end: 5, label: 'WORK' }]);
  });

  for (const [source, message] of [
    ['好[P:]坏', /empty/],
    ['好[P: 王五]坏', /padded/],
    ['[O:甲[L:乙]丙]', /inside a tag/],
    ['[P:张三', /never closed/],
    ['张三]', /without a tag/],
    ['[X:张三]', /without a known tag/],
    ['@title 张三', /unknown paragraph kind/],
  ] as const) {
    it(`reports ${source} with its line`, () => {
      const { problems } = parseCorpus(`第一行\n${source}\n`);
      assert.equal(problems.length, 1);
      assert.equal(problems[0].line, 2);
      assert.match(problems[0].message, message);
    });
  }
});

describe('the corpus linter', () => {
  const lint = (source: string): string[] => lintCorpus([{ name: 'x.txt', source }]).map(({ file, line, message }) => `${file}:${line}: ${message}`);

  it('finds a sentence that occurs twice', () => {
    const twice = '[P:万小舟]昨天在渡口等了整整一个下午才上船。';
    assert.deepEqual(lint(`${twice}\n雨停了。\n${twice}\n`).slice(0, 1), ['x.txt:3: the same text as x.txt:1']);
  });

  it('finds sentences that differ in their names only', () => {
    assert.deepEqual(
      lint('[P:万小舟]昨天在[L:石门渡]等了整整一个下午才上船。\n[P:阿依古丽]昨天在[L:和田]等了整整一个下午才上船。\n'),
      ['x.txt:2: made from the same template as x.txt:1'],
    );
  });

  it('finds titles with another label and half a mark', () => {
    assert.match(lint('他在《[O:晨报]》上读到。')[0], /is no work/);
    assert.match(lint('他读《[W:渡口]，读完了。')[0], /one side only/);
  });

  it('has nothing to say about unlike sentences', () => {
    assert.deepEqual(lint('[P:万小舟]昨天在渡口等船。\n湖面结了薄冰，渔船都靠在岸边晒网。\n'), []);
  });
});

describe('the training corpus', () => {
  it('has no malformed tag, no sentence twice and no two sentences of one template', () => {
    const files = readdirSync(CORPUS).filter((name) => name.endsWith('.txt')).sort().map((name) => ({ name, source: readFileSync(CORPUS + name, 'utf8') }));
    assert.ok(files.length > 0);
    const findings = lintCorpus(files).map(({ file, line, message }) => `${file}:${line}: ${message}`);
    assert.deepEqual(findings, []);
  });
});
