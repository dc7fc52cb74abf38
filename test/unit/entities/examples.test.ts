import assert from 'node:assert/strict';
import type { Annotation } from '../../../src/annotations/model';
import { decidedParagraphs, readExample } from '../../../src/entities/training/examples';
import { readPage } from '../../../src/page/readPage';
import { annotationOn } from '../cli/pageWithSidecar';

describe('examples to train on', () => {
  it('are lines with a text and its names, sorted, of the labels that are known', () => {
    const line = '{"id": 7, "text": "梁小满在柳河镇。", "entities": [{"start": 4, "end": 7, "label": "PLACE"}, {"start": 0, "end": 3, "label": "PERSON"}, {"start": 7, "end": 8, "label": "MARK"}]}';
    assert.deepEqual(readExample(line), {
      ok: true,
      example: { text: '梁小满在柳河镇。', kind: 'body', entities: [{ start: 0, end: 3, label: 'PERSON' }, { start: 4, end: 7, label: 'PLACE' }] },
    });
  });

  for (const [line, fault] of [
    ['{"text": "梁', 'json'],
    ['null', 'text'],
    ['{"entities": []}', 'text'],
    ['{"text": "梁"}', 'entities'],
    ['{"text": "梁", "entities": [null]}', 'entities'],
    ['{"text": "梁", "entities": [{"start": 0, "end": 2, "label": "PERSON"}]}', 'span'],
    ['{"text": "梁", "entities": [{"start": 0, "end": 0, "label": "PERSON"}]}', 'span'],
    ['{"text": "梁小满", "entities": [{"start": 0, "end": 2, "label": "PERSON"}, {"start": 1, "end": 3, "label": "PERSON"}]}', 'overlap'],
  ] as const) {
    it(`say what is wrong: ${line}`, () => assert.deepEqual(readExample(line), { ok: false, fault }));
  }

  const text = '柳河镇供销社今年收购山货九吨。\n\n经理乔望山说，仓库还要扩大。\n\n天气一直很好，路也干了。\n';
  const page = readPage(text);
  const names = (annotations: readonly Annotation[]): (string[])[] =>
    decidedParagraphs(page, annotations).map((paragraph) => paragraph.entities.map(({ start, end }) => paragraph.text.slice(start, end)));

  it('are the paragraphs of a page where all is decided', () => {
    assert.deepEqual(names([annotationOn(text, '柳河镇供销社', 'ORG'), annotationOn(text, '乔望山', 'PERSON')]), [['柳河镇供销社'], ['乔望山'], []]);
  });

  it('leave out paragraphs with something left to decide, and then those without names', () => {
    assert.deepEqual(names([annotationOn(text, '柳河镇供销社', 'ORG'), annotationOn(text, '乔望山', 'PERSON', { status: 'suggested' })]), [['柳河镇供销社']]);
  });

  it('hold no rejected name', () => {
    assert.deepEqual(names([annotationOn(text, '柳河镇', 'PLACE', { status: 'rejected' }), annotationOn(text, '乔望山', 'PERSON')]), [[], ['乔望山'], []]);
  });
});
