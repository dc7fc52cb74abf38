import { equal, ok } from 'node:assert/strict';
import { WordFrequencies } from '../../../src/analysis/wordFrequencies';
import { MOST_COMMON, NO_WORD } from '../../../src/entities/segmenter';

const frequencies = new WordFrequencies(new TextEncoder().encode('的 300000 uj\n高兴 5000 a\n泥泞 100 a\n邬 3 nr\nＡ股 20 n\n没有频率\n青葙 0 n'));

describe('frequencies of a dictionary', () => {
  it('are steps: the more often a word was seen, the higher', () => {
    const steps = ['的', '高兴', '泥泞', '邬', '青葙'].map((word) => frequencies.commonnessOf(word));
    ok(steps.every((step, index) => index === 0 || step < steps[index - 1]), steps.join(' '));
    equal(steps[0], MOST_COMMON);
    equal(steps.at(-1), 0);
  });

  it('know words by all their characters', () => {
    equal(frequencies.commonnessOf('高'), NO_WORD);
    equal(frequencies.commonnessOf('高兴地'), NO_WORD);
    equal(frequencies.commonnessOf('A股'), NO_WORD);
    ok(frequencies.commonnessOf('Ａ股') < NO_WORD);
  });

  it('pass over lines without a frequency', () => {
    equal(frequencies.commonnessOf('没有频率'), NO_WORD);
    equal(new WordFrequencies(new Uint8Array(0)).commonnessOf('的'), NO_WORD);
  });
});
