import assert from 'node:assert/strict';
import { findCopies, findCopiesInSlices, type CopyPassage } from '../../../src/duplicates/findCopies';

const BRIDGE = '青石镇新修的两座便桥昨天通车，住在河对岸的学生再也不用绕行十里山路上学。';
const ORCHARD = '果农老周把三百棵梨树嫁接成新品种，头一年就卖出八千斤，价格比往年高出一截。';
const LIBRARY = '县图书馆把闭馆时间推迟到晚上十点，周末的自习座位要提前两天预约。';
const FERRY = '渡口的老船工收起了木桨，他说下个月起这里改走电动渡船。';

function paragraphs(...texts: string[]): { text: string }[] {
  return texts.map((text) => ({ text }));
}

/** The characters of a passage, paragraphs joined by a bar. */
function words(texts: readonly { text: string }[], passage: CopyPassage): string {
  const { from, to } = passage;
  if (from.paragraph === to.paragraph) return texts[from.paragraph].text.slice(from.offset, to.offset);
  const middle = texts.slice(from.paragraph + 1, to.paragraph).map((paragraph) => paragraph.text);
  return [texts[from.paragraph].text.slice(from.offset), ...middle, texts[to.paragraph].text.slice(0, to.offset)].join('|');
}

function found(texts: readonly { text: string }[]): string[][] {
  return findCopies(texts).map((group) => group.passages.map((passage) => words(texts, passage)));
}

describe('findCopies, exact copies', () => {
  it('finds a paragraph that stands twice', () => {
    assert.deepEqual(found(paragraphs(BRIDGE, ORCHARD, BRIDGE)), [[BRIDGE, BRIDGE]]);
  });

  it('takes paragraphs that stand twice in sequence as one passage', () => {
    const texts = paragraphs(LIBRARY, BRIDGE, ORCHARD, FERRY, BRIDGE, ORCHARD);
    assert.deepEqual(found(texts), [[`${BRIDGE}|${ORCHARD}`, `${BRIDGE}|${ORCHARD}`]]);
  });

  it('finds two copies that stand directly one after the other, and does not take in the full stop before them', () => {
    const texts = paragraphs(LIBRARY, BRIDGE, ORCHARD, BRIDGE, ORCHARD, FERRY);
    assert.deepEqual(found(texts), [[`${BRIDGE}|${ORCHARD}`, `${BRIDGE}|${ORCHARD}`]]);
  });

  it('finds a passage inside paragraphs to its full extent, with its opening mark', () => {
    const title = '《梨花开满旧河湾：三代果农的账本》座谈会在青石镇';
    const texts = paragraphs(`${title}召开`, `本月初，${title}礼堂举行。`);
    assert.deepEqual(found(texts), [[title, title]]);
  });

  it('does not care for line breaks, spaces, width forms, kinds of quotation marks and paragraph borders', () => {
    const plain = '记者拨通了“便民专线”１２３４５，接线员说3天内答复，逾期可以再次投诉。';
    const other = '记者拨通了「便民专线」 12345,接线员说３天\n内答复，逾期可以再次投诉。';
    assert.deepEqual(found(paragraphs(plain, FERRY, other)), [[plain, other]]);
    const half = plain.indexOf('，') + 1;
    assert.deepEqual(found(paragraphs(plain, FERRY, plain.slice(0, half), plain.slice(half))), [
      [plain, `${plain.slice(0, half)}|${plain.slice(half)}`],
    ]);
  });

  it('gives nothing for passages of fewer than 20 characters', () => {
    const short = '这座桥修了整整十七个月零三天';
    assert.deepEqual(found(paragraphs(`${short}，乡亲们都来剪彩。`, `他说${short}。`)), []);
  });

  it('tells numbers apart that differ in a point only', () => {
    const texts = paragraphs(
      '本镇今年种下的梨树苗平均株高达到12.5厘米', '本镇今年种下的梨树苗平均株高达到125厘米',
    );
    assert.deepEqual(found(texts), []);
  });

  it('gives no second group for what stands only inside the copies of the first', () => {
    const texts = paragraphs(`${BRIDGE}${ORCHARD}`, LIBRARY, `${BRIDGE}${ORCHARD}`);
    assert.equal(found(texts).length, 1);
  });

  it('gives the shorter passage its own group where it stands in a third place', () => {
    const texts = paragraphs(BRIDGE, ORCHARD, FERRY, BRIDGE, ORCHARD, LIBRARY, ORCHARD);
    assert.deepEqual(found(texts), [
      [`${BRIDGE}|${ORCHARD}`, `${BRIDGE}|${ORCHARD}`],
      [ORCHARD, ORCHARD, ORCHARD],
    ]);
  });

  it('gives the same id for the same content wherever it stands and however it is broken', () => {
    const first = findCopies(paragraphs(BRIDGE, ORCHARD, BRIDGE));
    const second = findCopies(paragraphs(FERRY, BRIDGE.replace('，', ',\n'), LIBRARY, BRIDGE, ORCHARD));
    assert.equal(second.length, 1);
    assert.equal(second[0].id, first[0].id);
    assert.match(first[0].id, /^[0-9a-f]{16}$/u);
  });

  it('finds nothing in texts that repeat a single character, and one period in texts that repeat a sentence', () => {
    assert.deepEqual(found(paragraphs('一'.repeat(5000))), []);
    const groups = findCopies(paragraphs(BRIDGE.repeat(6)));
    assert.equal(groups.length, 1);
    assert.equal(groups[0].passages.length, 6);
  });

  it('takes empty pages, empty paragraphs and paragraphs of punctuation', () => {
    assert.deepEqual(findCopies([]), []);
    assert.deepEqual(findCopies(paragraphs('', '。。。。', '', '……——！！')), []);
  });
});

