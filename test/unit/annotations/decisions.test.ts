import assert from 'node:assert/strict';
import { accept, mark, moveEdge, place, reject, relabel, type Afters, type EdgeMove } from '../../../src/annotations/decisions';
import type { Annotation } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { annotation, STAMP, suggestion, summary } from './build';

function decide(page: PageAnnotations, afters: Afters): string[] {
  page.decide('测试', afters);
  return summary(page);
}

const LOST = { start: 0, end: 0, changed: true, status: 'accepted' } as const;

describe('decisions', () => {
  const text = '杜明远\n在白河市买了三百亩地。';

  it('accept what stands there now, and clear doubt and conflict', () => {
    const doubtful: Annotation = {
      ...annotation(text, '杜明远'), quote: '杜远明', changed: true, status: 'rejected', conflict: [{ label: 'ORG', start: 0, end: 2, status: 'accepted' }],
    };
    const page = new PageAnnotations(text, [doubtful]);
    assert.deepEqual(decide(page, accept(page, page.all, STAMP)), ['杜明远@0 accepted']);
    const { changed, conflict, quote, by, at } = page.all[0];
    assert.deepEqual({ changed, conflict, quote, by, at }, { changed: undefined, conflict: undefined, quote: '杜明远', ...STAMP });
  });

  it('reject suggestions, and remove what was made by hand or has lost its words', () => {
    const page = new PageAnnotations(text, [
      annotation(text, '杜明远'), annotation(text, '白河市', { origin: 'manual', status: 'accepted' }), annotation(text, '三百亩', LOST),
    ]);
    assert.deepEqual(decide(page, reject(page, page.all, STAMP)), ['杜明远@0 rejected']);
  });

  it('do nothing to lost words but remove or place them', () => {
    const page = new PageAnnotations(text, [annotation(text, '白河市', LOST)]);
    const [lost] = page.all;
    assert.deepEqual(accept(page, [lost], STAMP), []);
    assert.deepEqual(relabel(page, lost, 'entity', 'ORG', {}, STAMP), []);
    assert.deepEqual(moveEdge(page, lost, 'endRight', STAMP), []);
    assert.deepEqual(place(page, lost, { start: 3, end: 4 }, STAMP), []);
    assert.deepEqual(decide(page, place(page, lost, { start: 3, end: 8 }, STAMP)), ['在白河市@4 accepted']);
    assert.equal(page.all[0].quote, '在白河市');
  });

  it('relabel within a layer, without the fields of the old reading', () => {
    const page = new PageAnnotations(text, [annotation(text, '三百亩', { layer: 'number', label: 'cardinal', value: 3, approx: true })]);
    decide(page, relabel(page, page.all[0], 'number', 'measure', { value: 300, unit: '亩' }, STAMP));
    const { label, value, unit, approx, status } = page.all[0];
    assert.deepEqual({ label, value, unit, approx, status }, { label: 'measure', value: 300, unit: '亩', approx: undefined, status: 'accepted' });
  });

  it('relabel into another layer: the old reading is rejected, the new one displaces what it overlaps', () => {
    const page = new PageAnnotations(text, [
      annotation(text, '三百亩', { layer: 'number', label: 'measure', value: 300 }), annotation(text, '百亩地', { label: 'PLACE' }),
    ]);
    decide(page, relabel(page, page.get('三百亩0')!, 'entity', 'WORK', {}, STAMP));
    assert.deepEqual(page.all.map(({ layer, label, quote, status }) => [layer, label, quote, status]), [
      ['entity', 'WORK', '三百亩', 'accepted'], ['number', 'measure', '三百亩', 'rejected'],
    ]);
    assert.equal(page.all[0].value, undefined);
  });

  it('mark a selection without the white space at its ends, in place of the suggestions it overlaps', () => {
    const page = new PageAnnotations(text, [annotation(text, '白河市买'), annotation(text, '三百亩', { layer: 'number' })]);
    assert.deepEqual(decide(page, mark(page, { start: 3, end: 8 }, 'entity', 'PLACE', {}, STAMP)), ['在白河市@4 accepted', '三百亩@10 suggested']);
    assert.deepEqual([page.all[0].origin, page.all[0].quote], ['manual', '在白河市']);
    assert.deepEqual(mark(page, { start: 3, end: 4 }, 'entity', 'PLACE', {}, STAMP), []);
  });

  it('mark words that are marked already by giving them the label', () => {
    const page = new PageAnnotations(text, [annotation(text, '白河市', { status: 'rejected' })]);
    decide(page, mark(page, suggestion(text, '白河市'), 'entity', 'PLACE', {}, STAMP));
    assert.deepEqual(page.all.map(({ id, label, status }) => [id, label, status]), [['白河市0', 'PLACE', 'accepted']]);
  });
});

describe('moving an edge', () => {
  const text = '\n 韩\u{20BB7}\n青\r\n 走了。';
  const name = '\u{20BB7}\n青';
  function moved(move: EdgeMove, words = name, others: Annotation[] = []): string | undefined {
    const page = new PageAnnotations(text, [annotation(text, words), ...others]);
    const afters = moveEdge(page, page.get(`${words}0`)!, move, STAMP);
    if (afters.length === 0) return undefined;
    page.decide('移动', afters);
    const { quote, start, end, status } = page.get(`${words}0`)!;
    assert.equal(quote, text.slice(start, end));
    assert.equal(status, 'accepted');
    return quote;
  }

  it('steps over line breaks and whole surrogate pairs', () => {
    assert.equal(moved('startLeft'), '韩\u{20BB7}\n青');
    assert.equal(moved('startRight'), '青');
    assert.equal(moved('endLeft'), '\u{20BB7}');
    assert.equal(moved('endRight'), '\u{20BB7}\n青\r\n 走');
    assert.equal(moved('startLeft', '青'), '\u{20BB7}\n青');
    assert.equal(moved('endRight', '韩'), '韩\u{20BB7}');
    assert.equal(moved('endLeft', '韩\u{20BB7}'), '韩');
  });

  it('refuses to leave nothing, to leave the page, and to run into another decision', () => {
    assert.equal(moved('startRight', '青'), undefined);
    assert.equal(moved('endLeft', '\u{20BB7}'), undefined);
    assert.equal(moved('startLeft', '韩\u{20BB7}'), undefined);
    assert.equal(moved('endRight', '走了。'), undefined);
    assert.equal(moved('startLeft', name, [annotation(text, '韩', { status: 'accepted' })]), undefined);
    assert.equal(moved('startLeft', name, [annotation(text, '韩', { status: 'accepted', layer: 'number' })]), '韩\u{20BB7}\n青');
  });

  it('displaces open suggestions', () => {
    const page = new PageAnnotations(text, [annotation(text, name), annotation(text, '韩')]);
    page.decide('移动', moveEdge(page, page.get(`${name}0`)!, 'startLeft', STAMP));
    assert.deepEqual(page.all.map(({ id }) => id), [`${name}0`]);
  });
});
