import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Annotation } from '../../../src/annotations/model';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { textHash } from '../../../src/files/textHash';
import type { PageState } from '../../../src/survey/protocol';
import { Cancelled } from '../../../src/processes/serve';
import type { WorkControl } from '../../../src/survey/control';
import { Survey } from '../../../src/survey/survey';
import { annotation, STAMP } from '../annotations/build';
import { writeSidecar } from '../../sidecarSchema';

const FIRST = '　　青禾镇开渠\n\n　　本报讯 昨日，青禾\n镇干部陈一川带人开渠。\n';
const SECOND = '陈一川说，青禾镇今年开渠两条。\n';

describe('survey of pages', () => {
  let folder: string;
  let told: PageState[];
  let cancel: boolean;
  const control: WorkControl = { cancelled: () => cancel, breathe: () => Promise.resolve(), progress: ({ pages }) => { told.push(...pages); } };
  const path = (name: string): string => join(folder, name);
  const sidecar = (name: string): string => readFileSync(`${path(name)}.ann.json`, 'utf8');

  function page(name: string, text: string, annotations?: readonly Annotation[], hash = textHash(text)): string {
    writeFileSync(path(name), text);
    if (annotations) writeFileSync(`${path(name)}.ann.json`, writeSidecar({ file: name, hash, length: text.length, eol: 'lf', encoding: 'utf8' }, annotations, text));
    return path(name);
  }

  /** Two annotated pages, one without sidecar, one whose sidecar is broken. */
  async function survey(): Promise<Survey> {
    page('a.txt', FIRST, [
      annotation(FIRST, '青禾\n镇', { id: 'a1', label: 'PLACE', status: 'accepted' }),
      annotation(FIRST, '陈一川', { id: 'a2' }),
    ]);
    page('b.txt', SECOND, [annotation(SECOND, '陈一川', { id: 'b1', label: 'ORG' })]);
    page('c.txt', '石桥县也来人了。\n');
    page('d.txt', '坏了。\n');
    writeFileSync(`${path('d.txt')}.ann.json`, '{');
    const made = new Survey();
    await made.setPages(['a', 'b', 'c', 'd'].map((name) => path(`${name}.txt`)), control);
    return made;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'survey-'));
    told = [];
    cancel = false;
  });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

  it('tells how each page stands, also those that cannot be read', async () => {
    await survey();
    deepEqual(told.map(({ kind, counts, stale }) => [kind, counts.total, counts.open, stale]), [
      ['read', 2, 1, false], ['read', 1, 1, false], ['none', 0, 0, false], ['broken', 0, 0, false],
    ]);
  });

  it('says that a page was changed since, and reads again what it is told of', async () => {
    const made = await survey();
    told = [];
    writeFileSync(path('b.txt'), `新：${SECOND}`);
    await made.refresh([path('b.txt'), path('elsewhere.txt')], control);
    deepEqual(told.map(({ path: at, stale }) => [at, stale]), [[path('b.txt'), true]]);
    rmSync(path('b.txt'));
    await made.refresh([path('b.txt')], control);
    equal(told.at(-1)?.kind, 'gone');
  });

  it('counts an open page as its editor says, until it is closed', async () => {
    const made = await survey();
    const counts = { total: 9, open: 9, accepted: 0, rejected: 0, conflicts: 0, unplaced: 0, changed: 0 };
    equal(made.setLive(path('b.txt'), { counts, mentions: [] }).counts.total, 9);
    equal(made.names({ words: '陈', order: 'count', from: 0, count: 9 }).rows[0].count, 1);
    equal(made.setLive(path('b.txt'), null).counts.total, 1);
    equal(made.names({ words: '陈', order: 'count', from: 0, count: 9 }).rows[0].count, 2);
  });

  it('tells where a name stands, with lines and the words around it', async () => {
    const { total, paths, pages } = (await survey()).mentions({ name: '陈一川', most: 1, except: [] });
    equal(total, 2);
    deepEqual(paths, [path('a.txt'), path('b.txt')]);
    deepEqual(pages.map(({ mentions }) => mentions.map(({ from, to, before }) => [from, to, before])), [
      [[{ line: 3, character: 3 }, { line: 3, character: 6 }, '开渠本报讯昨日，青禾镇干部'.slice(-12)]],
    ]);
  });

  it('finds words over line breaks, on pages without sidecar too, and counts what it cannot read', async () => {
    const found = await (await survey()).find({ words: '青禾镇', label: 'PLACE', most: 10, except: [] }, control);
    deepEqual(found.places.map(({ path: at, state, from }) => [at.slice(-5), state, from.line]), [['a.txt', 'free', 0], ['a.txt', 'done', 2], ['b.txt', 'free', 0]]);
    deepEqual([found.total, found.unreadable], [3, 1]);
  });

  it('names names and headlines as symbols', async () => {
    const made = await survey();
    const symbols = await made.symbols('青禾镇', 10, control);
    deepEqual(symbols.map(({ kind, title, from }) => [kind, title, from.line]), [['name', '青禾镇', 2], ['headline', '青禾镇开渠', 0]]);
    deepEqual(await made.symbols('', 10, control), []);
  });

  it('changes sidecars page by page, tells those it could not change, and takes all back to the byte', async () => {
    const made = await survey();
    const before = [sidecar('a.txt'), sidecar('b.txt')];
    const task = { kind: 'mentions', name: '陈一川', label: 'WORK' } as const;
    const report = await made.change(['a.txt', 'b.txt', 'd.txt'].map((name) => ({ path: path(name), task })), STAMP, control);
    deepEqual(report.changed.map(({ path: at, edits }) => [at, edits.length]), [[path('a.txt'), 1], [path('b.txt'), 1]]);
    deepEqual(report.failed.map(({ path: at }) => at), [path('d.txt')]);
    equal(readFileSync(`${path('d.txt')}.ann.json`, 'utf8'), '{');
    deepEqual(made.names({ words: '陈', order: 'count', from: 0, count: 9 }).rows[0].labels, [{ label: 'WORK', count: 2 }]);
    deepEqual((await made.takeBack(report.changed, control)).kept, []);
    deepEqual([sidecar('a.txt'), sidecar('b.txt')], before);
  });

  it('keeps what somebody decided since when a change is taken back, and what they decided elsewhere on the page', async () => {
    const made = await survey();
    const task = { kind: 'mentions', name: '陈一川', label: 'WORK' } as const;
    const { changed } = await made.change(['a.txt', 'b.txt'].map((name) => ({ path: path(name), task })), STAMP, control);
    const decide = (name: string, id: string): void => {
      const reading = readSidecar(sidecar(name));
      ok(reading.ok);
      const text = readFileSync(path(name), 'utf8');
      const { header, annotations } = reading.sidecar;
      writeFileSync(`${path(name)}.ann.json`, writeSidecar(header, annotations.map((one) => (one.id === id ? { ...one, status: 'rejected', by: '乙' } : one)), text));
    };
    decide('a.txt', 'a1');
    decide('b.txt', 'b1');
    const report = await made.takeBack(changed, control);
    deepEqual(report.kept, [path('b.txt')]);
    const reading = readSidecar(sidecar('a.txt'));
    ok(reading.ok);
    deepEqual(reading.sidecar.annotations.map(({ id, status, label }) => [id, status, label]), [['a1', 'rejected', 'PLACE'], ['a2', 'suggested', 'PERSON']]);
  });

  it('makes a sidecar where there was none, and removes it when that is taken back', async () => {
    const made = await survey();
    const task = { kind: 'mark', words: '石桥县', label: 'PLACE', spans: [{ start: 0, end: 3 }] } as const;
    const { changed } = await made.change([{ path: path('c.txt'), task }], STAMP, control);
    ok(existsSync(`${path('c.txt')}.ann.json`));
    await made.takeBack(changed, control);
    ok(!existsSync(`${path('c.txt')}.ann.json`));
  });

  it('stops when it is told to', async () => {
    const made = await survey();
    cancel = true;
    await rejects(made.find({ words: '青禾镇', label: 'PLACE', most: 10, except: [] }, control), Cancelled);
  });
});
