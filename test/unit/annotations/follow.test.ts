import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChange, fateOf, likelyChange, smallestChange } from '../../../src/annotations/textChange';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { restore } from '../../../src/annotations/restore';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { Reanchorer } from '../../../src/annotations/reanchor';
import type { Annotation } from '../../../src/annotations/model';
import { annotation, edit, summary } from './build';
import { writeSidecar } from '../../sidecarSchema';

const TEXT = '今天韩青来了，下午韩青走了。';

function pageWith(...annotations: Annotation[]): PageAnnotations {
  return new PageAnnotations(TEXT, annotations);
}

describe('annotations while the text is edited', () => {
  it('stay on their words, and text typed at their ends stays outside', () => {
    const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }), annotation(TEXT, '韩青', {}, 1));
    edit(page, 2, 0, '，');
    edit(page, 5, 0, '又');
    assert.deepEqual(summary(page), ['韩青@3 accepted', '韩青@11 suggested']);
  });

  it('say that their words changed, and stop saying so when the words are back; open suggestions go', () => {
    const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }), annotation(TEXT, '韩青', {}, 1));
    edit(page, 3, 0, '小');
    edit(page, page.text.lastIndexOf('青'), 1, '清');
    assert.deepEqual(summary(page), ['韩小青@2 accepted?']);
    edit(page, 3, 1, '');
    assert.deepEqual(summary(page), ['韩青@2 accepted']);
    assert.ok(!('changed' in page.all[0]));
  });

  it('come back where they stood when a deletion is taken back, though the same words stand nearby', () => {
    const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }), annotation(TEXT, '韩青', { status: 'rejected' }, 1));
    edit(page, 1, 5, '');
    assert.deepEqual(summary(page), ['@1 accepted?', '韩青@4 rejected']);
    edit(page, 1, 0, '天韩青来了');
    assert.deepEqual(summary(page), ['韩青@2 accepted', '韩青@9 rejected']);
  });

  it('never move to the same words of another place', () => {
    const text = '韩青来了。韩青走了。';
    const page = new PageAnnotations(text, [annotation(text, '韩青', { status: 'accepted' })]);
    edit(page, 0, 2, '李木');
    assert.deepEqual(summary(page), ['@0 accepted?']);
    edit(page, 0, 2, '');
    edit(page, 0, 0, '赵林');
    assert.deepEqual(summary(page).map((line) => line.replace(/@\d+/, '')), [' accepted?']);
  });

  it('that were lost do not come back on words that somebody else has, when the page is replaced', () => {
    const rest = '今年水田都插完了，社里又买了两台插秧机。'.repeat(8);
    const text = `会计韩青在场院记账。${rest}队长韩青在渠口。`;
    const page = new PageAnnotations(text, [annotation(text, '韩青', { status: 'accepted' })]);
    edit(page, 0, 10, '');
    edit(page, 0, page.text.length, `本报讯${page.text}`);
    assert.deepEqual(summary(page).map((line) => line.replace(/@\d+/, '')), [' accepted?']);
    edit(page, 0, page.text.length, text);
    assert.deepEqual(summary(page), ['韩青@2 accepted']);
  });

  it('are found in text that was replaced with other line breaks', () => {
    const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }, 1), annotation(TEXT, '今天', { origin: 'manual', status: 'accepted' }));
    edit(page, 0, TEXT.length, '今\n天韩青来了，下午韩\n青走了。');
    assert.deepEqual(summary(page), ['今\n天@0 accepted', '韩\n青@10 accepted']);
    assert.deepEqual(page.all.map(({ quote }) => quote), ['今\n天', '韩\n青']);
  });

  it('stay on their words in a passage that stands twice, whatever white space moves', () => {
    const twice = `${TEXT}\n\n${TEXT}`;
    for (const nth of [0, 1, 2, 3]) {
      const page = new PageAnnotations(twice, [annotation(twice, '韩青', { status: 'accepted' }, nth)]);
      const { start } = page.all[0];
      edit(page, 0, twice.length, [...twice.replaceAll('\n', '')].join('\r\n'));
      const [one] = page.all;
      assert.deepEqual([one.quote, one.changed], ['韩\r\n青', undefined]);
      const bare = page.text.slice(0, one.start).replace(/\s/gu, '');
      assert.equal(bare.length, twice.slice(0, start).replace(/\s/gu, '').length);
    }
  });

  it('keep their words though a line break or a space comes between them', () => {
    const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }));
    edit(page, 3, 0, '\n');
    assert.deepEqual(page.all.map(({ quote, changed }) => [quote, changed]), [['韩\n青', undefined]]);
    edit(page, 3, 1, '');
    assert.deepEqual(summary(page), ['韩青@2 accepted']);
  });

  it('remember the words around them when their own are gone', () => {
    const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }));
    edit(page, 2, 2, '');
    assert.deepEqual([page.all[0].before, page.all[0].after], ['今天', '来了，下午韩青走了。']);
    const lost = readSidecar(writeSidecar({ file: 'a', hash: 'h', length: page.text.length, eol: 'lf', encoding: 'utf8' }, page.all, page.text));
    assert.ok(lost.ok);
    assert.deepEqual(lost.sidecar.annotations, page.all);
    const [back] = restore(lost.sidecar, TEXT, false);
    assert.deepEqual([back.start, back.changed, back.before], [2, undefined, undefined]);
  });

  it('never leave the text, and unmarked ones always hold their quote, whatever is edited', () => {
    const edits = fc.array(fc.tuple(fc.nat(40), fc.nat(12), fc.constantFrom('', '韩青', '青', '来\n了', '今天韩青', '\ud842')), { maxLength: 12 });
    fc.assert(fc.property(edits, (steps) => {
      const page = pageWith(annotation(TEXT, '韩青', { status: 'accepted' }), annotation(TEXT, '韩青', {}, 1), annotation(TEXT, '下午', { origin: 'manual' }));
      page.decide('接受', [['韩青1', { ...page.get('韩青1')!, status: 'accepted' }]]);
      for (const [at, removed, inserted] of steps) {
        const start = Math.min(at, page.text.length);
        edit(page, start, Math.min(removed, page.text.length - start), inserted);
      }
      for (const state of ['now', 'undone'] as const) {
        if (state === 'undone') page.undo();
        assert.equal(page.all.length, 3, 'no decision and nothing made by hand is dropped');
        for (const { start, end, quote, changed } of page.all) {
          assert.ok(start >= 0 && start <= end && end <= page.text.length);
          assert.equal(page.text.slice(start, end) === quote, changed !== true);
        }
      }
    }));
  });
});

