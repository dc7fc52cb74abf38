import assert from 'node:assert/strict';
import { findCopies, type CopyGroup } from '../../../src/duplicates/findCopies';
import { composeParagraph } from './composeNews';
import { ALL_CLASSES, plantedCorpus } from './generator';
import { FORMULAS } from './newsWords';
import { editCharacters, quoteOf } from './plantCopies';
import { Random } from './random';

const POND = '青石镇的鱼塘今年头一回请来测水员，每隔十天取一次水样，把溶氧、水温和酸碱度记在一块木牌上，谁家要换水，先到牌子前看一眼，省下不少电费。';
const KILN = '停了九年的老窑上个月重新点火，烧窑的尤师傅带着两个徒弟守了三天三夜，开窑那天全村人都来看，一千二百只碗只裂了七只。';
const CHOIR = '老年合唱团没有指挥，退休的邮递员严大姐就站在第一排数拍子，她说唱错了不要紧，停下来才要紧。';
const OTHER = '望江路的早点铺把营业时间提前到凌晨四点，好让头班公交车的司机吃上一口热的。';

function paragraphs(...texts: string[]): { text: string }[] {
  return texts.map((text) => ({ text }));
}

function places(group: CopyGroup): string[] {
  return group.passages.map(({ from, to }) => `${from.paragraph}:${from.offset}-${to.paragraph}:${to.offset}`);
}

describe('findCopies, copies with edits', () => {
  it('finds a paragraph with single characters edited as one near copy, not as the pieces between the edits', () => {
    const edited = POND.replace('头一回', '第一次').replace('取一次', '取两次').replace('谁家', '哪家').replace('不少', '好些');
    const groups = findCopies(paragraphs(POND, OTHER, edited));
    assert.equal(groups.length, 1);
    assert.equal(groups[0].kind, 'near');
    assert.ok(groups[0].similarity > 0.85 && groups[0].similarity < 1, `${groups[0].similarity}`);
    assert.deepEqual(places(groups[0]), [`0:0-0:${POND.length}`, `2:0-2:${edited.length}`]);
  });

  it('joins near and exact paragraphs in sequence to one run', () => {
    const edited = KILN.replace('上个月', '前几天').replace('守了', '熬了').replace('一千二百', '两千三百');
    const groups = findCopies(paragraphs(POND, KILN, CHOIR, OTHER, POND, edited, CHOIR));
    assert.deepEqual(groups.map(places), [[`0:0-2:${CHOIR.length}`, `4:0-6:${CHOIR.length}`]]);
    assert.equal(groups[0].kind, 'near');
  });

  it('calls copies equal that are so as a whole, though their paragraphs are not', () => {
    const groups = findCopies(paragraphs(POND, KILN, CHOIR, OTHER, POND.slice(0, 8), POND.slice(8), KILN, CHOIR));
    assert.equal(groups.length, 1);
    assert.deepEqual([groups[0].kind, groups[0].similarity], ['exact', 1]);
    assert.equal(groups[0].passages.length, 2);
  });

  it('puts exact and near copies of one paragraph into one group', () => {
    const edited = POND.replace('头一回', '第一次').replace('一块木牌', '一个本子').replace('省下', '少花');
    const groups = findCopies(paragraphs(POND, OTHER, POND, CHOIR, edited));
    const near = groups.filter((group) => group.kind === 'near');
    assert.equal(near.length, 1);
    assert.deepEqual(near[0].passages.map((passage) => passage.from.paragraph), [0, 2, 4]);
  });

  it('finds a quote with few edits in another paragraph, to its extent', () => {
    const quote = '烧窑的尤师傅带着两个徒弟守了整整三天三夜，开窑那天全村老少都来看';
    const host = `谈起手艺的传承，镇志里有这样一段：${quote}。编者认为，记下这些并不容易。`;
    const groups = findCopies(paragraphs(KILN, OTHER, host));
    assert.equal(groups.length, 1);
    assert.equal(groups[0].kind, 'contains');
    const [source, copy] = groups[0].passages;
    assert.equal(KILN.slice(source.from.offset, source.to.offset), '烧窑的尤师傅带着两个徒弟守了三天三夜，开窑那天全村人都来看');
    assert.ok(host.slice(copy.from.offset, copy.to.offset).startsWith('烧窑的尤师傅带着两个徒弟'));
  });

  it('leaves out copies with edits where only exact ones are asked for', () => {
    const edited = CHOIR.replace('指挥', '老师').replace('第一排', '最前面').replace('数拍子', '打拍子').replace('要紧', '碍事');
    assert.deepEqual(findCopies(paragraphs(CHOIR, OTHER, edited), { near: false }), []);
    assert.equal(findCopies(paragraphs(CHOIR, OTHER, edited)).length, 1);
  });

  it('names a phrase that stands in many unlike sentences a formula', () => {
    const phrase = '按照上级统一部署和本年度重点任务安排的有关要求';
    const texts = [POND, KILN, CHOIR, OTHER, POND.slice(20), KILN.slice(15)].map((text, index) => `${text.slice(0, 9 + index)}${phrase}${index}`);
    const groups = findCopies(paragraphs(...texts)).filter((group) => group.passages.length >= 5);
    assert.deepEqual(groups.map((group) => group.kind), ['formula']);
  });

  it('finds nothing among unlike paragraphs of a long page', () => {
    const random = new Random(21);
    const texts = Array.from({ length: 60 }, () => ({
      text: composeParagraph(random, 2, 4).filter((sentence) => !FORMULAS.includes(sentence)).join(''),
    }));
    assert.deepEqual(findCopies(texts), []);
  });

  it('finds most planted copies on pages of 60 paragraphs, and little else', () => {
    let [planted, found, wrong] = [0, 0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const page = plantedCorpus(seed, ALL_CLASSES.length, ALL_CLASSES);
      const groups = findCopies(page.paragraphs).filter((group) => group.kind !== 'formula');
      const touches = (group: CopyGroup, paragraph: number): boolean => group.passages
        .some(({ from, to }) => from.paragraph <= paragraph && paragraph <= to.paragraph);
      planted += page.pairs.length;
      found += page.pairs.filter(({ left, right }) => groups.some((group) => touches(group, left) && touches(group, right))).length;
      wrong += groups.filter((group) => group.kind !== 'exact'
        && !page.pairs.some(({ left, right }) => touches(group, left) && touches(group, right))).length;
    }
    assert.ok(found / planted >= 0.93, `${found} of ${planted}`);
    assert.ok(wrong / planted <= 0.05, `${wrong} wrong groups`);
  });

  it('gives ordered passages that do not overlap, whatever the text', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Random(seed);
      const base = composeParagraph(random, 2, 4).join('');
      const texts = paragraphs(base, editCharacters(random, base, random.next() / 2), quoteOf(random, base, 0.1), base.slice(9) + base, '', base.repeat(2));
      for (const group of findCopies(texts)) {
        assert.ok(group.passages.length >= 2);
        assert.ok(group.similarity > 0 && group.similarity <= 1);
        group.passages.forEach(({ from, to }, index) => {
          assert.ok(from.paragraph < to.paragraph || (from.paragraph === to.paragraph && from.offset < to.offset));
          assert.ok(to.offset <= texts[to.paragraph].text.length);
          const before = index === 0 ? null : group.passages[index - 1].to;
          assert.ok(before === null || before.paragraph < from.paragraph
            || (before.paragraph === from.paragraph && before.offset <= from.offset), `seed ${seed}`);
        });
      }
    }
  });
});
