import { deepEqual, equal } from 'node:assert/strict';
import { carryAnnotations, decisionsIn } from '../../../src/annotations/carry';
import { decideCopy } from '../../../src/annotations/copyDecisions';
import { copyDifferences } from '../../../src/annotations/copyDifferences';
import { reopen } from '../../../src/annotations/decisions';
import { mergeAnnotations } from '../../../src/annotations/merge';
import type { Annotation } from '../../../src/annotations/model';
import { moveSpans } from '../../../src/annotations/moveSpans';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { takeOther } from '../../../src/annotations/settleConflict';

const PASSAGE = '水利局局长申屠远说，北渠今年修了32公里，花去560万元，灌溉面积增加一成。';
const STAMP = { by: '编辑', at: '2024-05-01T00:00:00.000Z' };

function annotated(text: string, words: string, layer: 'entity' | 'number', label: string, status: Annotation['status'] = 'accepted'): Annotation {
  const start = text.indexOf(words);
  return { id: `${layer} ${start}`, layer, label, start, end: start + words.length, quote: words, status, origin: 'suggested' };
}

describe('decideCopy', () => {
  it('decides the copy that stands there, whose role goes when it is rejected', () => {
    const page = new PageAnnotations(PASSAGE, []);
    const found = { start: 0, end: PASSAGE.length, label: 'exact', group: 'g', similarity: 1 };
    page.decide('', decideCopy(page, found, { copy: 'same', of: '../a.txt' }, STAMP));
    page.decide('', decideCopy(page, { ...found, label: 'near' }, undefined, STAMP));
    deepEqual(page.all.map(({ label, status, copy, of, group }) => [label, status, copy, of, group]), [['exact', 'rejected', undefined, undefined, 'g']]);
  });

  it('makes nothing of white space', () => {
    const page = new PageAnnotations('甲  \n  乙', []);
    deepEqual(decideCopy(page, { start: 1, end: 5, label: 'exact', group: 'g', similarity: 1 }, { copy: 'kept' }, STAMP), []);
  });
});

describe('shared steps', () => {
  it('are undone wherever they are in the history, but not over later decisions', () => {
    const page = new PageAnnotations(PASSAGE, []);
    const [first, second] = [annotated(PASSAGE, '申屠远', 'entity', 'PERSON'), annotated(PASSAGE, '北渠', 'entity', 'PLACE')];
    page.decide('', [[first.id, first], [second.id, second]], 'shared');
    page.decide('', [[second.id, { ...second, status: 'rejected' }]]);
    page.undoShared('shared');
    deepEqual(page.all.map(({ quote, status }) => [quote, status]), [['北渠', 'rejected']]);
    page.redoShared('shared');
    deepEqual(page.all.map(({ quote, status }) => [quote, status]), [['申屠远', 'accepted'], ['北渠', 'rejected']]);
    equal(page.undoShared('another'), undefined);
  });
});

describe('carryAnnotations', () => {
  it('puts decisions on the same words of another copy, broken otherwise, and leaves out what differs', () => {
    const broken = `前文。\n水利局局长申\n屠远说，北渠今年修了３２公里，\n花去650万元，灌溉面积增加一成。`;
    const page = new PageAnnotations(broken, []);
    const decisions = [annotated(PASSAGE, '申屠远', 'entity', 'PERSON'), annotated(PASSAGE, '32公里', 'number', 'measure'), annotated(PASSAGE, '560万元', 'number', 'money')];
    const { afters, left } = carryAnnotations({ text: PASSAGE, start: 0 }, decisions, page, { start: 4, end: broken.length }, STAMP, new Set());
    deepEqual(afters.map(([, after]) => [after?.quote, after?.label, after?.status]), [['申\n屠远', 'PERSON', 'accepted'], ['３２公里', 'measure', 'accepted']]);
    deepEqual(left.map(({ quote }) => quote), ['560万元']);
  });

  it('does not touch what was decided otherwise, and does nothing where the same was decided', () => {
    const standing = [annotated(PASSAGE, '申屠远', 'entity', 'WORK'), annotated(PASSAGE, '32公里', 'number', 'measure')];
    const page = new PageAnnotations(PASSAGE, standing);
    const decisions = [annotated(PASSAGE, '申屠远', 'entity', 'PERSON'), annotated(PASSAGE, '32公里', 'number', 'measure')];
    const { afters, left } = carryAnnotations({ text: PASSAGE, start: 0 }, decisions, page, { start: 0, end: PASSAGE.length }, STAMP, new Set());
    deepEqual(afters, []);
    deepEqual(left.map(({ quote }) => quote), ['申屠远']);
  });

  it('takes the decisions on names and numbers that lie within the copy', () => {
    const open = annotated(PASSAGE, '560万元', 'number', 'money', 'suggested');
    const page = new PageAnnotations(PASSAGE, [annotated(PASSAGE, '水利局', 'entity', 'ORG'), annotated(PASSAGE, '北渠', 'entity', 'PLACE'), open]);
    deepEqual(decisionsIn(page, { start: 2, end: PASSAGE.length }).map(({ quote }) => quote), ['北渠']);
  });
});

