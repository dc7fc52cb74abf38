import { strict as assert } from 'node:assert';
import type { Annotation } from '../../src/annotations/model';
import { packagedExtension } from './packagedExtension';
import { ANALYSED, PROGRESS, annotationsIn, closeAfterTests, decidedOf, reviewPage, startReview } from './screen';
import { UserWindow } from './userWindow';

const PAGE = '2021-11-12-A02.txt';

const decidedIn = (sidecar: string): readonly Annotation[] => decidedOf(annotationsIn(sidecar));

describe('A VS Code that is killed in the midst of a review', () => {
  let window: UserWindow;

  before(async () => {
    window = await UserWindow.open({ vsix: await packagedExtension() });
  });

  closeAfterTests(() => window);

  it('has every decision that was on disk, in a sidecar that is whole, and goes on', async () => {
    await reviewPage(window, PAGE);
    await window.press('a', 'x', 'a');
    const kept = decidedIn(await window.fileOnDisk(`${PAGE}.ann.json`, (content) => decidedIn(content).length === 3));
    await window.press('a', 'a', 'x', 'a');
    await window.killAndStartAgain();
    await window.openPage(PAGE);
    const shown = await window.waitForText(PROGRESS, /[3-7] \/ \d+/);
    const count = Number(/(\d+) \//.exec(await shown.innerText())?.[1]);
    const after = decidedIn(await window.fileOnDisk(`${PAGE}.ann.json`, (content) => decidedIn(content).length === count));
    assert.deepEqual(kept.map(({ id }) => after.find((one) => one.id === id)), kept);
    await window.page.locator(ANALYSED).first().waitFor();
    await startReview(window);
    await window.press('a');
    await window.fileOnDisk(`${PAGE}.ann.json`, (content) => decidedIn(content).length === count + 1);
  });
});
