import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND, EFFORT_SCHEME, PREFIX, SETTING } from '../../../src/contract';
import { readEffort } from '../../../src/formats/effort';
import { annotateText, closeAll, extensionApi, get, goInto, run, until } from './support';

const TEXT = '先付30万元，再付20万元，余下5万元。\n';

async function set(name: (typeof SETTING)[keyof typeof SETTING], value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(PREFIX).update(name, value, vscode.ConfigurationTarget.Global);
}

describe('Effort log', () => {
  beforeEach(async () => {
    const { effort } = await extensionApi();
    await effort.written();
    await rm(effort.storage, { force: true });
  });

  afterEach(async () => {
    await set(SETTING.effortLog, undefined);
    await closeAll();
  });

  it('is off unless turned on', async () => {
    const { effort } = await extensionApi();
    const page = await annotateText(TEXT);
    await goInto(page, get(page.session, 'number', '30万元'));
    await run(COMMAND.accept);
    await effort.written();
    assert.equal(existsSync(effort.storage), false);
  });

  it('notes command, key and seconds of each decision, but no words, and is summed up', async () => {
    await set(SETTING.effortLog, true);
    const { effort } = await extensionApi();
    const page = await annotateText(TEXT);
    await run(COMMAND.startReview);
    await goInto(page, get(page.session, 'number', '30万元'));
    await run(COMMAND.accept);
    await run(COMMAND.reject);
    await run(COMMAND.undo);
    await effort.written();
    const text = await readFile(effort.storage, 'utf8');
    assert.doesNotMatch(text, /万元/);
    const { records, damaged } = readEffort(text);
    assert.deepEqual(damaged, []);
    assert.deepEqual(records.map(({ command, key, annotations }) => [command, key, annotations]), [
      ['accept', 'a', { number: 1 }], ['reject', 'x', { number: 1 }], ['undo', 'u', {}],
    ]);
    assert.deepEqual(records.slice(1).map(({ keys, seconds }) => [keys, typeof seconds]), [[1, 'number'], [1, 'number']]);
    await run(COMMAND.showEffort);
    const shown = await until(() => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === EFFORT_SCHEME), (listener) => vscode.workspace.onDidOpenTextDocument(listener));
    assert.match(shown.getText(), /\| 3 \| 2 \|/);
    await until(() => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview, (listener) => vscode.window.tabGroups.onDidChangeTabs(listener));
  });
});
