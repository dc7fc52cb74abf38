import { strict as assert } from 'node:assert';
import type { Annotation } from '../../src/annotations/model';
import { writeMarkedPage } from './markedPage';
import { packagedExtension } from './packagedExtension';
import { ANALYSED, LIST_ROW, REVIEW, annotationsIn, closeAfterTests, startReview, waitUntilReadOnly } from './screen';
import { UserWindow } from './userWindow';

const PASSAGE = '老井淘净以后，三户人家凑钱装了水泵，谁家先用谁家后用，写在井台边的木牌上，半年没有红过脸。';
const FIRST = '甲.txt';
const SECOND = '乙.txt';

/** What an editor does beside the main loop, in the packaged extension, with keys alone. */
describe('Every part of the review by keyboard alone', () => {
  let window: UserWindow;

  before(async () => {
    // no names are suggested: those of the pages are the same whatever the recogniser knows
    window = await UserWindow.open({ vsix: await packagedExtension(), settings: { 'newsAnnotator.layers': ['number', 'duplicate'], 'newsAnnotator.effortLog': true } });
    await writeMarkedPage(window.workspace, FIRST, `枇杷研究会昨日成立。陶远山说，先付30万元，再付20万元，余下5万元，修渠12公里。陶远山又说，路也要修。\n\n${PASSAGE}\n`, [
      { words: '枇杷研究会', label: 'ORG', status: 'suggested' }, { words: '陶远山', label: 'PERSON', firstOnly: true },
    ]);
    await writeMarkedPage(window.workspace, SECOND, `陶远山昨日到田间查看。\n\n${PASSAGE}\n\n陶远山说，明年再修8公里。\n`, [{ words: '陶远山', label: 'PLACE', status: 'suggested' }]);
    await window.openPage(FIRST);
    await window.page.locator(ANALYSED).first().waitFor();
    await startReview(window);
  });

  closeAfterTests(() => window);

  /** What is on disk, as soon as it is as wanted. */
  async function sidecar(page: string, isWanted: (annotations: readonly Annotation[]) => boolean): Promise<readonly Annotation[]> {
    return annotationsIn(await window.fileOnDisk(`${page}.ann.json`, (content) => isWanted(annotationsIn(content))));
  }

  const accepted = (annotations: readonly Annotation[]): string[] => annotations.filter(({ status }) => status === 'accepted').map(({ label, quote }) => `${label} ${quote}`);
  const row = (view: string): string => `.pane:has(> .pane-header[aria-label^="${view}"]) .monaco-list-row`;

  /** Goes into a view, and to the row that shows the text with the arrow keys. */
  async function goToRow(view: string, text: string): Promise<void> {
    const focused = `document.activeElement?.closest('.pane')?.querySelector('.pane-header')?.getAttribute('aria-label')?.startsWith('${view}')`;
    await window.runCommand(`News Annotator: Focus on ${view} View`);
    await window.page.locator(row(view)).first().waitFor();
    // a view that was empty had nothing to focus
    if (!(await window.page.evaluate<boolean>(focused))) await window.runCommand(`News Annotator: Focus on ${view} View`);
    await window.page.waitForFunction(focused);
    await window.goDown(`${row(view)}.focused`, text);
  }

  it('3: decides many by a filter, with their number and a sample first, and takes them back at once', async () => {
    await window.press('b');
    await window.page.locator(LIST_ROW).first().waitFor();
    await window.page.keyboard.type('label:money value>=200000');
    await window.waitForText(LIST_ROW, 'Accept 2');
    await window.waitForText(LIST_ROW, '【30万元】');
    await window.acceptList();
    assert.deepEqual(accepted(await sidecar(FIRST, (all) => accepted(all).length === 3)), ['PERSON 陶远山', 'money 30万元', 'money 20万元']);
    await window.press('u');
    await sidecar(FIRST, (all) => accepted(all).length === 1);
  });

  it('4: decides in the Review and Numbers views', async () => {
    await goToRow('Review', 'Organisation');
    await window.press('a');
    assert.ok(accepted(await sidecar(FIRST, (all) => accepted(all).length === 2)).includes('ORG 枇杷研究会'));
    await goToRow('Numbers', '12公里');
    await window.press('x');
    await sidecar(FIRST, (all) => all.some(({ quote, status }) => quote === '12公里' && status === 'rejected'));
  });

  it('4: opens the next page to decide from the Corpus view, and goes round copies from the Copies view', async () => {
    await goToRow('Corpus', SECOND);
    await window.waitForText(row('Corpus'), /乙\.txt.*open of/);
    await window.press('n');
    await window.page.locator(`.tab.active[data-resource-name="${SECOND}"]`).waitFor();
    await window.runCommand('Find Copies in Workspace');
    await goToRow('Copies', PASSAGE.slice(0, 10));
    await window.press('ArrowRight');
    await goToRow('Copies', FIRST);
    await window.press('Enter');
    await window.page.locator(`.tab.active[data-resource-name="${FIRST}"]`).waitFor();
  });

  it('4: relabels a name on all pages from the Entities view, undoes it and does it again', async () => {
    await goToRow('Entities', '陶远山');
    await window.press('m');
    await window.waitForText(LIST_ROW, 'Organisation');
    await window.page.keyboard.type('2'); // the digit of the label, as in the text
    await window.waitForText(LIST_ROW, 'places: 3, pages: 2');
    await window.acceptList();
    await sidecar(SECOND, (all) => accepted(all).filter((one) => one === 'ORG 陶远山').length === 2);
    await sidecar(FIRST, (all) => accepted(all).includes('ORG 陶远山'));
    await window.runCommand('Undo Change to Corpus');
    await sidecar(FIRST, (all) => accepted(all).includes('PERSON 陶远山'));
    await sidecar(SECOND, (all) => accepted(all).length === 0);
    await window.runCommand('Redo Change to Corpus');
    await sidecar(SECOND, (all) => accepted(all).length === 2);
    await window.runCommand('Undo Change to Corpus');
    await sidecar(SECOND, (all) => accepted(all).length === 0);
  });

  it('5: problems, references, symbols, code actions and renaming work as for code', async () => {
    await window.openPage(FIRST);
    await window.page.locator('.editor-instance [class*="squiggly-"]').first().waitFor({ state: 'attached' });
    await window.press('Control+Home', 'F8');
    await window.waitForText('.marker-widget', 'Not marked here, but marked as Person');
    await window.press('Escape');
    await window.page.locator('.marker-widget').waitFor({ state: 'hidden' });
    await window.waitForText(REVIEW, 'a accept');
    await window.press('Control+Home', ...Array<string>(11).fill('ArrowRight'), 'Shift+F12');
    await window.waitForText('.peekview-title', 'References (3)');
    await window.press('Escape');
    await window.page.locator('.peekview-title').waitFor({ state: 'hidden' });
    await window.press('Escape'); // the actions of code need a page that can be written
    await waitUntilReadOnly(window, false);
    await window.press('ArrowRight');
    await window.openBy('Control+.', window.page.locator('.action-widget', { hasText: 'Reject Person “陶远山”' }));
    await window.press('Escape');
    await window.page.locator('.action-widget').first().waitFor({ state: 'hidden' });
    await window.openBy('F2', window.page.locator('.rename-box input:focus'));
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.type('陶远山会长');
    await window.press('Enter');
    await window.waitForText(LIST_ROW, 'Link “陶远山” to “陶远山会长”');
    await window.acceptList();
    await sidecar(SECOND, (all) => all.filter(({ link }) => link === '陶远山会长').length === 2);
    await window.openBy('Control+P', window.page.locator('.quick-input-widget input:focus'));
    await window.page.keyboard.type('#陶远山会');
    await window.waitForText(LIST_ROW, '陶远山会长');
    await window.press('Escape');
    await window.waitUntilListIsGone();
    await window.press('Alt+R');
    await window.waitForText(REVIEW, 'a accept');
  });

  it('6: a label of the folder is given by its key and shown by its title', async () => {
    await window.runCommand('Open Labels of Folder');
    await window.waitForText('.tab.active', 'json');
    await window.page.locator(REVIEW).waitFor({ state: 'hidden' });
    await window.openPage(FIRST);
    await window.waitForText(REVIEW, 'a accept');
    await window.openBy('m', window.page.locator(LIST_ROW, { hasText: 'Product' })); // the new file is read by then
    await window.press('Escape');
    await window.waitUntilListIsGone();
    await window.press('Control+Home', 'Shift+ArrowRight', 'Shift+ArrowRight');
    await window.press('4');
    await window.waitForText(REVIEW, 'Product · 枇杷');
    await sidecar(FIRST, (all) => accepted(all).includes('PRODUCT 枇杷'));
    await goToRow('Entities', '枇杷');
    await window.waitForText(row('Entities'), /枇杷.*Product/);
  });

  it('7: shows the corpus report', async () => {
    await window.runCommand('Show Corpus Report');
    const report = window.page.frameLocator('iframe.webview').frameLocator('iframe');
    await report.locator('svg').first().waitFor();
    await report.getByText('陶远山').first().waitFor();
  });

  it('8: tells what the work took', async () => {
    await window.runCommand('Show Effort');
    const tables = window.page.frameLocator('iframe.webview').last().frameLocator('iframe').locator('table');
    await tables.getByText('keys each').first().waitFor();
    await tables.getByText(FIRST).first().waitFor();
  });
});
