import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND, VERSION_SCHEME } from '../../../src/contract';
import { Answers } from './answers';
import { annotateText, closeAll, get, goInto, reference, run, type OpenPage } from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

function commit({ uri }: OpenPage, subject: string): void {
  const git = (...args: string[]): void => { execFileSync('git', ['-C', dirname(uri.fsPath), '-c', 'user.name=温故', '-c', 'user.email=wengu@example.org', ...args]); };
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', subject);
}

describe('Show History of Annotation', () => {
  let answers: Answers;
  beforeEach(() => { answers = new Answers(() => undefined); });
  afterEach(async () => {
    answers.dispose();
    await closeAll();
  });

  it('lists who changed it, when and how, and opens a version at its line', async () => {
    const page = await annotateText(STORY);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await page.session.flush();
    commit(page, '第一次');
    await run(COMMAND.reject, reference(page.session, get(page.session, 'number', '5000元')));
    await page.session.flush();
    commit(page, '改判');
    let seen: readonly vscode.QuickPickItem[] = [];
    answers.pick((items) => {
      seen = items;
      return items.at(-1);
    });
    await goInto(page, get(page.session, 'number', '5000元'));
    await run(COMMAND.showHistory);
    assert.deepEqual(answers.shown.filter(({ text }) => !/Sign your decisions/.test(text)), []);
    assert.deepEqual(seen.map(({ detail }) => detail?.replace(/^[0-9a-f]{8} /, '')), ['改判', '第一次']);
    assert.match(seen[0].label, /money “5000元”: accepted → rejected/);
    assert.match(seen[1].label, /money “5000元” was added: accepted/);
    assert.match(seen[0].description ?? '', /^温故, /);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.scheme, VERSION_SCHEME);
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /"quote":"5000元".*"status":"accepted"/);
  });

  it('says that there is no repository', async () => {
    const page = await annotateText(STORY);
    await run(COMMAND.showHistory, reference(page.session, get(page.session, 'number', '5000元')));
    assert.match((await answers.message(/no git repository/)).text, /page\.txt\.ann\.json/);
  });
});
