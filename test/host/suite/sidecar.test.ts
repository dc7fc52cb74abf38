import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { access, rm, stat, utimes, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Annotation } from '../../../src/annotations/model';
import { COMMAND } from '../../../src/contract';
import {
  analysed, annotate, annotateSample, annotateText, assertQuotesMatch, byId, closeAll, copyOfSample, extensionApi, get, goInto, newPage, pageUntil,
  readSidecarText, reference, replace, run, SAMPLE, save, select, sidecarPath, until, written, type OpenPage,
} from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

interface SidecarText {
  readonly file: string;
  readonly length: number;
  readonly annotations: readonly Annotation[];
}

async function read(page: vscode.Uri): Promise<SidecarText> {
  return JSON.parse(await readSidecarText(page)) as SidecarText;
}

/** Accepts, rejects, gives another label, marks by hand and moves an edge. */
async function decideSomething(page: OpenPage): Promise<void> {
  const numbers = page.session.annotations.all.filter(({ layer }) => layer === 'number');
  await run(COMMAND.accept, reference(page.session, numbers[0]));
  await run(COMMAND.reject, reference(page.session, numbers[1]));
  await goInto(page, numbers[2]);
  await run(COMMAND.labelMeasure);
  await goInto(page, numbers[3]);
  await run(COMMAND.startLeft);
  const free = page.document.getText().lastIndexOf('地');
  await select(page, free, free + 1);
  await run(COMMAND.labelPlace);
}

/** Closes the page as closing its window does, and annotates it again. */
async function reopen(page: OpenPage): Promise<OpenPage> {
  const api = await extensionApi();
  await api.pages.close(page.session, false);
  return annotate(page.uri);
}

describe('The sidecar', () => {
  afterEach(closeAll);

  it('is not there before anything is decided, and is written by itself after a decision', async () => {
    const page = await annotateText(STORY);
    await page.session.flush();
    await assert.rejects(access(sidecarPath(page.uri)));
    const money = get(page.session, 'number', '30万元');
    const onDisk = written(page.session);
    await run(COMMAND.accept, reference(page.session, money));
    await onDisk;
    const sidecar = await read(page.uri);
    assert.deepEqual([sidecar.file, sidecar.length], ['page.txt', STORY.length]);
    assert.equal(sidecar.annotations.find(({ id }) => id === money.id)?.status, 'accepted');
    assert.equal(sidecar.annotations.length, page.session.annotations.all.length);
  });

  it('restores everything exactly', async () => {
    const page = await annotateSample(SAMPLE.county);
    await decideSomething(page);
    const before = page.session.annotations.all;
    const again = await reopen(page);
    assert.notEqual(again.session, page.session);
    assert.deepEqual(again.session.annotations.all, before);
    assertQuotesMatch(again);
  });

  it('stays the same to the byte while nothing is decided', async () => {
    const page = await annotateSample(SAMPLE.copies);
    await decideSomething(page);
    await page.session.flush(true);
    const first = await readSidecarText(page.uri);
    await page.session.flush(true);
    assert.equal(await readSidecarText(page.uri), first);
    await run(COMMAND.restartAnalysis);
    await analysed(page.session);
    await page.session.flush(true);
    assert.equal(await readSidecarText(page.uri), first);
    const again = await reopen(page);
    await again.session.flush(true);
    assert.equal(await readSidecarText(page.uri), first);
  });

  it('changes by one line for one decision', async () => {
    const page = await annotateSample(SAMPLE.copies);
    await page.session.flush(true);
    const before = (await readSidecarText(page.uri)).split('\n');
    await run(COMMAND.accept, reference(page.session, page.session.annotations.all[3]));
    await page.session.flush();
    const after = (await readSidecarText(page.uri)).split('\n');
    assert.equal(after.length, before.length);
    assert.equal(after.filter((line, index) => line !== before[index]).length, 1);
  });

  it('opens its page annotated', async () => {
    const api = await extensionApi();
    const first = await annotateSample(SAMPLE.county);
    await first.session.flush(true);
    const uri = await newPage(first.document.getText());
    await writeFile(sidecarPath(uri), await readSidecarText(first.uri));
    await vscode.commands.executeCommand('vscode.open', uri);
    const session = await until(() => api.pages.of({ uri }), (listener) => api.pages.onDidChange(listener));
    await analysed(session);
    assert.deepEqual(session.annotations.all, first.session.annotations.all);
  });

  it('finds its words on a text that was changed while nobody looked', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    const length = get(page.session, 'number', '12公里');
    for (const annotation of [money, length]) await run(COMMAND.accept, reference(page.session, annotation));
    await page.session.flush();
    const sidecar = await readSidecarText(page.uri);
    const uri = await newPage(STORY.replace('修渠12公里', '修路').replace('石坎村的', '昨天，\n'));
    await writeFile(sidecarPath(uri), sidecar);
    const changed = await annotate(uri);
    assertQuotesMatch(changed);
    assert.equal(byId(changed.session, money.id).status, 'accepted');
    const lost = byId(changed.session, length.id);
    assert.deepEqual([lost.changed, lost.status, lost.start - lost.end], [true, 'accepted', 0]);
  });

  it('is written when the page is saved, with the offsets of the saved text', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush();
    await replace(page, 0, 0, '本报讯　');
    const onDisk = written(page.session);
    await save(page.document);
    await onDisk;
    const sidecar = await read(page.uri);
    assert.equal(sidecar.length, STORY.length + 4);
    assert.equal(sidecar.annotations.find(({ id }) => id === money.id)?.start, money.start + 4);
  });

  it('keeps what a newer version wrote', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush();
    const sidecar = JSON.parse(await readSidecarText(page.uri)) as Record<string, unknown> & SidecarText;
    const annotations = sidecar.annotations.map((one) => (one.id === money.id ? { ...one, certainty: { how: 'asked' } } : one));
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), JSON.stringify({ ...sidecar, project: '乡镇', annotations }));
    const again = await annotate(uri);
    await run(COMMAND.reject, reference(again.session, get(again.session, 'number', '12公里')));
    await again.session.flush();
    const rewritten = JSON.parse(await readSidecarText(uri)) as Record<string, unknown> & SidecarText;
    assert.equal(rewritten.project, '乡镇');
    assert.deepEqual((rewritten.annotations.find(({ id }) => id === money.id) as unknown as Record<string, unknown>).certainty, { how: 'asked' });
  });
});

