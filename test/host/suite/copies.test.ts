import { strict as assert } from 'node:assert';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND, PREFIX, SETTING } from '../../../src/contract';
import type { CopyNode } from '../../../src/copies/copiesTree';
import type { ExtensionApi } from '../../../src/extension';
import type { PageSession } from '../../../src/review/pageSession';
import { SAMPLE, annotate, annotateText, closeAll, copyOfSample, extensionApi, get, newPage, pageUntil, run, sidecarPath, until, type OpenPage } from './support';

const PASSAGE = '沿江公路改建工程昨天通过验收，全长18公里，总投资2600万元，由县交通工程公司承建，比原计划早完工两个月。';
const EDITED = PASSAGE.replace('2600万元', '2800万元');
const OTHER = '这是一段与别处毫不相干的文字，只为让版面多一点内容，好看清楚标记落在哪里。';
/** Broken once in mid-sentence, as columns are. */
const wrapped = (text: string): string => `${text.slice(0, 30)}\n${text.slice(30)}`;

async function set(name: (typeof SETTING)[keyof typeof SETTING], value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(PREFIX).update(name, value, vscode.ConfigurationTarget.Workspace);
}

async function lenses({ uri }: OpenPage): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return found.map(({ command }) => command?.title ?? '');
}

function copiesOn(session: PageSession): { copy?: string; of?: string; status: string; group?: string }[] {
  return session.annotations.all.filter(({ layer }) => layer === 'duplicate').map(({ copy, of, status, group }) => ({ copy, of, status, group }));
}

interface Written { readonly layer: string; readonly status: string; readonly copy?: string; readonly of?: string; readonly quote: string }

async function sidecarOf(page: vscode.Uri): Promise<Written[]> {
  const { annotations } = JSON.parse(await readFile(sidecarPath(page), 'utf8')) as { annotations: Written[] };
  return annotations;
}

async function copiesInSidecar(page: vscode.Uri): Promise<Written[]> {
  return (await sidecarOf(page)).filter(({ layer, copy, status }) => layer === 'duplicate' && (copy !== undefined || status === 'rejected'));
}

/** Indexes only the folders of the given pages, so that no other test's pages are among the copies. */
async function index(...pages: vscode.Uri[]): Promise<ExtensionApi> {
  const api = await extensionApi();
  await set(SETTING.corpusFiles, [...new Set(pages.map(({ fsPath }) => dirname(fsPath)))]);
  await run(COMMAND.findCopies);
  await until(() => api.corpus.state.kind === 'ready', (listener) => api.corpus.onDidChange(listener));
  return api;
}

async function titles(api: ExtensionApi, nodes: readonly CopyNode[]): Promise<string[]> {
  await api.copies.settled();
  return nodes.map((node) => {
    const { label, description } = api.copies.getTreeItem(node);
    return `${typeof label === 'string' ? label : label?.label ?? ''} | ${typeof description === 'string' ? description : ''}`;
  });
}

function knowsElsewhere(session: PageSession, count: number): Promise<true> {
  return pageUntil(session, () => session.elsewhere.length === count && (true as const));
}

/** Another page beside one, in its folder. */
async function beside(page: vscode.Uri, name: string, text: string): Promise<vscode.Uri> {
  const path = join(dirname(page.fsPath), name);
  await writeFile(path, text);
  return vscode.Uri.file(path);
}

