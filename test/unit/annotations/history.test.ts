import assert from 'node:assert/strict';
import { accept } from '../../../src/annotations/decisions';
import type { Annotation } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import type { TextChange } from '../../../src/annotations/textChange';
import { applyChange } from '../../../src/annotations/textChange';
import { Random } from '../../../src/entities/training/random';

const TEXT = Array.from({ length: 3000 }, (_, index) => `渔船${index}号进港。`).join('\n');

function many(): Annotation[] {
  return [...TEXT.matchAll(/渔船\d+号/gu)].map(({ 0: quote, index }, id) => ({
    id: `a${id}`, layer: 'entity', label: 'WORK', start: index, end: index + quote.length, quote, status: 'suggested', origin: 'suggested',
  }));
}

const ids = many().map(({ id }) => id);
const type = (page: PageAnnotations, change: TextChange): void => { page.changeText(change, applyChange(page.text, change)); };
const bulk = (page: PageAnnotations): Generator<void, unknown> => page.decideInSlices('all', ids, (annotations) => accept(page, annotations, { at: '2024-05-01' }));
const accepted = (page: PageAnnotations): number => page.all.filter(({ status }) => status === 'accepted').length;

function assertOnWords(page: PageAnnotations): void {
  for (const { start, end, quote } of page.all) assert.equal(page.text.slice(start, end), quote);
}

describe('decisions about very many annotations', () => {
  it('are one step, follow what is typed in the breaks, and are undone with breaks too', () => {
    const page = new PageAnnotations(TEXT, many());
    const work = bulk(page);
    for (let breaks = 0; !work.next().done; breaks++) type(page, { start: breaks * 500, removed: 0, inserted: '港' });
    assert.equal(accepted(page), page.size);
    assert.ok(page.size > 2900);
    const undo = page.undoInSlices();
    let breaks = 0;
    while (!undo.next().done) {
      type(page, { start: 9000 - breaks * 700, removed: 0, inserted: '\n' });
      breaks++;
    }
    assert.ok(breaks > 5);
    assert.equal(accepted(page), 0);
    assert.equal(page.undoTitle, undefined);
    page.redo();
    assert.equal(accepted(page), page.all.filter(({ status }) => status !== 'suggested').length);
    assert.ok(accepted(page) > 2900);
    for (const { start, end, quote, changed } of page.all) if (!changed) assert.equal(page.text.slice(start, end), quote);
  });

  it('are brought to their end by a command that comes in a break', () => {
    const page = new PageAnnotations(TEXT, many());
    const work = bulk(page);
    work.next();
    page.decide('one', [['a2999', undefined]]);
    assert.equal(accepted(page), ids.length - 1);
    assert.equal(work.next().done, true);
    page.undo();
    assert.equal(accepted(page), ids.length);
    const undo = page.undoInSlices();
    undo.next();
    page.redo();
    assert.equal(accepted(page), ids.length);
    page.undo();
    assert.equal(accepted(page), 0);
  });

  it('are undone to the right places after edits anywhere, whatever they touched', () => {
    const random = new Random(5);
    const page = new PageAnnotations(TEXT, many());
    for (const step of [0, 1]) {
      const half = page.all.filter((_, index) => index % 2 === step);
      page.decide('half', accept(page, half, { at: '2024-05-01' }));
      for (let edit = 0; edit < 40; edit++) {
        const start = random.below(page.text.length);
        type(page, { start, removed: 0, inserted: random.below(2) === 0 ? '雾' : '\n' });
      }
    }
    page.undo();
    page.undo();
    for (const { start, end, quote, changed } of page.all) if (!changed) assert.equal(page.text.slice(start, end), quote);
    assert.equal(accepted(page), 0);
    page.redo();
    page.redo();
    for (const { start, end, quote, changed } of page.all) if (!changed) assert.equal(page.text.slice(start, end), quote);
    assert.ok(page.all.filter(({ changed }) => !changed).length > 2800);
  });

  it('keep the order of the page, and those that take other words along are sorted anew', () => {
    const page = new PageAnnotations(TEXT, many());
    page.decide('move', [['a10', { ...page.get('a10')!, start: 0, end: 2, quote: '渔船' }], ['a11', undefined], ['a12', { ...page.get('a12')!, status: 'accepted' }]]);
    assert.deepEqual(page.all.slice(0, 3).map(({ id }) => id), ['a0', 'a10', 'a1']);
    assert.deepEqual([page.get('a11'), page.get('a12')?.status, page.size, page.progress.accepted], [undefined, 'accepted', 2999, 1]);
    assertOnWords(page);
  });
});
