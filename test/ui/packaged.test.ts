import { strict as assert } from 'node:assert';
import type { Annotation } from '../../src/annotations/model';
import { packagedExtension } from './packagedExtension';
import { ANALYSED, PROGRESS, REVIEW, annotationsIn, closeAfterTests, decidedOf } from './screen';
import { UserWindow } from './userWindow';

const PAGE = '2021-11-12-A02.txt';
const SIDECAR = `${PAGE}.ann.json`;
const TREE_ROW = '.pane[aria-label*="Review"] .monaco-list-row, .pane-body .monaco-list-row';

/** A packaged extension in a clean VS Code; keys alone, what is on disk is read from disk. */
class Desk {
  constructor(readonly window: UserWindow) {}

  /** Waits until so many are decided, in the status bar and on disk, and resolves with what is on disk. */
  async decided(count: number): Promise<readonly Annotation[]> {
    await this.window.waitForText(PROGRESS, new RegExp(`^\\s*${count} / \\d+`));
    return annotationsIn(await this.window.fileOnDisk(SIDECAR, (content) => decidedOf(annotationsIn(content)).length === count));
  }

  async total(): Promise<number> {
    await this.window.page.locator(ANALYSED).first().waitFor();
    const text = await this.window.page.locator(PROGRESS).first().innerText();
    return Number(/\/ (\d+)/.exec(text)?.[1]);
  }

  /** Selects words of the page with the arrow keys: so many lines down from the top, so many characters in. */
  async select(line: number, column: number, length: number): Promise<void> {
    await this.window.press('Control+Home', ...repeat('ArrowDown', line), ...repeat('ArrowRight', column), ...repeat('Shift+ArrowRight', length));
  }

  /** Stretches of text that are underlined on the screen. */
  async marks(): Promise<number> {
    return this.window.page.evaluate<number>(`[...document.querySelectorAll('.editor-instance .view-line span span')]
      .filter((span) => getComputedStyle(span).textDecorationLine.includes('underline')).length`);
  }
}

function repeat(key: string, times: number): string[] {
  return Array.from({ length: times }, () => key);
}

/** What another sidecar says of the same annotations otherwise. */
function changes(before: readonly Annotation[], after: readonly Annotation[]): { before: Annotation | undefined; after: Annotation }[] {
  return after
    .map((annotation) => ({ before: before.find(({ id }) => id === annotation.id), after: annotation }))
    .filter((pair) => JSON.stringify(pair.before) !== JSON.stringify(pair.after));
}

