import { strict as assert } from 'node:assert';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Annotation } from '../../../src/annotations/model';
import { COMMAND } from '../../../src/contract';
import { Answers } from './answers';
import { memoryFilesInEachTest } from './memoryFiles';
import {
  analysed, annotate, annotateText, byId, closeAll, extensionApi, find, get, goInto, newPage, pageNode, pageUntil, readSidecarText, reference, run,
  select, sidecarPath, until, written,
  type OpenPage,
} from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

async function journalFolder(): Promise<string> {
  return (await extensionApi()).journal.folder;
}

/** Where the journal keeps what waits for a page, of any window. */
async function records(page: vscode.Uri): Promise<string[]> {
  const name = createHash('sha256').update(page.toString()).digest('hex').slice(0, 40);
  const files = await readdir(await journalFolder()).catch(() => []);
  return files.filter((file) => file.startsWith(name) && file.endsWith('.recovery.json'));
}

/** Closes the editor of a page as a person does, and waits until the extension has let go of it. */
async function closeEditor({ session }: OpenPage): Promise<void> {
  const api = await extensionApi();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors'); // first: a page that is seen is opened anew
  await api.pages.close(session, false);
}

async function accept(page: OpenPage, words: string): Promise<Annotation> {
  const annotation = get(page.session, 'number', words);
  await run(COMMAND.accept, reference(page.session, annotation));
  return annotation;
}

