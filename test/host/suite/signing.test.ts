import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { Signing } from '../../../src/review/signing';
import { Answers } from './answers';
import { annotateText, byId, closeAll, extensionApi, get, reference, run, until } from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';
const SETTINGS = ['editorName', 'signDecisions'] as const;

/** A memory of the extension that begins empty. */
function memory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, fallback?: unknown) => values.get(key) ?? fallback,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
}

const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('newsAnnotator');

function settingIs(name: (typeof SETTINGS)[number], value: unknown): Promise<boolean> {
  return until(() => configuration().get(name) === value, (listener) => vscode.workspace.onDidChangeConfiguration(listener));
}

describe('The name beside decisions', () => {
  let answers: Answers;
  let signing: Signing;

  async function asking(button: string | undefined): Promise<void> {
    answers = new Answers(({ text }) => (/Sign your decisions/.test(text) ? button : undefined));
    signing = new Signing((await extensionApi()).pages, memory(), () => Promise.resolve('温故'));
  }

  afterEach(async () => {
    answers.dispose();
    signing.dispose();
    for (const name of SETTINGS) await configuration().update(name, undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  it('is that of git where the person says so, asked once', async () => {
    await asking('Use This Name');
    const page = await annotateText(STORY);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    assert.match((await answers.message(/Sign your decisions/)).text, /“温故”/);
    await settingIs('editorName', '温故');
    const length = get(page.session, 'number', '12公里');
    await run(COMMAND.accept, reference(page.session, length));
    assert.equal(byId(page.session, length.id).by, '温故');
    assert.equal(answers.shown.filter(({ text }) => /Sign your decisions/.test(text)).length, 1);
  });

  it('is another that the person enters', async () => {
    await asking('Enter Another…');
    answers.type(' 编辑甲 ');
    const page = await annotateText(STORY);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await settingIs('editorName', '编辑甲');
  });

  it('is left out when the person wants none, and the time stays', async () => {
    await asking('Leave the Name Out');
    const page = await annotateText(STORY);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await settingIs('signDecisions', false);
    const length = get(page.session, 'number', '12公里');
    await run(COMMAND.accept, reference(page.session, length));
    const { by, at } = byId(page.session, length.id);
    assert.deepEqual([by, typeof at], [undefined, 'string']);
  });

  it('is that of the login while the question is only closed, and it does not come back', async () => {
    await asking(undefined);
    const page = await annotateText(STORY);
    const [money, length] = [get(page.session, 'number', '5000元'), get(page.session, 'number', '12公里')];
    await run(COMMAND.accept, reference(page.session, money));
    await answers.message(/Sign your decisions/);
    await run(COMMAND.accept, reference(page.session, length));
    assert.equal(byId(page.session, length.id).by, byId(page.session, money.id).by);
    assert.ok(byId(page.session, length.id).by);
    assert.equal(answers.shown.filter(({ text }) => /Sign your decisions/.test(text)).length, 1);
  });
});
