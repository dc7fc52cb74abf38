import assert from 'node:assert/strict';
import { mergeAnnotations } from '../../../src/annotations/merge';
import type { Annotation } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { keepStanding, takeOther } from '../../../src/annotations/settleConflict';
import { annotation, edit, STAMP } from './build';

const TEXT = '沈河县水务局长韩青来了，花了五千元。';
const mine = annotation(TEXT, '水务局', { label: 'ORG', status: 'accepted', by: '甲', at: '2024-01-02' });

/** A page on which two decided one annotation differently; the first one given stands. */
function disputed(standing: Annotation, other: Annotation): PageAnnotations {
  return new PageAnnotations(TEXT, mergeAnnotations([], [{ ...standing, at: '2024-01-02' }], [{ ...other, by: '乙', at: '2024-01-01' }]).annotations);
}

function settled(page: PageAnnotations, how: 'keep' | 'take'): Annotation | undefined {
  const [one] = page.all;
  page.decide('settle', how === 'keep' ? keepStanding(one, STAMP) : takeOther(page, one, one.conflict![0], STAMP));
  return page.get(one.id);
}

describe('settling a conflict', () => {
  it('keeps what stands, signed by the one who settles, and can be undone', () => {
    const page = disputed(mine, { ...mine, status: 'rejected' });
    const before = page.all;
    assert.deepEqual(settled(page, 'keep'), { ...mine, ...STAMP });
    page.undo();
    assert.deepEqual(page.all, before);
  });

  it('takes the other verdict, label and value', () => {
    const money = annotation(TEXT, '五千元', { layer: 'number', label: 'money', value: 5, unit: '元', status: 'accepted', by: '甲' });
    const page = disputed(money, { ...money, label: 'cardinal', value: 5000 });
    const { label, value, by, conflict } = settled(page, 'take')!;
    assert.deepEqual([label, value, by, conflict], ['cardinal', 5000, STAMP.by, undefined]);
  });

  it('takes the other words, also after the text has moved', () => {
    const wider = annotation(TEXT, '沈河县水务局', { ...mine, start: 0, end: 6, quote: '沈河县水务局' });
    const page = disputed(mine, { ...wider, id: mine.id });
    edit(page, 0, 0, '本报讯　');
    const { start, end, changed } = settled(page, 'take')!;
    assert.deepEqual([page.text.slice(start, end), changed], ['沈河县水务局', undefined]);
  });

  it('lets the other words wait for a place where they are gone', () => {
    const page = disputed(mine, { ...mine, start: 0, end: 6, quote: '沈河县水务局' });
    edit(page, 0, 1, '浑');
    const { start, end, changed, quote } = settled(page, 'take')!;
    assert.deepEqual([end - start, changed, quote], [0, true, '沈河县水务局']);
  });

  it('removes a mark that the other side had removed', () => {
    const mark: Annotation = { ...mine, origin: 'manual' };
    const { annotations } = mergeAnnotations([mark], [], [{ ...mark, label: 'PLACE', at: '2024-03-01' }]);
    const page = new PageAnnotations(TEXT, annotations);
    assert.equal(settled(page, 'take'), undefined);
    page.undo();
    assert.equal(page.all.length, 1);
  });
});
