import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../src/cli/arguments';
import { merge } from '../../../src/cli/merge';
import { conflictsOf, type Annotation } from '../../../src/annotations/model';
import { restore } from '../../../src/annotations/restore';
import { readSidecarFile } from '../../../src/cli/sidecarInput';
import { assertSidecarsFitSchema } from '../../sidecarSchema';
import { annotationOn, sidecarText } from './pageWithSidecar';

const TEXT = '柳河镇供销社今年收购山货九吨。\n经理乔望山说，供销社明年还要扩大库房。\n';
const place = annotationOn(TEXT, '柳河镇', 'PLACE', { status: 'suggested', by: undefined, at: undefined });
const person = annotationOn(TEXT, '乔望山', 'PERSON', { status: 'suggested', by: undefined, at: undefined });
const decided = (annotation: Annotation, by: string, minute: number, fields: Partial<Annotation> = {}): Annotation =>
  ({ ...annotation, status: 'accepted', by, at: `2024-05-18T08:0${minute}:00.000Z`, ...fields });

describe('news-annotator merge', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'merge-')); });
  afterEach(() => {
    assertSidecarsFitSchema(folder);
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, annotations: readonly Annotation[], text = TEXT): string => {
    const path = join(folder, name);
    writeFileSync(path, sidecarText('二版.txt', text, annotations));
    return path;
  };

  it('takes the decisions of both sides, to the byte as either would have written them', async () => {
    const base = write('base', [place, person]);
    const ours = write('ours', [decided(place, '周编辑', 1), person]);
    const theirs = write('theirs', [place, decided(person, '吴编辑', 2)]);
    equal(await merge([base, ours, theirs]), 0);
    equal(readFileSync(ours, 'utf8'), sidecarText('二版.txt', TEXT, [decided(place, '周编辑', 1), decided(person, '吴编辑', 2)]));
  });

  it('keeps both of two different decisions, the later one standing, and says so', async () => {
    const base = write('base', [place]);
    const ours = write('ours', [decided(place, '周编辑', 1)]);
    const theirs = write('theirs', [decided(place, '吴编辑', 2, { label: 'ORG' })]);
    equal(await merge([base, ours, theirs]), 1);
    const [merged] = readSidecarFile(ours).sidecar.annotations;
    deepEqual([merged.label, merged.by], ['ORG', '吴编辑']);
    deepEqual(conflictsOf(merged).map(({ label, by }) => [label, by]), [['PLACE', '周编辑']]);
  });

  it('joins two sidecars that were made apart, with an empty base as git gives it', async () => {
    const base = join(folder, 'base');
    writeFileSync(base, '');
    const ours = write('ours', [decided(place, '周编辑', 1)]);
    equal(await merge([base, ours, write('theirs', [decided(person, '吴编辑', 2)])]), 0);
    deepEqual(readSidecarFile(ours).sidecar.annotations.map(({ quote, by }) => [quote, by]), [['柳河镇', '周编辑'], ['乔望山', '吴编辑']]);
  });

  it('keeps every decision where one side changed the page, and finds them on it', async () => {
    const text = `本报讯 ${TEXT}`;
    const manual = annotationOn(TEXT, '供销社明年', 'ORG', { origin: 'manual', by: '周编辑' });
    const base = write('base', [place, person]);
    const ours = write('ours', [decided(place, '周编辑', 1), person, manual]);
    const moved = [place, person].map((annotation) => ({ ...annotation, start: annotation.start + 4, end: annotation.end + 4 }));
    const theirs = write('theirs', [moved[0], decided(moved[1], '吴编辑', 2)], text);
    equal(await merge([base, ours, theirs]), 0);
    const { sidecar } = readSidecarFile(ours);
    const restored = restore(sidecar, text, true);
    deepEqual(restored.map(({ quote, by, start }) => [quote, by, start]),
      [['柳河镇', '周编辑', 4], ['乔望山', '吴编辑', text.indexOf('乔望山')], ['供销社明年', '周编辑', text.indexOf('供销社明年')]]);
    ok(restored.every(({ changed }) => !changed));
  });

  it('touches nothing where a side cannot be read', async () => {
    const base = write('base', [place]);
    const ours = write('ours', [decided(place, '周编辑', 1)]);
    const before = readFileSync(ours, 'utf8');
    const theirs = join(folder, 'theirs');
    writeFileSync(theirs, before.slice(0, -40));
    await merge([base, ours, theirs]).then(() => { ok(false); }, (error: unknown) => { ok(error instanceof UsageError); });
    equal(readFileSync(ours, 'utf8'), before);
  });
});
