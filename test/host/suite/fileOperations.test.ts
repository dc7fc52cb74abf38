import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { access, copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import type { PageSession } from '../../../src/review/pageSession';
import { Answers } from './answers';
import { memoryFilesInEachTest } from './memoryFiles';
import {
  analysed, annotate, annotateText, byId, extensionApi, get, newPage, readSidecarText, reference, run, sidecarPath, until, type OpenPage,
} from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

async function decided(): Promise<{ page: OpenPage; id: string }> {
  const page = await annotateText(STORY);
  const { id } = get(page.session, 'number', '5000元');
  await run(COMMAND.accept, reference(page.session, byId(page.session, id)));
  return { page, id };
}

function beside(uri: vscode.Uri, name: string): vscode.Uri {
  return uri.with({ path: `${uri.path.slice(0, uri.path.lastIndexOf('/') + 1)}${name}` });
}

/** Carries a change of files out as the explorer does, so that extensions hear of it. */
async function apply(change: (edit: vscode.WorkspaceEdit) => void): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  change(edit);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

/** The page as it is annotated under an address, once it is. */
async function sessionAt(uri: vscode.Uri): Promise<PageSession> {
  const api = await extensionApi();
  await vscode.window.showTextDocument(uri);
  const session = await until(() => api.pages.of({ uri }), (listener) => api.pages.onDidChange(listener));
  await analysed(session);
  return session;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

/** Copies a file beside itself as a person does. The explorer may not have selected it yet when it says so: then nothing is copied. */
async function pasteInExplorer(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  for (let tries = 0; tries < 20 && !(await isThere(to.fsPath)); tries++) {
    await vscode.commands.executeCommand('workbench.files.action.refreshFilesExplorer'); // so that it knows the new page
    for (const command of ['revealInExplorer', 'filesExplorer.copy', 'filesExplorer.paste']) await vscode.commands.executeCommand(command, from);
  }
  assert.ok(await isThere(to.fsPath), 'the explorer copies no file');
}

/** Resolves when a file has appeared or disappeared, as the operating system tells. */
async function fileIs(path: string, there: boolean): Promise<void> {
  const watcher = watch(dirname(path));
  try {
    for (;;) {
      const changed = once(watcher, 'change');
      if (await isThere(path) === there) return;
      await changed;
    }
  } finally {
    watcher.close();
  }
}

describe('The sidecar of a page in the explorer', () => {
  let answers: Answers | undefined;
  afterEach(() => {
    answers?.dispose();
    answers = undefined;
  });
  const files = memoryFilesInEachTest();

  for (const [what, path, name] of [['renamed', '另一版.txt', '另一版\\.txt'], ['moved to another folder', '已校/page.txt', 'page\\.txt']] as const) {
    it(`is ${what} with its page, with what was decided a moment ago, and the open page follows`, async () => {
      const { page, id } = await decided();
      const to = beside(page.uri, path);
      await apply((edit) => { edit.renameFile(page.uri, to); });
      const session = await sessionAt(to);
      assert.equal(byId(session, id).status, 'accepted');
      assert.equal(await isThere(sidecarPath(page.uri)), false);
      assert.match(await readSidecarText(to), new RegExp(`^\\{\\n {2}"format": 1,\\n {2}"file": "${name}",\\n`));
    });
  }

  it('comes along in a renamed folder', async () => {
    const { page, id } = await decided();
    const folder = dirname(page.uri.fsPath);
    await apply((edit) => { edit.renameFile(vscode.Uri.file(folder), vscode.Uri.file(`${folder}-moved`)); });
    const session = await sessionAt(vscode.Uri.file(join(`${folder}-moved`, 'page.txt')));
    assert.equal(byId(session, id).status, 'accepted');
    assert.equal(await isThere(folder), false, 'nothing was written at the old place');
  });

  it('is never put over another, and both are told', async () => {
    const { page } = await decided();
    await page.session.flush();
    const to = beside(page.uri, 'other.txt');
    await writeFile(sidecarPath(to), '{"format": 1, "of another": true}');
    answers = new Answers(() => undefined);
    await apply((edit) => { edit.renameFile(page.uri, to); });
    assert.deepEqual((await answers.message(/stays where it is/)).buttons, ['Open Both']);
    assert.equal(await readSidecarText(to), '{"format": 1, "of another": true}');
    assert.match(await readSidecarText(page.uri), /"status":"accepted"/);
  });

  it('that may not be moved is told, and moved when the person tries again', async () => {
    const from = files.put('/a/page.txt', STORY);
    const page = await annotate(from);
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5000元')));
    await page.session.flush();
    files.refusedPaths.add('/a/other.txt.ann.json');
    answers = new Answers(({ buttons }) => {
      files.refusedPaths.clear();
      return buttons.find((button) => button === 'Try Again');
    });
    await apply((edit) => { edit.renameFile(from, files.uri('/a/other.txt')); });
    await answers.message(/annotations of .*page\.txt could not follow/);
    const session = await sessionAt(files.uri('/a/other.txt'));
    await until(() => files.text('/a/other.txt.ann.json')?.includes('"file": "other.txt"'), (listener) => files.onDidChangeFile(listener));
    await session.sidecarChanged();
    assert.equal(get(session, 'number', '5000元').status, 'accepted');
    assert.equal(files.text('/a/page.txt.ann.json'), undefined);
  });

  it('that cannot be read leaves what was decided over it to the page under its new name', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '[]');
    answers = new Answers(() => undefined);
    const page = await annotate(uri);
    const { id } = get(page.session, 'number', '12公里');
    await run(COMMAND.accept, reference(page.session, byId(page.session, id)));
    const to = beside(uri, 'renamed.txt');
    await apply((edit) => { edit.renameFile(uri, to); });
    const session = await sessionAt(to);
    await until(() => session.annotations.get(id)?.status === 'accepted', (listener) => session.onDidChange(listener));
    assert.deepEqual((await readdir(dirname(uri.fsPath))).sort(), ['renamed.txt', 'renamed.txt.ann.json']);
    assert.equal(await readSidecarText(to), '[]');
    assert.deepEqual(answers.shown.filter(({ text }) => /kept aside and come back/.test(text)), []);
    await rm(sidecarPath(to));
    await session.saver.retry();
    assert.match(await readSidecarText(to), /"status":"accepted"/);
  });

  it('is copied with its page', async () => {
    const { page, id } = await decided();
    const to = beside(page.uri, 'page copy.txt');
    await pasteInExplorer(page.uri, to);
    await fileIs(sidecarPath(to), true);
    const session = await sessionAt(to);
    assert.equal(byId(session, id).status, 'accepted');
    assert.match(await readSidecarText(page.uri), /"status":"accepted"/);
  });

  it('is no copy for a page with other words', async () => {
    const { page } = await decided();
    await page.session.flush();
    const to = beside(page.uri, 'new.txt');
    await apply((edit) => { edit.createFile(to, { contents: Buffer.from(STORY.replace('孟', '孔')) }); });
    const same = beside(page.uri, 'same.txt');
    await apply((edit) => { edit.createFile(same, { contents: Buffer.from(STORY) }); });
    await fileIs(sidecarPath(same), true); // files are gone through one after the other
    assert.equal(await isThere(sidecarPath(to)), false);
  });

  for (const [button, there] of [['Keep Annotations', true], ['Delete Annotations', false]] as const) {
    it(`is deleted with its page only if the person says so: ${button}`, async () => {
      const { page } = await decided();
      answers = new Answers(() => button);
      await apply((edit) => { edit.deleteFile(page.uri); });
      assert.deepEqual((await answers.message(/was deleted/)).buttons, ['Delete Annotations', 'Keep Annotations']);
      if (there) assert.match(await readSidecarText(page.uri), /"status":"accepted"/);
      else await fileIs(sidecarPath(page.uri), false);
    });
  }

  it('stays where it is when the setting says so', async () => {
    const setting = vscode.workspace.getConfiguration('newsAnnotator');
    await setting.update('sidecarsFollowPages', false, vscode.ConfigurationTarget.Workspace);
    try {
      const { page } = await decided();
      const [to, last] = [beside(page.uri, 'other.txt'), beside(page.uri, 'last.txt')];
      await apply((edit) => { edit.renameFile(page.uri, to); });
      await setting.update('sidecarsFollowPages', undefined, vscode.ConfigurationTarget.Workspace);
      await copyFile(sidecarPath(page.uri), sidecarPath(to));
      await apply((edit) => { edit.renameFile(to, last); });
      await fileIs(sidecarPath(last), true);
      assert.match(await readSidecarText(page.uri), /"status":"accepted"/);
    } finally {
      await setting.update('sidecarsFollowPages', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