describe('Copies on a page', () => {
  afterEach(async () => {
    await set(SETTING.copyCodeLens, undefined);
    await set(SETTING.checkCopies, undefined);
    await closeAll();
  });

  it('have a sign, a code lens that can be turned off, and links in the hover', async () => {
    const api = await extensionApi();
    const page = await annotateText(`${PASSAGE}\n\n${OTHER}\n\n${wrapped(PASSAGE)}\n`);
    const [first] = page.session.annotations.all.filter(({ layer }) => layer === 'duplicate');
    assert.equal((await lenses(page)).length, 6);
    await until(() => api.copySigns.drawnIn(page.editor).open === 2, (listener) => api.copySigns.onDidDraw(listener));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', page.uri, page.document.positionAt(first.start + 1));
    const text = hover.contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
    assert.match(text, /command:newsAnnotator\.openCopy/);
    await set(SETTING.copyCodeLens, false);
    assert.deepEqual(await lenses(page), []);
  });

  it('are kept, marked as update or quote, and rejected in one step', async () => {
    const page = await annotateText(`${PASSAGE}\n\n${OTHER}\n\n${wrapped(PASSAGE)}\n`);
    const { session } = page;
    const [, second] = session.annotations.all.filter(({ layer }) => layer === 'duplicate');
    const at = { page: session.key, start: second.start, end: second.end };
    await run(COMMAND.keepCopy, at);
    assert.deepEqual(copiesOn(session).map(({ copy }) => copy), ['same', 'kept']);
    await run(COMMAND.markUpdate, at);
    assert.deepEqual(copiesOn(session).map(({ copy }) => copy), ['original', 'update']);
    await run(COMMAND.markQuote, at);
    assert.deepEqual(copiesOn(session).map(({ copy }) => copy), ['original', 'quote']);
    assert.deepEqual((await copiesInSidecar(page.uri)).map(({ copy }) => copy), ['original', 'quote']);
    await run(COMMAND.notCopy, at);
    assert.deepEqual(copiesOn(session).map(({ copy, status }) => [copy, status]), [[undefined, 'rejected'], [undefined, 'rejected']]);
    for (let step = 0; step < 3; step++) await run(COMMAND.undo);
    assert.deepEqual(copiesOn(session).map(({ copy }) => copy), ['same', 'kept']);
    await run(COMMAND.undo);
    assert.deepEqual(copiesOn(session).map(({ status }) => status), ['suggested', 'suggested']);
  });

  it('open as a diff of their reflowed words', async () => {
    const page = await annotateText(`${PASSAGE}\n\n${OTHER}\n\n${wrapped(EDITED)}\n`);
    const [first] = page.session.annotations.all.filter(({ layer }) => layer === 'duplicate');
    await run(COMMAND.compareCopies, { page: page.session.key, start: first.start, end: first.end });
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [left, right] = await Promise.all([input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)));
    assert.deepEqual([left.getText().trim(), right.getText().trim()], [EDITED, PASSAGE]);
  });

  it('disagree in a number: a warning points to the other place, until it is turned off', async () => {
    const page = await annotateText(`${PASSAGE}\n\n${OTHER}\n\n${EDITED}\n`);
    const warnings = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(page.uri).filter(({ code }) => code === 'copiesDisagree');
    const warned = (count: number): Promise<vscode.Diagnostic[]> =>
      until(() => warnings().length === count && warnings(), (listener) => vscode.languages.onDidChangeDiagnostics(listener));
    const [first, second] = await warned(2);
    assert.equal(page.document.getText(first.range), '2600万元');
    assert.match(first.message, /2800万元/);
    assert.equal(page.document.getText(second.range), '2800万元');
    assert.equal(page.document.getText(first.relatedInformation?.[0].location.range), '2800万元');
    await set(SETTING.checkCopies, false);
    await warned(0);
  });

  it('but the kept one are folded', async () => {
    const page = await annotateText(`${wrapped(PASSAGE)}\n\n${OTHER}\n\n${wrapped(PASSAGE)}\n`);
    await run(COMMAND.foldCopies);
    const [, second] = page.session.annotations.all.filter(({ layer }) => layer === 'duplicate');
    const inside = page.document.positionAt(second.end - 2).line;
    await until(() => page.editor.visibleRanges.every(({ start, end }) => inside < start.line || inside > end.line),
      (listener) => vscode.window.onDidChangeTextEditorVisibleRanges(listener));
  });

  it('take over the decisions on names and numbers of one of them', async () => {
    const page = await annotateText(`${PASSAGE}\n\n${OTHER}\n\n${wrapped(EDITED)}\n`);
    const { session } = page;
    const length = get(session, 'number', '18公里');
    const money = get(session, 'number', '2600万元');
    await run(COMMAND.accept, { page: session.key, id: length.id });
    await run(COMMAND.accept, { page: session.key, id: money.id });
    const [first] = session.annotations.all.filter(({ layer }) => layer === 'duplicate');
    await run(COMMAND.carryAnnotations, { page: session.key, start: first.start, end: first.end });
    const lengths = session.annotations.all.filter(({ layer, quote }) => layer === 'number' && quote.replace(/\s/g, '') === '18公里');
    assert.deepEqual(lengths.map(({ status }) => status), ['accepted', 'accepted']);
    assert.equal(get(session, 'number', '2800万元').status, 'suggested');
    await run(COMMAND.undo);
    assert.equal(session.annotations.get(lengths[1].id)?.status, 'suggested');
  });
});

