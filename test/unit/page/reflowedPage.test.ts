import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { readPage } from '../../../src/page/readPage';
import { reflowPage } from '../../../src/page/reflowedPage';

describe('a reflowed page', () => {
  it('has each paragraph on a line, rows and items together, and leads back to the page', () => {
    const raw = '渡口的老人说，这条船他撑了四\n十年，船板换过三回，篙子换过\n七根，人却没有换过。\n\n1. 换船板\n2. 换篙子\n\n3. 换缆绳\n';
    const { text, map } = reflowPage(readPage(raw));
    deepEqual(text.split('\n'), ['渡口的老人说，这条船他撑了四十年，船板换过三回，篙子换过七根，人却没有换过。', '', '1. 换船板', '2. 换篙子', '', '3. 换缆绳', '']);
    const at = text.indexOf('四十年');
    const { start, end } = map.spanToRaw(at, at + 3);
    equal(raw.slice(start, end), '四\n十年');
    deepEqual(map.spanToText(start, end), { start: at, end: at + 3 });
  });

  it('is empty where the page is', () => {
    equal(reflowPage(readPage('')).text, '');
    equal(reflowPage(readPage(' \n\n　\n')).text, '');
  });

  it('keeps the place of every character, on any text', () => {
    const words = fc.constantFrom('，', '。', '\n', '\n\n', '\r\n', '\r', '渡口', '船 板', '12 ', '3 人', 'abc ', '■', '𠮷', '\ud800', '\u0000', '　', '| a | b |');
    fc.assert(fc.property(fc.array(words, { maxLength: 80 }), (parts) => {
      const raw = parts.join('');
      const { text, map } = reflowPage(readPage(raw));
      const { runs } = map;
      for (let run = 0; run < runs.length; run += 3) {
        const [at, from, length] = runs.subarray(run, run + 3);
        equal(text.slice(at, at + length), raw.slice(from, from + length));
        for (let offset = 0; offset < length; offset++) {
          equal(map.toRaw(at + offset), from + offset);
          equal(map.toText(from + offset), at + offset);
        }
      }
      ok([...text].filter((character) => character.trim() !== '').length === [...raw].filter((character) => character.trim() !== '').length || /[-\u00ad]/.test(raw));
    }), { numRuns: 500 });
  });
});
