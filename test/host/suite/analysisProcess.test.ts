import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import type { PageSession } from '../../../src/review/pageSession';
import type { ExtensionApi } from '../../../src/extension';
import {
  analysed, annotate, annotateSample, annotateText, assertQuotesMatch, byId, closeAll, copyOfSample, extensionApi, get, pageUntil, reference, replace, run,
  SAMPLE, select,
} from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

function kill(api: ExtensionApi): number {
  const { processId } = api.analysis;
  assert.ok(processId, 'there is no process to kill');
  process.kill(processId, 'SIGKILL');
  return processId;
}

/** Kills the process whenever it reports the structure of a page, so in the midst of its work, a number of times. */
function killInTheMidst(api: ExtensionApi, times: number): vscode.Disposable & { readonly killed: Set<number> } {
  const killed = new Set<number>();
  api.analysis.restart(); // a new process has its dictionaries still to load, so it cannot be done before it is killed
  const subscription = api.pages.onDidChange(({ change }) => {
    if (change?.kind === 'structure' && killed.size < times) killed.add(kill(api));
  });
  return { killed, dispose: () => { subscription.dispose(); } };
}

function places(session: PageSession): unknown[] {
  return session.annotations.all.map(({ layer, label, start, end, status }) => [layer, label, start, end, status]);
}

describe('The analysis process', () => {
  afterEach(closeAll);

  it('may be killed in the midst of its work: the page ends analysed', async () => {
    const api = await extensionApi();
    const calm = await annotateSample(SAMPLE.copies);
    const killing = killInTheMidst(api, 2);
    try {
      const page = await annotateSample(SAMPLE.copies);
      assert.equal(killing.killed.size, 2);
      assert.ok(api.analysis.processId && !killing.killed.has(api.analysis.processId));
      assertQuotesMatch(page);
      assert.deepEqual(places(page.session), places(calm.session));
    } finally {
      killing.dispose();
    }
  });

  it('may be killed between two analyses: the next edit is analysed by another', async () => {
    const api = await extensionApi();
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    await run(COMMAND.accept, reference(page.session, money));
    const accepted = byId(page.session, money.id);
    const killed = kill(api);
    await replace(page, STORY.length, STORY.length, '桃树又多了260亩。\n');
    await analysed(page.session);
    assert.notEqual(api.analysis.processId, killed);
    assert.equal(get(page.session, 'number', '260亩').value, 260);
    assert.deepEqual(byId(page.session, money.id), accepted);
    assertQuotesMatch(page);
  });

  it('may be killed while decisions are made and words are typed: nothing is lost', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.county);
    const numbers = page.session.annotations.all.filter(({ layer }) => layer === 'number').slice(0, 6);
    const killing = killInTheMidst(api, 2);
    try {
      for (const number of numbers) {
        await run(COMMAND.accept, reference(page.session, number));
        await replace(page, 0, 0, '又');
      }
      await analysed(page.session);
    } finally {
      killing.dispose();
    }
    for (const { id, start } of numbers) {
      const after = byId(page.session, id);
      assert.deepEqual([after.status, after.start, after.changed], ['accepted', start + numbers.length, undefined]);
    }
    assertQuotesMatch(page);
  });

  it('may be killed while several pages wait: all of them end analysed', async () => {
    const api = await extensionApi();
    const killing = killInTheMidst(api, 1);
    try {
      const documents = await Promise.all([SAMPLE.copies, SAMPLE.county, SAMPLE.hardBreaks].map(async (name) =>
        vscode.workspace.openTextDocument(await copyOfSample(name))));
      const sessions = await Promise.all(documents.map((document) => api.pages.open(document)));
      await Promise.all(sessions.map(analysed));
      assert.equal(killing.killed.size, 1);
      for (const session of sessions) {
        for (const layer of ['entity', 'number']) assert.ok(session.annotations.all.some((annotation) => annotation.layer === layer));
      }
    } finally {
      killing.dispose();
    }
  });

  it('that dies again and again is given up on one page, until the person asks again', async () => {
    const api = await extensionApi();
    const document = await vscode.workspace.openTextDocument(await copyOfSample(SAMPLE.county));
    await vscode.window.showTextDocument(document);
    const killing = killInTheMidst(api, 3);
    try {
      const session = await api.pages.open(document);
      await pageUntil(session, () => session.analysis === 'failed');
      assert.equal(killing.killed.size, 3);
      await run(COMMAND.annotatePage);
      await pageUntil(session, () => session.analysis === 'done');
      assert.ok(session.annotations.all.length > 0);
    } finally {
      killing.dispose();
    }
  });

  it('is not needed to decide: a number marked by hand while it dies is marked', async () => {
    const api = await extensionApi();
    const page = await annotateText('这一片果园归桃花村管。\n');
    const start = page.document.getText().indexOf('一');
    await select(page, start, start + 1);
    kill(api);
    await run(COMMAND.labelCardinal);
    assert.equal(get(page.session, 'number', '一').status, 'accepted');
  });

  it('is another one after a restart on request, and the suggestions are the same', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.hardBreaks);
    const before = page.session.annotations.all;
    const { processId } = api.analysis;
    await run(COMMAND.restartAnalysis);
    await analysed(page.session);
    assert.notEqual(api.analysis.processId, processId);
    assert.deepEqual(page.session.annotations.all, before);
  });

  it('forgets a page that is closed while it is analysed', async () => {
    const api = await extensionApi();
    const document = await vscode.workspace.openTextDocument(await copyOfSample(SAMPLE.county));
    const session = await api.pages.open(document);
    await pageUntil(session, () => session.analysis === 'running');
    await api.pages.close(session, false);
    const page = await annotate(document.uri);
    assert.notEqual(page.session, session);
    assertQuotesMatch(page);
    assert.ok(page.session.annotations.all.length > 0);
  });
});
