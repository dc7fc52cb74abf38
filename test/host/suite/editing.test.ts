import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import {
  analysed, annotate, annotateSample, annotateText, assertQuotesMatch, byId, closeAll, find, get, newPage, pageUntil, readSidecarText, reference, replace, run, SAMPLE,
  save,
  until,
} from './support';

const STORY = '青禾镇拨款30万元，修渠12公里。\n\n石坎村的孟广川捐了5000元。\n';

describe('Editing an annotated page', () => {
  afterEach(closeAll);

  it('spans move at once, before anything is analysed again', async () => {
    const page = await annotateText(STORY);
    const before = page.session.annotations.all;
    const seen: [kind: string, starts: number[]][] = [];
    const subscription = page.session.onDidChange((change) => {
      if (change.kind === 'store') seen.push([change.store.kind, page.session.annotations.all.map(({ start }) => start)]);
    });
    await replace(page, 0, 0, '记者从\n县里获悉，');
    subscription.dispose();
    assert.deepEqual(seen.at(0), ['moved', before.map(({ start }) => start + 9)]);
    assertQuotesMatch(page);
  });

  it('several cursors at once move every span rightly', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    const length = get(page.session, 'number', '12公里');
    const done = await page.editor.edit((edit) => {
      edit.insert(page.document.positionAt(0), '昨日，');
      edit.replace(new vscode.Range(page.document.positionAt(length.start - 2), page.document.positionAt(length.start)), '新修水渠');
      edit.insert(page.document.positionAt(money.start), '自己的');
    });
    assert.equal(done, true);
    assert.deepEqual([byId(page.session, length.id).start, byId(page.session, money.id).start], [length.start + 5, money.start + 8]);
    assertQuotesMatch(page);
  });

  it('a number typed later is found, and one that is deleted goes', async () => {
    const page = await annotateText(STORY);
    const length = get(page.session, 'number', '12公里');
    await replace(page, page.document.getText().length, page.document.getText().length, '全村又种了260亩桃树。\n');
    await analysed(page.session);
    assert.equal(get(page.session, 'number', '260亩').value, 260);
    await replace(page, length.start - 3, length.end, '');
    assert.equal(page.session.annotations.get(length.id), undefined);
    await analysed(page.session);
    assert.equal(find(page.session, 'number', '12公里'), undefined);
    assertQuotesMatch(page);
  });

  it('a suggestion whose number grows is found again as it stands', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await replace(page, money.start, money.start, '1');
    await analysed(page.session);
    assert.equal(get(page.session, 'number', '15000元').value, 15_000);
    assert.equal(find(page.session, 'number', '5000元'), undefined);
  });

  it('words changed inside a decision are told, and forgotten when undo brings them back', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    const accepted = byId(page.session, money.id);
    await replace(page, money.start + 1, money.start + 2, '8');
    const changed = byId(page.session, money.id);
    assert.deepEqual([changed.changed, changed.status, changed.quote], [true, 'accepted', '5000元']);
    await analysed(page.session);
    assert.equal(byId(page.session, money.id).changed, true);
    await vscode.commands.executeCommand('undo');
    assert.equal(page.document.getText(), STORY);
    assert.deepEqual(byId(page.session, money.id), accepted);
  });

  it('accepting changed words takes them as they are', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    await replace(page, money.start + 1, money.start + 2, '8');
    await run(COMMAND.accept, reference(page.session, money));
    const after = byId(page.session, money.id);
    assert.deepEqual([after.quote, after.changed], ['5800元', undefined]);
  });

  it('a decision whose words are deleted waits for them, and undo brings it back to its place', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    const accepted = byId(page.session, money.id);
    await replace(page, money.start - 5, money.end + 1, '');
    const lost = byId(page.session, money.id);
    assert.deepEqual([lost.changed, lost.start], [true, lost.end]);
    await analysed(page.session);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(byId(page.session, money.id), accepted);
  });

  it('a lost decision is put on selected words by hand', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    await replace(page, money.start, money.end, '一头牛');
    page.editor.selection = new vscode.Selection(page.document.positionAt(money.start), page.document.positionAt(money.start + 3));
    await run(COMMAND.place, reference(page.session, money));
    const after = byId(page.session, money.id);
    assert.deepEqual([after.quote, after.changed, after.start], ['一头牛', undefined, money.start]);
  });

  it('other line breaks in the whole page keep every decision on its words', async () => {
    const page = await annotateSample(SAMPLE.hardBreaks);
    for (const annotation of page.session.annotations.all) await run(COMMAND.accept, reference(page.session, annotation));
    const accepted = page.session.annotations.all;
    const text = page.document.getText();
    const lines = text.split('\n');
    const reflowed = lines.map((line, index) => (index % 2 === 0 ? line : `${line}\n`)).join('').replaceAll('\n\n\n', '\n\n');
    await replace(page, 0, text.length, reflowed);
    assertQuotesMatch(page);
    const bare = (words: string): string => words.replace(/\s/gu, '');
    for (const { id, quote } of accepted) {
      const { start, end, changed } = byId(page.session, id);
      assert.equal(changed, undefined, `${quote} was lost`);
      assert.equal(bare(page.document.getText().slice(start, end)), bare(quote));
    }
    const order = page.session.annotations.all.map(({ start }) => start);
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
    await vscode.commands.executeCommand('undo');
    assert.equal(page.document.getText(), text);
    await analysed(page.session);
    assert.deepEqual(page.session.annotations.all, accepted);
  });

  it('other line ends move every span rightly', async () => {
    const page = await annotateSample(SAMPLE.hardBreaks);
    const company = get(page.session, 'entity', '沅川绿禾果业发展有限公司');
    await run(COMMAND.accept, reference(page.session, company));
    const before = page.session.annotations.all.length;
    await page.editor.edit((edit) => { edit.setEndOfLine(vscode.EndOfLine.CRLF); });
    assert.ok(page.document.getText().includes('\r\n'));
    await analysed(page.session);
    assertQuotesMatch(page);
    assert.equal(page.session.annotations.all.length, before);
    const after = byId(page.session, company.id);
    assert.deepEqual([after.status, after.changed, after.quote], ['accepted', undefined, company.quote.replaceAll('\n', '\r\n')]);
  });

  it('a page that another program writes is followed', async () => {
    const page = await annotate(await newPage(STORY));
    const money = get(page.session, 'number', '5000元');
    await run(COMMAND.accept, reference(page.session, money));
    const text = `本报讯　${STORY}又收到捐款800元。\n`;
    await writeFile(page.uri.fsPath, text);
    await until(() => page.document.getText() === text, (listener) => vscode.workspace.onDidChangeTextDocument(listener));
    await pageUntil(page.session, () => page.session.annotations.text === text && page.session.analysis === 'done');
    assertQuotesMatch(page);
    assert.equal(byId(page.session, money.id).start, money.start + 4);
    assert.equal(get(page.session, 'number', '800元').value, 800);
  });

  it('a long page that another program writes anew keeps every decision on its words, and is saved with them', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `第${index + 1}户今年卖羊毛${index + 100}公斤。`);
    const page = await annotate(await newPage(`${lines.join('\n')}\n`));
    const chosen = [120, 350, 599].map((weight) => get(page.session, 'number', `${weight}公斤`));
    page.session.annotations.decide('accept', chosen.map((one) => [one.id, { ...one, status: 'accepted' }]));
    await page.session.flush();
    const text = `本报讯\n${lines.map((line, index) => (index % 3 === 0 ? `${line.slice(0, 5)}\n${line.slice(5)}又` : line)).join('')}\n`;
    await writeFile(page.uri.fsPath, text);
    await until(() => page.document.getText() === text, (listener) => vscode.workspace.onDidChangeTextDocument(listener));
    await page.session.flush(true);
    for (const { id, quote } of chosen) {
      const { start, end, changed, status } = byId(page.session, id);
      assert.deepEqual([text.slice(start, end).replace('\n', ''), changed, status], [quote, undefined, 'accepted']);
      assert.ok((await readSidecarText(page.uri)).includes(`"id":${JSON.stringify(id)},"layer":"number","label":"measure","start":${start},`));
    }
    await analysed(page.session);
    assertQuotesMatch(page);
    assert.equal(page.session.annotations.all.filter(({ layer }) => layer === 'number').length, 1000);
  });

  it('typing while the page is analysed ends with the text as it is', async () => {
    const page = await annotateText('');
    const sentences = ['青禾镇种桃', '260', '亩，', '卖得', '35', '万元。'];
    for (const words of sentences) {
      const end = page.document.getText().length;
      await replace(page, end, end, words);
      await pageUntil(page.session, () => page.session.analysis !== 'waiting');
    }
    await analysed(page.session);
    assertQuotesMatch(page);
    assert.deepEqual(
      page.session.annotations.all.filter(({ layer }) => layer === 'number').map(({ quote, value }) => [quote, value]),
      [['260亩', 260], ['35万元', 350_000]],
    );
  });

  it('what was typed leaves the same annotations as a page opened with that text', async () => {
    const page = await annotateSample(SAMPLE.copies);
    const text = page.document.getText();
    const cut = text.indexOf('审批也瘦了身');
    await replace(page, cut, text.indexOf('先听反对的人怎么说', cut), '这一段另写：全区用了9个月，办成138件。\n\n');
    await analysed(page.session);
    const fresh = await annotate(await newPage(page.document.getText(), SAMPLE.copies)); // dates count from the date in the name
    const plain = ({ id: _, ...rest }: { id: string }): unknown => rest;
    assert.deepEqual(page.session.annotations.all.map(plain), fresh.session.annotations.all.map(plain));
  });

  it('saving with trimming of trailing spaces and a final new line keeps every decision on its words', async () => {
    const text = STORY.replace('。\n\n', '。   \n\n').replace('公里。', '公里\t\n。').trimEnd();
    const page = await annotateText(text);
    const setting = vscode.workspace.getConfiguration('files');
    const words = ['30万元', '12公里', '5000元'];
    for (const one of words) await run(COMMAND.accept, reference(page.session, get(page.session, 'number', one)));
    await setting.update('trimTrailingWhitespace', true, vscode.ConfigurationTarget.Workspace);
    await setting.update('insertFinalNewline', true, vscode.ConfigurationTarget.Workspace);
    try {
      await replace(page, 0, 0, '　　');
      await save(page.document);
    } finally {
      await setting.update('trimTrailingWhitespace', undefined, vscode.ConfigurationTarget.Workspace);
      await setting.update('insertFinalNewline', undefined, vscode.ConfigurationTarget.Workspace);
    }
    assert.equal(page.document.getText(), `　　${text.replaceAll(/[ \t]+\n/g, '\n')}\n`);
    assertQuotesMatch(page);
    assert.deepEqual(words.map((one) => [get(page.session, 'number', one).status, get(page.session, 'number', one).changed]), words.map(() => ['accepted', undefined]));
  });

  it('find and replace in the whole page marks what it changed and moves the rest, and undo and redo bring both back', async () => {
    const page = await annotateText(STORY);
    const [money, length] = [get(page.session, 'number', '5000元'), get(page.session, 'number', '12公里')];
    for (const one of [money, length]) await run(COMMAND.accept, reference(page.session, one));
    const accepted = [byId(page.session, money.id), byId(page.session, length.id)];
    const places = [...STORY.matchAll(/0|村/g)].map(({ index }) => index);
    await page.editor.edit((edit) => {
      for (const place of places) edit.replace(new vscode.Range(page.document.positionAt(place), page.document.positionAt(place + 1)), '〇〇');
    });
    assertQuotesMatch(page);
    const after = [byId(page.session, money.id), byId(page.session, length.id)];
    assert.deepEqual(after.map(({ changed }) => changed), [true, undefined]);
    assert.equal(after[1].start, page.document.getText().indexOf('12公里'));
    await vscode.commands.executeCommand('undo');
    assert.deepEqual([byId(page.session, money.id), byId(page.session, length.id)], accepted);
    await vscode.commands.executeCommand('redo');
    assert.deepEqual([byId(page.session, money.id), byId(page.session, length.id)], after);
  });

  it('other line breaks in passages that stand twice keep every decision in its own passage', async () => {
    const page = await annotateSample(SAMPLE.copies);
    for (const annotation of page.session.annotations.all) await run(COMMAND.accept, reference(page.session, annotation));
    const bare = (words: string): string => words.replace(/\s/gu, '');
    const place = (start: number): number => bare(page.document.getText().slice(0, start)).length;
    const before = page.session.annotations.all.map(({ id, start, quote }) => [id, place(start), bare(quote)]);
    const text = page.document.getText();
    await replace(page, 0, text.length, text.replaceAll('\n\n', '\n').replaceAll('，', '，\n'));
    assertQuotesMatch(page);
    assert.deepEqual(before.map(([id]) => byId(page.session, id as string)).map(({ id, start, quote }) => [id, place(start), bare(quote)]), before);
  });

  it('Format Document by another extension keeps every decision on its words', async () => {
    const page = await annotateText(STORY);
    const words = ['30万元', '12公里', '5000元'];
    for (const one of words) await run(COMMAND.accept, reference(page.session, get(page.session, 'number', one)));
    const formatter = vscode.languages.registerDocumentFormattingEditProvider({ language: 'plaintext' }, {
      provideDocumentFormattingEdits: (document) => [
        ...[0, 2].map((line) => vscode.TextEdit.insert(new vscode.Position(line, 0), '　　')),
        vscode.TextEdit.delete(new vscode.Range(1, 0, 2, 0)),
        vscode.TextEdit.replace(new vscode.Range(document.positionAt(9), document.positionAt(10)), '，\n'),
      ],
    });
    try {
      await vscode.commands.executeCommand('editor.action.formatDocument');
    } finally {
      formatter.dispose();
    }
    assert.equal(page.document.getText(), '　　青禾镇拨款30万元，\n修渠12公里。\n　　石坎村的孟广川捐了5000元。\n');
    assertQuotesMatch(page);
    assert.deepEqual(words.map((one) => [get(page.session, 'number', one).status, get(page.session, 'number', one).changed]), words.map(() => ['accepted', undefined]));
  });
});
