import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Page, Paragraph } from '../../../src/page/page';
import { readPage } from '../../../src/page/readPage';

const PARTS = ['\n', '\r\n', '\r', '\n\n', ' ', '　　', '\t', '\u0000', '\ud83d\ude00', '𠮷', '\ud83d', '\udc00', 'Ａ１', '。', '，', '“', '”', '（', '）', '党', '2021 年 3 月', '26 县', 'infor-\nmation', 'two\nwords',
  '本报记者 孙 琳', '本报讯（记者 华安）', '一线视角', 'Yi xian shi jiao', '■■小标题', '\u2028', '\ufeff', '图为村口。王二 摄', '|', '- '];
const pageText = fc.oneof(
  fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'binary', maxLength: 6 }), fc.string({ unit: 'binary-ascii', maxLength: 6 })), { maxLength: 60 }).map((parts) => parts.join('')),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((units) => String.fromCharCode(...units)),
);
const RUNS = { numRuns: 400, seed: 20240607 };

function eachParagraph(page: Page, check: (paragraph: Paragraph) => void): void {
  page.paragraphs.forEach(check);
}

/** The text with the one space left out that joining puts between Latin words: what the map says was not on the page. */
function keptUnits(paragraph: Paragraph): number[] {
  const offsets: number[] = [];
  for (let offset = 0; offset < paragraph.text.length; offset++) {
    const raw = paragraph.map.toRaw(offset);
    if (paragraph.map.toText(raw) === offset) offsets.push(offset);
  }
  return offsets;
}

describe('offsets of reflowed text', () => {
  it('go to the page and back for every kept character', () => {
    fc.assert(fc.property(pageText, (raw) => {
      eachParagraph(readPage(raw), (paragraph) => {
        const kept = new Set(keptUnits(paragraph));
        for (let offset = 0; offset < paragraph.text.length; offset++) {
          if (kept.has(offset)) assert.equal(raw[paragraph.map.toRaw(offset)], paragraph.text[offset]);
          else assert.equal(paragraph.text[offset], ' ');
        }
      });
    }), RUNS);
  });

  it('map every span to a span whose quote says the same', () => {
    fc.assert(fc.property(pageText, fc.nat(), fc.nat(), (raw, one, two) => {
      eachParagraph(readPage(raw), (paragraph) => {
        const { text, map } = paragraph;
        const start = one % text.length;
        const end = start + 1 + (two % (text.length - start));
        const span = map.spanToRaw(start, end);
        assert.ok(span.start >= paragraph.start && span.end <= paragraph.end && span.start < span.end);
        assert.equal(withoutDropped(raw.slice(span.start, span.end)), withoutDropped(text.slice(start, end)));
        const kept = keptUnits(paragraph).filter((offset) => offset >= start && offset < end);
        if (kept.length > 0) assert.deepEqual(map.spanToText(map.toRaw(kept[0]), map.toRaw(kept[kept.length - 1]) + 1), { start: kept[0], end: kept[kept.length - 1] + 1 });
      });
    }), RUNS);
  });

  it('leave out nothing but white space and the hyphens of divided words, in order', () => {
    fc.assert(fc.property(pageText, (raw) => {
      const page = readPage(raw);
      let end = 0;
      let outside = '';
      for (const paragraph of page.paragraphs) {
        assert.ok(paragraph.start >= end && paragraph.end > paragraph.start);
        outside += raw.slice(end, paragraph.start);
        end = paragraph.end;
        assert.equal(withoutDropped(raw.slice(paragraph.start, paragraph.end)), withoutDropped(paragraph.text));
        assert.doesNotMatch(raw[paragraph.start], BLANK);
        assert.doesNotMatch(raw[paragraph.end - 1], BLANK);
      }
      assert.match(outside + raw.slice(end), ALL_BLANK);
    }), RUNS);
  });

  it('give articles whose pieces begin and end with paragraphs, each paragraph in one article at most', () => {
    fc.assert(fc.property(pageText, (raw) => {
      const page = readPage(raw);
      const seen = new Set<number>();
      const starts = new Set(page.paragraphs.map(({ start }) => start));
      const ends = new Set(page.paragraphs.map(({ end }) => end));
      for (const article of page.articles) {
        assert.ok(article.paragraphs.length > 0);
        for (const index of article.paragraphs) {
          assert.ok(!seen.has(index) && index in page.paragraphs);
          seen.add(index);
        }
        for (const piece of article.pieces) assert.ok(starts.has(piece.start) && ends.has(piece.end));
        for (const { start, end, name } of article.names) assert.equal(raw.slice(start, end).replace(/\s/g, ''), name);
        assert.equal(article.title === null, article.titleSpan === null);
      }
    }), RUNS);
  });
});

const BLANK = /[\s\u0085\u200b-\u200d\u2060]/;
const ALL_BLANK = /^[\s\u0085\u200b-\u200d\u2060]*$/;

/** White space, and hyphens since one at a line end may have divided a word. */
function withoutDropped(text: string): string {
  return text.replace(/[\s\u0085\u200b-\u200d\u2060\-\u2010\u00ad]/g, '');
}
