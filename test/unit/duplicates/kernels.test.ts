import assert from 'node:assert/strict';
import { LineStarts, decodeUtf8 } from '../../../src/files/decodeUtf8';
import { CandidateScan } from '../../../src/duplicates/candidateScan';
import { CandidateFinder } from '../../../src/duplicates/candidates';
import { CORPUS_SAMPLING, FingerprintBuilder, sampledGrams, samplingThreshold } from '../../../src/duplicates/fingerprint';
import { buildGramIndex, postingsEnd, postingsStart, type GramIndex } from '../../../src/duplicates/gramIndex';
import { GramOverlap } from '../../../src/duplicates/gramOverlap';
import { GramWeights } from '../../../src/duplicates/gramWeights';
import { hash64 } from '../../../src/duplicates/hash64';
import { normalise } from '../../../src/duplicates/normalise';
import { RepeatedHashes } from '../../../src/duplicates/repeatedHashes';
import { addSampledUnits, sampledLengths } from '../../../src/duplicates/sampledLengths';
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
    for (const text of ['', 'abc', '甲\né乙\n\n𠮷丙\n'.repeat(90), '第一版 é 𠮷野家\n', 'x'.repeat(50) + '鷗'.repeat(50)]) {
      const bytes = Buffer.from(`甲${text}`);
      const units = new Uint16Array(bytes.length);
      const lines = new LineStarts();
      const length = decodeUtf8(bytes, 3, units, lines);
      for (let line = 0; line < lines.count; line++) {
        assert.equal(bytes.subarray(3, lines.list[line * 2 + 1]).toString(), text.slice(0, lines.list[line * 2]));
      }
      assert.equal(lines.count, text.split('\n').length - 1);
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
    assert.deepEqual(spansOf(broken), joinLines(broken, lines).map(({ from, to }) => broken.slice(lines.start(from), lines.end(to))));
  });

  it('print a paragraph as its hash and its sampled n-grams are worked out one by one', () => {
    const random = new Random(25);
    const builder = new FingerprintBuilder(CORPUS_SAMPLING);
    const texts = ['', '甲', '甲乙丙丁戊', '甲乙丙丁戊己', ...Array.from({ length: 40 }, (_, index) => composeParagraph(random, 1, 1 + (index % 6)).join(''))];
    const list = texts.map((text) => normalise(text).units);
    for (const units of list) builder.add(units, 0, units.length);
    const { hashHigh, hashLow, gramStarts, grams } = builder.view();
    for (const [index, units] of list.entries()) {
      const own = new Uint32Array(units.length);
      const count = sampledGrams(units, 0, units.length, samplingThreshold(units.length, CORPUS_SAMPLING), own, 0);
      assert.deepEqual({ high: hashHigh[index], low: hashLow[index] }, hash64(units, 0, units.length));
      assert.deepEqual(grams.slice(gramStarts[index], gramStarts[index + 1]), own.slice(0, count));
    }
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

  it('find the same candidates going through the postings as looking them up, also across several indexes', () => {
    const random = new Random(24);
    const kept: string[][] = [];
    const texts = Array.from({ length: 900 }, () => {
      const sentences = kept.length > 20 && random.next() < 0.3 ? [...random.pick(kept)].reverse() : composeParagraph(random, 1, 4);
      kept.push(sentences);
      return normalise(editCharacters(random, sentences.join(''), random.next() * 0.2)).units;
    });
    const lists = texts.map((units) => {
      const grams = new Uint32Array(units.length);
      return grams.slice(0, sampledGrams(units, 0, units.length, samplingThreshold(units.length, CORPUS_SAMPLING), grams, 0));
    });
    const sampled = new Float64Array(3);
    for (const { length } of texts) addSampledUnits(sampled, length);
    const indexOf = (from: number, to: number): GramIndex => {
      const gramStarts = new Int32Array(to - from + 1);
      lists.slice(from, to).forEach((list, index) => { gramStarts[index + 1] = gramStarts[index] + list.length; });
      const grams = Uint32Array.from(lists.slice(from, to).flatMap((list) => [...list]));
      return finish(buildGramIndex({ gramStarts, grams }, new Uint8Array(to - from).fill(1)));
    };
    for (const borders of [[0, 900], [0, 500, 700, 900]]) {
      const parts = borders.slice(1).map((to, part) => ({
        index: indexOf(borders[part], to), offset: borders[part], lengths: Int32Array.from(texts.slice(borders[part], to), (units) => units.length),
      }));
      const options = { minScore: 0.5, minUnlikeScore: 1.5, maxCandidates: 4 };
      const lengths = sampledLengths(sampled, CORPUS_SAMPLING);
      const finder = new CandidateFinder(parts, 900, lengths, options);
      let found = 0;
      for (const [part, { offset }] of parts.entries()) {
        const [from, to] = [20, borders[part + 1] - offset - 10];
        const wanted = Uint8Array.from({ length: to - from }, (_, index) => (index % 5 === 0 ? 0 : 1));
        const { left, right } = finish(new CandidateScan(new GramWeights(parts, lengths), 900, { part, from, wanted }, options).find());
        wanted.forEach((flag, index) => {
          const paragraph = offset + from + index;
          const list = Uint32Array.from(new Set(lists[paragraph]));
          finder.find(list, 0, list.length, texts[paragraph].length, paragraph, 1);
          const expected = flag === 1 ? [...finder.found.subarray(0, finder.count)] : [];
          assert.deepEqual([...right].filter((_, pair) => left[pair] === index).sort(), expected.sort(), `${paragraph}`);
          found += expected.length;
        });
      }
      assert.ok(found > 200, `${found}`);
    }
  });

  it('tell every hash that comes twice or is added as such, and few others', () => {
    const random = new Random(27);
    const hashes = Array.from({ length: 5000 }, () => [random.below(2 ** 32), random.below(2 ** 32)] as const);
    const repeated = new RepeatedHashes(hashes.length);
    for (const [high, low] of [...hashes, ...hashes.slice(0, 100)]) repeated.add(high, low);
    for (const [high, low] of hashes.slice(100, 150)) repeated.addRepeated(high, low);
    assert.ok(hashes.slice(0, 150).every(([high, low]) => repeated.mayHold(high, low)));
    const chance = hashes.slice(150).filter(([high, low]) => repeated.mayHold(high, low)).length;
    assert.ok(chance < 1500, `${chance}`);
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
      verifier.prepare(units, 0, left.length, () => 1);
      const match = verifier.compare(left.length, units.length);
      overlap.prepare(units, left.length, units.length);
      if (match !== null) assert.ok(overlap.isEnough(units, 0, left.length), other);
      if (match !== null) copies++;
    }
    assert.ok(copies > 200, `${copies}`);
  });
});
