import { deepEqual, equal } from 'node:assert/strict';
import { arrangePages } from '../../../src/annotations/corpusOrder';
import { linePlace, lineStarts } from '../../../src/annotations/lineStarts';
import { changeName, editsOf, takenBack } from '../../../src/annotations/nameChange';
import { filterNames, nameRows, sortNames } from '../../../src/annotations/nameTable';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { NO_COUNTS, surveyPage, toDo } from '../../../src/annotations/pageSurvey';
import { annotation, STAMP } from './build';

const TEXT = '青禾农业有\n限公司在石桥县开工，青禾公司派出二十人。\n';
const FULL = '青禾农业有限公司';

function store(): PageAnnotations {
  return new PageAnnotations(TEXT, [
    annotation(TEXT, '青禾农业有\n限公司', { id: 'full', label: 'ORG' }),
    annotation(TEXT, '石桥县', { id: 'place', label: 'PLACE', status: 'accepted' }),
    annotation(TEXT, '青禾公司', { id: 'short', label: 'PLACE', link: FULL }),
    annotation(TEXT, '开工', { id: 'no', label: 'WORK', status: 'rejected' }),
  ]);
}

/** Each name that stands on the page, as its full form and label. */
function names(page: PageAnnotations): string[] {
  return surveyPage(page.all).mentions.map(({ form, link, label, status }) => `${form}>${link ?? form} ${label} ${status}`);
}

describe('survey of a page', () => {
  it('counts what is open, decided, in conflict and without place, and lists the names but for the rejected', () => {
    const page = new PageAnnotations(TEXT, [
      ...store().all,
      annotation(TEXT, '二十', { id: 'gone', layer: 'number', end: TEXT.indexOf('二十'), changed: true, status: 'accepted' }),
      annotation(TEXT, '二十人', { id: 'both', layer: 'number', status: 'accepted', conflict: [{ label: 'date', start: 1, end: 2, status: 'accepted' }] }),
    ]);
    const { counts } = surveyPage(page.all);
    deepEqual(counts, { total: 6, open: 2, accepted: 3, rejected: 1, conflicts: 1, unplaced: 1, changed: 0 });
    equal(toDo(counts), 4);
    deepEqual(names(store()), [`${FULL}>${FULL} ORG suggested`, '石桥县>石桥县 PLACE accepted', `青禾公司>${FULL} PLACE suggested`]);
  });

  it('knows lines and characters from offsets', () => {
    const starts = lineStarts('甲\r\n乙丙\n');
    deepEqual([0, 3, 5].map((offset) => linePlace(starts, offset)), [{ line: 0, character: 0 }, { line: 1, character: 0 }, { line: 1, character: 2 }]);
  });
});

describe('names of a corpus', () => {
  const rows = nameRows([surveyPage(store().all).mentions, surveyPage(store().all).mentions.slice(1)]);

  it('stand once each under their full form, with short forms, labels and pages', () => {
    deepEqual(rows.find(({ name }) => name === FULL), {
      name: FULL, shortForms: ['青禾公司'], labels: [{ label: 'PLACE', count: 2 }, { label: 'ORG', count: 1 }], count: 3, open: 3, pages: 2,
    });
    equal(rows.length, 2);
  });

  it('are sorted and filtered, short forms included', () => {
    deepEqual(sortNames(rows, 'count').map(({ name }) => name), [FULL, '石桥县']);
    deepEqual(sortNames(rows, 'name').map(({ name }) => name), ['石桥县', FULL]);
    deepEqual(filterNames(rows, '青禾公司').map(({ name }) => name), [FULL]);
    deepEqual(filterNames(rows, '', 'ORG').map(({ name }) => name), [FULL]);
    deepEqual(filterNames(rows, '河'), []);
  });
});

describe('change of a name', () => {
  it('relabels every mention, short ones too, and leaves other names and settled ones alone', () => {
    const page = store();
    page.decide('', changeName(page, { kind: 'mentions', name: FULL, label: 'ORG' }, STAMP));
    deepEqual(names(page), [`${FULL}>${FULL} ORG accepted`, '石桥县>石桥县 PLACE accepted', `青禾公司>${FULL} ORG accepted`]);
    deepEqual(changeName(page, { kind: 'mentions', name: FULL, label: 'ORG' }, { by: '乙', at: '2025-01-01T00:00:00.000Z' }), []);
  });

  it('gives some mentions another full form, and takes the link away where the words are the full form', () => {
    const page = store();
    page.decide('', changeName(page, { kind: 'mentions', name: FULL, ids: ['short'], fullForm: '青禾公司' }, STAMP));
    deepEqual(names(page).filter((line) => line.startsWith('青禾')), [`${FULL}>${FULL} ORG suggested`, '青禾公司>青禾公司 PLACE accepted']);
    page.decide('', changeName(page, { kind: 'mentions', name: '石桥县', fullForm: '石桥市' }, STAMP));
    deepEqual(names(page)[1], '石桥县>石桥市 PLACE accepted');
  });

  it('marks places that still hold the words, line breaks inside them or not', () => {
    const page = new PageAnnotations(TEXT, []);
    const spans = [{ start: 0, end: 9 }, { start: 10, end: 19 }];
    page.decide('', changeName(page, { kind: 'mark', words: FULL, label: 'ORG', spans }, STAMP));
    deepEqual(names(page), [`${FULL}>${FULL} ORG accepted`]);
  });

  it('is taken back where nobody decided since, and only there', () => {
    const page = store();
    const before = page.all;
    const afters = changeName(page, { kind: 'mentions', name: FULL, label: 'ORG' }, STAMP);
    const edits = editsOf(page, afters);
    page.decide('', afters);
    const moved = new PageAnnotations(`　${TEXT}`, page.all.map((one) => ({ ...one, start: one.start + 1, end: one.end + 1 })));
    moved.decide('', takenBack(moved, edits)!);
    deepEqual(moved.all.map((one) => ({ ...one, start: one.start - 1, end: one.end - 1 })), before);
    const other = page.get('short')!;
    page.decide('', [['short', { ...other, label: 'WORK', at: '2025-01-01T00:00:00.000Z' }]]);
    equal(takenBack(page, edits), undefined);
  });
});

describe('order of pages', () => {
  const page = (path: string, counts: Partial<typeof NO_COUNTS>, more: object = {}): Parameters<typeof arrangePages>[0][number] =>
    ({ path, kind: 'read', counts: { ...NO_COUNTS, ...counts }, stale: false, ...more });
  const pages = [
    page('b.txt', { total: 4, open: 1, accepted: 3 }), page('a.txt', { total: 9, open: 5, accepted: 4 }), page('c.txt', { total: 2, accepted: 2 }),
    page('d.txt', {}, { kind: 'none' }), page('e.txt', {}, { kind: 'broken' }), page('f.txt', { total: 1, accepted: 1, conflicts: 1 }),
  ];
  const paths = (...args: [Parameters<typeof arrangePages>[1], Parameters<typeof arrangePages>[2], string]): string =>
    arrangePages(pages, ...args).map(({ path }) => path[0]).join('');

  it('is by name, by what is open, by progress', () => {
    equal(paths('name', 'all', ''), 'abcdef');
    equal(paths('open', 'all', ''), 'abfcde');
    equal(paths('progress', 'all', ''), 'eabfdc');
  });

  it('shows what is wanted', () => {
    equal(paths('name', 'todo', ''), 'abf');
    equal(paths('name', 'trouble', ''), 'ef');
    equal(paths('name', 'none', ''), 'd');
    equal(paths('name', 'done', ''), 'c');
    equal(paths('name', 'all', 'A.'), 'a');
  });
});
