import assert from 'node:assert/strict';
import { PageAnnotations, type StoreChange } from '../../../src/annotations/pageAnnotations';
import { accept, mark, reject } from '../../../src/annotations/decisions';
import { annotation, edit, STAMP, suggestion, summary } from './build';

const TEXT = '昨天，姜小禾在青溪镇见到姜小禾的老师。';

describe('annotations of a page', () => {
  it('undoes and redoes a command as a whole and tells the ids', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '姜小禾'), annotation(TEXT, '姜小禾', {}, 1)]);
    const heard: StoreChange[] = [];
    const stop = page.onDidChange((change) => heard.push(change));
    const before = [...page.all];
    page.decide('全部接受', accept(page, page.all, STAMP));
    const after = [...page.all];
    assert.equal(page.undoTitle, '全部接受');
    page.undo();
    assert.deepEqual(page.all, before);
    assert.equal(page.redoTitle, '全部接受');
    page.redo();
    assert.deepEqual(page.all, after);
    assert.equal(page.undo()?.edits.length, 2);
    assert.deepEqual(heard.map(({ kind, ids }) => [kind, ids?.length]), Array(4).fill(['decided', 2]));
    stop();
    page.redo();
    assert.equal(heard.length, 4);
  });

  it('forgets what could be redone once something else is decided, and undoes nothing when empty', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '姜小禾')]);
    assert.equal(page.undo(), undefined);
    assert.equal(page.redo(), undefined);
    page.decide('接受', accept(page, page.all, STAMP));
    page.undo();
    page.decide('拒绝', reject(page, page.all, STAMP));
    assert.equal(page.redo(), undefined);
    assert.deepEqual(summary(page), ['姜小禾@3 rejected']);
  });

  it('undoes a removal and a mark made by hand in the right place of the order', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '姜小禾'), annotation(TEXT, '姜小禾', {}, 1)]);
    page.decide('标注', mark(page, suggestion(TEXT, '青溪镇'), 'entity', 'PLACE', {}, STAMP));
    assert.deepEqual(summary(page), ['姜小禾@3 suggested', '青溪镇@7 accepted', '姜小禾@12 suggested']);
    page.decide('删除', reject(page, [page.all[1]], STAMP));
    assert.equal(page.all.length, 2);
    page.undo();
    assert.deepEqual(summary(page), ['姜小禾@3 suggested', '青溪镇@7 accepted', '姜小禾@12 suggested']);
    page.undo();
    assert.equal(page.all.length, 2);
  });

  it('undoes a decision where the text has moved since', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '姜小禾', {}, 1)]);
    page.decide('接受', accept(page, page.all, STAMP));
    edit(page, 0, 0, '标题\n');
    page.undo();
    assert.deepEqual(summary(page), ['姜小禾@15 suggested']);
    edit(page, 0, 3, '');
    page.redo();
    assert.deepEqual(summary(page), ['姜小禾@12 accepted']);
  });

  it('never undoes to a place beyond the text', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '姜小禾', {}, 1)]);
    page.decide('接受', accept(page, page.all, STAMP));
    edit(page, 2, TEXT.length - 2, '');
    page.undo();
    for (const { start, end } of page.all) assert.ok(start <= end && end <= page.text.length, `${start}–${end}`);
  });
});

describe('suggestions on a page with decisions', () => {
  it('keep their ids when they are made again, and take new fields', () => {
    const page = new PageAnnotations(TEXT, []);
    page.suggest('entity', { start: 0, end: 99 }, [suggestion(TEXT, '姜小禾', { confidence: 0.5, link: '姜小禾禾' }), suggestion(TEXT, '青溪镇')]);
    const ids = page.all.map(({ id }) => id);
    page.suggest('entity', { start: 0, end: 99 }, [suggestion(TEXT, '姜小禾', { confidence: 0.9 }), suggestion(TEXT, '青溪镇')]);
    assert.deepEqual(page.all.map(({ id }) => id), ids);
    assert.equal(page.all[0].confidence, 0.9);
    assert.ok(!('link' in page.all[0]));
    assert.equal(page.get(ids[0]), page.all[0]);
  });

  it('are not announced where nothing is new', () => {
    const page = new PageAnnotations(TEXT, []);
    page.suggest('entity', { start: 0, end: 99 }, [suggestion(TEXT, '姜小禾')]);
    let announced = 0;
    page.onDidChange(() => announced++);
    page.suggest('entity', { start: 0, end: 99 }, [suggestion(TEXT, '姜小禾')]);
    assert.equal(announced, 0);
    page.suggest('entity', { start: 0, end: 99 }, []);
    assert.equal(announced, 1);
    assert.deepEqual(page.all, []);
  });

  it('replace only the open ones of their layer that start in the stretch', () => {
    const page = new PageAnnotations(TEXT, [
      annotation(TEXT, '昨天', { layer: 'number', label: 'date' }), annotation(TEXT, '姜小禾'), annotation(TEXT, '青溪镇'),
      annotation(TEXT, '姜小禾', {}, 1), annotation(TEXT, '老师', { origin: 'imported' }),
    ]);
    page.suggest('entity', { start: 0, end: 12 }, []);
    assert.deepEqual(summary(page), ['昨天@0 suggested', '姜小禾@12 suggested', '老师@16 suggested']);
  });

  it('give way to accepted words they overlap and to rejected words they repeat, also where those begin before the stretch', () => {
    const page = new PageAnnotations(TEXT, [
      annotation(TEXT, '姜小禾', { status: 'accepted' }), annotation(TEXT, '青溪镇', { status: 'rejected' }),
    ]);
    page.suggest('entity', { start: 4, end: 99 }, [
      suggestion(TEXT, '小禾在'), suggestion(TEXT, '青溪镇'), suggestion(TEXT, '溪镇见'), suggestion(TEXT, '姜小禾', {}, 1),
    ]);
    assert.deepEqual(summary(page), ['姜小禾@3 accepted', '青溪镇@7 rejected', '溪镇见@8 suggested', '姜小禾@12 suggested']);
  });

  it('of copies may overlap: only the same passage of the same group is spoken for', () => {
    const copy = { layer: 'duplicate', label: 'exact' } as const;
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '姜小禾在青溪镇', { ...copy, group: 'g1', status: 'accepted' })]);
    page.suggest('duplicate', { start: 0, end: 99 }, [
      suggestion(TEXT, '姜小禾在青溪镇', { ...copy, group: 'g1' }), suggestion(TEXT, '姜小禾在青溪镇', { ...copy, group: 'g2' }),
      suggestion(TEXT, '青溪镇见到', { ...copy, group: 'g1' }),
    ]);
    assert.deepEqual(page.all.map(({ group, status, quote }) => [group, status, quote]).sort(), [
      ['g1', 'accepted', '姜小禾在青溪镇'], ['g1', 'suggested', '青溪镇见到'], ['g2', 'suggested', '姜小禾在青溪镇'],
    ]);
  });
});
