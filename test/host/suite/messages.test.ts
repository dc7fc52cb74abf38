import { strict as assert } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { COMMAND } from '../../../src/contract';
import { Answers } from './answers';
import { memoryFilesInEachTest } from './memoryFiles';
import { annotate, get, newPage, reference, run, sidecarPath, until, type OpenPage } from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

async function accept(page: OpenPage, words: string): Promise<void> {
  await run(COMMAND.accept, reference(page.session, get(page.session, 'number', words)));
}

describe('Messages about a sidecar', () => {
  let answers: Answers | undefined;
  afterEach(() => {
    answers?.dispose();
    answers = undefined;
  });
  const files = memoryFilesInEachTest();

  it('“Open File” shows a broken one where it is broken', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '{\n  "format": 1,,\n');
    answers = new Answers(() => 'Open File');
    await annotate(uri);
    assert.deepEqual((await answers.message(/page\.txt\.ann\.json:2:\d+: This is not valid JSON/)).buttons, ['Open File', 'Save a Copy As…', 'Show Log']);
    const editor = await until(() => vscode.window.visibleTextEditors.find(({ document }) => document.uri.fsPath === sidecarPath(uri)),
      (listener) => vscode.window.onDidChangeVisibleTextEditors(listener));
    await until(() => editor.selection.active.line === 1, (listener) => vscode.window.onDidChangeTextEditorSelection(listener));
  });

  it('“Save a Copy As…” writes what was decided to another place, and leaves the broken file alone', async () => {
    const uri = await newPage(STORY);
    await writeFile(sidecarPath(uri), '[]');
    const copy = join(dirname(uri.fsPath), 'copy.ann.json');
    let press = 'Show nothing';
    answers = new Answers(() => press);
    answers.save(vscode.Uri.file(copy));
    const page = await annotate(uri);
    await accept(page, '5000元');
    await page.session.flush();
    press = 'Save a Copy As…';
    await writeFile(sidecarPath(uri), '{');
    await page.session.sidecarChanged(); // other damage is told anew
    await answers.message(/copy\.ann\.json is saved/);
    const reading = readSidecar(await readFile(copy, 'utf8'));
    assert.ok(reading.ok);
    assert.deepEqual(reading.sidecar.annotations.filter(({ status }) => status === 'accepted').map(({ quote }) => quote), ['5000元']);
    assert.equal(await readFile(sidecarPath(uri), 'utf8'), '{');
  });

  it('“Try Again” writes one that could not be written, and fails aloud where it still cannot', async () => {
    const page = await annotate(files.put('/b/page.txt', STORY));
    files.refused.add('write');
    let pressed = 0;
    answers = new Answers(({ buttons }) => {
      if (!buttons.includes('Try Again')) return undefined;
      if (++pressed === 2) files.refused.clear();
      return 'Try Again';
    });
    await accept(page, '5000元');
    await until(() => files.text('/b/page.txt.ann.json')?.includes('"status":"accepted"'), (listener) => files.onDidChangeFile(listener));
    assert.deepEqual(answers.shown.map(({ text }) => /page\.txt\.ann\.json cannot be written/.test(text)), [true, true]);
    await page.session.flush();
    assert.equal(page.session.hasUnsaved, false);
  });
});
