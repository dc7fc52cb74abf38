import { deepEqual, equal, ok } from 'node:assert/strict';
import { alignText } from '../../../src/annotations/alignText';
import type { Annotation } from '../../../src/annotations/model';
import { rememberedText } from '../../../src/annotations/rememberedText';
import { restore } from '../../../src/annotations/restore';
import type { Sidecar } from '../../../src/annotations/sidecar';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { Random } from '../../../src/entities/training/random';
import { annotatedPages } from './annotatedPages';
import { annotation } from './build';
import { DISTURBANCES, disturb } from './disturb';
import { scoreLive } from './scoreLive';
import { noScore, scoreRestore } from './scoreRestore';
import { writeSidecar } from '../../sidecarSchema';

function sidecar(text: string, annotations: readonly Annotation[]): Sidecar {
  const reading = readSidecar(writeSidecar({ file: 'page.txt', hash: 'old', length: text.length, eol: 'lf', encoding: 'utf8' }, annotations, text));
  if (!reading.ok) throw new Error(reading.problem.detail);
  return reading.sidecar;
}
const decided = (text: string, words: string, nth = 0): Annotation => annotation(text, words, { status: 'accepted' }, nth);
/** What the decisions stand on in a changed page: the offset, or `lost`. */
const found = (before: string, annotations: readonly Annotation[], after: string): (number | string)[] =>
  restore(sidecar(before, annotations), after, false).map(({ start, end }) => (start === end ? 'lost' : start));

describe('decisions on a page that was changed while nobody watched', () => {
  it('find their words after random edits, moves, new line breaks and other width forms, and never stand on others', () => {
    const score = noScore();
    const random = new Random(77);
    const failures: string[] = [];
    for (const page of annotatedPages(5, 24)) {
      for (const kind of DISTURBANCES) {
        for (const share of [0.02, 0.1, 0.4]) {
          scoreRestore(page, disturb(page.text, kind, share, (below) => random.below(below)), score, (line) => failures.push(`${kind} ${share} ${line}`));
        }
      }
    }
    equal(score.wrong, 0, failures.filter((line) => line.includes(' wrong ')).join('\n'));
    ok(score.survivors > 2000);
    ok(score.placed >= score.survivors * 0.995, `${score.placed} of ${score.survivors}\n${failures.join('\n')}`);
  });

  it('find them as well on a long page that is replaced at once while it is open', () => {
    const score = noScore();
    const random = new Random(78);
    const failures: string[] = [];
    const [page] = annotatedPages(1, 300);
    ok(page.text.length > 10_000);
    for (const kind of ['insert', 'mixed', 'move', 'rewrap'] as const) {
      for (const share of [0.05, 0.2]) {
        const changed = disturb(page.text, kind, share, (below) => random.below(below));
        scoreLive(page, changed, 'atOnce', score, (line) => failures.push(`${kind} ${share} ${line}`));
      }
    }
    equal(score.wrong, 0, failures.filter((line) => line.includes(' wrong ')).join('\n'));
    ok(score.survivors > 3000);
    ok(score.placed >= score.survivors * 0.995, `${score.placed} of ${score.survivors}\n${failures.join('\n')}`);
  });

  it('stay with their paragraph when paragraphs change places', () => {
    const first = '周岚在会上介绍了山货收购的情况。\n';
    const second = '周岚随后到库房查看了晾晒的木耳。\n';
    const before = first + second;
    deepEqual(found(before, [decided(before, '周岚'), decided(before, '周岚', 1)], second + first), [second.length, 0]);
  });

  it('stay in order in a passage that stands twice and is broken elsewhere', () => {
    const passage = '柳河镇的供销社由乔望山负责，去年收购山货九吨，今年还要扩大库房。';
    const before = `${passage}\n${passage}\n`;
    const after = `${passage.slice(0, 10)}\n${passage.slice(10)}\n${passage.slice(0, 7)}\n${passage.slice(7)}\n`;
    const restored = restore(sidecar(before, [decided(before, '乔望山'), decided(before, '乔望山', 1)]), after, false);
    deepEqual(restored.map(({ start, end }) => [start < passage.length, after.slice(start, end).replace('\n', '')]), [[true, '乔望山'], [false, '乔望山']]);
  });

  it('are lost where a passage stands twice and nothing tells which one was meant', () => {
    const passage = '柳河镇去年收购山货九吨，供销社的经理乔望山说，今年还要扩大库房，并且修好通往三个村的路。';
    const before = `${passage}\n${passage}\n`;
    const after = before.replaceAll('今年', '今年\n');
    deepEqual(found(before, [decided(before, '乔望山', 1)], after), ['lost']);
  });

  it('stand at the end of a page though what was added there ends alike', () => {
    const before = '柳河镇的乔望山捐了5000元。\n';
    deepEqual(found(before, [decided(before, '5000元')], `本报讯　${before}又收到捐款800元。\n`), [before.indexOf('5000元') + 4]);
  });

  it('take the words in their other width form', () => {
    const before = '销量达12万吨，ABC公司居首。\n';
    const after = '销量达１２万吨，ＡＢＣ公司居首。\n';
    const [number, name] = restore(sidecar(before, [decided(before, '12万吨'), decided(before, 'ABC公司')]), after, false);
    equal(number.quote, '１２万吨');
    equal(name.quote, 'ＡＢＣ公司');
    ok(!number.changed && !name.changed);
  });

  it('are lost rather than given to another person', () => {
    const before = '会上，张四代表合作社发言。李四没有来。\n';
    deepEqual(found(before, [decided(before, '张四')], '会上，李四代表合作社发言。李四没有来。\n'), ['lost']);
    deepEqual(found(before, [decided(before, '李四')], '会上，张四代表合作社发言。大家陆续散去，各自回家。\n第二天一早，县里来的人找到李四谈了话。\n'), ['lost']);
  });

  it('are lost where one of two mentions went and either may have been it, or one came and either may be it', () => {
    const both = '库房的钥匙一直交给周岚，周岚每天早上六点来开门。\n';
    const one = '库房的钥匙一直交给周岚每天早上六点来开门。\n';
    deepEqual(found(both, [decided(both, '周岚'), decided(both, '周岚', 1)], one), ['lost', 'lost']);
    deepEqual(found(one, [decided(one, '周岚')], both), ['lost']);
    const alike = '看库房的有覃大海、覃大江兄弟两个人，轮流值夜班。\n';
    deepEqual(found(alike, [decided(alike, '覃大江')], alike.replace('大海、覃', '')), ['lost']);
  });

  it('are lost where a headline went and the words begin the text below it too', () => {
    const first = '供销社的账目上周已经全部公开。\n';
    const [headline, lead] = ['周岚谈山货收购\n', '周岚昨天在柳河镇说，今年收购的价格比去年高两成。\n'];
    const before = first + headline + lead;
    deepEqual(found(before, [decided(before, '周岚')], first + lead), ['lost']);
  });

  it('are lost where the words went and the same words stand in a passage of their own', () => {
    const before = '水利站说，红石渠一期已经通水。\n经费由县里和红石渠管理处分担，明年结清。\n';
    const after = '水利站说，一期已经通水。\n经费由县里和红石渠管理处分担，明年结清。\n';
    deepEqual(found(before, [decided(before, '红石渠'), decided(before, '红石渠管理处')], after), ['lost', after.indexOf('红石渠管理处')]);
  });
});

