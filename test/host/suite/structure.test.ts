import { strict as assert } from 'node:assert';
import { readFile, stat, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND, REFLOW_SCHEME } from '../../../src/contract';
import { Answers } from './answers';
import { annotate, annotateSample, closeAll, copyOfSample, extensionApi, newPage, replace, run, SAMPLE, select, until, type OpenPage } from './support';

const HARBOUR = '旧港口的三座吊机上周重新刷了漆，码头工人说这是十年来的头一回。\n港务处把仓库腾空，准备改成渔具博物馆，门票暂定二十元。';
const TWO_ARTICLES = ['港口要办博物馆', '本报记者 余小满', HARBOUR, '■ 仓库腾出来', HARBOUR, '梨花早开九天', '本报记者 孟丹青', '今年梨园的花期比往年早了九天，果农担心倒春寒。'].join('\n\n');

async function symbols(uri: vscode.Uri): Promise<vscode.DocumentSymbol[]> {
  const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>('vscode.executeDocumentSymbolProvider', uri);
  return found ?? [];
}

async function folds(uri: vscode.Uri): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>('vscode.executeFoldingRangeProvider', uri);
  return (found ?? []).map(({ start, end }) => `${start}–${end}`);
}

/** Opens a file as it is, without annotating it. */
async function show(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

function cursorLine(editor: vscode.TextEditor): string {
  return editor.document.lineAt(editor.selection.active.line).text;
}

describe('The structure of a page in the editor', () => {
  afterEach(closeAll);

  it('gives an annotated page its outline and folding, and takes them back', async () => {
    const page = await annotateSample(SAMPLE.hardBreaks);
    const { articles } = page.session.structure;
    const outline = await symbols(page.uri);
    assert.deepEqual(outline.filter(({ kind }) => kind === vscode.SymbolKind.File).map(({ name }) => name), articles.map(({ title }) => title));
    assert.ok(outline.some(({ children }) => children.some(({ kind }) => kind === vscode.SymbolKind.String)), 'no section');
    assert.ok((await folds(page.uri)).length >= articles.length);
    await run(COMMAND.closePage);
    assert.deepEqual(await symbols(page.uri), []);
  });

  it('follows what is typed', async () => {
    const page = await annotate(await newPage(TWO_ARTICLES));
    await replace(page, 0, 2, '码头');
    assert.deepEqual((await symbols(page.uri)).map(({ name }) => name), ['码头要办博物馆', '梨花早开九天']);
  });

  it('gives a news page outline and folding without annotating it', async () => {
    const api = await extensionApi();
    const uri = await newPage(TWO_ARTICLES, 'page.news');
    const { document } = await show(uri);
    assert.equal(document.languageId, 'news');
    const outline = await symbols(uri);
    assert.deepEqual(outline.map(({ name }) => name), ['港口要办博物馆', '梨花早开九天']);
    assert.deepEqual(outline[0].children.map(({ name, kind }) => [name, kind]), [['本报记者 余小满', vscode.SymbolKind.Field], ['仓库腾出来', vscode.SymbolKind.String]]);
    assert.deepEqual(await folds(uri), ['0–10', '7–10', '12–16']);
    assert.equal(api.pages.of(document), undefined);
  });

  it('leaves plain text that is not annotated to VS Code', async () => {
    const uri = await newPage(TWO_ARTICLES);
    await show(uri);
    assert.deepEqual(await symbols(uri), []);
  });

  it('goes from article to article, in plain text too', async () => {
    const editor = await show(await newPage(TWO_ARTICLES));
    await run(COMMAND.nextArticle);
    assert.equal(cursorLine(editor), '梨花早开九天');
    await run(COMMAND.nextArticle);
    assert.equal(cursorLine(editor), '梨花早开九天', 'there is no further article');
    await run(COMMAND.previousArticle);
    assert.equal(cursorLine(editor), '港口要办博物馆');
  });
});

describe('A reflowed page', () => {
  afterEach(closeAll);

  const BROKEN = '村里的老磨坊停了十八年，去年春\n天又转了起来。磨盘是从河滩上捡\n回来的，重三百二十斤，六个人才\n抬得动它。\n\n守磨坊的人叫焦石头，他说面粉不\n愁卖，愁的是没有人肯学这门手艺\n。\n';

  async function reflow(uri: vscode.Uri): Promise<{ source: OpenPage; beside: OpenPage }> {
    const page = { ...(await annotate(uri)) };
    await run(COMMAND.reflowPage);
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === REFLOW_SCHEME);
    assert.ok(editor, 'nothing is shown beside the page');
    return { source: page, beside: { uri: editor.document.uri, document: editor.document, editor, session: page.session } };
  }

  function selected({ document, selection }: vscode.TextEditor): string {
    return document.getText(selection);
  }

  /** Resolves when the editor's selection is these words. */
  async function follows(editor: vscode.TextEditor, words: string): Promise<void> {
    await until(() => selected(editor).replace(/\s/g, '') === words, (listener) => vscode.window.onDidChangeTextEditorSelection(listener));
  }

  it('stands beside the page, read-only, and is itself no page to annotate', async () => {
    const api = await extensionApi();
    const { source, beside } = await reflow(await newPage(BROKEN));
    assert.deepEqual(beside.document.getText().split('\n'), [
      '村里的老磨坊停了十八年，去年春天又转了起来。磨盘是从河滩上捡回来的，重三百二十斤，六个人才抬得动它。', '',
      '守磨坊的人叫焦石头，他说面粉不愁卖，愁的是没有人肯学这门手艺。', '',
    ]);
    assert.notEqual(beside.editor.viewColumn, source.editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor, source.editor);
    assert.equal(beside.document.languageId, 'news');
    assert.equal(api.pages.of(beside.document), undefined);
    const words = beside.document.getText();
    const focused = await vscode.window.showTextDocument(beside.document, beside.editor.viewColumn);
    await vscode.commands.executeCommand('type', { text: '不' });
    assert.equal(focused.document.getText(), words);
    assert.equal(source.document.getText(), BROKEN);
  });

  it('follows the selection in the page, and leads it', async () => {
    const { source, beside } = await reflow(await newPage(BROKEN));
    const start = BROKEN.indexOf('捡');
    await select(source, start, BROKEN.indexOf('的，重'));
    await follows(beside.editor, '捡回来');
    const back = await vscode.window.showTextDocument(beside.document, beside.editor.viewColumn);
    const at = beside.document.getText().indexOf('不愁卖');
    await select({ ...beside, editor: back }, at, at + 3);
    await follows(source.editor, '不愁卖');
    assert.equal(selected(source.editor), '不\n愁卖');
  });

  it('follows edits of the page', async () => {
    const { source, beside } = await reflow(await newPage(BROKEN));
    const at = BROKEN.indexOf('十八年');
    await replace(source, at, at + 3, '二十年');
    await until(() => beside.document.getText().includes('停了二十年，去年春天'), (listener) => vscode.workspace.onDidChangeTextDocument(listener));
    const moved = source.document.getText().indexOf('手艺');
    await select(source, moved, moved + 2);
    await follows(beside.editor, '手艺');
  });

  it('asks where to write it, offers a name beside the page, and keeps what the dialog has not let through', async () => {
    const uri = await newPage(BROKEN);
    const beside = vscode.Uri.joinPath(uri, '..', 'page.reflowed.txt');
    const chosen = vscode.Uri.joinPath(uri, '..', 'chosen.txt');
    const files = async (): Promise<string[]> => (await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(uri, '..'))).map(([name]) => name).sort();
    const before = await files();
    await show(uri);
    const answers = new Answers(() => undefined);
    try {
      const opened = answers.save(undefined);
      await run(COMMAND.writeReflowed);
      assert.deepEqual(opened.map(({ defaultUri }) => defaultUri?.toString()), [beside.toString()]);
      assert.deepEqual(await files(), before);
      answers.save(uri);
      await run(COMMAND.writeReflowed);
      assert.equal(answers.shown.length, 1, 'choosing the page itself is refused with a reason');
      assert.equal(await readFile(uri.fsPath, 'utf8'), BROKEN);
      answers.save(chosen);
      await run(COMMAND.writeReflowed);
      assert.equal(answers.shown.length, 1);
      assert.deepEqual(await files(), [...before, 'chosen.txt'].sort());
      assert.ok((await readFile(chosen.fsPath, 'utf8')).includes('去年春天又转了起来'));
    } finally {
      answers.dispose();
    }
  });

  it('replaces a file that is there only if the person says so', async () => {
    const uri = await newPage(BROKEN);
    const target = vscode.Uri.joinPath(uri, '..', 'mine.txt');
    await writeFile(target.fsPath, '别动');
    await show(uri);
    let press = false;
    const answers = new Answers(({ buttons }) => (press ? buttons[0] : undefined));
    try {
      await run(COMMAND.writeReflowed, target);
      assert.equal(await readFile(target.fsPath, 'utf8'), '别动');
      assert.deepEqual(answers.shown.map(({ buttons }) => buttons.length), [1]);
      press = true;
      await run(COMMAND.writeReflowed, target);
      assert.equal(answers.shown.length, 2);
      assert.ok((await readFile(target.fsPath, 'utf8')).includes('去年春天又转了起来'));
    } finally {
      answers.dispose();
    }
  });

  it('says so where it cannot be written, and leaves nothing behind', async () => {
    const uri = await newPage(BROKEN);
    const file = vscode.Uri.joinPath(uri, '..', 'file.txt');
    await writeFile(file.fsPath, '不是文件夹');
    await show(uri);
    const answers = new Answers(() => undefined);
    try {
      await run(COMMAND.writeReflowed, vscode.Uri.joinPath(file, 'page.txt'));
      assert.equal(answers.shown.length, 1);
      assert.equal(await readFile(file.fsPath, 'utf8'), '不是文件夹');
    } finally {
      answers.dispose();
    }
  });

  it('is written to a new file with the line ends of the page, never over the page', async () => {
    const uri = await newPage(BROKEN.replaceAll('\n', '\r\n'));
    await show(uri);
    const target = vscode.Uri.joinPath(uri, '..', 'page.reflowed.txt');
    await run(COMMAND.writeReflowed, target);
    const written = await readFile(target.fsPath, 'utf8');
    assert.ok(written.includes('去年春天又转了起来'));
    assert.equal(written.split('\r\n').length, written.split('\n').length);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), target.toString());
    await show(uri);
    await run(COMMAND.writeReflowed, uri);
    assert.equal(await readFile(uri.fsPath, 'utf8'), BROKEN.replaceAll('\n', '\r\n'));
  });

  it('keeps the encoding of the page', async () => {
    const uri = await copyOfSample(SAMPLE.gb18030);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri, { encoding: 'gb18030' }));
    const target = vscode.Uri.joinPath(uri, '..', 'new.txt');
    await run(COMMAND.writeReflowed, target);
    const words = new TextDecoder('gb18030', { fatal: true }).decode(await readFile(target.fsPath));
    assert.ok(/[一-龥]{4}/.test(words));
  });
});

