import { deepEqual, equal, ok } from 'node:assert/strict';
import { Dictionary, nodeOf, ROOT } from '../../../src/segmentation/dictionary';
import { forEachLine } from '../../../src/segmentation/dictionaryLines';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function linesOf(text: string): unknown[] {
  const lines: unknown[] = [];
  forEachLine(bytes(text), ({ units, length, frequency, tag }) => {
    lines.push([String.fromCharCode(...units.subarray(0, length)), frequency, String.fromCharCode(...[tag & 127, (tag >> 7) & 127, tag >> 14].filter((code) => code > 0))]);
  });
  return lines;
}

describe('lines of a dictionary', () => {
  it('have a word, how often it was seen, and its part of speech, or less', () => {
    deepEqual(linesOf('树林 5 n\r\n云上村 ns\n\n水火\nAT&T 3 nz'), [['树林', 5, 'n'], ['云上村', -1, 'ns'], ['水火', -1, ''], ['AT&T', 3, 'nz']]);
  });

  it('may hold characters of two code units, and no endless words', () => {
    deepEqual(linesOf(`𠀀é 7 x\n${'长'.repeat(1000)} 2 n\n短 1 n`), [['𠀀é', 7, 'x'], ['短', 1, 'n']]);
  });
});

describe('a dictionary', () => {
  const dictionary = new Dictionary(bytes('树 90 n\n树林 5 n\n树林子 5 n\n林 1 n\n'), bytes('林中路 10 nz\n'));
  const find = (word: string): number => dictionary.find(Uint16Array.from(word, (unit) => unit.charCodeAt(0)), 0, word.length);

  it('tells words from prefixes', () => {
    for (const word of ['树', '树林', '树林子', '林', '林中路']) ok(find(word) !== ROOT, word);
    for (const word of ['林中', '中', '树林中', '林中路上']) equal(find(word), ROOT, word);
  });

  it('says where an edge leads no further', () => {
    const edge = dictionary.first('树'.charCodeAt(0));
    ok(edge < 0);
    const wood = dictionary.next(nodeOf(edge), '林'.charCodeAt(0));
    ok(wood < 0 && dictionary.next(nodeOf(wood), '子'.charCodeAt(0)) > 0);
    equal(dictionary.next(nodeOf(edge), '中'.charCodeAt(0)), 0);
    equal(dictionary.first('中'.charCodeAt(0)), 0);
  });

  it('weighs words by their share, additions too', () => {
    equal(dictionary.weightOf(find('树')), Math.log(90 / 101));
    equal(dictionary.weightOf(find('林中路')), Math.log(10 / 101));
    equal(dictionary.leastWeight, Math.log(1 / 101));
  });
});