describe('what a sidecar remembers of its page', () => {
  it('is all of it where annotations are dense, whatever the line breaks', () => {
    const text = '柳河镇的供\n销社由乔望山负责，今年收购山\n\n货九吨。\n';
    const remembered = rememberedText(sidecar(text, [decided(text, '柳河镇'), decided(text, '供\n销社'), decided(text, '乔望山'), decided(text, '九吨')]));
    equal(remembered.text, '柳河镇的供销社由乔望山负责,今年收购山货九吨。'); // folded
    deepEqual([...remembered.starts.values()], [0, 4, 8, 20]);
  });

  it('has a gap where annotations are far apart', () => {
    const between = '一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥';
    const text = `乔望山${between}柳河镇。`;
    const remembered = rememberedText(sidecar(text, [decided(text, '乔望山'), decided(text, '柳河镇')]));
    equal(remembered.text, `乔望山${between.slice(0, 12)}\uffff${between.slice(-12)}柳河镇。`);
  });
});

describe('two texts laid beside each other', () => {
  it('agree on every character that both have in order', () => {
    deepEqual([...alignText('甲乙丙丁', '甲丙丁戊')], [0, -1, 1, 2]);
    deepEqual([...alignText('', '甲')], []);
    deepEqual([...alignText('甲', '')], [-1]);
  });

  it('are read to the end, however alike or unlike they are', () => {
    const long = 100_000;
    for (const [before, after] of [['一'.repeat(long), '一'.repeat(long - 7)], ['一二'.repeat(long), '二一'.repeat(long)], ['一'.repeat(long), '二'.repeat(long)]]) {
      const places = alignText(before, after);
      equal(places.length, before.length);
      ok(places.every((place, index) => place < 0 || after[place] === before[index]));
    }
  });
});