describe('findCopies, hostile pages', () => {
  it('groups a paragraph that stands 100,000 times and says that shorter stretches were passed over', () => {
    const texts = Array.from({ length: 100_000 }, () => ({ text: BRIDGE }));
    const search = findCopiesInSlices(texts);
    let step = search.next();
    while (step.done !== true) step = search.next();
    assert.equal(step.value.groups.length, 1);
    assert.equal(step.value.groups[0].passages.length, 100_000);
    assert.ok(step.value.frequentStretches > 0);
  });

  it('ends on a million equal characters and on words that nest in each other', () => {
    assert.deepEqual(findCopies(paragraphs('哈'.repeat(1_000_000))), []);
    let [last, word] = ['甲', '甲乙'];
    while (word.length < 300_000) [last, word] = [word, word + last];
    for (const group of findCopies(paragraphs(word))) assert.ok(group.passages.length >= 2);
  });

  it('pauses often, so that a caller can give up', () => {
    const texts = Array.from({ length: 3000 }, (_, index) => ({ text: `${BRIDGE}${index}${ORCHARD}` }));
    const search = findCopiesInSlices(texts);
    let pauses = 0;
    while (search.next().done !== true) pauses++;
    assert.ok(pauses >= 5, `${pauses} pauses`);
  });
});

describe('copies in two scripts', () => {
  const simplified = '后来村里的老师把这几万册旧书晒干，又请会计一本一本地登记，谁来借阅都要写下姓名和归还的日子。';
  const traditional = '後來村裡的老師把這幾萬冊舊書曬乾，又請會計一本一本地登記，誰來借閱都要寫下姓名和歸還的日子。';

  it('are exact copies where the scripts count as alike, and found by the whole', () => {
    const groups = findCopies([{ text: simplified }, { text: traditional }], { scriptsAlike: true });
    assert.deepEqual(groups.map(({ kind, similarity, passages }) => ({ kind, similarity, passages })), [{
      kind: 'exact', similarity: 1,
      passages: [0, 1].map((paragraph) => ({ from: { paragraph, offset: 0 }, to: { paragraph, offset: simplified.length } })),
    }]);
  });

  it('are no exact copies otherwise', () => {
    assert.ok(findCopies([{ text: simplified }, { text: traditional }]).every((group) => group.kind !== 'exact'));
  });
});

describe('numbers broken at a line end', () => {
  it('are the same wherever the line breaks', () => {
    const whole = '这条路全长12.75公里，工程款1-3月共付了860万元，剩下的要等验收以后再结清。';
    const groups = findCopies([{ text: whole }, { text: whole.replace('12.75', '12.\n75').replace('1-3', '1-\n3') }]);
    assert.deepEqual(groups.map(({ kind, similarity }) => ({ kind, similarity })), [{ kind: 'exact', similarity: 1 }]);
  });
});
