import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import type { Annotation } from '../../../src/annotations/model';
import { CorpusReportBuilder, type CorpusReport } from '../../../src/formats/corpusReport';
import { sumEffort } from '../../../src/formats/effort';
import { reportCsv, reportText } from '../../../src/formats/reportTable';
import { reportPage } from '../../../src/ui/reportPage';
import { reportTables } from '../../../src/ui/reportTables';

const ENGLISH = { t: (message: string, ...values: (string | number | boolean)[]): string => message.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)])) };

let count = 0;
const annotation = (fields: Partial<Annotation>): Annotation => ({
  id: String(++count), layer: 'entity', label: 'PERSON', start: 0, end: 3, quote: '乔望山', status: 'accepted', origin: 'suggested', at: '2024-05-18T08:30:12.000Z', ...fields,
});
const { at, ...open } = annotation({ layer: 'number', label: 'measure', quote: '9吨', status: 'suggested', unit: '吨', value: 9, canonicalUnit: 'kg', canonicalValue: 9000 });

function sample(): CorpusReport {
  const builder = new CorpusReportBuilder();
  builder.add('b/二版.txt', [annotation({}), annotation({ quote: '望\n山', link: '乔望山' }), annotation({ quote: '=1+1', label: 'ORG', status: 'rejected' }), open]);
  builder.add('a/<三版>.txt', [annotation({ at: '2024-05-19T00:00:00.000Z' }), annotation({ layer: 'duplicate', label: 'exact', group: 'g', quote: '山货\n九吨' }), annotation({ quote: '=HYPERLINK("x"),y', label: 'ORG' })]);
  builder.add('c.txt', [annotation({ layer: 'duplicate', label: 'exact', group: 'g', quote: '山货九吨' }), { ...open, id: 'x', canonicalValue: 20 }]);
  return builder.result({ untouched: 2, problems: [{ file: 'd.txt.ann.json', message: '1:1: <broken>' }], effort: sumEffort([]) });
}

describe('the corpus report', () => {
  it('adds up progress, labels, names by their full form, units, copies and days', () => {
    const report = sample();
    deepEqual(report.pages.map(({ page, total, accepted, rejected, open: left }) => [page, total, accepted, rejected, left]),
      [['a/<三版>.txt', 3, 3, 0, 0], ['b/二版.txt', 4, 2, 1, 1], ['c.txt', 2, 1, 0, 1]]);
    deepEqual(report.pages[1].labels, { PERSON: 2, measure: 1 });
    deepEqual(report.names[0], { name: '乔望山', label: 'PERSON', count: 3, pages: 2 });
    deepEqual(report.units, [{ unit: 'kg', count: 2, least: 20, greatest: 9000 }]);
    deepEqual(report.copies, [{ left: 'a/<三版>.txt', right: 'c.txt', passages: 1, characters: 4 }]);
    deepEqual(report.days, [{ day: '2024-05-18', accepted: 5, rejected: 1 }, { day: '2024-05-19', accepted: 1, rejected: 0 }]);
  });

  it('is a table that no spreadsheet takes for formulas', () => {
    const csv = reportCsv(reportTables(sample(), ENGLISH));
    match(csv, /^"'=HYPERLINK\(""x""\),y",Organisation,1,1\r$/m);
    doesNotMatch(csv, /(^|,)"?=/m);
    match(csv, /^Progress\r\npage,accepted,rejected,open,doubtful\r\n/);
  });

  it('is one page with nothing from elsewhere, everything escaped, and a table beside every plot', () => {
    const report = sample();
    const tables = reportTables(report, ENGLISH);
    const html = reportPage(report, tables, { script: 'draw()', policy: "'sha256-x'", language: 'en', buttons: false }, ENGLISH);
    ok(tables.length >= 6);
    for (const { id } of tables) match(html, new RegExp(`<section aria-labelledby="${id}"><h2 id="${id}">.*data-plot="${id}" role="img" aria-label="[^"]+".*<table>`, 's'));
    doesNotMatch(html, /<三版>|<broken>|https?:/);
    match(html, /default-src 'none'; style-src 'unsafe-inline'; script-src &#39;sha256-x&#39;/);
    equal(/<button/.test(html), false);
  });

  it('is cut on a terminal and says so', () => {
    match(reportText(reportTables(sample(), ENGLISH), 1), /… 2\n/);
  });
});
