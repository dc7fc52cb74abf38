import assert from 'node:assert/strict';
import { checkFigures } from '../../../src/numbers/checkFigures';
import { findNumbers } from '../../../src/numbers/findNumbers';

function problems(text: string): string[] {
  return checkFigures(findNumbers(text), text).map((one) => `${one.problem} ${text.slice(one.start, one.end)}${one.detail === undefined ? '' : ` ${one.detail}`}`);
}

describe('numbers: figures that cannot be right', () => {
  const wrong: readonly (readonly [string, readonly string[]])[] = [
    ['会议定于2月31日召开。', ['noSuchDay 2月31日 29']],
    ['会议定于2023年2月29日召开。', ['noSuchDay 2023年2月29日 28']],
    ['展期从4月1日至31日。', ['noSuchDay 4月1日至31日 30']],
    ['每户补助500—300元。', ['rangeUpsideDown 500—300元']],
    ['工期为2025—2021年。', ['rangeUpsideDown 2025—2021年']],
    ['青年占45%，中年占40%，老年占25%。', ['partsOverHundred 45%，中年占40%，老年占25% 110']],
    ['占比分别为60%、30%和20%。', ['partsOverHundred 60%、30%和20% 110']],
    ['抽检合格率为120%。', ['percentOverHundred 120%']],
  ];
  for (const [text, expected] of wrong) {
    it(`warns: ${text}`, () => {
      assert.deepEqual(problems(text), expected);
    });
  }

  const right = [
    '会议定于2024年2月29日召开。',
    '农历二月三十，镇上唱戏。',
    '采收期为11月至3月。',
    '产量同比增长120%。',
    '青年占45%，中年占40%，老年占15%。',
    '男生占60%。女生占55%的班级也有。',
    '营业时间为22:00-6:00。',
    '气温-5℃至3℃。',
    '占比由45%提高到60%。',
  ];
  for (const text of right) {
    it(`is silent: ${text}`, () => {
      assert.deepEqual(problems(text), []);
    });
  }
});
