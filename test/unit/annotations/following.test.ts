import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Annotation } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { applyChange, likelyChange, type TextChange } from '../../../src/annotations/textChange';
import { annotation } from './build';

const VILLAGE = (index: number): string => `${'东西南北'[index % 4]}坡村${index}组`;
const TEXT = Array.from({ length: 3000 }, (_, index) => `${VILLAGE(index)}修了水窖。`).join('\n');
/** A line break after the name, none at the end of the sentence. */
const REWRAPPED = TEXT.replaceAll('\n', '').replaceAll('组', '组\n');
const CORRECTED = TEXT.replaceAll('修了', '修好了');
const PORTION = 500;

/** A long page on which every third village was accepted, in one step. */
function longPage(): PageAnnotations {
  const page = new PageAnnotations(TEXT, Array.from({ length: 3000 }, (_, index) => annotation(TEXT, `${VILLAGE(index)}修`)));
  page.decide('accept', page.all.filter((_, index) => index % 3 === 0).map((one) => [one.id, { ...one, status: 'accepted' }]));
  return page;
}

function replacement(text: string): TextChange {
  return likelyChange(TEXT, { start: 0, removed: TEXT.length, inserted: text });
}

/** What stands on the page, and what did before the last decision. */
function whole(page: PageAnnotations): readonly (readonly Annotation[])[] {
  const now = page.all;
  page.undo();
  const before = page.all;
  page.redo();
  return [now, before];
}

function atOnce(text: string): PageAnnotations {
  const page = longPage();
  page.changeText(replacement(text), text);
  equal(page.all.length > 0, true); // looks, and so has all of it followed
  return page;
}

describe('a long page whose text is replaced at once', () => {
  for (const [what, text] of Object.entries({ 'other line breaks': REWRAPPED, 'another word in each line': CORRECTED })) {
    it(`is followed in portions, and listeners are told at the end: ${what}`, () => {
      const page = longPage();
      const told: string[] = [];
      page.onDidChange(({ kind }) => { told.push(kind); });
      page.changeText(replacement(text), text, (allKept) => { told.push(`followed, ${allKept ? 'all kept' : 'not all kept'}`); });
      let portions = 0;
      while (page.isFollowing) {
        deepEqual(told, []);
        page.settle(PORTION);
        portions++;
      }
      ok(portions > 3, `${portions} portions`);
      deepEqual(told, [text === REWRAPPED ? 'followed, all kept' : 'followed, not all kept', 'replaced']);
      deepEqual(whole(page), whole(atOnce(text)));
    });

    it(`is whole for whoever looks, decides or types before it has been followed: ${what}`, () => {
      for (const portions of [0, 1, 4]) {
        const page = longPage();
        page.changeText(replacement(text), text);
        for (let count = 0; count < portions; count++) page.settle(PORTION);
        ok(page.isFollowing);
        deepEqual(whole(page), whole(atOnce(text)));
        equal(page.isFollowing, false);
      }
      const typed: TextChange = { start: 3, removed: 0, inserted: '今年' };
      const [page, other] = [longPage(), atOnce(text)];
      page.changeText(replacement(text), text);
      page.settle(PORTION);
      for (const one of [page, other]) one.changeText(typed, applyChange(text, typed));
      deepEqual(whole(page), whole(other));
    });
  }

  it('keeps every village on its words where only line breaks moved', () => {
    const page = atOnce(REWRAPPED);
    equal(page.all.length, 3000);
    ok(page.all.every(({ start, end, quote, changed }) => !changed && REWRAPPED.slice(start, end) === quote && quote.replace('\n', '').endsWith('组修')));
  });
});
