import { deepEqual, equal } from 'node:assert/strict';
import type { Annotation } from '../../../src/annotations/model';
import { compareBy, nextInOrder, SORT_ORDERS, type SortOrder } from '../../../src/annotations/order';
import { matches, parseQuery } from '../../../src/annotations/query';

function one(fields: Partial<Annotation> & { readonly id: string }): Annotation {
  return { layer: 'entity', label: 'ORG', start: 0, end: 2, quote: '甲乙', status: 'suggested', origin: 'suggested', ...fields };
}

const TOWN = one({ id: 'town', label: 'PLACE', start: 0, quote: '青禾\n镇', confidence: 0.95 });
const OFFICE = one({ id: 'office', label: 'ORG', start: 10, quote: '青禾镇政府', confidence: 0.62, status: 'accepted' });
const MONEY = one({ id: 'money', layer: 'number', label: 'money', start: 20, quote: '30万元', value: 300_000, unit: '元' });
const DATE = one({ id: 'date', layer: 'number', label: 'date', start: 30, quote: '4月2日', value: '2023-04-02', status: 'rejected' });
const LOST = one({ id: 'lost', label: 'PERSON', start: 40, end: 40, quote: '孟广川', status: 'accepted', changed: true });
const COPY = one({ id: 'copy', layer: 'duplicate', label: 'near', start: 50, quote: '甲乙丙', group: 'g1' });
const ALL = [TOWN, OFFICE, MONEY, DATE, LOST, COPY];
const CHINESE = { idsOf: (word: string) => ({ 机构: ['ORG'], 待决定: ['open'], 数字: ['number'] } as Record<string, string[]>)[word] ?? [] };

function found(query: string): string[] {
  const parsed = parseQuery(query, CHINESE);
  deepEqual(parsed.problems, []);
  return ALL.filter((annotation) => matches(annotation, parsed)).map(({ id }) => id);
}

describe('queries', () => {
  it('let everything through when they say nothing', () => {
    deepEqual(found(' 　 '), ALL.map(({ id }) => id));
  });

  it('look for words, whatever the line breaks, all of which must be there', () => {
    deepEqual(found('青禾镇'), ['town', 'office']);
    deepEqual(found('青禾镇 政府'), ['office']);
    deepEqual(found('"青禾 镇"'), ['town', 'office']);
    deepEqual(found('青禾 -政府'), ['town']);
  });

  it('ask for the article and the file of an annotation', () => {
    const page = { file: 'papers/A03版.txt', articleAt: (offset: number) => (offset < 15 ? '青禾镇修桥' : offset < 45 ? '稻谷\n入仓' : undefined) };
    const on = (query: string): string[] => ALL.filter((annotation) => matches(annotation, parseQuery(query, CHINESE), page)).map(({ id }) => id);
    deepEqual(on('article:修桥'), ['town', 'office']);
    deepEqual(on('文章:稻谷入仓，修桥 -article:修桥'), ['money', 'date', 'lost']);
    deepEqual(on('file:a03 layer:number'), ['money', 'date']);
    deepEqual(on('文件:A04'), []);
    deepEqual(found('article:修桥'), []); // where the page is not known
  });

  it('ask for layers, labels, states, units and groups, several of one kind with commas', () => {
    deepEqual(found('layer:number'), ['money', 'date']);
    deepEqual(found('label:place,Person'), ['town', 'lost']);
    deepEqual(found('status:open'), ['town', 'money', 'copy']);
    deepEqual(found('status:doubtful'), ['lost']);
    deepEqual(found('-status:open -status:rejected'), ['office', 'lost']);
    deepEqual(found('unit:元'), ['money']);
    deepEqual(found('group:g1'), ['copy']);
  });

  it('understand the words of the interface and full-width signs', () => {
    deepEqual(found('标签：机构'), ['office']);
    deepEqual(found('层:数字 状态：待决定'), ['money']);
    deepEqual(found('把握＜80%'), ['office']);
  });

  it('compare confidence, which what was not guessed does not have', () => {
    deepEqual(found('confidence>=0.62'), ['town', 'office']);
    deepEqual(found('confidence<90%'), ['office']);
    deepEqual(found('confidence<90'), ['office']);
  });

  it('compare values: numbers with numbers, dates with dates', () => {
    deepEqual(found('value>=300000'), ['money']);
    deepEqual(found('value<300000'), []);
    deepEqual(found('value>2023-04'), ['date']);
    deepEqual(found('value=2023-04-02'), ['date']);
  });

  it('say what they do not understand', () => {
    deepEqual(parseQuery('confidence<much status:sleepy layer:x label: label>3').problems, ['confidence<much', 'status:sleepy', 'layer:x', 'label:', 'label>3']);
    deepEqual(found('3:2'), [], 'a colon after no facet is text');
  });
});

describe('orders', () => {
  const sorted = (order: SortOrder): string[] => [...ALL].reverse().sort(compareBy(order)).map(({ id }) => id);

  it('are by position, confidence, text and value', () => {
    deepEqual(sorted('position'), ALL.map(({ id }) => id));
    deepEqual(sorted('confidence'), ['office', 'town', 'money', 'date', 'lost', 'copy']);
    deepEqual(sorted('surest'), ['town', 'office', 'money', 'date', 'lost', 'copy']);
    deepEqual(sorted('value'), ['money', 'date', 'town', 'office', 'lost', 'copy']);
    const byText = sorted('text');
    equal(byText.indexOf('copy') < byText.indexOf('lost') && byText.indexOf('lost') < byText.indexOf('office'), true, 'jia, meng, qing');
  });

  it('are gone through in both directions, round the end, without standing still', () => {
    for (const order of SORT_ORDERS) {
      const compare = compareBy(order);
      const list = [...ALL].sort(compare);
      for (const [index, annotation] of list.entries()) {
        equal(nextInOrder(list, compare, annotation, 1, () => true), list[(index + 1) % list.length]);
        equal(nextInOrder(list, compare, annotation, -1, () => true), list[(index + list.length - 1) % list.length]);
      }
      equal(nextInOrder([list[0]], compare, list[0], 1, () => true), undefined);
    }
  });

  it('are gone through from a place in the text, and from an annotation that is not in the list', () => {
    const compare = compareBy('position');
    equal(nextInOrder(ALL, compare, 19, 1, () => true), MONEY);
    equal(nextInOrder(ALL, compare, 20, 1, () => true), DATE);
    equal(nextInOrder(ALL, compare, 19, -1, () => true), OFFICE);
    equal(nextInOrder(ALL, compare, 90, 1, () => true), TOWN);
    const gone = one({ id: 'gone', start: 25 });
    equal(nextInOrder(ALL, compare, gone, 1, () => true), DATE);
    equal(nextInOrder(ALL, compare, gone, -1, () => true), MONEY);
    equal(nextInOrder(ALL, compare, MONEY, 1, ({ status }) => status === 'accepted'), LOST);
  });
});
