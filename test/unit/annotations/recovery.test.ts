import assert from 'node:assert/strict';
import { mergeAnnotations } from '../../../src/annotations/merge';
import type { Annotation } from '../../../src/annotations/model';
import { atOnce } from '../../../src/annotations/atOnce';
import { pendingCount, pendingDecisions } from '../../../src/annotations/pending';
import { readRecovery, recoveryLines } from '../../../src/annotations/recovery';
import { restore } from '../../../src/annotations/restore';
import { annotation, STAMP } from './build';

const TEXT = '齐小满和温故在柳河，\n花了30元。';
const HEADER = { file: '一版.txt', hash: 'sha256:00', length: TEXT.length, eol: 'lf', encoding: 'utf8' } as const;
const PAGE = 'file:///pages/%E4%B8%80%E7%89%88.txt';
const first = annotation(TEXT, '齐小满');
const second = annotation(TEXT, '温故');
const mark = annotation(TEXT, '柳河', { origin: 'manual', status: 'accepted', ...STAMP });
const written = (...record: Parameters<typeof recoveryLines>): string => [...recoveryLines(...record)].join('');
const decided = (one: Annotation): Annotation => ({ ...one, status: 'accepted', ...STAMP });

describe('decisions that wait to be written', () => {
  it('are those that the sidecar does not hold, whatever moved', () => {
    const written = [first, decided(second)];
    assert.deepEqual(atOnce(pendingDecisions(written, [first, { ...decided(second), start: 40, end: 42 }])), { base: [], ours: [] });
    const pending = atOnce(pendingDecisions(written, [decided(first), decided(second), mark]));
    assert.deepEqual(pending.ours, [decided(first), mark]);
    assert.deepEqual(pending.base.map(({ id, status }) => [id, status]), [[first.id, 'suggested']]);
    assert.equal(pendingCount(pending), 2);
  });

  it('include decisions taken back and marks removed, but no suggestions', () => {
    const pending = atOnce(pendingDecisions([decided(first), mark], [first, second]));
    assert.deepEqual(pending.ours, [first]);
    assert.deepEqual(pending.base.map(({ id }) => id), [first.id, mark.id]);
    assert.equal(pendingCount(pending), 2);
    assert.deepEqual(atOnce(pendingDecisions([first], [second])), { base: [], ours: [] });
  });

  it('come back from a record onto what the sidecar holds by then', () => {
    const pending = atOnce(pendingDecisions([first, mark], [decided(first)]));
    const record = readRecovery(written(PAGE, HEADER, pending, TEXT));
    assert.ok(record);
    assert.equal(record.page, PAGE);
    const onDisk = [first, decided(second), mark];
    const { annotations, conflicts } = mergeAnnotations(record.base.annotations, restore(record.ours, TEXT, true), onDisk);
    assert.deepEqual(annotations, [decided(first), decided(second)]);
    assert.deepEqual(conflicts, []);
  });

  it('come back onto a page whose lines were broken elsewhere meanwhile', () => {
    const record = readRecovery(written(PAGE, HEADER, atOnce(pendingDecisions([], [decided(first)])), TEXT));
    const other = `本报讯\n${TEXT.replace('小满', '小\n满')}`;
    const [back] = restore(record!.ours, other, false);
    assert.deepEqual([other.slice(back.start, back.end), back.status, back.changed], ['齐小\n满', 'accepted', undefined]);
  });

  it('of a removed mark are told apart from a mark that somebody decided anew', () => {
    const record = readRecovery(written(PAGE, HEADER, atOnce(pendingDecisions([mark], [])), TEXT));
    const anew: Annotation = { ...mark, label: 'PLACE', by: '乙', at: '2024-09-01T00:00:00.000Z' };
    assert.deepEqual(mergeAnnotations(record!.base.annotations, [], [mark]).annotations, []);
    assert.deepEqual(mergeAnnotations(record!.base.annotations, [], [anew]).conflicts, [mark.id]);
  });
});

describe('a damaged record', () => {
  const good = written(PAGE, HEADER, atOnce(pendingDecisions([first], [decided(first)])), TEXT);

  it('is told from a whole one wherever it is cut', () => {
    assert.ok(readRecovery(good));
    for (let length = 0; length < good.length; length++) assert.equal(readRecovery(good.slice(0, length)), undefined);
  });

  it('is not taken for one of another version or shape', () => {
    const [first, ...rest] = good.split('\u001e\n');
    const record = JSON.parse(first) as Record<string, unknown>;
    for (const change of [{ recovery: 2 }, { page: 3 }, { page: undefined }]) {
      assert.equal(readRecovery([JSON.stringify({ ...record, ...change }), ...rest].join('\u001e\n')), undefined, JSON.stringify(change));
    }
    assert.equal(readRecovery([first, '{}', rest[1]].join('\u001e\n')), undefined);
    for (const other of ['null', '[]', '1', '"x"']) assert.equal(readRecovery(other), undefined);
  });
});
