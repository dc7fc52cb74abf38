import assert from 'node:assert/strict';
import { readPage } from '../../../src/page/readPage';

function texts(raw: string): string[] {
  return readPage(raw).paragraphs.map(({ text }) => text);
}

describe('reflowed text', () => {
  it('joins Han without a space, also across an empty line inside a sentence', () => {
    assert.deepEqual(texts('山里的雨下了整整三天三夜，河水漫过了石桥，村民们连夜把粮食搬到\n\n祠堂里，又把牲口赶上了山坡。\n\n第四天，天晴了。'), ['山里的雨下了整整三天三夜，河水漫过了石桥，村民们连夜把粮食搬到祠堂里，又把牲口赶上了山坡。', '第四天，天晴了。']);
  });

  it('joins the lines of a page of two or three, where the widest stops in mid-sentence; other short lines stay apart', () => {
    assert.deepEqual(texts('去年三月，青石远山农业机械有限公\n司在镇上设点收购，价格比往年高出\n两成。'), ['去年三月，青石远山农业机械有限公司在镇上设点收购，价格比往年高出两成。']);
    assert.deepEqual(texts('青石镇远山农业机械有\n限公司成立。'), ['青石镇远山农业机械有限公司成立。']);
    assert.deepEqual(texts('李四负责接待\n王五负责后勤\n赵六负责宣传'), ['李四负责接待', '王五负责后勤', '赵六负责宣传']);
    assert.deepEqual(texts('防汛会议在镇上召开\n会议要求各镇加强值守，确保一方安全。'), ['防汛会议在镇上召开', '会议要求各镇加强值守，确保一方安全。']);
    assert.deepEqual(texts('今天下了一场雨，路上有水。\n明天放晴。'), ['今天下了一场雨，路上有水。', '明天放晴。']);
  });

  it('keeps sentences of one length apart where each has a line of its own, with or without empty lines', () => {
    const sentences = ['村里的老井在去年冬天重新修好了水也变得很清甜。', '孩子们放学以后都喜欢到新的图书角去读书和画画。', '合作社今年种了三百亩油菜花开的时候来了很多人。', '镇上的卫生院添了两台新设备老人看病不用再进城。'];
    for (const parting of ['\n', '\n\n', '\n\n\n']) assert.deepEqual(texts(sentences.join(parting)), sentences);
  });

  it('joins Latin words with one space and a divided word without its hyphen', () => {
    assert.deepEqual(texts('The new bridge over the river was opened by the may-\nor in the rain, and then the band of the fire bri-\ngade played for nearly an hour while the children\nwaved their flags.'),
      ['The new bridge over the river was opened by the mayor in the rain, and then the band of the fire brigade played for nearly an hour while the children waved their flags.']);
  });

  it('folds odd spaces in and around numbers, and beside full-width marks', () => {
    assert.deepEqual(texts('自 2019 年 6 月起，全县 17 个乡镇共投入 12 500 元，占 45 %，都用于 “小书屋” 建设。'), ['自2019年6月起，全县17个乡镇共投入12500元，占45%，都用于“小书屋”建设。']);
  });

  it('keeps the spaces that part clauses of a headline, and names', () => {
    const [title, byline] = texts('守住一条河 温暖一座城\n本报记者 祝青禾 田小满\n河水清了，岸边的柳树也绿了。');
    assert.equal(title, '守住一条河 温暖一座城');
    assert.equal(byline, '本报记者 祝青禾 田小满');
  });

  it('folds the letter-spaced name of a column under its pinyin', () => {
    const { paragraphs } = readPage('Xiang tu ji shi\n乡 土记事\n\n本报讯（记者 祝青禾）河水清了，岸边的柳树也绿了。');
    assert.deepEqual(paragraphs.map(({ kind, text }) => [kind, text]).slice(0, 2), [['pinyin', 'Xiang tu ji shi'], ['columnTitle', '乡土记事']]);
  });

  it('keeps table rows and their gaps', () => {
    assert.deepEqual(texts('姓名\t年龄\t村组\n赵甲\t41\t三组\n钱乙\t38\t五组'), ['姓名\t年龄\t村组', '赵甲\t41\t三组', '钱乙\t38\t五组']);
  });

  it('reads every kind of line end', () => {
    for (const eol of ['\n', '\r\n', '\r']) {
      assert.deepEqual(texts(['第一段到这里结束。', '', '第二段也不长。'].join(eol)), ['第一段到这里结束。', '第二段也不长。']);
    }
  });
});
