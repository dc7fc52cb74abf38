import { strict as assert } from 'node:assert';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { Answers } from './answers';
import { annotateText, closeAll, extensionApi, get, newPage, readSidecarText, reference, run, save, select, sidecarPath, until } from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

function kindsOf(page: vscode.Uri): string[] {
  return vscode.languages.getDiagnostics(vscode.Uri.file(sidecarPath(page))).filter(({ source }) => source === 'News Annotator').map(({ code }) => (typeof code === 'string' ? code : '')).sort();
}

async function kindsBecome(page: vscode.Uri, kinds: readonly string[]): Promise<void> {
  await until(() => kindsOf(page).join() === kinds.join(), (listener) => vscode.languages.onDidChangeDiagnostics(listener));
}

/** A page with a decision in its sidecar, no longer open. */
async function closedPage(): Promise<vscode.Uri> {
  const api = await extensionApi();
  const page = await annotateText(STORY);
  for (const words of ['5000元', '12公里']) await run(COMMAND.accept, reference(page.session, get(page.session, 'number', words)));
  await page.session.flush();
  await api.pages.close(page.session, false);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  return page.uri;
}

describe('Check Annotations', () => {
  let answers: Answers;
  const made: vscode.Uri[] = [];
  beforeEach(() => { answers = new Answers(() => undefined); });
  afterEach(async () => {
    await closeAll();
    for (const uri of made.splice(0)) await rm(sidecarPath(uri), { force: true });
    await run(COMMAND.checkAnnotations);
    answers.dispose();
  });

  it('puts what is wrong into the Problems panel, fixes what is safe, and the rest goes when it is mended', async () => {
    const [changed, broken, moved] = [await closedPage(), await newPage(STORY), await closedPage()];
    made.push(changed, broken, moved);
    await writeFile(changed.fsPath, `本报讯　${STORY.replace('12公里', '一段路')}`);
    await writeFile(sidecarPath(broken), '{"format": 1,');
    await rename(moved.fsPath, join(dirname(moved.fsPath), 'moved.txt'));
    await run(COMMAND.checkAnnotations);
    assert.deepEqual(kindsOf(changed), ['lost', 'stale']);
    assert.deepEqual(kindsOf(broken), ['fault']);
    assert.deepEqual(kindsOf(moved), ['orphan']);
    assert.match(answers.shown.at(-1)?.text ?? '', /problems with the annotations/);
    assert.deepEqual(answers.shown.at(-1)?.buttons, ['Fix What Is Safe', 'Show Problems']);
    const diagnostic = vscode.languages.getDiagnostics(vscode.Uri.file(sidecarPath(changed))).find(({ code }) => code === 'lost');
    assert.match(diagnostic?.message ?? '', /the words of measure “12公里” are gone from the page \(accepted \(/);

    await vscode.workspace.openTextDocument(sidecarPath(changed));
    const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', vscode.Uri.file(sidecarPath(changed)), new vscode.Range(0, 0, 0, 1));
    assert.deepEqual([action.title, action.command?.command], ['Fix What Is Safe', COMMAND.fixAnnotations]);
    await run(COMMAND.fixAnnotations);
    assert.deepEqual([kindsOf(changed), kindsOf(broken), kindsOf(moved)], [['lost'], ['fault'], []]);
    assert.match(await readSidecarText(vscode.Uri.file(join(dirname(moved.fsPath), 'moved.txt'))), /"status":"accepted"/);
    assert.match(await readSidecarText(changed), /"start":31,"end":36,"quote":"5000元"/);

    await rm(sidecarPath(broken));
    await kindsBecome(broken, []);
    const document = await vscode.workspace.openTextDocument(changed);
    const editor = await vscode.window.showTextDocument(document);
    const api = await extensionApi();
    const session = await until(() => api.pages.of(document), (listener) => api.pages.onDidChange(listener));
    const lost = session.annotations.all.find((one) => one.changed);
    assert.ok(lost);
    const start = document.getText().indexOf('一段路');
    await select({ uri: changed, document, editor, session }, start, start + 3);
    await run(COMMAND.place, reference(session, lost));
    await session.flush();
    await kindsBecome(changed, []);
  });

  it('counts what was decided on an open page a moment ago, and leaves a page that is being edited alone', async () => {
    const page = await annotateText(STORY);
    made.push(page.uri);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await page.editor.edit((edit) => { edit.insert(new vscode.Position(0, 0), '昨日，'); });
    await run(COMMAND.checkAnnotations);
    assert.match(await readSidecarText(page.uri), /"status":"accepted"/);
    assert.deepEqual(kindsOf(page.uri), []);
    await run(COMMAND.fixAnnotations);
    assert.match(answers.shown.at(-1)?.text ?? '', /Save these pages first/);
    await save(page.document);
    await run(COMMAND.fixAnnotations);
    assert.match(answers.shown.at(-1)?.text ?? '', /problems were fixed/);
    assert.equal(get(page.session, 'number', '5000元').status, 'accepted');
  });
});