describe('A sidecar that cannot be read', () => {
  afterEach(closeAll);

  it('is not overwritten, and what was decided meanwhile is written when it is mended', async () => {
    const first = await annotateText(STORY);
    const length = get(first.session, 'number', '12公里');
    await run(COMMAND.accept, reference(first.session, length));
    await first.session.flush();
    const good = await readSidecarText(first.uri);
    const broken = good.slice(0, good.length / 2);

    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), broken);
    const page = await annotate(uri);
    assert.equal(page.session.blocked?.kind, 'problem');
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush(true);
    assert.equal(await readSidecarText(uri), broken);
    assert.equal(page.session.hasUnsaved, true);

    const onDisk = written(page.session);
    await writeFile(sidecarPath(uri), good);
    await onDisk;
    assert.equal(page.session.blocked, undefined);
    await analysed(page.session);
    const statuses = new Map((await read(uri)).annotations.map(({ id, status }) => [id, status]));
    assert.deepEqual([statuses.get(length.id), statuses.get(money.id)], ['accepted', 'accepted']);
    assert.equal(byId(page.session, length.id).status, 'accepted');
  });

  it('may be removed instead', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '[]');
    const page = await annotate(uri);
    assert.equal(page.session.blocked?.kind, 'problem');
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    const onDisk = written(page.session);
    await rm(sidecarPath(uri));
    await onDisk;
    assert.equal(page.session.blocked, undefined);
    assert.equal((await read(uri)).annotations.find(({ id }) => id === money.id)?.status, 'accepted');
  });

  it('that breaks while the page is open is not overwritten either', async () => {
    const page = await annotateText(STORY);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await page.session.flush();
    await writeFile(sidecarPath(page.uri), '<<<<<<< ours\n');
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '12公里')));
    await page.session.flush();
    assert.equal(await readSidecarText(page.uri), '<<<<<<< ours\n');
    assert.equal(page.session.blocked?.kind, 'problem');
    assert.equal(page.session.hasUnsaved, true);
  });

  it('is left as it is when the page is closed', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '{"format": 99}');
    const page = await annotate(uri);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await run(COMMAND.closePage);
    assert.equal(await readSidecarText(uri), '{"format": 99}');
  });
});

