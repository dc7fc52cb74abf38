import { strict as assert } from 'node:assert';
import type { Annotation } from '../../src/annotations/model';
import { packagedExtension } from './packagedExtension';
import { UserWindow } from './userWindow';

const PAGE = '2021-11-12-A02.txt';
const PROGRESS = '[id$="newsAnnotator.progress"]';

function decidedIn(sidecar: string): readonly Annotation[] {
  return (JSON.parse(sidecar) as { annotations: Annotation[] }).annotations.filter(({ status }) => status !== 'suggested');
}

describe('A VS Code that is killed in the midst of a review', () => {
  let window: UserWindow;

  before(async () => {
    window = await UserWindow.open({ vsix: await packagedExtension() });
  });

  after(async () => {
    await window.close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await window.keepEvidence(this.currentTest.title);
  });

  it('has every decision that was on disk, in a sidecar that is whole, and goes on', async () => {
    await window.openPage(PAGE);
    await window.runCommand('Annotate Page');
    await window.page.locator(`${PROGRESS} .codicon-tag`).first().waitFor();
    await window.runCommand('Start Review');
    await window.waitForText('[id$="newsAnnotator.review"]', 'a accept');
    await window.press('a', 'x', 'a');
    const kept = decidedIn(await window.fileOnDisk(`${PAGE}.ann.json`, (content) => decidedIn(content).length === 3));
    await window.press('a', 'a', 'x', 'a');
    await window.killAndStartAgain();
    await window.openPage(PAGE);
    const shown = await window.waitForText(PROGRESS, /[3-7] \/ \d+/);
    const count = Number(/(\d+) \//.exec(await shown.innerText())?.[1]);
    const after = decidedIn(await window.fileOnDisk(`${PAGE}.ann.json`, (content) => decidedIn(content).length === count));
    assert.deepEqual(kept.map(({ id }) => after.find((one) => one.id === id)), kept);
    await window.page.locator(`${PROGRESS} .codicon-tag`).first().waitFor();
    await window.runCommand('Start Review');
    await window.press('a');
    await window.fileOnDisk(`${PAGE}.ann.json`, (content) => decidedIn(content).length === count + 1);
  });
});
