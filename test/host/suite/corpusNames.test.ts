import { strict as assert } from 'node:assert';
import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import type { EntityNode } from '../../../src/corpusViews/entitiesTree';
import { findInCorpus, tasksFor } from '../../../src/corpusViews/corpusOccurrences';
import type { ExtensionApi } from '../../../src/extension';
import type { NameChange } from '../../../src/annotations/nameChange';
import type { PageTask } from '../../../src/survey/protocol';
import { annotate, closeAll, extensionApi, newPage, run, sidecarPath, until } from './support';

const NAME = '石桥堤坝养护队';

/** A page with a sidecar that marks the words, written before any editor has the page. */
async function markedPage(text: string, words: string, label: string, name = 'page.txt'): Promise<vscode.Uri> {
  const uri = await newPage(text, name);
  const start = text.indexOf(words);
  const annotation = { id: `${name}-1`, layer: 'entity', label, start, end: start + words.length, quote: words, status: 'suggested', origin: 'suggested' };
  const header = { format: 1, file: name, hash: 'sha256:0', length: text.length, unit: 'utf-16', eol: 'lf', encoding: 'utf8' };
  await vscode.workspace.fs.writeFile(vscode.Uri.file(sidecarPath(uri)), Buffer.from(JSON.stringify({ ...header, annotations: [annotation] })));
  return uri;
}

/** Waits until the corpus has the pages and has read them. */
async function known(api: ExtensionApi, ...uris: vscode.Uri[]): Promise<void> {
  await api.corpusPages.whenRead();
  await until(() => uris.every(({ fsPath }) => api.corpusPages.states.has(fsPath)), (listener) => api.corpusPages.onDidChange(listener));
  await api.corpusPages.refresh(uris.map(({ fsPath }) => fsPath));
}

async function rowOf(api: ExtensionApi, name: string): Promise<Extract<EntityNode, { kind: 'name' }> | undefined> {
  const nodes = await api.entities.getChildren();
  return nodes.find((node): node is Extract<EntityNode, { kind: 'name' }> => node.kind === 'name' && node.row.name === name);
}

function relabelling(uris: readonly vscode.Uri[], label: string): PageTask<NameChange>[] {
  return uris.map(({ fsPath }) => ({ path: fsPath, task: { kind: 'mentions', name: NAME, label } }));
}

async function sidecar(uri: vscode.Uri): Promise<string> {
  return readFile(sidecarPath(uri), 'utf8');
}