describe('A sidecar that somebody else writes', () => {
  afterEach(closeAll);

  async function shared(): Promise<{ page: OpenPage; money: Annotation; length: Annotation }> {
    const page = await annotateText(STORY);
    await page.session.flush(true);
    return { page, money: get(page.session, 'number', '5000元'), length: get(page.session, 'number', '12公里') };
  }

  /** The sidecar as another person would write it who decided one annotation. */
  async function decidedElsewhere(page: vscode.Uri, id: string, decision: Partial<Annotation>): Promise<string> {
    const sidecar = await read(page);
    return JSON.stringify({ ...sidecar, annotations: sidecar.annotations.map((one) => (one.id === id ? { ...one, ...decision } : one)) });
  }

  async function decideElsewhere(page: vscode.Uri, id: string, decision: Partial<Annotation>): Promise<void> {
    await writeFile(sidecarPath(page), await decidedElsewhere(page, id, decision));
  }

  it('is taken over at once', async () => {
    const { page, money } = await shared();
    await decideElsewhere(page.uri, money.id, { status: 'accepted', by: '周岚', at: '2024-05-06T07:08:09.000Z' });
    await pageUntil(page.session, () => byId(page.session, money.id).status === 'accepted');
    assert.equal(byId(page.session, money.id).by, '周岚');
    await analysed(page.session);
    assertQuotesMatch(page);
  });

  it('is merged with what was decided here', async () => {
    const { page, money, length } = await shared();
    await decideElsewhere(page.uri, money.id, { status: 'rejected', by: '周岚', at: '2024-05-06T07:08:09.000Z' });
    await run(COMMAND.accept, reference(page.session, length));
    await page.session.flush();
    await pageUntil(page.session, () => byId(page.session, money.id).status === 'rejected');
    await analysed(page.session);
    const statuses = new Map((await read(page.uri)).annotations.map(({ id, status }) => [id, status]));
    assert.deepEqual([statuses.get(length.id), statuses.get(money.id)], ['accepted', 'rejected']);
    assert.equal(byId(page.session, length.id).status, 'accepted');
  });

  it('keeps both sides where two decided the same otherwise, until one decides again', async () => {
    const { page, money } = await shared();
    const theirs = await decidedElsewhere(page.uri, money.id, { status: 'rejected', by: '周岚', at: '2024-05-06T07:08:09.000Z' });
    writeFileSync(sidecarPath(page.uri), theirs); // both in one breath, so that neither side hears of the other in between
    page.session.annotations.decide('accept', [[money.id, { ...money, status: 'accepted', at: '2024-05-06T08:09:10.000Z' }]]);
    await page.session.flush();
    const both = byId(page.session, money.id);
    assert.deepEqual([both.status, both.conflict?.[0].status, both.conflict?.[0].by], ['accepted', 'rejected', '周岚']);
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush();
    assert.equal(byId(page.session, money.id).conflict, undefined);
    assert.equal((await read(page.uri)).annotations.find(({ id }) => id === money.id)?.conflict, undefined);
  });

  it('may be touched without a change', async () => {
    const { page, money } = await shared();
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush();
    const content = await readSidecarText(page.uri);
    const later = new Date((await stat(sidecarPath(page.uri))).mtimeMs + 5000);
    await utimes(sidecarPath(page.uri), later, later);
    await page.session.sidecarChanged();
    assert.equal(byId(page.session, money.id).status, 'accepted');
    assert.equal(await readSidecarText(page.uri), content);
  });

  it('is written again after it was deleted', async () => {
    const { page, money } = await shared();
    await rm(sidecarPath(page.uri));
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush();
    const sidecar = await read(page.uri);
    assert.equal(sidecar.annotations.find(({ id }) => id === money.id)?.status, 'accepted');
  });

  it('loses no decision that is made while both sides are joined', async () => {
    const { page, money, length } = await shared();
    const other = get(page.session, 'number', '30万元');
    await decideElsewhere(page.uri, money.id, { status: 'rejected', by: '周岚', at: '2024-05-06T07:08:09.000Z' });
    await run(COMMAND.accept, reference(page.session, length));
    const writing = page.session.flush();
    for (let turns = 0; turns < 10; turns++) await Promise.resolve(); // it has begun, but has not heard of the disk yet
    page.session.annotations.decide('late', [[other.id, { ...byId(page.session, other.id), status: 'accepted' }]]);
    await writing;
    await page.session.flush(true);
    assert.deepEqual([money, length, other].map(({ id }) => byId(page.session, id).status), ['rejected', 'accepted', 'accepted']);
    const statuses = new Map((await read(page.uri)).annotations.map(({ id, status }) => [id, status]));
    assert.deepEqual([money, length, other].map(({ id }) => statuses.get(id)), ['rejected', 'accepted', 'accepted']);
  });

  it('loses no decision that is made while it is read', async () => {
    const { page, money, length } = await shared();
    await decideElsewhere(page.uri, money.id, { status: 'rejected', by: '周岚', at: '2024-05-06T07:08:09.000Z' });
    const reading = page.session.sidecarChanged();
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
    page.session.annotations.decide('late', [[length.id, { ...byId(page.session, length.id), status: 'accepted' }]]);
    await reading;
    await page.session.flush(true);
    assert.deepEqual([money, length].map(({ id }) => byId(page.session, id).status), ['rejected', 'accepted']);
    const statuses = new Map((await read(page.uri)).annotations.map(({ id, status }) => [id, status]));
    assert.deepEqual([money, length].map(({ id }) => statuses.get(id)), ['rejected', 'accepted']);
  });

  it('of another text puts no decision on wrong words', async () => {
    const { page, money } = await shared();
    await run(COMMAND.accept, reference(page.session, money));
    await page.session.flush();
    const uri = await copyOfSample(SAMPLE.county);
    await writeFile(sidecarPath(uri), await readSidecarText(page.uri));
    const other = await annotate(uri);
    assertQuotesMatch(other);
    const lost = byId(other.session, money.id);
    assert.deepEqual([lost.status, lost.changed, lost.quote, lost.end - lost.start], ['accepted', true, '5000元', 0]);
  });
});
