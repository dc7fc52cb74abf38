import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { annotateText, closeAll, find, get, reference, run, select, until, type OpenPage } from './support';

/** The problems of one kind on a page, once there are as many as expected. */
function problems({ uri }: OpenPage, code: string, count: number): Promise<vscode.Diagnostic[]> {
  const look = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.code === code);
  return until(() => look().length === count && look(), (listener) => vscode.languages.onDidChangeDiagnostics(listener));
}

async function actions(page: OpenPage, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', page.uri, range);
}

async function carryOut(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.command);
  await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []) as unknown[]);
}

describe('The idioms of the editor', () => {
  afterEach(closeAll);

  it('a mark has actions that accept, reject and relabel it', async () => {
    const page = await annotateText('先付30万元，修渠12公里。\n');
    const money = get(page.session, 'number', '30万元');
    const at = page.document.positionAt(money.start);
    const offered = await actions(page, new vscode.Range(at, at));
    assert.ok(offered.some(({ command }) => command?.command === COMMAND.reject));
    assert.ok(offered.some(({ command }) => command?.command === COMMAND.wholeWords));
    await carryOut(offered.find(({ command }) => command?.command === COMMAND.accept));
    assert.equal(get(page.session, 'number', '30万元').status, 'accepted');
  });

  it('a name marked here and not there is a problem with a fix, and so are two labels of one name', async () => {
    const page = await annotateText('枇杷熟了。又一批枇\n\n杷上了车。\n');
    await select(page, 0, 2);
    await run(COMMAND.labelWork);
    const [untagged] = await problems(page, 'untagged', 1);
    assert.equal(page.document.getText(untagged.range).replace(/\s/gu, ''), '枇杷');
    const fixes = await actions(page, untagged.range);
    await carryOut(fixes.find(({ command }) => command?.command === COMMAND.markLike));
    await problems(page, 'untagged', 0);
    const marks = page.session.annotations.all.filter(({ quote }) => quote.replace(/\s/gu, '') === '枇杷');
    assert.deepEqual(marks.map(({ label, status }) => `${label} ${status}`), ['WORK accepted', 'WORK accepted']);
    await select(page, marks[1].start, marks[1].end);
    await run(COMMAND.labelPlace);
    const [two] = await problems(page, 'twoLabels', 2);
    await carryOut((await actions(page, two.range)).find(({ command }) => command?.command === COMMAND.markLike));
    await problems(page, 'twoLabels', 0);
  });

  it('a setting turns the problems off', async () => {
    const page = await annotateText('枇杷熟了。又一批枇杷上了车。\n');
    await select(page, 0, 2);
    await run(COMMAND.labelWork);
    await problems(page, 'untagged', 1);
    const settings = vscode.workspace.getConfiguration('newsAnnotator');
    await settings.update('showDoubts', false, vscode.ConfigurationTarget.Global);
    try {
      await problems(page, 'untagged', 0);
    } finally {
      await settings.update('showDoubts', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('the same name is highlighted wherever it is marked', async () => {
    const page = await annotateText('枇杷熟了。又一批枇\n杷上了车。\n');
    const text = page.document.getText();
    await select(page, 0, 2);
    await run(COMMAND.labelWork);
    const second = text.lastIndexOf('枇');
    await select(page, second, second + 3);
    await run(COMMAND.labelWork);
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>('vscode.executeDocumentHighlights', page.uri, page.document.positionAt(1));
    assert.deepEqual(highlights.map(({ range }) => page.document.getText(range).replace(/\s/gu, '')), ['枇杷', '枇杷']);
  });

  it('rejected marks are no longer offered, nor looked for elsewhere', async () => {
    const page = await annotateText('先付30万元。\n');
    await run(COMMAND.reject, reference(page.session, get(page.session, 'number', '30万元')));
    const at = page.document.positionAt(3);
    assert.deepEqual((await actions(page, new vscode.Range(at, at))).filter(({ command }) => command?.command === COMMAND.accept), []);
    assert.equal(find(page.session, 'number', '30万元')?.status, 'rejected');
  });
});