describe('Decisions that cannot be written', () => {
  let answers: Answers | undefined;
  afterEach(() => {
    answers?.dispose();
    answers = undefined;
  });
  const files = memoryFilesInEachTest();

  it('over a broken sidecar come back when the page is opened again, and are written when it is mended', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '{"format": 1,');
    const page = await annotate(uri);
    const money = await accept(page, '5000元');
    await closeEditor(page);
    assert.equal(await readFile(sidecarPath(uri), 'utf8'), '{"format": 1,');

    const again = await annotate(uri);
    assert.notEqual(again.session, page.session);
    assert.equal(byId(again.session, money.id).status, 'accepted');
    assert.equal(again.session.hasUnsaved, true);
    await accept(again, '12公里');

    const onDisk = written(again.session);
    await rm(sidecarPath(uri));
    await onDisk;
    assert.equal((await readSidecarText(uri)).match(/"status":"accepted"/g)?.length, 2);
    assert.deepEqual(await records(uri), []);
  });

  it('come back as one step that can be undone', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '[]');
    const page = await annotate(uri);
    const ids = [await accept(page, '5000元'), await accept(page, '12公里')].map(({ id }) => id);
    await closeEditor(page);
    const again = await annotate(uri);
    assert.deepEqual(ids.map((id) => byId(again.session, id).status), ['accepted', 'accepted']);
    await run(COMMAND.undo);
    assert.deepEqual(ids.map((id) => again.session.annotations.get(id)?.status), [undefined, undefined]);
  });

  it('are joined to what stands in the sidecar by then', async () => {
    const first = await annotateText(STORY);
    const length = await accept(first, '12公里');
    await first.session.flush();
    const good = await readSidecarText(first.uri);
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), good.slice(20));
    const page = await annotate(uri);
    const money = await accept(page, '5000元');
    await closeEditor(page);
    await writeFile(sidecarPath(uri), good);
    const again = await annotate(uri);
    assert.deepEqual([length, money].map(({ id }) => byId(again.session, id).status), ['accepted', 'accepted']);
    assert.deepEqual([length, money].map(({ id }) => byId(again.session, id).conflict), [undefined, undefined]);
    await again.session.flush();
    assert.equal((await readSidecarText(uri)).match(/"status":"accepted"/g)?.length, 2);
    assert.deepEqual(await records(uri), []);
  });

  it('are in the journal before the sidecar is written, so that a window may die at any time', async () => {
    const page = await annotateText(STORY);
    await accept(page, '5000元');
    assert.equal(page.session.hasUnsaved, true);
    await page.session.saver.keep();
    const [name] = await records(page.uri);
    assert.match(await readFile(join(await journalFolder(), name), 'utf8'), /5000元/);
    await page.session.flush();
    assert.equal(page.session.hasUnsaved, false);
    assert.deepEqual(await records(page.uri), []);
  });

  it('that a dead window left behind open their page and come back', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '[]');
    const page = await annotate(uri);
    const money = await accept(page, '5000元');
    await page.session.saver.keep();
    const [name] = await records(uri);
    const left = await readFile(join(await journalFolder(), name), 'utf8');
    await run(COMMAND.undo);
    await closeEditor(page);
    await rm(sidecarPath(uri));
    assert.deepEqual(await records(uri), []);

    await mkdir(await journalFolder(), { recursive: true });
    await writeFile(join(await journalFolder(), name.replace(/\.\w+\.recovery/, `.${randomUUID().replaceAll('-', '')}.recovery`)), left);
    const api = await extensionApi();
    await vscode.commands.executeCommand('vscode.open', uri);
    const session = await until(() => api.pages.of({ uri }), (listener) => api.pages.onDidChange(listener));
    await analysed(session);
    assert.equal(byId(session, money.id).status, 'accepted');
    await session.flush();
    assert.match(await readSidecarText(uri), /"status":"accepted"/);
    assert.deepEqual(await records(uri), []);
  });

  it('and whose record is damaged leave the page usable and the record on disk', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '[]');
    const page = await annotate(uri);
    await accept(page, '5000元');
    await closeEditor(page);
    const [name] = await records(uri);
    const path = join(await journalFolder(), name);
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, 80));
    const before = (await readdir(await journalFolder())).filter((file) => file.endsWith('.damaged')).length;
    const again = await annotate(uri);
    assert.equal(get(again.session, 'number', '5000元').status, 'suggested');
    assert.equal((await readdir(await journalFolder())).filter((file) => file.endsWith('.damaged')).length, before + 1);
    assert.deepEqual(await records(uri), []);
    await rm(sidecarPath(uri));
    await accept(again, '12公里');
    await again.session.flush();
    assert.match(await readSidecarText(uri), /"status":"accepted"/);
  });

  it('in a read-only folder come back, and are written once the folder takes them', async () => {
    const uri = files.put('/pages/page.txt', STORY);
    files.refused.add('write');
    const page = await annotate(uri);
    const money = await accept(page, '5000元');
    await page.session.flush();
    assert.equal(page.session.hasUnsaved, true);
    await closeEditor(page);
    const again = await annotate(uri);
    assert.equal(byId(again.session, money.id).status, 'accepted');
    assert.equal(files.text('/pages/page.txt.ann.json'), undefined);
    files.refused.clear();
    await again.session.saver.retry();
    assert.equal(again.session.hasUnsaved, false);
    assert.match(files.text('/pages/page.txt.ann.json') ?? '', /"status":"accepted"/);
    assert.deepEqual(await records(uri), []);
  });

  for (const [name, fault, advice] of [
    ['a full disk', new Error('ENOSPC: no space left on device, write'), /The disk is full/],
    ['a read-only disk', new Error('EROFS: read-only file system, open'), /The disk is read-only/],
    ['a missing permission', vscode.FileSystemError.NoPermissions(), /The permission is missing/],
    ['a locked file', new Error('EBUSY: resource busy or locked, rename'), /Another program has the file open/],
    ['a lost connection', vscode.FileSystemError.Unavailable(), /restore the connection/],
  ] as const) {
    it(`because of ${name} are kept aside with a message that says what to do, and written when that is over`, async () => {
      const page = await annotate(files.put('/pages/page.txt', STORY));
      await accept(page, '12公里');
      await page.session.flush();
      const before = files.text('/pages/page.txt.ann.json');
      files.fault = fault;
      files.refused.add('write');
      answers = new Answers(() => undefined);
      const money = await accept(page, '5000元');
      await page.session.flush();
      const { text, buttons } = await answers.message(/page\.txt\.ann\.json cannot be written/);
      assert.match(text, advice);
      assert.match(text, /Your decisions are kept aside; writing is tried again and again/);
      assert.deepEqual(buttons, ['Try Again', 'Save a Copy As…', 'Show Log']);
      assert.equal(byId(page.session, money.id).status, 'accepted');
      assert.equal(files.text('/pages/page.txt.ann.json'), before);
      assert.match(await readFile(join(await journalFolder(), (await records(page.uri))[0]), 'utf8'), /5000元/);
      files.refused.clear();
      await page.session.saver.retry();
      assert.equal(files.text('/pages/page.txt.ann.json')?.match(/"status":"accepted"/g)?.length, 2);
      assert.deepEqual(await records(page.uri), []);
      assert.equal(page.session.hasUnsaved, false);
    });
  }

  it('nor kept aside, on a disk that is full altogether, are told to be in the window only, and written when there is room', async () => {
    const page = await annotate(files.put('/pages/page.txt', STORY));
    const folder = await journalFolder();
    await mkdir(dirname(folder), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, 'a file where the folder should be');
    try {
      files.refused.add('write');
      answers = new Answers(() => undefined);
      const money = await accept(page, '5000元');
      await page.session.flush();
      assert.match((await answers.message(/cannot be written/)).text, /cannot be kept aside either \(A folder stands .*\) and are in this window only/);
      await closeEditor(page);
      const again = await annotate(page.uri);
      assert.equal(byId(again.session, money.id).status, 'accepted');
      files.refused.clear();
      await again.session.saver.retry();
      assert.match(files.text('/pages/page.txt.ann.json') ?? '', /"status":"accepted"/);
    } finally {
      await rm(folder, { force: true, recursive: true });
    }
  });

  it('beside a page with too long a name are written when it has a shorter one', async function () {
    if (process.platform === 'win32') this.skip(); // there the page itself could not have that name
    const uri = await newPage(STORY, `${'p'.repeat(246)}.txt`);
    answers = new Answers(() => undefined);
    const page = await annotate(uri);
    assert.match((await answers.message(/ann\.json cannot be read/)).text, /The name is too long for this disk: give the page a shorter name/);
    const money = await accept(page, '5000元');
    await page.session.flush();
    assert.equal((await records(uri)).length, 1);
    const shorter = vscode.Uri.file(join(dirname(uri.fsPath), 'page.txt'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, shorter);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    const api = await extensionApi();
    await vscode.window.showTextDocument(shorter);
    const session = await until(() => api.pages.of({ uri: shorter }), (listener) => api.pages.onDidChange(listener));
    await pageUntil(session, () => session.annotations.get(money.id)?.status === 'accepted');
    await session.flush();
    assert.match(await readSidecarText(shorter), /"status":"accepted"/);
    assert.deepEqual(await records(uri), []);
  });

  it('are tried again by themselves', async () => {
    const uri = files.put('/pages/page.txt', STORY);
    files.refused.add('write');
    const page = await annotate(uri);
    await accept(page, '5000元');
    await page.session.flush();
    assert.equal(page.session.hasUnsaved, true);
    files.refused.clear();
    await pageUntil(page.session, () => !page.session.hasUnsaved);
    assert.match(files.text('/pages/page.txt.ann.json') ?? '', /"status":"accepted"/);
  });

  it('and are decided while the sidecar is written count as unsaved until that is done', async () => {
    const page = await annotateText(STORY);
    const states: boolean[] = [];
    await accept(page, '5000元');
    const writing = page.session.flush();
    for (let turns = 0; turns < 3; turns++) await Promise.resolve();
    states.push(page.session.hasUnsaved);
    await writing;
    states.push(page.session.hasUnsaved);
    assert.deepEqual(states, [true, false]);
  });
});