describe('changes of a text', () => {
  it('tell kept, touched and gone', () => {
    const span = { start: 4, end: 8 };
    const kind = (start: number, removed: number, inserted: string): unknown => fateOf(span, { start, removed, inserted });
    assert.deepEqual(kind(0, 4, '长一些的'), { kind: 'kept', span: { start: 4, end: 8 } });
    assert.deepEqual(kind(8, 1, '后'), { kind: 'kept', span });
    assert.deepEqual(kind(2, 3, '新'), { kind: 'touched', span: { start: 3, end: 6 } });
    assert.deepEqual(kind(7, 3, '新新'), { kind: 'touched', span: { start: 4, end: 7 } });
    assert.deepEqual(kind(4, 4, '全新'), { kind: 'gone', at: 4 });
  });

  it('reported too large are narrowed to what differs, with a little of what is the same', () => {
    const same = '同'.repeat(100);
    const before = `${same}旧${same}`;
    const after = `${same}新${same}`;
    const change = likelyChange(before, { start: 0, removed: before.length, inserted: after });
    assert.deepEqual([change.start, change.removed, change.inserted.length], [36, 129, 129]);
    assert.equal(applyChange(before, change), after);
    assert.deepEqual(likelyChange('甲乙丙', { start: 1, removed: 1, inserted: '丁' }), { start: 1, removed: 1, inserted: '丁' });
  });

  it('are found between two texts, as small as they can be', () => {
    const word = fc.string({ unit: fc.constantFrom('天', '地', '\n') });
    fc.assert(fc.property(word, word, word, word, (head, removed, inserted, tail) => {
      const before = head + removed + tail;
      const after = head + inserted + tail;
      const change = smallestChange(before, after);
      assert.equal(before.slice(0, change.start) + change.inserted + before.slice(change.start + change.removed), after);
      assert.ok(change.removed <= removed.length && change.inserted.length <= inserted.length);
    }));
  });
});

