import assert from 'node:assert/strict';
import { decodeUtf8 } from '../../../src/files/decodeUtf8';
import { CORPUS_SAMPLING, sampledGrams, samplingThreshold } from '../../../src/duplicates/fingerprint';
import { buildGramIndex, postingsEnd, postingsStart } from '../../../src/duplicates/gramIndex';
import { GramOverlap } from '../../../src/duplicates/gramOverlap';
import { normalise } from '../../../src/duplicates/normalise';
import { Verifier } from '../../../src/duplicates/verify';
import { joinLines } from '../../../src/page/joins';
import { readLines } from '../../../src/page/lines';
import { paragraphSpans } from '../../../src/page/paragraphSpans';
import { composeParagraph } from './composeNews';
import { editCharacters, rewrap } from './plantCopies';
import { Random } from './random';
import { finish } from './scorePairs';

function unitsOf(text: string): Uint16Array {
  return Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

describe('the loops over whole corpora', () => {
  it('decode as Buffer does', () => {
    for (const text of ['', 'abc', '第一版 é 𠮷野家\n', 'x'.repeat(50) + '鷗'.repeat(50)]) {
      const bytes = Buffer.from(`甲${text}`);
      const units = new Uint16Array(bytes.length);
      const length = decodeUtf8(bytes, 3, units);
      assert.equal(Buffer.from(units.buffer, 0, length * 2).toString('utf16le'), text);
    }
  });

  it('take the lines of unbroken pages as paragraphs, without white space at their ends, and join the lines of others', () => {
    const random = new Random(21);
    const paragraphs = Array.from({ length: 12 }, () => composeParagraph(random, 3, 5).join(''));
    const spansOf = (text: string): string[] =>
      paragraphSpans(unitsOf(text), text.length, () => text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(spansOf(`\n\t　${paragraphs.join(' 　\r\n\r\n  ')} \u2028短讯\n `), [...paragraphs, '短讯']);
    const broken = paragraphs.map((text) => rewrap(random, text)).join('\n');
    const lines = readLines(broken);
    assert.deepEqual(spansOf(broken), joinLines(broken, lines).map(({ from, to }) => broken.slice(lines[from].start, lines[to].end)));
  });

  it('file every sampled n-gram once under its paragraph, in order', () => {
    const random = new Random(22);
    const texts = Array.from({ length: 300 }, (_, index) => normalise(composeParagraph(random, 1, 3).join('').repeat(index % 50 === 0 ? 2 : 1)).units);
    const lists = texts.map((units) => {
      const grams = new Uint32Array(units.length);
      return grams.slice(0, sampledGrams(units, 0, units.length, samplingThreshold(units.length, CORPUS_SAMPLING), grams, 0));
    });
    const gramStarts = new Int32Array(lists.length + 1);
    lists.forEach((list, index) => { gramStarts[index + 1] = gramStarts[index] + list.length; });
    const wanted = Uint8Array.from(lists, (_, index) => (index % 7 === 3 ? 0 : 1));
    const grams = Uint32Array.from(lists.flatMap((list) => [...list]));
    const index = finish(buildGramIndex({ gramStarts, grams }, wanted));
    const expected = new Map<number, number[]>();
    lists.forEach((list, paragraph) => {
      if (wanted[paragraph] === 1) for (const gram of new Set(list)) expected.set(gram, [...(expected.get(gram) ?? []), paragraph]);
    });
    for (const gram of grams) {
      const start = postingsStart(index, gram);
      const found = [...index.words.subarray(start, postingsEnd(index, gram, start))].map((word) => word & (2 ** index.bits - 1));
      assert.deepEqual(found, (expected.get(gram) ?? []).slice(0, 201));
    }
  });

  it('never pass over a pair that is a copy', () => {
    const random = new Random(23);
    const overlap = new GramOverlap();
    const verifier = new Verifier(CORPUS_SAMPLING);
    let copies = 0;
    for (let turn = 0; turn < 600; turn++) {
      const sentences = composeParagraph(random, 1, 4);
      const left = normalise(sentences.join('')).units;
      const other = turn % 3 === 0 ? sentences.reverse().join('') : editCharacters(random, sentences.join(''), random.next() * 0.6);
      const right = normalise(other).units;
      const units = new Uint16Array(left.length + right.length);
      units.set(left);
      units.set(right, left.length);
      verifier.prepare(units, 0, left.length, new Float32Array(left.length).fill(1));
      const match = verifier.compare(left.length, units.length);
      overlap.prepare(units, left.length, units.length);
      if (match !== null) assert.ok(overlap.isEnough(units, 0, left.length), other);
      if (match !== null) copies++;
    }
    assert.ok(copies > 200, `${copies}`);
  });
});
