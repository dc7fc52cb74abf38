import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Annotation } from '../../src/annotations/model';
import { packagedExtension } from './packagedExtension';
import { LIST_ROW, REVIEW, annotationsIn, closeAfterTests, decidedOf, reviewPage, startReview, waitUntilReadOnly } from './screen';
import { UserWindow } from './userWindow';

const PAGE = 'idioms.txt';
const TEXT = '枇杷熟了。先付30万元，再付20万元，余下5万元，修渠12公里。\n\n又一批枇\n杷上了车，都说枇杷今年好。\n';

/** What stands beside the main loop, in the packaged extension, with keys alone. */
describe('The review by keyboard beside its main loop', () => {
  let window: UserWindow;

  before(async () => {
    // numbers alone are suggested, so that the page is the same whatever names the recogniser knows
    window = await UserWindow.open({ vsix: await packagedExtension(), settings: { 'newsAnnotator.layers': ['number'], 'editor.accessibilitySupport': 'on' } });
    await writeFile(join(window.workspace, PAGE), TEXT);
    await reviewPage(window, PAGE);
  });

  closeAfterTests(() => window);

  /** What is on disk, as soon as so many are decided: `label status words`, in reading order. */
  async function decided(count: number): Promise<string[]> {
    const read = (content: string): readonly Annotation[] => decidedOf(annotationsIn(content));
    const content = await window.fileOnDisk(`${PAGE}.ann.json`, (text) => read(text).length === count);
    return read(content).map(({ label, status, quote }) => `${label} ${status} ${quote.replace(/\s/gu, '')}`);
  }

  it('keys decide as soon as Alt+R has made the page read-only, what is next is told to screen readers, and Esc makes it writable again', async () => {
    await window.press('Escape');
    await waitUntilReadOnly(window, false);
    await window.press('Control+Home', 'Alt+R');
    await waitUntilReadOnly(window);
    await window.press('a', 'a', 'a'); // the status line may not be there yet; one key thrice, since VS Code lets the first use of a command wait
    assert.deepEqual(await decided(3), ['money accepted 30万元', 'money accepted 20万元', 'money accepted 5万元']);
    // a region of this role is read out when its words change
    await window.page.locator(`${REVIEW} [role=status][aria-label^="Measure, 12公里"]`).waitFor();
    await window.press('Escape');
    await waitUntilReadOnly(window, false);
    await startReview(window);
    await window.press('u', 'u', 'u');
    await decided(0);
  });

  it('Escape closes details and lists, and only then leaves the review', async () => {
    const hover = window.page.locator('.monaco-hover:focus').first();
    for (let twice = 0; twice < 2; twice++) {
      await window.press('i');
      await hover.waitFor();
      await window.press('Escape');
      await hover.waitFor({ state: 'detached' });
    }
    await window.press('b');
    await window.page.locator(LIST_ROW).first().waitFor();
    await window.press('Escape');
    await window.waitUntilListIsGone();
    await window.press('a');
    assert.deepEqual(await decided(1), ['money accepted 30万元']);
    await window.press('u');
    await decided(0);
  });

  it('the actions of code are a list in the review', async () => {
    await window.waitForText(REVIEW, /Money · 30万元.*a accept/);
    await window.press('Control+.');
    await window.waitForText(LIST_ROW, 'Reject Money “30万元”');
    await window.press('ArrowDown');
    await window.acceptList();
    assert.deepEqual(await decided(1), ['money rejected 30万元']);
    await window.press('u');
    await decided(0);
  });

  it('all occurrences are listed with their context, across line breaks, and labelled in one step', async () => {
    await window.press('Control+Home', 'Shift+ArrowRight', 'Shift+ArrowRight', '4');
    await decided(1);
    await window.press('e');
    await window.waitForText(LIST_ROW, '【枇杷】上了车');
    await window.waitForText(LIST_ROW, 'line 4');
    await window.acceptList();
    assert.deepEqual(await decided(3), Array(3).fill('WORK accepted 枇杷'));
    await window.press('u');
    await decided(1);
    await window.press('e', 'Enter'); // the list may not be there yet: it gets the key when it is
    assert.deepEqual(await decided(3), Array(3).fill('WORK accepted 枇杷'));
    await window.waitUntilListIsGone();
    await window.press('u');
    await decided(1);
    await window.press('m', '1');
    await window.fileOnDisk(`${PAGE}.ann.json`, (content) => annotationsIn(content).some(({ label, quote }) => label === 'PERSON' && quote === '枇杷'));
  });
});