describe('annotations of a text that changed while nobody watched', () => {
  const header = { file: '页.txt', hash: 'sha256:0', length: TEXT.length, eol: 'lf', encoding: 'utf8' } as const;
  function restored(text: string, ...annotations: Annotation[]): PageAnnotations {
    const reading = readSidecar(writeSidecar(header, annotations, TEXT));
    assert.ok(reading.ok);
    return new PageAnnotations(text, restore(reading.sidecar, text, text === TEXT));
  }

  it('all come back where only line breaks moved', () => {
    const text = '号外\n\n今天韩\r\n青来了，下\n\n午韩青\n走了。';
    const page = restored(text, annotation(TEXT, '韩青', { status: 'accepted' }), annotation(TEXT, '韩青', { status: 'rejected' }, 1));
    assert.deepEqual(summary(page), ['韩\r\n青@6 accepted', '韩青@17 rejected']);
    assert.equal(page.all[0].quote, '韩\r\n青');
  });

  it('are lost, and say so, rather than put on other words; open suggestions are left to the analysis', () => {
    const page = restored('今天。', annotation(TEXT, '韩青', { status: 'accepted' }, 1), annotation(TEXT, '韩青'), annotation(TEXT, '下午', { origin: 'manual' }));
    assert.deepEqual(summary(page), ['@3 suggested?', '@3 accepted?']);
  });

  it('on the same text keep their place, and say where it does not hold the quote', () => {
    const wrong = annotation(TEXT, '韩青', { status: 'accepted', quote: '韩清' });
    assert.deepEqual(summary(restored(TEXT, wrong, annotation(TEXT, '下午'))), ['韩青@2 accepted?', '下午@7 suggested']);
  });

  it('take a short name only with its context, a long quote also alone, and neither of two alike', () => {
    const place = (text: string, quote: string, before: string, after: string): number | undefined =>
      new Reanchorer(text).place({ quote, before, after, start: 0 })?.start;
    assert.equal(place('大会由韩青主持', '韩青', '大会由', '宣布'), 3);
    assert.equal(place('大会由韩青主持', '韩青', '校长是', '宣布'), undefined);
    assert.equal(place('大会由韩清主持', '韩青', '大会由', '主持'), undefined);
    assert.equal(place('请到北岭县农业局办事', '北岭县农业局', '原来的', '工作'), 2);
    assert.equal(place('由韩青说。由韩青说。', '韩青', '由', '说'), undefined);
    assert.equal(place('由韩青说。由韩青写。', '韩青', '由', '写'), 6);
  });

  it('in a passage that stands twice go to both, in order', () => {
    const passage = '今天上午十点韩青来到了现场，下午韩青先走，其他人到很晚才离开。';
    const twice = `头条新闻说，${passage}\n另有消息称，${passage}\n完`;
    const at = (nth: number): Annotation => annotation(twice, '下午', { id: `n${nth}`, status: nth === 0 ? 'accepted' : 'rejected' }, nth);
    const words = (annotations: Annotation[], text: string): [string, number, boolean][] => {
      const reading = readSidecar(writeSidecar({ ...header, length: twice.length }, annotations, twice));
      assert.ok(reading.ok);
      return restore(reading.sidecar, text, false).map(({ id, start, changed }) => [id, start, changed === true]);
    };
    const moved = `昨天的\n${twice.replaceAll('，', '，\n')}`;
    const [first, second] = [moved.indexOf('下午'), moved.lastIndexOf('下午')];
    assert.deepEqual(words([at(0), at(1)], moved), [['n0', first, false], ['n1', second, false]]);
    // one of them alone is known by its neighbours
    const between = annotation(twice, '另有消息称', { status: 'accepted' });
    assert.deepEqual(words([at(0), between], moved)[0], ['n0', first, false]);
    assert.deepEqual(words([between, at(1)], moved)[1], ['n1', second, false]);
  });

  it('give up cheaply on words that stand everywhere, unless the whole context stands once', () => {
    const text = `${'天'.repeat(5000)}地天人${'天'.repeat(5000)}`;
    assert.deepEqual(new Reanchorer(text).place({ quote: '天', before: '地', after: '人', start: 0 }), { start: 5001, end: 5002 });
    assert.equal(new Reanchorer(text).place({ quote: '天', before: '天', after: '天', start: 0 }), undefined);
  });
});