describe('The packaged extension, installed into a clean VS Code', function () {
  let window: UserWindow;
  let desk: Desk;
  let vsix: string;

  before(async () => {
    vsix = await packagedExtension();
    window = await UserWindow.open({ vsix });
    desk = new Desk(window);
  });

  closeAfterTests(() => window);

  let last: readonly Annotation[] = [];

  it('marks a page on command and lists what it marked', async () => {
    await window.openPage(PAGE);
    await window.runCommand('Annotate Page');
    assert.ok(await desk.total() > 10);
    assert.ok(await desk.marks() > 5, 'nothing is underlined');
    await window.runCommand('News Annotator: Focus on Review View');
    await window.waitForText(TREE_ROW, PAGE);
    await window.waitForText(TREE_ROW, 'Names');
    await window.waitForText(TREE_ROW, 'Numbers');
  });

  it('accepts, rejects, relabels and moves an edge by one key each', async () => {
    await window.openPage(PAGE);
    await window.runCommand('Start Review');
    await window.waitForText(REVIEW, 'a accept');
    await window.press('a');
    const accepted = decidedOf(await desk.decided(1));
    assert.deepEqual(accepted.map(({ status }) => status), ['accepted']);
    await window.press('x');
    assert.deepEqual(decidedOf(await desk.decided(2)).map(({ status }) => status).sort(), ['accepted', 'rejected']);
    await window.press('3');
    const relabelled = await desk.decided(3);
    assert.equal(decidedOf(relabelled).filter(({ label, status }) => label === 'PLACE' && status === 'accepted').length, 1);
    await window.press('Shift+BracketRight');
    last = await desk.decided(4);
    const [moved] = changes(relabelled, last);
    assert.equal(moved.after.status, 'accepted');
    assert.equal(moved.after.start, moved.before?.start);
    assert.ok(moved.after.end > (moved.before?.end ?? Infinity), 'the end did not move');
  });

  it('marks by hand, by digit and by list, and all other occurrences in one step', async () => {
    await desk.select(2, 2, 3);
    await window.press('3');
    last = await desk.decided(5);
    assert.deepEqual(last.filter(({ origin }) => origin === 'manual').map(({ label, quote }) => [label, quote]), [['PLACE', '旧粮库']]);
    await window.press('e');
    await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await window.acceptList();
    last = await desk.decided(6);
    assert.equal(last.filter(({ label, quote, status }) => label === 'PLACE' && quote === '旧粮库' && status === 'accepted').length, 2);
    await desk.select(0, 0, 4);
    await window.press('m');
    await window.choose('Work', 'Work');
    last = await desk.decided(7);
    assert.deepEqual(last.filter(({ start }) => start === 0).map(({ label, quote }) => [label, quote]), [['WORK', '周末特写']]);
  });

  it('undoes and redoes to the byte', async () => {
    const before = await window.fileOnDisk(SIDECAR, () => true);
    await window.press('u', 'u');
    assert.equal((await desk.decided(5)).filter(({ quote, status }) => quote === '旧粮库' && status === 'accepted').length, 1);
    await window.press('Shift+U', 'Shift+U');
    await desk.decided(7);
    assert.equal(await window.fileOnDisk(SIDECAR, () => true), before);
  });

  it('shows in the list what the filter asks for', async () => {
    const rejected = last.filter(({ status }) => status === 'rejected');
    assert.equal(rejected.length, 1);
    const others = window.page.locator(TREE_ROW, { hasText: rejected[0].layer === 'entity' ? 'Numbers' : 'Names' }).first();
    await others.waitFor();
    await window.runCommandWithList('Filter by Status…');
    await window.choose('Rejected', 'Rejected');
    await others.waitFor({ state: 'hidden' });
    await window.waitForText(TREE_ROW, rejected[0].quote);
    await window.runCommandWithList('Filter by Status…');
    await window.choose('All', 'All');
    await others.waitFor();
  });

  it('has everything again after saving, closing and opening', async () => {
    const total = await desk.total();
    await window.openPage(PAGE);
    await window.press('Escape');
    await window.page.locator(REVIEW).waitFor({ state: 'hidden' });
    await window.press('Control+S');
    const saved = await window.fileOnDisk(SIDECAR, (content) => decidedOf(annotationsIn(content)).length === 7);
    await window.runCommand('View: Close All Editors');
    await window.page.locator('.tab').first().waitFor({ state: 'hidden' });
    await window.openPage(PAGE);
    await desk.decided(7);
    assert.equal(await desk.total(), total);
    assert.equal(await window.fileOnDisk(SIDECAR, () => true), saved);
    assert.deepEqual(changes(last, annotationsIn(saved)), []);
  });
});

describe('The packaged extension in a Chinese VS Code', () => {
  let window: UserWindow;
  let desk: Desk;

  before(async () => {
    window = await UserWindow.open({ vsix: await packagedExtension(), locale: 'zh-cn' });
    desk = new Desk(window);
  });

  closeAfterTests(() => window);

  it('does the main job, and has it again in a new window', async () => {
    await window.openPage(PAGE);
    await window.runCommand('标注此页');
    const total = await desk.total();
    await window.runCommand('开始审阅');
    await window.waitForText(REVIEW, 'a 接受');
    await window.press('a');
    await desk.decided(1);
    await window.press('x');
    const saved = await desk.decided(2);
    await window.reload();
    await window.openPage(PAGE);
    assert.deepEqual(await desk.decided(2), saved);
    assert.equal(await desk.total(), total);
  });
});
