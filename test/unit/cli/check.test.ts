import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile, homelessPages, type Finding } from '../../../src/cli/checkPages';
import { readSidecarFile } from '../../../src/cli/sidecarInput';
import { assertSidecarsFitSchema } from '../../sidecarSchema';
import { annotationOn, writePage } from './pageWithSidecar';

const TEXT = '柳河镇供销社今年收购山货九吨。\n经理乔望山说，供销社明年还要扩大库房。\n';

describe('news-annotator check', () => {
  let folder: string;
  let page: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'check-'));
    page = join(folder, '二版.txt');
  });
  afterEach(() => {
    assertSidecarsFitSchema(folder);
    rmSync(folder, { recursive: true });
  });

  const kinds = (findings: readonly Finding[]): string[] => findings.map(({ kind, fixed }) => (fixed ? `${kind} fixed` : kind));
  const noHome = (): undefined => undefined;

  it('has nothing to say of a page that is as it was', async () => {
    const sidecar = writePage(page, TEXT, [annotationOn(TEXT, '乔望山', 'PERSON')]);
    const before = readFileSync(sidecar, 'utf8');
    deepEqual(await checkFile(sidecar, true, noHome), []);
    equal(readFileSync(sidecar, 'utf8'), before);
  });

  it('tells where a broken sidecar is broken, and leaves it', async () => {
    const sidecar = writePage(page, TEXT, [annotationOn(TEXT, '乔望山', 'PERSON')]);
    const broken = readFileSync(sidecar, 'utf8').replace('"accepted"', '"perhaps"');
    writeFileSync(sidecar, broken);
    const [finding] = await checkFile(sidecar, true, noHome);
    equal(finding.kind, 'fault');
    equal(finding.line, 10);
    ok(finding.column > 1);
    equal(readFileSync(sidecar, 'utf8'), broken);
  });

  it('finds the names of a changed page again, and --fix writes where they are now', async () => {
    const sidecar = writePage(page, TEXT, [annotationOn(TEXT, '乔望山', 'PERSON')]);
    const changed = TEXT.replace('柳河镇', '本报讯 柳河镇');
    writeFileSync(page, changed);
    deepEqual(await checkFile(sidecar, false, noHome), [{ sidecar, line: 1, column: 1, fixed: false, kind: 'stale', moved: 1 }]);
    deepEqual(kinds(await checkFile(sidecar, true, noHome)), ['stale fixed']);
    deepEqual(await checkFile(sidecar, false, noHome), []);
    const [annotation] = readSidecarFile(sidecar).sidecar.annotations;
    equal(changed.slice(annotation.start, annotation.end), '乔望山');
    equal(annotation.by, '周编辑');
  });

  it('names the decisions whose words are gone, at their line, and --fix keeps them', async () => {
    const sidecar = writePage(page, TEXT, [annotationOn(TEXT, '柳河镇', 'PLACE'), annotationOn(TEXT, '乔望山', 'PERSON')]);
    writeFileSync(page, TEXT.replace('经理乔望山', '经理'));
    deepEqual(kinds(await checkFile(sidecar, true, noHome)), ['stale fixed', 'lost']);
    const [lost] = await checkFile(sidecar, true, noHome);
    ok(lost.kind === 'lost');
    equal(lost.annotation.quote, '乔望山');
    equal(lost.line, 11);
  });

  it('names the decisions that two people made differently', async () => {
    const conflict = { label: 'PLACE', start: 0, end: 3, status: 'rejected' as const, by: '吴编辑', at: '2024-05-19T00:00:00.000Z' };
    const sidecar = writePage(page, TEXT, [annotationOn(TEXT, '柳河镇', 'ORG', { conflict: [conflict] })]);
    const [finding] = await checkFile(sidecar, true, noHome);
    ok(finding.kind === 'conflict');
    deepEqual(finding.annotation.conflict, [conflict]);
    equal(finding.fixed, false);
  });

  it('tells a sidecar that was written for a page of another name, and --fix corrects the name', async () => {
    const sidecar = writePage(page, TEXT, []);
    const other = join(folder, '三版.txt');
    renameSync(page, other);
    renameSync(sidecar, `${other}.ann.json`);
    deepEqual(kinds(await checkFile(`${other}.ann.json`, true, noHome)), ['misnamed fixed']);
    equal(readSidecarFile(`${other}.ann.json`).sidecar.header.file, '三版.txt');
  });

  it('brings an orphan to the one page that has its text, never over another sidecar', async () => {
    const sidecar = writePage(page, TEXT, [annotationOn(TEXT, '乔望山', 'PERSON')]);
    const content = readFileSync(sidecar, 'utf8');
    const moved = join(folder, '三版.txt');
    renameSync(page, moved);
    const homeless = homelessPages([moved], existsSync);
    const [told] = await checkFile(sidecar, false, homeless);
    ok(told.kind === 'orphan' && told.page === moved);
    deepEqual(kinds(await checkFile(sidecar, true, homeless)), ['orphan fixed']);
    deepEqual(readdirSync(folder).sort(), ['三版.txt', '三版.txt.ann.json']);
    equal(readFileSync(`${moved}.ann.json`, 'utf8'), content);
  });

  it('leaves an orphan alone where two pages have its text', async () => {
    const sidecar = writePage(page, TEXT, []);
    const pages = ['甲.txt', '乙.txt'].map((name) => join(folder, name));
    for (const path of pages) writeFileSync(path, TEXT);
    rmSync(page);
    deepEqual(kinds(await checkFile(sidecar, true, homelessPages(pages, existsSync))), ['orphan']);
    ok(existsSync(sidecar));
  });
});
