import { strict as assert } from 'node:assert';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND, VIEW } from '../../../src/contract';
import type { CorpusNode } from '../../../src/corpusViews/corpusTree';
import type { ExtensionApi } from '../../../src/extension';
import type { PageState } from '../../../src/survey/protocol';
import { annotate, closeAll, extensionApi, get, newPage, reference, run, sidecarPath, until } from './support';

const TEXT = '青禾镇镇长陈一川昨日到石桥县看渠。\n';

/** Waits until the corpus knows a page to stand so. */
function stands(api: ExtensionApi, { fsPath }: vscode.Uri, wanted: (state: PageState) => boolean): Promise<PageState> {
  return until(() => {
    const state = api.corpusPages.states.get(fsPath);
    return state && wanted(state) && state;
  }, (listener) => api.corpusPages.onDidChange(listener));
}

async function filesUnder(api: ExtensionApi, node?: CorpusNode): Promise<string[]> {
  const nodes = await api.corpusTree.getChildren(node);
  return (await Promise.all(nodes.map(async (one) => (one.kind === 'file' ? [one.path] : filesUnder(api, one))))).flat();
}

describe('Corpus view', () => {
  afterEach(async () => {
    const api = await extensionApi();
    api.corpusTree.arrange({ order: 'name', show: 'all', words: '' });
    await closeAll();
  });

  it('lists the pages of the workspace and follows files that come and go', async () => {
    const api = await extensionApi();
    await vscode.commands.executeCommand(`${VIEW.corpus}.focus`);
    await api.corpusPages.whenRead();
    assert.ok((await filesUnder(api)).length > 4);
    const uri = await newPage(TEXT);
    await stands(api, uri, ({ kind }) => kind === 'none');
    assert.ok((await filesUnder(api)).includes(uri.fsPath));
    const item = api.corpusTree.getTreeItem({ kind: 'file', path: uri.fsPath });
    assert.equal(item.label, 'page.txt');
    assert.match(String(item.description), /not annotated|未标注/);
    await rm(uri.fsPath);
    await until(() => !api.corpusPages.paths.includes(uri.fsPath), (listener) => api.corpusPages.onDidChange(listener));
  });

  it('counts an open page live, and its sidecar once it is closed', async () => {
    const api = await extensionApi();
    const uri = await newPage(TEXT);
    await api.corpusPages.whenRead();
    await stands(api, uri, () => true);
    const { session } = await annotate(uri);
    const before = await stands(api, uri, ({ kind, counts }) => kind === 'read' && counts.open > 0 && counts.open === session.annotations.progress.open);
    await run(COMMAND.accept, reference(session, get(session, 'entity', '陈一川')));
    await stands(api, uri, ({ counts }) => counts.accepted === 1 && counts.open === before.counts.open - 1);
    await api.pages.close(session, true);
    const closed = await stands(api, uri, ({ kind }) => kind === 'read');
    assert.equal(closed.counts.accepted, 1);
  });

  it('annotates pages in the background, and opens the next one to decide', async () => {
    const api = await extensionApi();
    const uri = await newPage(TEXT, 'background.txt');
    await api.corpusPages.whenRead();
    await stands(api, uri, ({ kind }) => kind === 'none');
    await run(COMMAND.annotateFiles, uri);
    const { counts } = await stands(api, uri, ({ kind }) => kind === 'read');
    assert.ok(counts.open >= 3, `${counts.open} suggestions`);
    assert.ok(!vscode.workspace.textDocuments.some(({ uri: open }) => open.fsPath === uri.fsPath));
    api.corpusTree.arrange({ words: 'background', show: 'todo' });
    await run(COMMAND.openNextPage);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, uri.fsPath);
  });

  it('says that a sidecar cannot be read, and filters for it', async () => {
    const api = await extensionApi();
    const uri = await newPage(TEXT, 'broken.txt');
    await api.corpusPages.whenRead();
    await vscode.workspace.fs.writeFile(vscode.Uri.file(sidecarPath(uri)), Buffer.from('{'));
    const state = await stands(api, uri, ({ kind }) => kind === 'broken');
    assert.ok(state.reason !== undefined && state.reason !== '');
    api.corpusTree.arrange({ show: 'trouble', words: 'broken' });
    assert.ok((await filesUnder(api)).includes(uri.fsPath));
  });

  it('reads everything again after its process was killed', async () => {
    const api = await extensionApi();
    const uri = await newPage(TEXT, 'after.txt');
    await api.corpusPages.whenRead();
    await stands(api, uri, () => true);
    const killed = api.corpusPages.processId;
    assert.ok(killed !== undefined);
    process.kill(killed, 'SIGKILL');
    await until(() => api.corpusPages.processId === undefined, (listener) => {
      const timer = setInterval(listener, 20); // the end of a process is told to nobody but its client
      return new vscode.Disposable(() => { clearInterval(timer); });
    });
    const outcome = await api.corpusPages.ask('find', { words: '陈一川', label: 'PERSON', most: 100, except: [] });
    assert.equal(outcome.kind, 'done');
    assert.ok(outcome.answer.places.some(({ path }) => path === uri.fsPath));
  });
});