describe('A folder of news pages', () => {
  afterEach(async () => {
    await closeAll();
    await vscode.workspace.getConfiguration('files').update('associations', undefined, vscode.ConfigurationTarget.Workspace);
  });

  function associations(): Record<string, string> | undefined {
    return vscode.workspace.getConfiguration('files').inspect<Record<string, string>>('associations')?.workspaceValue;
  }

  it('is treated as such until that is taken back; other associations stay', async () => {
    const mine = { '*.log': 'plaintext' };
    await vscode.workspace.getConfiguration('files').update('associations', mine, vscode.ConfigurationTarget.Workspace);
    const uri = await newPage(TWO_ARTICLES);
    const elsewhere = await newPage(TWO_ARTICLES);
    const folder = vscode.Uri.joinPath(uri, '..');
    await run(COMMAND.treatAsNews, folder);
    assert.equal((await show(uri)).document.languageId, 'news');
    assert.equal((await show(elsewhere)).document.languageId, 'plaintext');
    assert.equal(Object.keys(associations() ?? {}).length, 2);
    await run(COMMAND.treatAsNews, folder);
    assert.equal(Object.keys(associations() ?? {}).length, 2);
    await run(COMMAND.stopTreatingAsNews, folder);
    assert.deepEqual(associations(), mine);
    assert.equal((await show(uri)).document.languageId, 'plaintext');
  });

  it('may have signs of globs in its name, and is that of the open file where none is chosen', async () => {
    const uri = await newPage(TWO_ARTICLES);
    const odd = vscode.Uri.joinPath(uri, '..', '版[1]{a}');
    await vscode.workspace.fs.createDirectory(odd);
    const page = vscode.Uri.joinPath(odd, 'page.txt');
    await writeFile(page.fsPath, TWO_ARTICLES);
    assert.ok((await stat(page.fsPath)).isFile());
    await show(page);
    await run(COMMAND.treatAsNews);
    assert.equal((await show(page)).document.languageId, 'news');
    assert.equal((await show(uri)).document.languageId, 'plaintext');
    await show(page);
    await run(COMMAND.stopTreatingAsNews);
    assert.equal(associations(), undefined);
  });
});