describe('Copies across files', () => {
  afterEach(async () => {
    await closeAll();
    await set(SETTING.corpusFiles, undefined);
  });

  it('are listed by the view, marked on the page, and gone round by d', async () => {
    const one = await newPage(`${OTHER}\n\n${PASSAGE}\n`, 'a.txt');
    const two = await beside(one, 'b.txt', `${wrapped(PASSAGE)}\n`);
    const page = await annotate(one);
    const api = await index(one);
    const nodes = await api.copies.settled();
    assert.equal((await titles(api, nodes)).length, 1);
    const members = api.copies.getChildren(nodes[0]);
    assert.deepEqual((await titles(api, members)).map((title) => title.split(' ')[0]).sort(), ['a.txt', 'b.txt']);
    await knowsElsewhere(page.session, 1);
    await until(() => api.copySigns.drawnIn(page.editor).elsewhereOnly === 1, (listener) => api.copySigns.onDidDraw(listener));
    assert.equal((await lenses(page)).length, 3);
    const start = page.document.getText().indexOf(PASSAGE);
    await run(COMMAND.nextCopy, { page: page.session.key, start, end: start + PASSAGE.length });
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, two.fsPath);
    await run(COMMAND.nextCopy);
    assert.equal(vscode.window.activeTextEditor.document.uri.fsPath, one.fsPath);
    await run(COMMAND.sortCopies, 'shares');
    const shares = await titles(api, await api.copies.settled());
    assert.equal(shares.length, 2);
    assert.match(shares[0], /^b\.txt \| .*100/);
    await run(COMMAND.sortCopies, 'members');
  });

  it('are decided on every page, open or not, and undone on all', async () => {
    const one = await newPage(`${PASSAGE}\n`, 'a.txt');
    const two = await beside(one, 'b.txt', `${OTHER}\n\n${wrapped(PASSAGE)}\n`);
    const page = await annotate(one);
    await index(one);
    await knowsElsewhere(page.session, 1);
    await run(COMMAND.keepCopy, { page: page.session.key, start: 0, end: PASSAGE.length });
    assert.deepEqual((await copiesInSidecar(one)).map(({ copy, of }) => [copy, of]), [['kept', undefined]]);
    assert.deepEqual((await copiesInSidecar(two)).map(({ copy, of, quote }) => [copy, of, quote.replace(/\s/g, '')]), [['same', basename(one.fsPath), PASSAGE]]);
    await vscode.window.showTextDocument(page.document);
    await run(COMMAND.undo);
    assert.deepEqual(await copiesInSidecar(two), []);
    assert.deepEqual(copiesOn(page.session), []);
    await run(COMMAND.redo);
    assert.deepEqual((await copiesInSidecar(two)).map(({ copy }) => copy), ['same']);
  });

  it('that cannot be written on one page are told, kept aside, and written on the others', async () => {
    const one = await newPage(`${PASSAGE}\n`, 'a.txt');
    const two = await beside(one, 'b.txt', `${PASSAGE}\n`);
    await writeFile(sidecarPath(two), 'broken');
    const page = await annotate(one);
    const api = await index(one);
    await knowsElsewhere(page.session, 1);
    await run(COMMAND.keepCopy, { page: page.session.key, start: 0, end: PASSAGE.length });
    assert.deepEqual((await copiesInSidecar(one)).map(({ copy }) => copy), ['kept']);
    assert.equal(await readFile(sidecarPath(two), 'utf8'), 'broken');
    assert.equal(await api.journal.has(two.toString()), true);
    await rm(sidecarPath(two));
    const second = await annotate(two);
    assert.deepEqual(copiesOn(second.session).map(({ copy }) => copy), ['same']);
  });

  it('follow files as they change', async () => {
    const one = await newPage(`${PASSAGE}\n`, 'a.txt');
    const page = await annotate(one);
    await index(one);
    assert.equal(page.session.elsewhere.length, 0);
    const two = join(dirname(one.fsPath), 'c.txt');
    await copyFile(one.fsPath, two);
    await knowsElsewhere(page.session, 1);
    await rm(two);
    await knowsElsewhere(page.session, 0);
  });

  it('are looked for again where that was stopped', async () => {
    const one = await newPage(`${PASSAGE}\n`, 'a.txt');
    await beside(one, 'b.txt', `${PASSAGE}\n`);
    const api = await index(one);
    api.corpus.giveBack();
    const updating = api.corpus.update();
    await run(COMMAND.stopFindingCopies);
    assert.equal(await updating, false);
    assert.equal(api.corpus.state.kind, 'stopped');
    await run(COMMAND.findCopies);
    await until(() => api.corpus.state.kind === 'ready', (listener) => api.corpus.onDidChange(listener));
    assert.equal((await api.copies.settled()).length, 1);
  });

  it('are decided from the view, with pages in other encodings', async () => {
    const sample = await copyOfSample(SAMPLE.gb18030);
    const document = await vscode.workspace.openTextDocument(sample, { encoding: 'gb18030' });
    const text = document.getText();
    const quoted = text.split('\n').reduce((longest, line) => (line.length > longest.length ? line : longest));
    const other = await beside(sample, 'a.txt', `${quoted}\n`);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const api = await index(sample);
    const [group] = await api.copies.settled();
    assert.ok(group);
    const mine = api.copies.getChildren(group).find((node) => node.kind === 'member' && node.member.path === other.fsPath);
    await run(COMMAND.keepCopy, mine);
    assert.deepEqual((await copiesInSidecar(other)).map(({ copy }) => copy), ['kept']);
    const [copied] = await copiesInSidecar(sample);
    assert.deepEqual([copied.copy, copied.of], ['same', 'a.txt']);
    assert.ok(text.includes(copied.quote));
    assert.equal((JSON.parse(await readFile(sidecarPath(sample), 'utf8')) as { encoding: string }).encoding, 'gb18030');
  });

  it('are known again after the process was given back', async () => {
    const one = await newPage(`${PASSAGE}\n`, 'a.txt');
    await beside(one, 'b.txt', `${PASSAGE}\n`);
    const api = await index(one);
    api.corpus.giveBack();
    const copies = await api.corpus.ask('copiesOf', { text: PASSAGE });
    assert.deepEqual(copies?.map(({ count }) => count), [2]);
  });
});
