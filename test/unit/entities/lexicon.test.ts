import assert from 'node:assert/strict';
import { Contributions } from '../../../src/entities/contributions';
import { KnownNames } from '../../../src/entities/knownNames';
import type { DecidedName } from '../../../src/entities/lessons';
import { readLexicon, writeLexicon } from '../../../src/entities/lexiconFormat';
import { readWordList } from '../../../src/entities/wordList';
import {
  changeLexicon, differingNames, EMPTY_LEXICON, mergeLexicons, rejectionAt, type LexiconChange, type LexiconContent,
} from '../../../src/entities/workspaceLexicon';

const after = (content: LexiconContent, change: LexiconChange): LexiconContent => changeLexicon(content, change).content;
const SAMPLE = after(EMPTY_LEXICON, {
  names: [{ name: '青禾镇', label: 'PLACE' }, { name: '孟广川', label: 'PERSON', note: '镇长' }],
  rejected: [{ name: '丰收', before: '庆', after: '节' }],
});

describe('a workspace lexicon', () => {
  it('is written one entry a line, sorted, and read back as it was', () => {
    const text = writeLexicon(SAMPLE);
    assert.deepEqual(text.split('\n').filter((line) => line.startsWith('    {')), [
      '    { "name": "孟广川", "label": "PERSON", "note": "镇长" },', '    { "name": "青禾镇", "label": "PLACE" }',
      '    { "name": "丰收", "before": "庆", "after": "节" }',
    ]);
    const reading = readLexicon(text);
    assert.ok(reading.ok);
    assert.deepEqual(reading.content, SAMPLE);
    const empty = readLexicon(writeLexicon(EMPTY_LEXICON));
    assert.ok(empty.ok && empty.content.names.size === 0);
  });

  for (const [what, text, line, column, fault] of [
    ['broken JSON', '{\n  "format": 1,\n  "names": [\n    { "name": "青禾镇" "label": "PLACE" }\n  ]\n}', 4, 21, 'syntax'],
    ['a label that is none', '{\n  "format": 1,\n  "names": [\n    { "name": "青禾镇", "label": "TOWN" }\n  ]\n}', 4, 31, 'field'],
    ['a field that is none', '{\n  "format": 1,\n  "names": [\n    { "name": "青禾镇", "label": "PLACE", "by": 1 }\n  ]\n}', 4, 46, 'field'],
    ['a name of one character', '{ "format": 1, "names": [{ "name": "青", "label": "PLACE" }] }', 1, 36, 'field'],
    ['a later format', '{ "format": 2 }', 1, 13, 'newer'],
    ['a list', '[]', 1, 1, 'field'],
  ] as const) {
    it(`tells the place of ${what}`, () => {
      const reading = readLexicon(text);
      assert.ok(!reading.ok);
      assert.deepEqual([reading.problem.fault, reading.problem.line, reading.problem.column], [fault, line, column]);
    });
  }

  it('takes a step back with its inverse, notes and all', () => {
    const { content, inverse } = changeLexicon(SAMPLE, {
      names: [{ name: '青禾镇', label: 'ORG' }, { name: '石坎村', label: 'PLACE' }], removedNames: ['孟广川'], rejected: [{ name: '收成', before: '', after: '' }],
    });
    assert.deepEqual([...content.names.keys()].sort(), ['石坎村', '青禾镇']);
    assert.equal(writeLexicon(after(content, inverse)), writeLexicon(SAMPLE));
    assert.equal(changeLexicon(SAMPLE, { names: [{ name: '孟广川', label: 'PERSON' }] }).content, SAMPLE);
  });

  it('merges what two sides changed', () => {
    const ours = after(SAMPLE, { names: [{ name: '石坎村', label: 'PLACE' }], removedNames: ['孟广川'] });
    const theirs = after(SAMPLE, { names: [{ name: '沙湾', label: 'PLACE' }], removedRejections: [...SAMPLE.rejected.keys()] });
    const merged = mergeLexicons(SAMPLE, ours, theirs);
    assert.deepEqual([...merged.names.keys()].sort(), ['沙湾', '石坎村', '青禾镇']);
    assert.equal(merged.rejected.size, 0);
    assert.deepEqual([...differingNames(SAMPLE, merged)].sort(), ['丰收', '孟广川', '沙湾', '石坎村']);
  });
});

