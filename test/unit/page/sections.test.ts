import { deepEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { readPage } from '../../../src/page/readPage';
import { sectionsOf, type Section } from '../../../src/page/sections';
import type { Span } from '../../../src/page/span';
import { outlineOf } from '../../../src/page/page';

/** The sections as indented lines: kind, name, and the words of the head where they are others. */
function drawn(raw: string): string[] {
  const lines = (sections: readonly Section[], indent: string): string[] => sections.flatMap(({ kind, name, piece, children }) => [
    `${indent}${kind} ${name}${piece ? ` ${piece.number}/${piece.count}` : ''}`, ...lines(children, `${indent}  `),
  ]);
  return lines(sectionsOf(raw, outlineOf(readPage(raw))), '');
}

const HARBOUR = '旧港口的三座吊机上周重新刷了漆，码头工人说这是十年来的头一回。港务处把仓库腾空，准备改成渔具博物馆，门票暂定二十元。';
const ORCHARD = '今年梨园的花期比往年早了九天，果农担心倒春寒。农技站在园里装了六台风机，夜里低于三度就自动开动，花期总算平安过去了。';

describe('the sections of a page', () => {
  it('are articles with their subheads, bylines and captions', () => {
    const page = ['港口要办博物馆', '本报记者 余小满', HARBOUR, '■ 仓库腾出来', HARBOUR, '（一）先修屋顶', ORCHARD, '图为修好的屋顶。余小满 摄', '■ 明年开门', HARBOUR].join('\n\n');
    deepEqual(drawn(page), [
      'article 港口要办博物馆', '  byline 本报记者 余小满', '  section 仓库腾出来', '    section （一）先修屋顶', '      caption 图为修好的屋顶。余小满 摄', '  section 明年开门',
    ]);
  });

  it('begin where the text begins if the headline stands under it, which then has an entry of its own', () => {
    const page = [HARBOUR, HARBOUR, '港口要办博物馆', '本报记者 余小满', '', ORCHARD, ORCHARD, '梨花早开九天', '本报记者 孟丹青'].join('\n\n');
    deepEqual(drawn(page), [
      'article 港口要办博物馆', '  headline 港口要办博物馆', '  byline 本报记者 余小满',
      'article 梨花早开九天', '  headline 梨花早开九天', '  byline 本报记者 孟丹青',
    ]);
    const [first] = sectionsOf(page, outlineOf(readPage(page)));
    equal(page.slice(first.head.start, first.head.end), HARBOUR);
  });

  it('of one article without a headline stand alone, by the depth of their marks', () => {
    const page = ['# 清单', ORCHARD, '## 工具', ORCHARD, '## 材料', HARBOUR, '# 日程', HARBOUR].join('\n\n');
    deepEqual(drawn(page), ['section # 清单', '  section ## 工具', '  section ## 材料', 'section # 日程']);
    deepEqual(drawn(`${HARBOUR}\n\n${ORCHARD}\n`), []);
    deepEqual(drawn(''), []);
  });

  it('lie within their parents, one after the other, and have names, on any text', () => {
    const words = fc.constantFrom('■', '一、', '本报记者 余小满', '港口开工', '，', '。', '\n', '\n\n', '\r\n', '图为码头。', 'abc', '#', ' ', '\u0000', '𠮷', '\ud800', HARBOUR, ORCHARD);
    fc.assert(fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
      const raw = parts.join('');
      const check = (sections: readonly Section[], within: Span): void => {
        let from = within.start;
        for (const { start, end, head, name, children } of sections) {
          ok(start >= from && end <= within.end && start < end, `${start}–${end} in ${within.start}–${within.end}`);
          ok(head.start >= start && head.end <= end && head.start < head.end);
          ok(name.length > 0 && !/[\r\n]/.test(name));
          check(children, { start, end });
          from = end;
        }
      };
      check(sectionsOf(raw, outlineOf(readPage(raw))), { start: 0, end: raw.length });
    }), { numRuns: 300 });
  });
});
