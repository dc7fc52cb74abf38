import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { Annotation } from '../../../src/annotations/model';
import { COMMAND } from '../../../src/contract';
import { Answers } from './answers';
import {
  annotateText, byId, closeAll, extensionApi, get, nodesUnder, pageNode, replace, run, select, until, type OpenPage,
} from './support';

describe('A large page', () => {
  afterEach(closeAll);

  const SENTENCES = 1300;

  /** Sentences of our own with running numbers, so that none is a copy of another. */
  function largeText(): string {
    const lines = Array.from({ length: SENTENCES }, (_, index) =>
      `第${index % 7}车间的孟广川领走水泵${index + 2}台，交回旧件${(index * 7) % 900 + 2}公斤。`);
    return `${lines.join('\n\n')}\n`;
  }

  it('is shown in portions of 500, each annotation once, and decided as one', async () => {
    const api = await extensionApi();
    const page = await annotateText(largeText());
    const measures = nodesUnder(api, pageNode(api, page.session)).find((node) => node.kind === 'label' && node.label === 'measure');
    assert.ok(measures);
    const expected = page.session.annotations.all.filter(({ label }) => label === 'measure').map(({ id }) => id);
    assert.ok(expected.length >= SENTENCES);
    const portions = api.tree.getChildren(measures);
    assert.equal(portions.length, Math.ceil(expected.length / 500));
    assert.ok(portions.every(({ kind }) => kind === 'portion'));
    assert.ok(portions.every((portion) => api.tree.getChildren(portion).length <= 500));
    assert.deepEqual(api.tree.annotationsOf(measures).map(({ id }) => id), expected);
    const last = portions[portions.length - 1];
    const [child] = api.tree.getChildren(last);
    const parent = api.tree.getParent(child);
    assert.ok(parent);
    assert.equal(api.tree.getTreeItem(parent).id, api.tree.getTreeItem(last).id);

    await run(COMMAND.acceptAll, portions[1]);
    const accepted = page.session.annotations.all.filter(({ status }) => status === 'accepted').map(({ id }) => id);
    assert.deepEqual(accepted, expected.slice(500, 1000));
    await run(COMMAND.undo);
    assert.ok(page.session.annotations.all.every(({ status }) => status === 'suggested'));
  });

  it('with a line longer than VS Code draws offers word wrap, once, when the review comes to its end', async () => {
    const answers = new Answers(() => undefined);
    try {
      const page = await annotateText(`第2车间领走水泵3台。${'修好的水车转个不停，'.repeat(1200)}交回旧件40公斤和50公斤。\n`);
      const told = (): number => answers.shown.filter(({ text }) => text.includes('longer than VS Code draws')).length;
      await run(COMMAND.startReview);
      assert.equal(told(), 0);
      page.session.setCurrent(get(page.session, 'number', '40公斤').id);
      page.session.setCurrent(get(page.session, 'number', '50公斤').id);
      assert.equal(told(), 1);
      assert.deepEqual(answers.shown.find(({ text }) => text.includes('longer than VS Code draws'))?.buttons, ['Turn On Word Wrap']);
      await run(COMMAND.leaveReview);
    } finally {
      answers.dispose();
    }
  });

  it('keeps every span right when something is typed at its start and its middle', async () => {
    const page = await annotateText(largeText());
    const before = page.session.annotations.all;
    const text = page.document.getText();
    const middle = text.indexOf('\n\n', text.length / 2) + 2;
    await replace(page, middle, middle, '此处停工。\n\n');
    await replace(page, 0, 0, '通知：\n\n');
    for (const { id, start, quote } of before) {
      const after = byId(page.session, id);
      assert.equal(after.start, start + 5 + (start >= middle ? 7 : 0));
      assert.equal(page.document.getText().slice(after.start, after.end), quote);
    }
  });

  /** Waits until the page is drawn with an annotation near the offset, and resolves with all that is drawn. */
  async function drawnNear(page: OpenPage, offset: number): Promise<readonly Annotation[]> {
    const { marks } = await extensionApi();
    let latest: readonly Annotation[] = [];
    return until(() => latest.some(({ start }) => Math.abs(start - offset) < 200) && latest, (listener) => marks.onDidDraw(({ editor, annotations }) => {
      if (editor === page.editor) latest = annotations;
      listener();
    }));
  }

  it('has marks only around what is visible, wherever it is scrolled', async () => {
    const page = await annotateText(largeText());
    const { document, editor, session } = page;
    for (const line of [document.lineCount - 30, 30, Math.floor(document.lineCount / 2)]) {
      const drawn = drawnNear(page, document.offsetAt(new vscode.Position(line, 0)));
      editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
      const { length } = await drawn;
      assert.ok(length < session.annotations.size, `${length} of ${session.annotations.size}`);
    }
  });

  it('on one line has marks at the start and around the cursor', async () => {
    const page = await annotateText(largeText().replaceAll('\n', ''));
    const { document, session } = page;
    const { length } = document.getText();
    assert.equal(document.lineCount, 1);
    for (const offset of [length - 50, Math.floor(length / 2)]) {
      const drawn = drawnNear(page, offset);
      await select(page, offset, offset);
      const annotations = await drawn;
      assert.ok(annotations.length < session.annotations.size, `${annotations.length} of ${session.annotations.size}`);
      assert.ok(annotations.some(({ start }) => start < 200), 'nothing at the start');
    }
  });
});
