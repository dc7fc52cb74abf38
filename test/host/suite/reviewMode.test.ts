import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { Answers } from './answers';
import { annotateSample, annotateText, byId, closeAll, copyOfSample, extensionApi, get, goInto, run, SAMPLE, select, type OpenPage } from './support';

function ids({ session }: OpenPage): string[] {
  return session.annotations.all.map(({ id }) => id);
}

function current({ session }: OpenPage): string {
  assert.ok(session.current, 'nothing is framed');
  return session.current.id;
}

describe('Review mode', () => {
  afterEach(closeAll);

  it('starts at the cursor, and a decision goes on to the next that is open', async () => {
    const page = await annotateSample(SAMPLE.county);
    const order = ids(page);
    await select(page, 0, 0);
    await run(COMMAND.startReview);
    assert.equal(page.session.reviewing, true);
    const first = current(page);
    assert.ok(order.indexOf(first) <= 1);
    await run(COMMAND.accept);
    assert.equal(byId(page.session, first).status, 'accepted');
    assert.equal(current(page), order[order.indexOf(first) + 1]);
    const second = current(page);
    await run(COMMAND.reject);
    assert.equal(byId(page.session, second).status, 'rejected');
    assert.equal(current(page), order[order.indexOf(second) + 1]);
    assert.equal(page.document.offsetAt(page.editor.selection.active), byId(page.session, current(page)).start);
    await run(COMMAND.undo);
    assert.equal(current(page), second);
    await run(COMMAND.leaveReview);
    assert.equal(page.session.reviewing, false);
  });

  it('next and previous pass over what is decided and go round the page', async () => {
    const page = await annotateText('青禾镇拨款30万元，修渠12公里，栽树400棵。\n');
    const numbers = page.session.annotations.all.filter(({ layer }) => layer === 'number');
    assert.equal(numbers.length, 3);
    for (const { id, layer } of page.session.annotations.all) {
      if (layer === 'entity') await run(COMMAND.accept, { page: page.session.key, id });
    }
    await run(COMMAND.accept, { page: page.session.key, id: numbers[1].id });
    await goInto(page, numbers[0]);
    await run(COMMAND.startReview);
    assert.equal(current(page), numbers[0].id);
    await run(COMMAND.next);
    assert.equal(current(page), numbers[2].id);
    await run(COMMAND.next);
    assert.equal(current(page), numbers[0].id);
    await run(COMMAND.previous);
    assert.equal(current(page), numbers[2].id);
    await run(COMMAND.previousAny);
    assert.equal(current(page), numbers[1].id);
    await run(COMMAND.nextAny);
    assert.equal(current(page), numbers[2].id);
  });

  it('goes through a whole page by one key alone', async () => {
    const page = await annotateSample(SAMPLE.copies);
    await run(COMMAND.startReview);
    const total = page.session.annotations.all.length;
    for (let presses = 0; presses < total && page.session.current; presses++) await run(COMMAND.accept);
    assert.deepEqual(page.session.annotations.all.filter(({ status }) => status !== 'accepted'), []);
    assert.equal(page.session.current, undefined);
  });

  it('marks selected words and stays on them', async () => {
    const page = await annotateText('白鹿镇的枇杷熟了，孟广川摘了30斤。\n');
    await run(COMMAND.startReview);
    const start = page.document.getText().indexOf('枇杷');
    await select(page, start, start + 2);
    await run(COMMAND.labelWork);
    const mark = get(page.session, 'entity', '枇杷');
    assert.equal(mark.origin, 'manual');
    assert.equal(current(page), mark.id);
  });

  it('typing does nothing while it lasts, and does again after it', async () => {
    const page = await annotateText('白鹿镇的枇杷熟了，孟广川摘了30斤。\n');
    const text = page.document.getText();
    await run(COMMAND.startReview);
    await vscode.commands.executeCommand('type', { text: '误' });
    assert.equal(page.document.getText(), text);
    await run(COMMAND.leaveReview);
    await vscode.commands.executeCommand('type', { text: '对' });
    assert.equal(page.document.getText().length, text.length + 1);
  });

  it('annotates a page that is not annotated yet', async () => {
    const api = await extensionApi();
    const document = await vscode.workspace.openTextDocument(await copyOfSample(SAMPLE.county));
    await vscode.window.showTextDocument(document);
    await run(COMMAND.startReview);
    assert.equal(api.pages.of(document)?.reviewing, true);
  });

  it('ends with its page', async () => {
    const page = await annotateSample(SAMPLE.county);
    const text = page.document.getText();
    await run(COMMAND.startReview);
    await run(COMMAND.closePage);
    await vscode.commands.executeCommand('type', { text: '对' });
    assert.equal(page.document.getText().length, text.length + 1, 'the editor is still read-only');
  });

  it('every command bears being called without a page', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const answers = new Answers(() => undefined);
    answers.close();
    try {
      for (const command of Object.values(COMMAND)) {
        if (command !== COMMAND.showLog) await run(command); // it opens a panel over the other tests' editors
      }
    } finally {
      answers.dispose();
    }
  });
});
