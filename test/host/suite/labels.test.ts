import { strict as assert } from 'node:assert';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { describe as describeMark } from '../../../src/editor/hover';
import { labelName } from '../../../src/ui/words';
import { annotateText, byId, closeAll, extensionApi, get, run, select, until, type OpenPage } from './support';

const TEXT = '青禾镇今年改种云岭七号水稻，又引进赤霞二号葡萄。\n';
const CROP = { name: 'CROP', layer: 'entity', title: { en: 'Crop', zh: '作物' }, key: 4, color: { light: '#225500', dark: '#aadd66' }, guideline: { en: 'Varieties, *with* their number.', zh: '品种，连同*编号*。' } };
const PLANT = { name: 'PLANT', layer: 'entity', title: { en: 'Plant', zh: '植物' } };

function folder(): string {
  const root = vscode.workspace.workspaceFolders?.at(0);
  assert.ok(root);
  return join(root.uri.fsPath, '.news-annotator');
}

/** Writes the file of labels, or takes it away, and waits until the extension has other labels. */
async function change(content: string | undefined): Promise<void> {
  const { labels } = await extensionApi();
  let changed = false;
  const heard = until(() => changed, (listener) => labels.onDidChange(() => {
    changed = true;
    listener();
  }));
  await mkdir(folder(), { recursive: true });
  if (content === undefined) await rm(join(folder(), 'labels.json'));
  else await writeFile(join(folder(), 'labels.json'), content);
  await heard;
}

async function markAs(page: OpenPage, words: string, command: typeof COMMAND.labelWork, argument?: unknown): Promise<void> {
  const start = TEXT.indexOf(words);
  await select(page, start, start + words.length);
  await run(command, argument);
}

describe('Labels of a folder', () => {
  afterEach(async () => {
    await rm(folder(), { recursive: true, force: true });
    const { labels } = await extensionApi();
    await until(() => labels.of(vscode.Uri.file(join(folder(), 'x'))).get('CROP') === undefined, (listener) => labels.onDidChange(listener));
    await closeAll();
  });

  it('take a digit, and their name and guideline are shown as they are', async () => {
    await change(JSON.stringify({ labels: [CROP] }));
    const page = await annotateText(TEXT);
    await markAs(page, '云岭七号', COMMAND.labelWork, { digit: 4 });
    const crop = get(page.session, 'entity', '云岭七号');
    assert.equal(crop.label, 'CROP');
    const isChinese = vscode.env.language.startsWith('zh');
    assert.equal(labelName('CROP', page.session.labels), isChinese ? '作物' : 'Crop');
    assert.match(describeMark(page.session, crop).value, isChinese ? /连同\\\*编号\\\*/ : /\\\*with\\\*/);
    await markAs(page, '赤霞二号', COMMAND.labelWork);
    assert.equal(get(page.session, 'entity', '赤霞二号').label, 'WORK');
  });

  it('keep annotations when they go, and a broken file leaves the built-in ones in force', async () => {
    await change(JSON.stringify({ labels: [CROP] }));
    const page = await annotateText(TEXT);
    await markAs(page, '云岭七号', COMMAND.labelWork, { digit: 4 });
    const { id } = get(page.session, 'entity', '云岭七号');
    await change('{ "labels": [');
    assert.equal(byId(page.session, id).label, 'CROP');
    assert.equal(page.session.labels.byKey(4)?.name, 'WORK');
    assert.match(labelName('CROP', page.session.labels), /^CROP .*unknown label|^CROP（未知标签）/);
  });

  it('can be replaced in one undoable step after a look', async () => {
    await change(JSON.stringify({ labels: [CROP] }));
    const page = await annotateText(TEXT);
    await markAs(page, '云岭七号', COMMAND.labelWork, { digit: 4 });
    await markAs(page, '赤霞二号', COMMAND.labelWork, { digit: 4 });
    await change(JSON.stringify({ defaults: false, labels: [PLANT] }));
    let ended = false;
    const isEnded = (): boolean => ended;
    const remapping = run(COMMAND.remapLabel).finally(() => { ended = true; });
    while (!isEnded()) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await remapping;
    assert.deepEqual(['云岭七号', '赤霞二号'].map((words) => get(page.session, 'entity', words).label), ['PLANT', 'PLANT']);
    await run(COMMAND.undo);
    assert.deepEqual(['云岭七号', '赤霞二号'].map((words) => get(page.session, 'entity', words).label), ['CROP', 'CROP']);
  });
});
