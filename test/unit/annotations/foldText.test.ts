import { deepEqual, equal, ok } from 'node:assert/strict';
import { rawSpan } from '../../../src/annotations/composed';
import { contextOf } from '../../../src/annotations/context';
import { folded, foldWithOffsets } from '../../../src/annotations/foldText';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { Reanchorer } from '../../../src/annotations/reanchor';
import { restore } from '../../../src/annotations/restore';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { Random } from '../../../src/entities/training/random';
import { annotation, edit } from './build';
import { writeSidecar } from '../../sidecarSchema';

/** Letters with accents, ideographs with a twin, signs with two code points, kana with a mark, emoji, rare Han, marks alone. */
const PIECES = ['é', 'e\u0301', 'ǘ', 'u\u0308\u0301', '\uf914', '樂', '\u{2f800}', '丽', '\u212b', 'Å', 'が', 'か\u3099', '🎉', '\u{20BB7}', '\u0316\u0301', ' ', '\n', 'Ａ', '中', '文', '。', '\ud842'];
const TEXT = '法国厨师José Lefèvre到访，㐂\uf914镇的Café老板\u{20BB7}野乐陪同。José说下次带Renée来。\n';
const WORDS = ['José Lefèvre', '㐂\uf914镇', 'Café', '\u{20BB7}野乐', 'Renée'];

function spanOf(text: string, words: string): { start: number; end: number } {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
}

describe('folded texts', () => {
  it('are the same in every normalisation form, and each stretch has its place in the raw text', () => {
    const random = new Random(6);
    for (let round = 0; round < 400; round++) {
      const raw = Array.from({ length: 1 + random.below(30) }, () => PIECES[random.below(PIECES.length)]).join('');
      for (const text of [raw, raw.normalize('NFC'), raw.normalize('NFD')]) {
        const mapped = foldWithOffsets(text);
        equal(mapped.text, folded(text));
        equal(mapped.text, folded(raw), JSON.stringify(raw));
        equal(mapped.text.normalize('NFC'), mapped.text);
        let end = 0;
        for (let at = 0; at < mapped.text.length; at++) {
          const span = rawSpan(mapped, at, 1);
          ok(span.start < span.end && span.end <= text.length && span.end >= end);
          ok(folded(text.slice(span.start, span.end)).includes(mapped.text[at]));
          end = span.end;
        }
      }
    }
  });

  it('are made of any heap of marks', () => {
    equal(folded(`中${'\u0316\u0301'.repeat(400_000)}`)[0], '中'); // normalised in one piece it takes minutes
  });
});

describe('decisions on a page that another program normalised', () => {
  const decisions = WORDS.map((words) => annotation(TEXT, words, { status: 'accepted' }));
  const expected = (form: 'NFC' | 'NFD'): string[] => WORDS.map((words) => words.normalize(form));

  for (const form of ['NFC', 'NFD'] as const) {
    it(`to ${form} stand on their words, closed`, () => {
      const reading = readSidecar(writeSidecar({ file: 'page.txt', hash: 'old', length: TEXT.length, eol: 'lf', encoding: 'utf8' }, decisions, TEXT));
      ok(reading.ok);
      const now = `本报讯　${TEXT.normalize(form)}`;
      const restored = restore(reading.sidecar, now, false);
      deepEqual(restored.map(({ start, end, changed }) => (changed ? 'lost' : now.slice(start, end))), expected(form));
      deepEqual(restored.map(({ quote }) => quote), expected(form));
    });

    it(`to ${form} stand on their words, open, and come back`, () => {
      const page = new PageAnnotations(TEXT, decisions);
      for (const [now, words] of [[TEXT.normalize(form), expected(form)], [TEXT, WORDS]] as const) {
        edit(page, 0, page.text.length, now);
        deepEqual(page.all.map(({ start, end, changed }) => (changed ? 'lost' : now.slice(start, end))), words);
      }
    });
  }

  for (const [lost, back] of [['NFC', 'NFD'], ['NFD', 'NFC']] as const) {
    it(`to ${back} after they had lost their words in ${lost} stand on them again`, () => {
      const before = TEXT.normalize(lost);
      const lostWords = WORDS.map((words) => ({ ...annotation(before, words.normalize(lost), { status: 'accepted' }), ...contextOf(before, spanOf(before, words.normalize(lost))) }));
      const gone = '此处暂缺。';
      const unplaced = lostWords.map((one) => ({ ...one, start: 2, end: 2, changed: true as const }));
      const reading = readSidecar(writeSidecar({ file: 'page.txt', hash: 'old', length: gone.length, eol: 'lf', encoding: 'utf8' }, unplaced, gone));
      ok(reading.ok);
      const now = TEXT.normalize(back);
      for (const sameText of [true, false]) {
        const restored = restore(reading.sidecar, now, sameText);
        deepEqual(
          new Map(restored.map(({ id, start, end, changed }) => [id, changed ? 'lost' : now.slice(start, end)])),
          new Map(lostWords.map(({ id, quote }) => [id, quote.normalize(back)])),
        );
      }
      const near = new Reanchorer(now);
      deepEqual(lostWords.map((one) => near.place(one)).map((span) => span && now.slice(span.start, span.end)), WORDS.map((words) => words.normalize(back)));
    });
  }

  it('are not looked for in a part of a character', () => {
    const text = '店名\u0958，店名\u0958。'; // one character that is composed of two
    const context = { before: '店名', after: '' };
    equal(new Reanchorer(text).place({ quote: '\u0915', start: 0, ...context }), undefined);
    deepEqual(new Reanchorer(text.slice(0, 3)).place({ quote: '\u0958', start: 0, ...context }), { start: 2, end: 3 });
  });

  it('have contexts that are not cut between a letter and its accent', () => {
    const text = `${'e\u0301'.repeat(9)}店${'e\u0301'.repeat(9)}`;
    const long = `a${text}b`.replace('店', 'x店x');
    const { before, after } = contextOf(long, spanOf(long, '店'));
    deepEqual([before, after], [`${'e\u0301'.repeat(5)}x`, `x${'e\u0301'.repeat(5)}`]);
    const whole = contextOf(text, spanOf(text, '店'));
    deepEqual([whole.before, whole.after], ['e\u0301'.repeat(6), 'e\u0301'.repeat(6)]);
  });

  it('do not take a name without its accent for the name', () => {
    const text = '老板Café开了店。';
    const page = new PageAnnotations(text, [annotation(text, 'Café', { status: 'accepted' })]);
    edit(page, 0, text.length, '老板Cafe开了店。');
    equal(page.all[0].changed, true);
  });
});
