import assert from 'node:assert/strict';
import { analysePage, PageMemory, type Finding } from '../../../src/analysis/analysePage';
import { LAYERS, type Layer, type Suggestion } from '../../../src/annotations/model';
import type { EntityTagger } from '../../../src/entities/tagger';
import { wordTagger } from './fakes';

const TAGGER = wordTagger({ 金穗粮油有限公司: 'ORG', 柏树沟: 'PLACE', 方小芸: 'PERSON' });
const COPIED = '走进柏树沟的梯田，满眼都是金黄的稻浪，收割机在田间来回穿梭，农户们忙着装车运粮，脸上的笑容藏也藏不住。';
const PAGE = [
  '柏树沟秋粮丰收', '本报记者 方小芸', '　　本报讯 秋分刚过，稻田里一片金黄。金穗粮油有限', '公司今年在柏树沟的三个村子一共收购了稻谷12',
  '00吨，比去年多出三成，价钱也比往年好，农户们', '装车运粮，忙到天黑才回家，说明年还要多种一些', '，好让日子过得更加红火。', '', COPIED, '', COPIED, '',
].join('\n');

function complete(text: string, memory = new PageMemory(), tagger: () => EntityTagger = () => TAGGER): Map<Layer, readonly Suggestion[]> {
  const layers = new Map<Layer, readonly Suggestion[]>();
  for (const finding of analysePage(text, { layers: LAYERS }, memory, tagger)) {
    if (finding.type === 'complete') layers.set(finding.layer, finding.suggestions);
  }
  return layers;
}

describe('the analysis of a page', () => {
  const layers = complete(PAGE);

  it('finds a name and a number over a hard line break and quotes them as they stand', () => {
    const name = layers.get('entity')!.find(({ label }) => label === 'ORG');
    assert.equal(name?.quote, '金穗粮油有限\n公司');
    const amount = layers.get('number')!.find(({ quote }) => quote.includes('吨'));
    assert.deepEqual([amount?.quote, amount?.label, amount?.value, amount?.unit], ['12\n00吨', 'measure', 1200, '吨']);
  });

  it('quotes what stands between start and end in every layer, in order', () => {
    for (const layer of LAYERS) {
      const found = layers.get(layer)!;
      assert.ok(found.length > 0, layer);
      found.forEach(({ start, end, quote, layer: own }, index) => {
        assert.equal(PAGE.slice(start, end), quote);
        assert.equal(own, layer);
        assert.ok(index === 0 || found[index - 1].start <= start);
      });
    }
  });

  it('gives copies of a passage one group', () => {
    const copies = layers.get('duplicate')!.filter(({ quote }) => quote.includes('梯田'));
    assert.equal(copies.length, 2);
    assert.equal(copies[0].group, copies[1].group);
  });

  it('gives the name of a byline its role, and offers it where the recogniser missed it', () => {
    const roleOf = (found: Map<Layer, readonly Suggestion[]>): unknown[] =>
      found.get('entity')!.filter(({ quote }) => quote === '方小芸').map(({ label, role }) => [label, role]);
    assert.deepEqual(roleOf(layers), [['PERSON', '记者']]);
    assert.deepEqual(roleOf(complete(PAGE, undefined, () => wordTagger({}))), [['PERSON', '记者']]);
    assert.deepEqual(roleOf(complete(PAGE, undefined, () => wordTagger({ 方小芸: 'PLACE' }))), [['PLACE', undefined]]);
  });

  it('gives only the layers asked for, and loads no recogniser for the others', () => {
    const noTagger = (): EntityTagger => { throw new Error('loaded'); };
    const findings: Finding[] = [...analysePage(PAGE, { layers: ['number'] }, new PageMemory(), noTagger)];
    assert.deepEqual(findings.flatMap((finding) => (finding.type === 'complete' ? [finding.layer] : [])), ['number']);
  });

  it('reads only the paragraphs again that were edited', () => {
    const read: string[] = [];
    const counting = { ...TAGGER, readParagraph: (paragraph: { text: string; kind: 'body' }) => {
      read.push(paragraph.text);
      return TAGGER.readParagraph(paragraph);
    } } as unknown as EntityTagger;
    const memory = new PageMemory();
    complete(PAGE, memory, () => counting);
    read.length = 0;
    const text = PAGE.replace('三成', '四成');
    assert.deepEqual(complete(text, memory, () => counting), complete(text));
    assert.equal(read.length, 1);
    assert.match(read[0], /四成/);
  });

  it('counts relative dates from the day given', () => {
    const values = (today?: string): unknown[] =>
      [...analysePage('今年3月开工。', { layers: ['number'], ...(today ? { today } : {}) }, new PageMemory(), () => TAGGER)]
        .flatMap((finding) => (finding.type === 'complete' ? finding.suggestions.map(({ value }) => value) : []));
    assert.deepEqual(values('2024-05-01'), ['2024-03']);
    assert.deepEqual(values(), ['--03']);
  });
});