describe('a rejection', () => {
  const text = '丰收的喜悦写在脸上，庆丰收节今天开幕';
  const known = (at: number): KnownNames => new KnownNames([{ name: '丰收', label: 'WORK' }], [rejectionAt(text, at, at + 2)]);

  it('holds where the same words stand around it, and not elsewhere', () => {
    assert.deepEqual(known(11).find(text).map(({ start }) => start), [0]);
    assert.equal(known(11).isRejected('喜庆丰收节今天', { start: 2, end: 4 }), false, 'other words before it');
    assert.equal(known(11).isRejected('上，庆丰收节今天好', { start: 3, end: 5 }), true);
  });

  it('at the edge of a paragraph holds at the edge only', () => {
    assert.deepEqual(known(0).find(text).map(({ start }) => start), [11]);
    assert.equal(known(0).isRejected('盼丰收的喜悦', { start: 1, end: 3 }), false);
    assert.equal(known(0).isRejected('丰收的喜悦多', { start: 0, end: 2 }), true);
  });
});

describe('a word list', () => {
  it('gives names with labels in words of either language, and tells what it leaves out', () => {
    const { names, skipped } = readWordList('\ufeff# 词表\r\n青禾镇\t地名\r\n孟广川\tPERSON\n\n石坎村\n青\n沙湾\t河流\n青禾镇\tns\n');
    assert.deepEqual(names, [{ name: '青禾镇', label: 'PLACE' }, { name: '孟广川', label: 'PERSON' }, { name: '石坎村', label: undefined }]);
    assert.deepEqual(skipped, [6, 7]);
  });

  it('takes a word of the language for no label', () => {
    assert.deepEqual(readWordList('青禾镇\tconstructor').skipped, [1]);
  });
});

describe('decisions in a lexicon', () => {
  const decided = (id: string, name: string, label?: DecidedName['label']): { id: string; name: DecidedName } =>
    ({ id, name: { id, name, before: '在', after: '里', ...(label ? { label } : {}) } });
  let contributions: Contributions;
  let content: LexiconContent;
  const tell = (...statements: Parameters<Contributions['changeFor']>[1]): void => { content = after(content, contributions.changeFor(content, statements)); };
  beforeEach(() => {
    contributions = new Contributions();
    content = SAMPLE;
  });

  it('are taken back with the last decision that says the same', () => {
    tell(decided('1', '石坎村', 'PLACE'), decided('2', '石坎村', 'PLACE'));
    tell(decided('1', '石坎村', 'PLACE'));
    tell({ id: '1' });
    assert.ok(content.names.has('石坎村'));
    tell({ id: '2' });
    assert.ok(!content.names.has('石坎村'));
  });

  it('do not hold an entry that somebody removed meanwhile', () => {
    tell(decided('1', '石坎村', 'PLACE'));
    content = after(content, { removedNames: ['石坎村'] });
    tell(decided('2', '石坎村', 'PLACE'));
    tell({ id: '2' });
    assert.ok(!content.names.has('石坎村'));
    tell({ id: '1' });
    assert.equal(writeLexicon(content), writeLexicon(SAMPLE));
  });

  it('leave what stood there before as it was', () => {
    tell(decided('1', '孟广川', 'ORG'), decided('2', '青禾镇', 'PLACE'));
    assert.deepEqual(content.names.get('孟广川'), { name: '孟广川', label: 'ORG', note: '镇长' });
    tell({ id: '1' }, { id: '2' });
    assert.equal(writeLexicon(content), writeLexicon(SAMPLE));
  });

  it('turn round: what is rejected after all is no name any more, what is accepted after all is no longer quiet', () => {
    tell(decided('1', '石坎村', 'PLACE'));
    tell(decided('1', '石坎村'));
    assert.ok(!content.names.has('石坎村'));
    assert.equal(content.rejected.size, 2);
    tell(decided('1', '石坎村', 'PLACE'));
    assert.ok(content.names.has('石坎村'));
    assert.equal(content.rejected.size, 1);
    tell(decided('1', '石坎村', 'ORG'));
    assert.equal(content.names.get('石坎村')?.label, 'ORG');
    tell({ id: '1' });
    assert.equal(writeLexicon(content), writeLexicon(SAMPLE));
  });
});
