/**
 * `npm run screenshots [-- NAME…]`: pictures of the extension at work, into media/screenshots. Needs a font with Chinese
 * characters, e.g. Debian's fonts-noto-cjk.
 */
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../../src/build/command';
import { PROJECT } from '../../src/build/project';
import { packagedExtension } from './packagedExtension';
import { UserWindow } from './userWindow';

interface Picture {
  readonly name: string;
  /** Brings the window to what the picture shows. */
  readonly prepare: (window: UserWindow) => Promise<void>;
}

const PAGE = '2023-05-18-A03.txt';

/** How the status bar shows that names, numbers and copies are all there: the tag instead of the spinning wheel. */
const DONE = '#newsAnnotator\\.progress .codicon-tag, [id$="newsAnnotator.progress"] .codicon-tag';

const PICTURES: readonly Picture[] = [
  {
    name: 'review',
    prepare: async (window) => {
      await window.openPage(PAGE);
      await window.runCommand('Annotate Page');
      await window.page.locator(DONE).first().waitFor({ timeout: 60_000 });
      await window.runCommand('News Annotator: Focus on Review View');
      await window.openPage(PAGE);
      await window.runCommand('Start Review');
      await window.focusEditor();
      await window.press('a', 'a', 'a', 'x', 'a', 'a', 'a', 'a');
      await window.waitForText('.statusbar-item', /^ ?8 \/ \d+/);
    },
  },
  {
    name: 'outline',
    prepare: async (window) => {
      await window.openPage(PAGE);
      if (!(await window.page.locator(DONE).first().isVisible())) await window.runCommand('Annotate Page');
      await window.runCommand('Explorer: Focus on Outline View');
      await window.waitForText('.outline-pane .monaco-list-row', '果子红了再走');
      await window.openPage(PAGE);
      await window.runCommand('Reflow Page');
      await window.waitForText('.tab', 'Reflowed: ');
      await window.focusEditor();
      await window.runCommand('Go to Next Article');
      await window.press('Shift+End');
    },
  },
];

async function main(): Promise<void> {
  if (process.platform === 'linux' && !(await run('fc-list', [':lang=zh'])).trim()) {
    throw new Error('no font with Chinese characters is installed; the pictures would show boxes');
  }
  const folder = join(PROJECT, 'media', 'screenshots');
  await mkdir(folder, { recursive: true });
  const window = await UserWindow.open({ vsix: await packagedExtension() });
  try {
    const wanted = process.argv.slice(2);
    for (const { name, prepare } of PICTURES.filter((picture) => wanted.length === 0 || wanted.includes(picture.name))) {
      await prepare(window);
      const file = join(folder, `${name}.png`);
      await window.screenshot(file);
      console.log(relative(process.cwd(), file));
    }
  } finally {
    await window.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
