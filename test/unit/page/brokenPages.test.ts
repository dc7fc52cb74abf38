import assert from 'node:assert/strict';
import { breakPage, f1, plainPages, randomFrom, scoreJoins, UNBROKEN, type Breakage, type Score } from './brokenPages';

const STYLES: Record<string, Partial<Breakage>> = {
  'no indentation, no empty lines': {},
  'full-width indentation': { indent: '　　' },
  'indented with spaces': { indent: '    ', eol: '\r\n' },
  'empty lines between paragraphs': { blankBetween: true },
  'empty lines inside sentences': { blankInside: 0.08 },
  'empty lines inside sentences and between paragraphs': { blankInside: 0.08, blankBetween: true, eol: '\r' },
  'empty lines inside indented paragraphs': { blankInside: 0.15, indent: '　　' },
  'headlines under their text': { headline: 'below' },
  'headlines over and under': { headline: 'mixed', blankBetween: true },
  'columns interleaved': { interleave: 14 },
  'indented columns interleaved': { interleave: 14, indent: '　　' },
  'partly wrapped': { whole: 0.4 },
  'partly wrapped with empty lines': { whole: 0.4, blankBetween: true },
};
const WIDTHS = Array.from({ length: 29 }, (_, index) => index + 12);
const pages = plainPages();

function measure(style: Partial<Breakage>, width: number, score: Score): void {
  pages.forEach((page, index) => {
    scoreJoins(breakPage(page.articles, { ...UNBROKEN, width, ...style }, randomFrom(width * 1000 + index)), score);
  });
}

describe('broken pages', () => {
  for (const width of WIDTHS) {
    it(`cut at ${width} characters are put together again`, () => {
      const score: Score = { right: 0, found: 0, wanted: 0 };
      for (const style of Object.values(STYLES)) measure(style, width, score);
      assert.ok(f1(score) >= 0.97, `F1 ${f1(score).toFixed(4)}`);
    });
  }

  for (const [name, style] of Object.entries(STYLES)) {
    it(`with ${name} are put together again at all widths taken together`, () => {
      const score: Score = { right: 0, found: 0, wanted: 0 };
      for (const width of WIDTHS) measure(style, width, score);
      assert.ok(f1(score) >= 0.97, `F1 ${f1(score).toFixed(4)}`);
    });
  }

  it('that were never broken are left as they are', () => {
    for (const page of pages) {
      const score: Score = { right: 0, found: 0, wanted: 0 };
      scoreJoins(breakPage(page.articles, UNBROKEN, randomFrom(1)), score);
      assert.equal(score.found, 0, page.name);
    }
  });
});
