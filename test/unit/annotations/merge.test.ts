import assert from 'node:assert/strict';
import { mergeAnnotations } from '../../../src/annotations/merge';
import type { Annotation } from '../../../src/annotations/model';
import { annotation } from './build';

const TEXT = '齐小满和温故在柳河。';
const open = annotation(TEXT, '齐小满');
const accepted: Annotation = { ...open, status: 'accepted', by: '甲', at: '2024-05-01T10:00:00.000Z' };
const rejected: Annotation = { ...open, status: 'rejected', by: '乙', at: '2024-05-01T11:00:00.000Z' };
const conflict = { label: 'PERSON', start: 0, end: 3, status: 'accepted', by: '甲', at: accepted.at } as const;

describe('merging annotations', () => {
  it('takes what only one side changed, whichever side', () => {
    assert.deepEqual(mergeAnnotations([open], [open], [rejected]), [rejected]);
    assert.deepEqual(mergeAnnotations([open], [accepted], [open]), [accepted]);
    assert.deepEqual(mergeAnnotations([accepted], [{ ...accepted, note: '待查' }], [accepted]), [{ ...accepted, note: '待查' }]);
  });

  it('takes what only one side added, and drops what one side removed and the other left alone', () => {
    const added = annotation(TEXT, '柳河', { origin: 'manual', status: 'accepted' });
    assert.deepEqual(mergeAnnotations([open], [open, added], [open]), [open, added]);
    assert.deepEqual(mergeAnnotations([open], [open], [open, added]), [open, added]);
    assert.deepEqual(mergeAnnotations([open], [], [open]), []);
    assert.deepEqual(mergeAnnotations([open], [open], []), []);
  });

  it('keeps what one side decided and the other removed', () => {
    assert.deepEqual(mergeAnnotations([open], [], [accepted]), [accepted]);
    assert.deepEqual(mergeAnnotations([open], [accepted], []), [accepted]);
  });

  it('of two decisions lets the later stand and carry the other, from both sides alike', () => {
    const expected = [{ ...rejected, conflict }];
    assert.deepEqual(mergeAnnotations([open], [accepted], [rejected]), expected);
    assert.deepEqual(mergeAnnotations([open], [rejected], [accepted]), expected);
    assert.deepEqual(mergeAnnotations([], [rejected], [accepted]), expected);
  });

  it('sees no conflict between a decision and a suggestion without common history', () => {
    assert.deepEqual(mergeAnnotations([], [open], [rejected]), [rejected]);
    assert.deepEqual(mergeAnnotations([], [accepted], [open]), [accepted]);
  });

  it('takes over a conflict that the other side met, but not one that was settled here', () => {
    const disputed = { ...rejected, conflict };
    assert.deepEqual(mergeAnnotations([rejected], [rejected], [disputed]), [disputed]);
    assert.deepEqual(mergeAnnotations([disputed], [disputed], [rejected]), [disputed]);
    const settled: Annotation = { ...open, status: 'accepted', by: '乙', at: '2024-05-02T09:00:00.000Z' };
    assert.deepEqual(mergeAnnotations([disputed], [settled], [disputed]), [settled]);
  });
});
