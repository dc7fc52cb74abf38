import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { loadJieba, requireJieba } from '../../../src/build/jieba';
import { readCorpus } from '../../../src/build/entityData';
import { MOST_COMMON, NO_WORD, packedCommonness, packedTag, tagNumber } from '../../../src/entities/segmenter';
import { CharacterStates } from '../../../src/segmentation/characterStates';
import { Dictionary } from '../../../src/segmentation/dictionary';
import { WordCutter } from '../../../src/segmentation/wordCutter';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Characters of 早 and 晚 begin words, those of 上 end them, all others are words by themselves. */
const STATES = new CharacterStates(bytes([
  '# start', '-1 -3.14e+100 -3.14e+100 -1', '-3.14e+100 -0.5 -0.9 -3.14e+100', '-0.6 -3.14e+100 -3.14e+100 -0.8', '-3.14e+100 -0.3 -1.3 -3.14e+100', '-0.7 -3.14e+100 -3.14e+100 -0.7',
  '早:-1,晚:-1', '上:-1', '早:-9', '早:-8,晚:-8,上:-8,水:-1,火:-1',
].join('\n')));

interface Word { readonly word: string; readonly tag: number; readonly commonness: number }

function readWith(read: (text: string, ends: Int32Array, about: Int32Array) => number, text: string): Word[] {
  const ends = new Int32Array(text.length);
  const about = new Int32Array(text.length);
  const count = read(text, ends, about);
  return Array.from({ length: count }, (_, index) => ({
    word: text.slice(index === 0 ? 0 : ends[index - 1], ends[index]), tag: packedTag(about[index]), commonness: packedCommonness(about[index]),
  }));
}

function cut(dictionary: string, text: string, additions = ''): Word[] {
  const cutter = new WordCutter(new Dictionary(bytes(dictionary), bytes(additions)), STATES);
  return readWith((...args) => cutter.read(...args), text);
}

const words = (dictionary: string, text: string, additions?: string): string => cut(dictionary, text, additions).map(({ word }) => word).join('/');

describe('cutting words', () => {
  const DICTIONARY = '长江 900 ns\n大桥 500 n\n江大 3 nz\n长 800 a\n大 2000 a\n江 700 n\n桥 300 n\n长江大桥 200 ns\n';

  it('takes the likeliest words of the dictionary', () => {
    equal(words(DICTIONARY, '长江大桥'), '长江大桥');
    equal(words(DICTIONARY.replace('长江大桥 200 ns\n', ''), '长江大桥'), '长江/大桥');
    equal(words(DICTIONARY.replace('长江大桥 200 ns', '长江大桥头 200 ns'), '长江大桥'), '长江/大桥');
  });

  it('joins single characters by their states', () => {
    equal(words('的 999 uj\n树林 5 n\n', '早上树林晚上水火'), '早上/树林/晚上/水/火');
    equal(words('的 999 uj\n水 5 n\n', '早'), '早');
  });

  it('keeps letters and digits together, and knows them by kind', () => {
    deepEqual(cut('的 999 uj\n树林 5 n\n', 'G7号3.5万Ab-x 1').map(({ word }) => word), ['G7', '号', '3.5', '万', 'Ab', '-', 'x', ' ', '1']);
    deepEqual(cut('的 999 uj\n树林 5 n\n', 'G7 35 号Z').map(({ tag }) => tag), ['eng', 'x', 'm', 'x', 'x', 'x'].map(tagNumber));
  });

  it('says of each word its part of speech and how common it is', () => {
    const [common, rare, never] = cut('的 300000 uj\n泥泞 1 a\n', '的泥泞火');
    deepEqual([common.tag, rare.tag, never.tag], ['uj', 'a', 'x'].map(tagNumber));
    equal(common.commonness, MOST_COMMON);
    equal(rare.commonness, 0);
    equal(never.commonness, NO_WORD);
  });

  it('knows the words of a person, which are no words of the statistics', () => {
    const [word] = cut('的 999 uj\n树林 5 n\n', '云上村', '云上村 ns\n河口 10 nz\n水火\n');
    deepEqual(word, { word: '云上村', tag: tagNumber('ns'), commonness: NO_WORD });
    equal(words('的 999 uj\n树林 5 n\n', '河口水火', '云上村 ns\n河口 10 nz\n水火\n'), '河口/水火');
  });

  it('cuts at separators, and passes over lines that are no words', () => {
    equal(words('的 999 uj\n上，晚 5 n\n没有频率\n树林 0 n\n\n上 5 n\r\n', '上，晚树林'), '上/，/晚/树/林');
  });

  it('says what is no model of states', () => throws(() => new CharacterStates(bytes('1 2 3')), /not a model/));
});

describe('words of nodejieba', () => {
  const segmenter = loadJieba();
  const jieba = requireJieba();
  const read = (text: string): Word[] => readWith((...args) => segmenter.read(...args), text);
  const articles = readCorpus().flatMap((file) => file.articles).flat().map(({ text }) => text);

  it('are the same in news, with the same tags', () => {
    for (const text of articles.filter((_, index) => index % 9 === 0)) {
      deepEqual(read(text).map(({ word, tag }) => ({ word, tag })), jieba.tag(text).map(({ word, tag }) => ({ word, tag: tagNumber(tag) })));
    }
  });

  it('are the same in any text', () => {
    const character = fc.oneof(
      fc.constantFrom(...new Set(articles.slice(0, 200).join(''))), fc.constantFrom(...'aZ09.,，。 \t\n　Ａ１😀𠀀\ud83c\ude00\0'), fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    );
    fc.assert(fc.property(fc.array(character, { maxLength: 40 }), (characters) => {
      const text = characters.join('');
      deepEqual(read(text).map(({ word }) => word.length), segmenter.cut(text).map((word) => word.length));
    }), { numRuns: 1000 });
  });

  it('are cut in time that grows with the text alone', () => {
    ok(read('中华人民共和国'.repeat(10_000)).length >= 10_000);
  });
});
