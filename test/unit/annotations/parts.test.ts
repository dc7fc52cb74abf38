import assert from 'node:assert/strict';
import { annotationId } from '../../../src/annotations/identity';
import { findOccurrences } from '../../../src/annotations/occurrences';
import { isVisible, needsDecision, progressOf } from '../../../src/annotations/progress';
import { isWhitespace, withoutWhitespace } from '../../../src/annotations/whitespace';
import type { Span } from '../../../src/page/span';
import { annotation } from './build';

describe('occurrences of words', () => {
  it('are found across line breaks on both sides, without overlap', () => {
    const text = '银杏合\r\n作社与银\n\u3000杏合作社';
    assert.deepEqual(findOccurrences(text, '银杏\n合作社').map(({ start, end }) => text.slice(start, end)), ['银杏合\r\n作社', '银\n\u3000杏合作社']);
    assert.deepEqual(findOccurrences('好好好好好', '好好'), [{ start: 0, end: 2 }, { start: 2, end: 4 }]);
  });

  it('of nothing are nowhere, and words are no pattern', () => {
    assert.deepEqual(findOccurrences('一 二', ' \n'), []);
    assert.deepEqual(findOccurrences('a.b a*b axb', 'a.b'), [{ start: 0, end: 3 }]);
  });
});

describe('white space', () => {
  it('is the same by character and by text', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      assert.equal(withoutWhitespace(String.fromCharCode(unit)) === '', isWhitespace(unit), unit.toString(16));
    }
  });
});

describe('identity', () => {
  const text = '消息说，顾大川到任。记者问顾大川几句。';
  const span = (nth: number): Span => annotation(text, '顾大川', {}, nth);
  const free = (): boolean => false;

  it('depends on words, context and layer, not on place or line breaks', () => {
    const id = annotationId(text, 'entity', span(0), free);
    assert.match(id, /^[0-9a-z]{11}$/);
    assert.equal(annotationId(`号外\n${'。'.repeat(40)}${text}`, 'entity', { start: 47, end: 50 }, free) === id, false, 'other words before');
    const broken = '消息\n说，顾大\n川到任。记者问顾大川几句。';
    assert.equal(annotationId(broken, 'entity', { start: 5, end: 9 }, free), id);
    assert.notEqual(annotationId(text, 'entity', span(1), free), id);
    assert.notEqual(annotationId(text, 'number', span(0), free), id);
  });

  it('takes the next free id where the first is taken', () => {
    const first = annotationId(text, 'entity', span(0), free);
    const second = annotationId(text, 'entity', span(0), (id) => id === first);
    assert.notEqual(second, first);
    assert.equal(annotationId(text, 'entity', span(0), (id) => id === first), second);
  });
});

describe('progress', () => {
  it('counts decisions, and asks again for those in doubt', () => {
    const text = '甲乙丙丁戊';
    const list = [
      annotation(text, '甲'), annotation(text, '乙', { status: 'accepted' }), annotation(text, '丙', { status: 'rejected' }),
      annotation(text, '丁', { status: 'accepted', changed: true }), annotation(text, '戊', { start: 5, end: 5, status: 'accepted', changed: true }),
      annotation(text, '甲', { status: 'rejected', conflict: [{ label: 'ORG', start: 0, end: 1, status: 'accepted' }] }),
    ];
    assert.deepEqual(progressOf(list), { total: 6, decided: 5, open: 1, accepted: 3, rejected: 2, doubtful: 3 });
    assert.deepEqual(list.map(needsDecision), [true, false, false, true, true, true]);
    assert.deepEqual(list.map(isVisible), [true, true, false, true, false, false]);
  });
});