describe('copyDifferences', () => {
  const differing = (other: string, ...annotations: Annotation[]): string[] =>
    copyDifferences({ text: PASSAGE, start: 0 }, annotations, other).map(({ annotation, words, other: span }) => {
      equal(other.slice(span.start, span.end), words);
      return `${annotation.quote} ${words}`;
    });
  const money = annotated(PASSAGE, '560万元', 'number', 'money', 'suggested');
  const name = annotated(PASSAGE, '申屠远', 'entity', 'PERSON');

  it('finds another number and another name in the same place', () => {
    deepEqual(differing(PASSAGE.replace('560', '650'), money, name), ['560万元 650万元']);
    deepEqual(differing(PASSAGE.replace('申屠远', '申屠元'), money, name), ['申屠远 申屠元']);
  });

  it('finds none in exact copies, in other writings of one number, in rewritten and missing words', () => {
    deepEqual(differing(`${PASSAGE.slice(0, 12)}\n${PASSAGE.slice(12)}`, money, name), []);
    deepEqual(differing(PASSAGE.replace('560万元', '5600000元'), money), []);
    deepEqual(differing(PASSAGE.replace('花去560万元，', ''), money), []);
    deepEqual(differing(PASSAGE.replace('申屠远说', '在会上答记者问时说'), name), []);
    deepEqual(differing(PASSAGE.replace('560万元', '很多钱'), money), []);
  });
});

describe('moveSpans', () => {
  it('keeps what a change did not touch on its words', () => {
    const spans = [{ start: 0, end: 2 }, { start: 3, end: 6 }, { start: 8, end: 9 }];
    deepEqual(moveSpans(spans, { start: 4, removed: 1, inserted: '甲乙丙' }), [{ start: 0, end: 2 }, { start: 10, end: 11 }]);
    deepEqual(moveSpans(spans, { start: 2, removed: 0, inserted: '甲' }), [{ start: 0, end: 2 }, { start: 4, end: 7 }, { start: 9, end: 10 }]);
  });
});

describe('what a copy is', () => {
  const kept: Annotation = { ...annotated(PASSAGE, PASSAGE, 'number', 'exact'), layer: 'duplicate', group: 'g', copy: 'kept', ...STAMP };

  it('is a conflict where two people say otherwise, and either can be taken', () => {
    const theirs: Annotation = { ...kept, copy: 'same', of: 'b.txt', by: '另一人', at: '2024-05-02T00:00:00.000Z' };
    const { annotations: [merged], conflicts } = mergeAnnotations([], [kept], [theirs]);
    deepEqual([merged.copy, merged.of, merged.conflict?.map(({ copy }) => copy)], ['same', 'b.txt', ['kept']]);
    deepEqual(conflicts, [kept.id]);
    const page = new PageAnnotations(PASSAGE, [merged]);
    page.decide('', takeOther(page, merged, merged.conflict![0], STAMP));
    deepEqual(page.all.map(({ copy, of, conflict }) => [copy, of, conflict]), [['kept', undefined, undefined]]);
  });

  it('goes when the decision is taken back', () => {
    const [[, after]] = reopen([kept]);
    deepEqual([after?.status, after?.copy], ['suggested', undefined]);
  });
});
