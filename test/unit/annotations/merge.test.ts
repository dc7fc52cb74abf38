import assert from 'node:assert/strict';
import { mergeAnnotations } from '../../../src/annotations/merge';
import type { Annotation } from '../../../src/annotations/model';
import { Random } from '../duplicates/random';
import { annotation } from './build';

const TEXT = '齐小满和温故在柳河。';
const open = annotation(TEXT, '齐小满');
const accepted: Annotation = { ...open, status: 'accepted', by: '甲', at: '2024-05-01T10:00:00.000Z' };
const rejected: Annotation = { ...open, status: 'rejected', by: '乙', at: '2024-05-01T11:00:00.000Z' };
const conflict = [{ label: 'PERSON', start: 0, end: 3, quote: '齐小满', status: 'accepted', by: '甲', at: accepted.at }] as const;

function merged(...sides: Parameters<typeof mergeAnnotations>): readonly Annotation[] {
  return mergeAnnotations(...sides).annotations;
}

describe('merging annotations', () => {
  it('takes what only one side changed, whichever side', () => {
    assert.deepEqual(merged([open], [open], [rejected]), [rejected]);
    assert.deepEqual(merged([open], [accepted], [open]), [accepted]);
    assert.deepEqual(merged([accepted], [{ ...accepted, note: '待查' }], [accepted]), [{ ...accepted, note: '待查' }]);
  });

  it('takes what only one side added, and drops what one side removed and the other left alone', () => {
    const added = annotation(TEXT, '柳河', { origin: 'manual', status: 'accepted' });
    assert.deepEqual(merged([open], [open, added], [open]), [open, added]);
    assert.deepEqual(merged([open], [open], [open, added]), [open, added]);
    assert.deepEqual(merged([open], [], [open]), []);
    assert.deepEqual(merged([open], [open], []), []);
  });

  it('keeps what one side decided and the other removed', () => {
    assert.deepEqual(merged([open], [], [accepted]), [accepted]);
    assert.deepEqual(merged([open], [accepted], []), [accepted]);
  });

  it('of two decisions lets the later stand and carry the other, from both sides alike', () => {
    const expected = [{ ...rejected, conflict }];
    assert.deepEqual(merged([open], [accepted], [rejected]), expected);
    assert.deepEqual(merged([open], [rejected], [accepted]), expected);
    assert.deepEqual(merged([], [rejected], [accepted]), expected);
  });

  it('sees no conflict between a decision and a suggestion without common history', () => {
    assert.deepEqual(merged([], [open], [rejected]), [rejected]);
    assert.deepEqual(merged([], [accepted], [open]), [accepted]);
  });

  it('takes over a conflict that the other side met, but not one that was settled here', () => {
    const disputed = { ...rejected, conflict };
    assert.deepEqual(merged([rejected], [rejected], [disputed]), [disputed]);
    assert.deepEqual(merged([disputed], [disputed], [rejected]), [disputed]);
    const settled: Annotation = { ...open, status: 'accepted', by: '乙', at: '2024-05-02T09:00:00.000Z' };
    assert.deepEqual(merged([disputed], [settled], [disputed]), [settled]);
  });

  it('names the conflicts that are new', () => {
    assert.deepEqual(mergeAnnotations([open], [accepted], [rejected]).conflicts, [open.id]);
    assert.deepEqual(mergeAnnotations([open], [accepted], [open]).conflicts, []);
    const disputed = { ...rejected, conflict };
    assert.deepEqual(mergeAnnotations([disputed], [disputed], [disputed]).conflicts, []);
  });

  it('knows a decision again though the text has moved under it', () => {
    const moved = { ...accepted, start: 9, end: 12 };
    assert.deepEqual(merged([accepted], [moved], [accepted]), [moved]);
    assert.deepEqual(merged([], [moved], [accepted]), [moved]);
    const later = { ...rejected, at: '2024-05-03T11:00:00.000Z' };
    assert.deepEqual(merged([accepted], [moved], [later]), [{ ...later, start: 9, end: 12 }]);
    const rewrapped = { ...accepted, quote: '齐小\n满', end: 4 };
    assert.deepEqual(merged([accepted], [rewrapped], [later]), [{ ...later, quote: '齐小\n满', end: 4 }]);
  });

  it('sees no conflict where two decided the same way', () => {
    const also: Annotation = { ...accepted, by: '乙', at: '2024-05-01T12:00:00.000Z' };
    assert.deepEqual(mergeAnnotations([open], [accepted], [also]), { annotations: [also], conflicts: [] });
    assert.deepEqual(mergeAnnotations([open], [also], [accepted]), { annotations: [also], conflicts: [] });
  });

  it('keeps every side where three decide differently', () => {
    const third: Annotation = { ...accepted, label: 'ORG', by: '丙', at: '2024-05-01T12:00:00.000Z' };
    const two = merged([open], [accepted], [rejected]);
    const three = merged([open], two, [third]);
    assert.deepEqual([three[0].by, three[0].conflict?.map(({ by }) => by)], ['丙', ['甲', '乙']]);
    assert.deepEqual(merged([open], [third], two), three);
  });

  it('keeps the value of the number that does not stand', () => {
    const text = '约五千元';
    const five = annotation(text, '五千元', { layer: 'number', label: 'money', value: 5000, unit: '元', status: 'accepted', by: '甲', at: '1' });
    const fifty = { ...five, value: 50_000, by: '乙', at: '2' };
    const [{ value, conflict: lost }] = merged([], [five], [fifty]);
    assert.deepEqual([value, lost?.[0].value, lost?.[0].unit], [50_000, 5000, '元']);
  });

  it('tells that one side removed what the other decided anew', () => {
    const mark: Annotation = { ...accepted, origin: 'manual' };
    const relabelled: Annotation = { ...mark, label: 'ORG', by: '乙', at: '2024-05-01T12:00:00.000Z' };
    const expected = [{ ...relabelled, conflict: [{ label: 'PERSON', start: 0, end: 3, quote: '齐小满', status: 'rejected' }] }];
    assert.deepEqual(merged([mark], [], [relabelled]), expected);
    assert.deepEqual(merged([mark], [relabelled], []), expected);
    assert.deepEqual(merged([mark], [], [mark]), []);
  });

  it('decides the same on whichever side it runs, and loses no decision', () => {
    const random = new Random(7);
    const pick = <One>(values: readonly One[]): One => values[random.below(values.length)];
    const side = (name: string, base: Annotation): Annotation => (random.below(5) < 2 ? base : {
      ...base, status: pick(['accepted', 'rejected']), label: pick(['PERSON', 'ORG']), by: name, at: `2024-05-0${pick([1, 2, 3])}`,
    });
    for (let round = 0; round < 500; round++) {
      const base = side('丁', open);
      const [ours, theirs] = [side('甲', base), side('乙', base)];
      const [left] = merged([base], [ours], [theirs]);
      const [right] = merged([base], [theirs], [ours]);
      assert.deepEqual(left, right);
      for (const one of [ours, theirs].filter(({ by }) => by === '甲' || by === '乙')) {
        const said = [left, ...left.conflict ?? []];
        assert.ok(said.some(({ status, label }) => status === one.status && label === one.label), JSON.stringify([base, ours, theirs, left]));
      }
    }
  });
});