describe('Names of the corpus', () => {
  afterEach(async () => {
    const api = await extensionApi();
    api.entities.arrange({ words: '', label: undefined, order: 'count' });
    await closeAll();
  });

  it('stand once each in the Entities view, with pages and places under them', async () => {
    const api = await extensionApi();
    const first = await markedPage(`昨日，${NAME}开工。\n`, NAME, 'ORG', 'first.txt');
    const second = await markedPage(`市里表扬了${NAME}。\n`, NAME, 'PLACE', 'second.txt');
    await known(api, first, second);
    api.entities.arrange({ words: '堤坝养护' });
    const node = await rowOf(api, NAME);
    assert.ok(node);
    assert.ok(node.row.count >= 2 && node.row.labels.length === 2);
    const pages = await api.entities.getChildren(node);
    const paths = pages.map((page) => (page.kind === 'page' ? page.path : ''));
    assert.ok(paths.includes(first.fsPath) && paths.includes(second.fsPath));
    const places = await api.entities.getChildren(pages[paths.indexOf(second.fsPath)]);
    const item = api.entities.getTreeItem(places[0]);
    const { selection } = (item.command?.arguments?.[1] ?? {}) as { selection?: vscode.Range };
    assert.equal(selection?.start.character, 5);
  });

  it('are changed on open and closed pages in one step, and taken back as one', async () => {
    const api = await extensionApi();
    const closed = await markedPage(`昨日，${NAME}开工。\n`, NAME, 'ORG', 'closed.txt');
    const open = await markedPage(`市里表扬了${NAME}。\n`, NAME, 'ORG', 'open.txt');
    await known(api, closed, open);
    const before = await sidecar(closed);
    const { session } = await annotate(open);
    const report = await api.names.apply('relabel', relabelling([closed, open], 'WORK'));
    assert.deepEqual(report.failed, []);
    assert.equal(report.changed.length, 2);
    const labels = (): string[] => session.annotations.all.filter(({ quote, status }) => quote === NAME && status === 'accepted').map(({ label }) => label);
    assert.deepEqual(labels(), ['WORK']);
    assert.match(await sidecar(closed), /"label":"WORK".*"status":"accepted"/);
    await run(COMMAND.undoCorpusChange);
    assert.deepEqual(labels(), []);
    assert.doesNotMatch(await sidecar(closed), /WORK|accepted/);
    assert.equal(before.includes('accepted'), false);
    await run(COMMAND.redoCorpusChange);
    assert.deepEqual(labels(), ['WORK']);
    assert.match(await sidecar(closed), /"label":"WORK".*"status":"accepted"/);
    await run(COMMAND.undoCorpusChange);
    assert.deepEqual(labels(), []);
  });

  it('a page on which somebody decided since is not taken back, and is told', async () => {
    const api = await extensionApi();
    const uri = await markedPage(`昨日，${NAME}开工。\n`, NAME, 'ORG', 'since.txt');
    await known(api, uri);
    await api.names.apply('relabel', relabelling([uri], 'WORK'));
    const decided = (await sidecar(uri)).replace('"label":"WORK"', '"label":"PERSON"');
    await vscode.workspace.fs.writeFile(vscode.Uri.file(sidecarPath(uri)), Buffer.from(decided));
    const undone = await api.names.undo();
    assert.deepEqual(undone?.kept, [uri.fsPath]);
    assert.equal(await sidecar(uri), decided);
  });

  it('are found on every page over line breaks, and marked where nobody marked them', async () => {
    const api = await extensionApi();
    const from = await markedPage(`昨日，${NAME}开工。\n`, NAME, 'ORG', 'from.txt');
    const bare = await newPage('　　会上，石桥堤\n坝养护队领了奖。\n', 'bare.txt');
    await known(api, from, bare);
    const wanted = { words: NAME, label: 'ORG', from: { path: from.fsPath, start: 3, end: 3 + NAME.length } };
    const found = await findInCorpus(api.corpusPages, wanted);
    const place = found?.places.find(({ path }) => path === bare.fsPath);
    assert.equal(place?.state, 'free');
    await api.names.apply('mark', tasksFor(wanted, [place]));
    assert.match(await sidecar(bare), /石桥堤\\n坝养护队/);
    await api.names.undo();
    await assert.rejects(stat(sidecarPath(bare)));
    await api.names.redo();
    assert.match(await sidecar(bare), /石桥堤\\n坝养护队/);
    await api.names.undo();
    await assert.rejects(stat(sidecarPath(bare)));
    assert.equal(await api.names.redo().then((report) => report?.changed.length), 1);
    await api.names.apply('label again', tasksFor({ ...wanted, label: 'PERSON' }, [place]));
    assert.equal(await api.names.redo(), undefined, 'a new change forgets what was undone');
  });

  it('have definition, references and symbols across the pages', async () => {
    const api = await extensionApi();
    const full = await markedPage(`昨日，${NAME}开工。\n`, NAME, 'ORG', 'full.txt');
    const short = await newPage('养护队昨日又领了奖。\n', 'short.txt');
    await known(api, full, short);
    const { session } = await annotate(short);
    session.annotations.decide('mark', [['m', {
      id: 'm', layer: 'entity', label: 'ORG', start: 0, end: 3, quote: '养护队', status: 'accepted', origin: 'manual', link: NAME,
    }]]);
    const at = new vscode.Position(0, 1);
    const definition = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', short, at);
    assert.equal(definition.length, 1);
    assert.equal((await vscode.workspace.openTextDocument(definition[0].uri)).getText(definition[0].range), NAME);
    const references = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeReferenceProvider', short, at);
    const paths = references.map(({ uri }) => uri.fsPath);
    assert.ok(paths.includes(full.fsPath) && paths.includes(short.fsPath));
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>('vscode.executeWorkspaceSymbolProvider', '石桥堤坝');
    assert.ok(symbols.some(({ name }) => name === NAME));
  });
});
