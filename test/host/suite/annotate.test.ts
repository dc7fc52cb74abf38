import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import {
  annotate, annotateSample, annotateText, assertQuotesMatch, byId, closeAll, copyOfSample, extensionApi, find, get, newPage, readSidecarText, run, SAMPLE,
} from './support';

describe('Annotating a page', () => {
  afterEach(closeAll);

  it('finds names, numbers and copies', async () => {
    const page = await annotateSample(SAMPLE.copies);
    const { all } = page.session.annotations;
    assertQuotesMatch(page);
    assert.ok(find(page.session, 'entity', '褚兰芬'));
    assert.equal(get(page.session, 'number', '190元').value, 190);
    const copies = all.filter(({ layer }) => layer === 'duplicate');
    assert.ok(copies.length >= 2, `${copies.length} copies`);
    for (const { group } of copies) {
      assert.ok(copies.filter((other) => other.group === group).length >= 2, 'a group with one passage only');
    }
    assert.ok(all.every(({ status, origin }) => status === 'suggested' && origin === 'suggested'));
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length, 'ids are not unique');
  });

  it('finds names and numbers through hard line breaks', async () => {
    const page = await annotateSample(SAMPLE.hardBreaks);
    assertQuotesMatch(page);
    const company = get(page.session, 'entity', '沅川绿禾果业发展有限公司');
    assert.match(company.quote, /\n/u);
    assert.equal(company.label, 'ORG');
    const names = page.session.annotations.all.filter(({ layer }) => layer === 'entity');
    assert.ok(names.filter(({ quote }) => quote.includes('\n')).length > 1, 'only one name runs through a line break');
    assert.ok(page.session.structure.articles.length > 1, 'the page has several articles');
  });

  it('counts a text in GB18030 as the editor does', async () => {
    const page = await annotateSample(SAMPLE.gb18030, 'gb18030');
    assert.equal(page.document.encoding, 'gb18030');
    assertQuotesMatch(page);
    assert.ok(find(page.session, 'entity', '喻铁生'));
    await page.session.flush(true);
    assert.equal((JSON.parse(await readSidecarText(page.uri)) as { encoding: string }).encoding, 'gb18030');
  });

  it('counts CRLF as two characters, as the editor does', async () => {
    const page = await annotateSample(SAMPLE.crlf);
    assert.equal(page.document.eol, vscode.EndOfLine.CRLF);
    assertQuotesMatch(page);
    assert.ok(page.session.annotations.all.some(({ quote }) => quote.includes('\r\n')), 'nothing runs through a line break');
    await page.session.flush(true);
    assert.equal((JSON.parse(await readSidecarText(page.uri)) as { eol: string }).eol, 'crlf');
  });

  it('copes with an empty page and with one that is all white space', async () => {
    for (const text of ['', '\n\n　\n']) {
      const page = await annotateText(text);
      assert.equal(page.session.annotations.all.length, 0);
      await page.session.flush(true);
      assert.deepEqual((JSON.parse(await readSidecarText(page.uri)) as { annotations: unknown[] }).annotations, []);
    }
  });

  it('copes with a file name full of signs that mean something elsewhere', async () => {
    const page = await annotate(await newPage('清水镇拨款40万元。\n', '第[1]版{要闻} #100% &+.txt'));
    assert.equal(get(page.session, 'number', '40万元').value, 400_000);
    await page.session.flush(true);
    assert.equal((JSON.parse(await readSidecarText(page.uri)) as { file: string }).file, '第[1]版{要闻} #100% &+.txt');
  });

  it('does not annotate what is not asked for, nor other languages', async () => {
    const api = await extensionApi();
    const plain = await vscode.workspace.openTextDocument(await copyOfSample(SAMPLE.copies));
    await vscode.window.showTextDocument(plain);
    assert.equal(api.pages.of(plain), undefined);
    const json = await vscode.workspace.openTextDocument(await newPage('{"price": "30元"}', 'prices.json'));
    await vscode.window.showTextDocument(json);
    await run(COMMAND.annotatePage);
    assert.equal(api.pages.of(json), undefined);
  });

  it('gives one session however often it is asked at once', async () => {
    const api = await extensionApi();
    const document = await vscode.workspace.openTextDocument(await copyOfSample(SAMPLE.county));
    await vscode.window.showTextDocument(document);
    const opened = await Promise.all([api.pages.open(document), api.pages.open(document), api.pages.open(document)]);
    assert.equal(new Set(opened).size, 1);
    assert.equal(api.pages.all.filter(({ key }) => key === document.uri.toString()).length, 1);
  });

  it('closes a page on request and leaves it closed until asked again', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.county);
    const money = get(page.session, 'number', '超60亿元');
    await run(COMMAND.accept, { page: page.session.key, id: money.id });
    await run(COMMAND.closePage);
    assert.equal(api.pages.of(page.document), undefined);
    await api.pages.consider(page.document);
    assert.equal(api.pages.of(page.document), undefined, 'it came back by itself');
    const again = await annotate(page.uri);
    assert.equal(byId(again.session, money.id).status, 'accepted');
  });
});
