import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND, PREFIX, SETTING, VIEW } from '../../../src/contract';
import type { ExtensionApi } from '../../../src/extension';
import type { NumberNode } from '../../../src/review/numbersTree';
import { analysed, annotate, annotateText, closeAll, extensionApi, get, newPage, pageUntil, reference, replace, run, until, type OpenPage } from './support';

const TEXT = '青禾镇拨款30万元，又借5万元，修渠12公里，流转3公顷，收回20亩。\n';

/** The view as text: a line for each group, with the quotes under it. */
function shown(api: ExtensionApi): string[] {
  return api.numbers.getChildren().map((group) => `${title(api, group)}: ${quotes(api, group).join(' ')}`);
}

function title(api: ExtensionApi, node: NumberNode): string {
  const { label } = api.numbers.getTreeItem(node);
  return typeof label === 'string' ? label : label?.label ?? '';
}

function quotes(api: ExtensionApi, node: NumberNode): string[] {
  return node.kind === 'annotation' ? [node.annotation.quote] : api.numbers.getChildren(node).flatMap((child) => quotes(api, child));
}

/** Waits until the view shows what is wanted; it follows the page a moment later. */
function shows(api: ExtensionApi, wanted: (lines: string[]) => boolean): Promise<true> {
  return until(() => wanted(shown(api)) && (true as const), (listener) => api.numbers.onDidChangeTreeData(listener));
}

async function set(name: (typeof SETTING)[keyof typeof SETTING], value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(PREFIX).update(name, value, vscode.ConfigurationTarget.Global);
}

function warnings({ uri }: OpenPage): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== undefined);
}

function warned(page: OpenPage, count: number): Promise<vscode.Diagnostic[]> {
  return until(() => warnings(page).length === count && warnings(page), (listener) => vscode.languages.onDidChangeDiagnostics(listener));
}

