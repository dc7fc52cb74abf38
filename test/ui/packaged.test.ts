import { strict as assert } from 'node:assert';
import { packagedExtension } from './packagedExtension';
import { UserWindow } from './userWindow';

const EXTENSION = 'news-annotator.news-annotator';
const PAGE = 'plain.txt';
const COMMAND = 'Annotate Page';

describe('The packaged extension, installed into a clean VS Code', () => {
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

  it('opens a page and offers its command', async () => {
    await window.openPage(PAGE);
    assert.equal(await window.offersCommand(COMMAND), true);
  });

  it('is activated by its command', async () => {
    await window.runCommand(COMMAND);
    await window.waitForActivation(EXTENSION);
  });
});