describe('A page in a virtual workspace', () => {
  const files = memoryFilesInEachTest();

  it('gets its sidecar through the file system of the editor, with nothing left beside it', async () => {
    const page = await annotate(files.put('/pages/page.txt', STORY));
    const money = await accept(page, '5000元');
    await page.session.flush();
    assert.deepEqual(files.paths, ['/pages/page.txt', '/pages/page.txt.ann.json']);
    await closeEditor(page);
    const again = await annotate(page.uri);
    assert.equal(byId(again.session, money.id).status, 'accepted');
    assert.equal(again.session.sidecar.inPlace, false);
  });

  it('that cannot replace a file in one step gets it too, and this is known', async () => {
    files.refused.add('rename');
    const page = await annotate(files.put('/pages/page.txt', STORY));
    await accept(page, '5000元');
    await page.session.flush();
    assert.equal(page.session.sidecar.inPlace, true);
    assert.deepEqual(files.paths, ['/pages/page.txt', '/pages/page.txt.ann.json']);
    assert.match(files.text('/pages/page.txt.ann.json') ?? '', /"status":"accepted"/);
  });
});

describe('Decisions that two people made differently', () => {
  afterEach(closeAll);

  /** A page whose number is accepted, while somebody else had rejected it. */
  async function disputed(): Promise<{ page: OpenPage; money: Annotation }> {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    const conflict = [{ label: money.label, start: money.start, end: money.end, quote: money.quote, status: 'rejected' as const, by: '周岚', at: '2024-05-06T07:08:09.000Z' }];
    page.session.annotations.decide('dispute', [[money.id, { ...money, status: 'accepted', at: '2024-05-06T08:09:10.000Z', conflict }]]);
    return { page, money };
  }

  it('stand in a group of their own with every side, and one of them is taken', async () => {
    const { page, money } = await disputed();
    const { tree } = await extensionApi();
    const [first] = tree.getChildren(pageNode(await extensionApi(), page.session));
    assert.equal(first.kind, 'conflicts');
    const [node] = tree.getChildren(first);
    const sides = tree.getChildren(node);
    assert.deepEqual(sides.map(({ kind }) => kind), ['side', 'side']);
    assert.match(JSON.stringify(tree.getTreeItem(sides[1]).label), /周岚/);
    await run(COMMAND.takeOtherDecision, sides[1]);
    const { status, conflict } = byId(page.session, money.id);
    assert.deepEqual([status, conflict], ['rejected', undefined]);
    assert.equal(tree.getChildren(pageNode(await extensionApi(), page.session)).some(({ kind }) => kind === 'conflicts'), false);
    await run(COMMAND.undo);
    assert.equal(byId(page.session, money.id).conflict?.length, 1);
  });

  it('are kept as they stand with one key', async () => {
    const { page, money } = await disputed();
    await goInto(page, byId(page.session, money.id));
    await run(COMMAND.keepDecision);
    const { status, conflict } = byId(page.session, money.id);
    assert.deepEqual([status, conflict], ['accepted', undefined]);
  });
});

