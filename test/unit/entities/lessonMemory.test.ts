import assert from 'node:assert/strict';
import { LessonMemory } from '../../../src/entities/lessonMemory';
import type { Lesson } from '../../../src/entities/lessons';

const lesson = (text: string, end = 0): Lesson => ({ text, kind: 'body', names: end === 0 ? [] : [{ start: 0, end, label: 'PLACE' }] });

/** How often each text comes up until nothing is owed. */
function visits(memory: LessonMemory): Map<string, number> {
  const counts = new Map<string, number>();
  for (let next = memory.next(); next; next = memory.next()) counts.set(next.text, (counts.get(next.text) ?? 0) + 1);
  return counts;
}

describe('remembered lessons', () => {
  it('come up again as often as new ones were learned, the first not much more often than the last', () => {
    const memory = new LessonMemory();
    const counts = new Map<string, number>();
    for (let index = 0; index < 200; index += 1) {
      memory.add(lesson(`第${index}课`));
      for (const [text, count] of visits(memory)) counts.set(text, (counts.get(text) ?? 0) + count);
    }
    const sum = (from: number): number => Array.from({ length: 50 }, (_, index) => counts.get(`第${from + index}课`) ?? 0).reduce((total, count) => total + count, 0);
    assert.equal([...counts.values()].reduce((total, count) => total + count, 0), 800);
    assert.ok(sum(0) < 2 * sum(100), `${sum(0)} against ${sum(100)}`);
  });

  it('are replaced where the same text was decided again', () => {
    const memory = new LessonMemory();
    memory.add(lesson('石湾停电'));
    memory.add(lesson('石湾停电', 2));
    assert.deepEqual([...memory], [lesson('石湾停电', 2)]);
  });

  it('tell which names stand in several of them, and the usual label of those that have had more than one', () => {
    const memory = new LessonMemory();
    const named = (text: string, label: 'PLACE' | 'ORG'): Lesson => ({ text, kind: 'body', names: [{ start: 0, end: 2, label }] });
    memory.add(named('石湾停电', 'PLACE'));
    assert.deepEqual(memory.repeatedIn('石湾到了'), [], 'what stands in one lesson is known from nowhere else');
    memory.add(named('石湾来电', 'PLACE'));
    assert.deepEqual(memory.repeatedIn('在石湾'), [{ start: 1, end: 3, label: 'PLACE' }]);
    assert.equal(memory.usualLabel('石湾'), undefined, 'one label only');
    memory.add(named('石湾进球', 'ORG'));
    assert.equal(memory.usualLabel('石湾'), 'PLACE');
    memory.add(named('石湾来电', 'ORG'));
    assert.equal(memory.usualLabel('石湾'), 'ORG');
    memory.add(named('石湾停电', 'ORG'));
    assert.equal(memory.usualLabel('石湾'), undefined, 'the other label has been taken back everywhere');
    assert.deepEqual(memory.of('石湾停电'), named('石湾停电', 'ORG'));
    assert.equal(memory.of('石湾'), undefined);
  });

  it('are forgotten, the oldest first, where there are too many', () => {
    const memory = new LessonMemory();
    for (let index = 0; index < 2003; index += 1) memory.keep(lesson(`第${index}课`));
    const texts = new Set([...memory].map(({ text }) => text));
    assert.equal(texts.size, 2000);
    assert.deepEqual(['第0课', '第2课', '第3课', '第2002课'].map((text) => texts.has(text)), [false, false, true, true]);
    memory.keep(lesson('第3课', 2));
    assert.equal([...memory].filter(({ text }) => text === '第3课').length, 1);
  });

  it('are not kept where they are very long, and those of earlier sessions are not owed', () => {
    const memory = new LessonMemory();
    memory.add(lesson('长'.repeat(2001)));
    assert.equal(memory.size, 0);
    memory.keep(lesson('石湾停电'));
    assert.equal(memory.next(), undefined);
  });
});
