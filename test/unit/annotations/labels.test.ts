import { deepEqual, equal, ok } from 'node:assert/strict';
import { DEFAULT_LABELS, colorFor, localText, type LabelSet } from '../../../src/annotations/labelSet';
import { readLabels, type LabelsProblem } from '../../../src/annotations/labelsRead';
import { remap, usedLabels } from '../../../src/annotations/remap';
import type { Annotation } from '../../../src/annotations/model';

function labelsOf(file: unknown): LabelSet {
  const reading = readLabels(JSON.stringify(file));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
  return reading.labels;
}
function problemOf(text: string): LabelsProblem {
  const reading = readLabels(text);
  if (reading.ok) throw new Error('it was read');
  return reading.problem;
}
const only = (label: object): string => JSON.stringify({ labels: [{ name: 'CROP', layer: 'entity', ...label }] });

describe('labels of a folder', () => {
  it('are the built-in ones with their digits where there is no file', () => {
    deepEqual(DEFAULT_LABELS.all.filter(({ key }) => key !== undefined).map(({ name, key }) => `${key} ${name}`),
      ['1 PERSON', '2 ORG', '3 PLACE', '4 WORK', '5 cardinal', '0 ordinal', '7 percent', '6 money', '9 measure', '8 date']);
  });

  it('come beside the built-in ones, which give their digits way', () => {
    const labels = labelsOf({ labels: [{ name: 'CROP', layer: 'entity', key: 4 }] });
    equal(labels.byKey(4)?.name, 'CROP');
    equal(labels.get('WORK')?.key, undefined);
    equal(labels.byKey(1)?.name, 'PERSON');
    ok(labels.knows('entity', 'WORK') && labels.knows('duplicate', 'near') && !labels.knows('number', 'CROP') && !labels.knows('entity', 'BREED'));
  });

  it('change a built-in one of the same name and keep what they do not say', () => {
    const labels = labelsOf({ labels: [{ name: 'ORG', layer: 'entity', title: { zh: '单位' } }, { name: 'CROP', layer: 'entity', key: 2 }] });
    deepEqual(labels.get('ORG'), { name: 'ORG', layer: 'entity', title: { zh: '单位' } });
    equal(labelsOf({ labels: [{ name: 'ORG', layer: 'entity', title: { zh: '单位' } }] }).byKey(2)?.name, 'ORG');
  });

  it('can do without the built-in ones', () => {
    deepEqual(labelsOf({ defaults: false, labels: [{ name: '作物', layer: 'entity' }] }).all, [{ name: '作物', layer: 'entity' }]);
  });

  it('tell what is wrong with its line and column', () => {
    deepEqual(problemOf('{\n  "labels": [\n    {\n  ]\n}'), { fault: 'syntax', detail: '', line: 4, column: 3 });
    deepEqual(problemOf('[]'), { fault: 'field', detail: 'object', line: 1, column: 1 });
    deepEqual(problemOf('{\n "labels": [\n  { "name": "A B", "layer": "entity" }\n ]\n}'), { fault: 'field', detail: 'name: 1–64 characters without spaces', line: 3, column: 13 });
    const two = '{ "labels": [\n{ "name": "A", "layer": "entity", "key": 1 },\n{ "name": "B", "layer": "entity", "key": 1 }\n] }';
    deepEqual(problemOf(two), { fault: 'duplicateKey', detail: '1', line: 3, column: 42 });
    equal(problemOf(two.replace('"B"', '"A"')).fault, 'duplicateName');
    equal(problemOf(only({ colour: '#ff0000' })).detail, 'colour');
  });

  it('let nothing but ids and hexadecimal colours into a style', () => {
    for (const color of ['#ff0000', 'red; } body { display: none', { light: 'url(x)', dark: '#000000' }, { light: '#000000' }, { light: '#000', dark: '#000000' }, { dim: '#000000' }]) {
      ok(!readLabels(only({ color })).ok, JSON.stringify(color));
    }
    for (const color of ['charts.red', { light: '#112233', dark: 'charts.red', highContrast: '#11223344' }]) ok(readLabels(only({ color })).ok, JSON.stringify(color));
  });

  it('refuse other layers, keys and lines', () => {
    for (const label of [{ layer: 'duplicate' }, { key: -1 }, { key: 10 }, { key: 1.5 }, { line: 'zigzag' }, { title: '作物' }, { guideline: { zh: 1 } }]) {
      ok(!readLabels(only(label)).ok, JSON.stringify(label));
    }
  });

  it('have a colour for each kind of theme and a text for each language', () => {
    const color = { light: '#111111', dark: '#eeeeee', highContrastLight: '#000000' };
    deepEqual((['light', 'dark', 'highContrast', 'highContrastLight'] as const).map((kind) => colorFor(color, kind)), ['#111111', '#eeeeee', '#eeeeee', '#000000']);
    equal(colorFor('charts.red', 'light'), 'charts.red');
    equal(localText({ en: 'Crop', zh: '作物' }, 'zh-cn'), '作物');
    equal(localText({ zh: '作物' }, 'en'), '作物');
    equal(localText(undefined, 'en'), undefined);
  });
});

describe('replacing a label', () => {
  const annotation = (id: string, fields: Partial<Annotation>): Annotation => ({
    id, layer: 'entity', label: 'CROP', start: 0, end: 2, quote: '水稻', status: 'accepted', origin: 'manual', by: '周编辑', at: '2024-05-18T08:30:12.000Z', ...fields,
  });
  const all = [
    annotation('a', {}), annotation('b', { status: 'rejected', origin: 'suggested' }), annotation('c', { status: 'suggested', origin: 'suggested', label: 'ORG' }),
    annotation('d', { layer: 'duplicate', label: 'exact' }), annotation('e', { status: 'suggested', origin: 'imported', label: 'BREED' }), annotation('f', { layer: 'number', label: 'date' }),
  ];

  it('counts what people and imports gave, not what the machine will suggest anew', () => {
    deepEqual(usedLabels(all), [
      { layer: 'entity', label: 'BREED', count: 1 }, { layer: 'entity', label: 'CROP', count: 2 }, { layer: 'number', label: 'date', count: 1 },
    ]);
  });

  it('keeps what was decided, by whom and when', () => {
    deepEqual(remap(all.slice(0, 2), 'PLANT'), [['a', { ...all[0], label: 'PLANT' }], ['b', { ...all[1], label: 'PLANT' }]]);
  });
});
