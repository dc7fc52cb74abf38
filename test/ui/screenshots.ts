/**
 * `npm run screenshots`: pictures of the extension at work, into media/screenshots. Needs a font with Chinese
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

const PICTURES: readonly Picture[] = [
  {
    name: 'review',
    prepare: async (window) => {
      await window.openPage('2021-11-12-A02.txt');
      await window.runCommand('Annotate Page');
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
    for (const { name, prepare } of PICTURES) {
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
