import { deepEqual, equal } from 'node:assert/strict';
import { edgeByWord, wholeWords, wordAt, wordSpans, wordWindow } from '../../../src/annotations/words';
import { stubSegmenter } from '../entities/segmenterStub';

const SEGMENTER = stubSegmenter({ 青禾镇: 'ns', 政府: 'n', 拨款: 'v', 水渠: 'n', 'Blue Lake': 'eng' });

function wordsOf(text: string, around = { start: 0, end: text.length }): { start: number; end: number }[] {
  const window = wordWindow(text, around);
  return wordSpans(window, SEGMENTER.cut(window.text).map(({ length }) => length));
}

describe('words around a place', () => {
  it('are found across line breaks and stand where the page has them', () => {
    const text = '青禾\n\n镇政\r\n府，拨款。';
    deepEqual(wordsOf(text).map(({ start, end }) => text.slice(start, end)), ['青禾\n\n镇', '政\r\n府', '拨款']);
  });

  it('keep the space between Latin words and none between Chinese ones', () => {
    const text = '青 禾镇 Blue\nLake 水渠';
    equal(wordWindow(text, { start: 0, end: 1 }).text, '青禾镇Blue Lake水渠');
    deepEqual(wordsOf(text).map(({ start, end }) => text.slice(start, end)), ['青 禾镇', 'Blue\nLake', '水渠']);
  });

  it('are looked for near the place only, however long the page', () => {
    const text = '山'.repeat(100_000);
    const { text: near, offsets } = wordWindow(text, { start: 50_000, end: 50_002 });
    equal(near.length, 162);
    equal(offsets[0], 49_920);
  });

  it('are those at, or else just before, the cursor', () => {
    const text = '青禾镇政府，拨款';
    const words = wordsOf(text);
    deepEqual([0, 2, 3, 5, 6, 8].map((offset) => wordAt(words, offset)?.start), [0, 0, 3, 3, 6, 6]);
    equal(wordAt(wordsOf('，，'), 1), undefined);
  });
});

describe('edges by word', () => {
  const text = '青禾镇政府，拨款修水渠';
  const words = wordsOf(text);
  const moved = (start: number, end: number, move: Parameters<typeof edgeByWord>[2]): string | undefined => {
    const span = edgeByWord(words, { start, end }, move);
    return span && text.slice(span.start, span.end);
  };

  it('go to the next edge of a word, over punctuation', () => {
    equal(moved(3, 5, 'startLeft'), '青禾镇政府');
    equal(moved(0, 5, 'startRight'), '政府');
    equal(moved(0, 5, 'endRight'), '青禾镇政府，拨款');
    equal(moved(0, 8, 'endLeft'), '青禾镇政府');
    equal(moved(1, 4, 'startLeft'), '青禾镇政');
  });

  it('leave nothing empty and stop at the ends', () => {
    equal(moved(0, 3, 'endLeft'), undefined);
    equal(moved(3, 5, 'startRight'), undefined);
    equal(moved(0, 3, 'startLeft'), undefined);
    equal(moved(9, text.length, 'endRight'), undefined);
  });

  it('are taken by a span that cuts through words, and no other', () => {
    deepEqual(wholeWords(words, { start: 1, end: 4 }), { start: 0, end: 5 });
    deepEqual(wholeWords(words, { start: 3, end: 5 }), { start: 3, end: 5 });
  });
});
