import assert from 'node:assert/strict';
import { lessonsOf, type NameDecision } from '../../../src/entities/lessons';
import { readPage } from '../../../src/page/readPage';

const RAW = '本报讯 （记者 孟广川） 青禾镇农业发展有限\n公司昨天在石坎村收了三车稻谷，比去年多一成，村民们很高兴。\n\n　　沙湾的水渠也修好了，今年秋天就能用上，大家都说这是件好事。\n';
const page = readPage(RAW);
const decision = (quote: string, label: string, status: NameDecision['status']): NameDecision => {
  const start = RAW.indexOf(quote);
  return { id: quote, label, status, start, end: start + quote.length };
};
const FIRM = decision('青禾镇农业发展有限\n公司', 'ORG', 'accepted');

describe('lessons of decisions', () => {
  it('name what was decided as the reflowed text has it, with its context', () => {
    const { names } = lessonsOf(page, [FIRM, decision('石坎村', 'PLACE', 'rejected'), decision('沙湾', 'PLACE', 'suggested')]);
    assert.equal(names.length, 2);
    assert.deepEqual([names[0].name, names[0].label, names[0].after], ['青禾镇农业发展有限公司', 'ORG', '昨天在']);
    assert.deepEqual(names[1], { id: '石坎村', name: '石坎村', before: '昨天在', after: '收了三' });
  });

  it('are paragraphs of which everything is decided', () => {
    const open = lessonsOf(page, [FIRM, decision('石坎村', 'PLACE', 'suggested'), decision('沙湾', 'PLACE', 'accepted')]);
    assert.deepEqual(open.lessons.map(({ text, names }) => names.map(({ start, end }) => text.slice(start, end))), [['沙湾']]);
    const whole = lessonsOf(page, [FIRM, decision('石坎村', 'PLACE', 'accepted'), decision('昨天', 'PERSON', 'rejected')]);
    assert.deepEqual(whole.lessons.map(({ text, names }) => names.map(({ start, end, label }) => [text.slice(start, end), label])),
      [[['青禾镇农业发展有限公司', 'ORG'], ['石坎村', 'PLACE']]]);
  });

  it('leave out what the recogniser cannot say', () => {
    assert.deepEqual(lessonsOf(page, [FIRM, decision('石坎村', 'village', 'accepted')]).lessons, []);
    assert.deepEqual(lessonsOf(page, [FIRM, decision('青禾镇', 'PLACE', 'accepted')]).lessons, []);
    assert.deepEqual(lessonsOf(page, [decision('石', 'PLACE', 'accepted')]).names, []);
  });
});