async function hints({ uri, document }: OpenPage): Promise<string[]> {
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', uri, all);
  return found.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

describe('Numbers', () => {
  afterEach(async () => {
    const api = await extensionApi();
    await api.numbers.arrange({ order: 'value', grouping: 'unit' });
    for (const name of [SETTING.numberHints, SETTING.checkFigures, SETTING.unresolvedDates]) await set(name, undefined);
    await closeAll();
  });

  it('the view groups by unit and sorts by value, by kind and place when asked', async () => {
    const api = await extensionApi();
    await annotateText(TEXT);
    await shows(api, (lines) => lines.length > 0);
    assert.deepEqual(shown(api), ['CNY: 5万元 30万元', 'm: 12公里', 'm²: 20亩 3公顷']);
    await run(COMMAND.sortNumbersByPlace);
    assert.deepEqual(shown(api), ['CNY: 30万元 5万元', 'm: 12公里', 'm²: 3公顷 20亩']);
    await run(COMMAND.groupNumbersByKind);
    assert.deepEqual(shown(api).map((line) => line.split(': ')[1]), ['30万元 5万元', '12公里 3公顷 20亩']);
    await run(COMMAND.sortNumbersByValue);
    await run(COMMAND.groupNumbersByUnit);
    assert.equal(shown(api)[0], 'CNY: 5万元 30万元');
  });

  it('the view follows decisions and edits, and the editor that is active', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    await shows(api, (lines) => lines.length === 3);
    await run(COMMAND.reject, reference(page.session, get(page.session, 'number', '12公里')));
    await shows(api, (lines) => lines.length === 2);
    const [money] = api.numbers.getChildren();
    await run(COMMAND.acceptAll, money);
    assert.equal(get(page.session, 'number', '30万元').status, 'accepted');
    assert.equal(get(page.session, 'number', '5万元').status, 'accepted');
    assert.equal(get(page.session, 'number', '20亩').status, 'suggested');
    await run(COMMAND.undo);
    assert.equal(get(page.session, 'number', '5万元').status, 'suggested');
    await replace(page, 0, 0, '先付7万元。');
    await shows(api, ([line]) => line === 'CNY: 5万元 7万元 30万元');
    await annotateText('今冬存粮8吨。\n');
    await shows(api, (lines) => lines.join() === 'kg: 8吨');
  });

  it('a number in the view leads to the text and explains itself', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    await shows(api, (lines) => lines.length === 3);
    const [area] = api.numbers.getChildren().slice(-1);
    const [node] = api.numbers.getChildren(area);
    const item = api.numbers.getTreeItem(node);
    assert.match(String(item.description), /20 亩 = 13,333.333333 m²/u);
    assert.ok(item.command);
    await run(COMMAND.reveal, ...(item.command.arguments ?? []) as unknown[]);
    assert.equal(page.session.current?.quote, '20亩');
    const { tooltip } = api.numbers.resolveTreeItem(item, node);
    assert.ok(tooltip instanceof vscode.MarkdownString && tooltip.value.includes('13,333'));
    assert.equal(api.numbers.getTreeItem(api.numbers.getParent(node)!).id, api.numbers.getTreeItem(area).id);
  });

  it('selects in the open view what is current in the text', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    await shows(api, (lines) => lines.length === 3);
    await vscode.commands.executeCommand(`${VIEW.numbers}.focus`);
    const money = get(page.session, 'number', '5万元');
    const selected = until(() => api.numbers.view.selection.some((node) => node.kind === 'annotation' && node.annotation.id === money.id),
      (listener) => api.numbers.view.onDidChangeSelection(listener));
    page.session.setCurrent(money.id);
    await selected;
  });

  it('many numbers come in portions that hold each once', async () => {
    const api = await extensionApi();
    const page = await annotateText(Array.from({ length: 5000 }, (_, index) => `第一组收粮${index + 1}公斤。`).join('\n'));
    await analysed(page.session); // suggestions come in portions, too
    await shows(api, (lines) => lines.some((line) => line.startsWith('kg:') && line.split(' ').length === 1 + 5000));
    const weight = api.numbers.getChildren().find((node) => title(api, node) === 'kg');
    assert.ok(weight);
    const portions = api.numbers.getChildren(weight);
    assert.equal(portions.length, 10);
    assert.equal(quotes(api, portions[0])[0], '1公斤');
    assert.equal(new Set(quotes(api, weight)).size, 5000);
    const ids = portions.map((node) => api.numbers.getTreeItem(node).id);
    assert.equal(new Set(ids).size, 10);
    const last = api.numbers.getChildren(portions[9]).at(-1);
    assert.equal(api.numbers.getTreeItem(api.numbers.getParent(last!)!).id, ids[9]);
  });

  it('copies the numbers as a table', async () => {
    const page = await annotateText('柳溪新渠通水\n\n　　青禾镇拨款30万元，修渠600至\n700米，气温-5℃，比去年好，往后浇地再也不用排队等水了。\n');
    await run(COMMAND.copyNumbers);
    const rows = (await vscode.env.clipboard.readText()).trimEnd().split('\n').map((row) => row.split('\t'));
    assert.equal(rows[0].length, 13);
    const quotesOf = rows.slice(1).map(([quote]) => quote);
    assert.deepEqual(quotesOf, ['30万元', '600至700米', '\'-5℃']);
    assert.deepEqual(rows[1].slice(2, 6), ['300000', '元', 'CNY', '300000']);
    assert.deepEqual(rows[2].slice(4, 10), ['m', '', '600', '700', '600', '700']);
    assert.deepEqual(rows[1].slice(11), ['2', '柳溪新渠通水']);
    assert.equal(rows[3][2], '-5');
    assert.equal(page.session.structure.paragraphs.length > 0, true);
  });

  it('hints show values where the setting wants them, and only those that say more than the words', async () => {
    const page = await annotateText(TEXT);
    assert.deepEqual(await hints(page), []);
    await set(SETTING.numberHints, true);
    const found = await hints(page);
    assert.ok(found.includes('300,000 元 = 300,000 CNY') && found.includes('20 亩 = 13,333.333333 m²'), found.join());
    await run(COMMAND.reject, reference(page.session, get(page.session, 'number', '20亩')));
    assert.equal((await hints(page)).length, found.length - 1);
  });

  it('hovers show the value and the value in the canonical unit', async () => {
    const page = await annotateText(TEXT);
    const { start } = get(page.session, 'number', '20亩');
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', page.uri, page.document.positionAt(start));
    const words = found.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n');
    assert.match(words.replaceAll('&nbsp;', ' '), /20 亩 = 13,333\.333333 m²/u);
  });

  it('warns of figures that cannot be right, as long as they are wanted and not rejected', async () => {
    const page = await annotateText('会议定于2021年2月31日召开，到会60-50人。\n');
    const [day, range] = (await warned(page, 2)).sort((a, b) => a.range.start.compareTo(b.range.start));
    assert.equal(page.document.getText(day.range), '2021年2月31日');
    assert.equal(day.code, 'noSuchDay');
    assert.match(day.message, /28/u);
    assert.equal(range.code, 'rangeUpsideDown');
    await run(COMMAND.reject, reference(page.session, get(page.session, 'number', '60-50人')));
    await warned(page, 1);
    await set(SETTING.checkFigures, false);
    await warned(page, 0);
    await set(SETTING.checkFigures, undefined);
    await warned(page, 1);
    await replace(page, page.document.getText().indexOf('31日'), page.document.getText().indexOf('31日') + 2, '28');
    await warned(page, 0);
    await run(COMMAND.undo);
    await warned(page, 1);
    await run(COMMAND.closePage);
    await warned(page, 0);
  });

  it('counts relative dates from the page\'s own date, and marks them unresolved only where that is wanted', async () => {
    const dated = await annotate(await newPage('柳溪新渠昨日通水，今年再修一条。\n', '2021-03-05.txt'));
    assert.equal(get(dated.session, 'number', '昨日').value, '2021-03-04');
    const plain = await annotateText('柳溪新渠昨日通水，今年再修一条。\n');
    assert.equal(plain.session.annotations.all.filter(({ layer }) => layer === 'number').length, 0);
    await set(SETTING.unresolvedDates, true);
    await pageUntil(plain.session, () => plain.session.annotations.all.some(({ quote, unresolved }) => quote === '昨日' && unresolved === true));
    await analysed(plain.session);
  });
});