describe('A decision', () => {
  afterEach(closeAll);

  it('that is accepted again stays as it was signed first', async () => {
    const page = await annotateText(STORY);
    const money = await accept(page, '5000元');
    const signed = byId(page.session, money.id);
    await run(COMMAND.accept, reference(page.session, money));
    assert.deepEqual(byId(page.session, money.id), signed);
    await run(COMMAND.undo);
    assert.equal(byId(page.session, money.id).status, 'suggested');
  });

  it('that removes a mark brings back at once what was suggested on its words', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await select(page, money.start - 1, money.end);
    await run(COMMAND.labelMoney);
    const marked = get(page.session, 'number', '了5000元');
    assert.equal(find(page.session, 'number', '5000元'), undefined);
    const mark = reference(page.session, marked);
    await page.session.flush();
    const again = await reopenWritten(page);
    assert.equal(find(again.session, 'number', '5000元'), undefined);
    await run(COMMAND.reject, mark);
    await analysed(again.session);
    assert.equal(get(again.session, 'number', '5000元').status, 'suggested');
  });
});

/** Closes a page whose sidecar is written and opens it again, so that nothing is in its history. */
async function reopenWritten(page: OpenPage): Promise<OpenPage> {
  await closeEditor(page);
  return annotate(page.uri);
}
