/**
 * `npm run screenshots [-- NAME…]`: pictures of the extension at work, into media/screenshots: those of the README, and parts of
 * the review in English and in Chinese (src/review/PICTURES.md). Needs a font with Chinese characters,
 * e.g. Debian's fonts-noto-cjk.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../../src/build/command';
import { PROJECT } from '../../src/build/project';
import { packagedExtension } from './packagedExtension';
import { ANALYSED, LIST_ROW, REVIEW } from './screen';
import { UserWindow } from './userWindow';

/** A window with the words that the package has in its language. */
interface Desk {
  readonly window: UserWindow;
  /** The text under a key of package.nls.json. */
  readonly text: (key: string) => string;
}

interface Picture {
  readonly name: string;
  /** Brings the window to what the picture shows. */
  readonly prepare: (desk: Desk) => Promise<void>;
}

const PAGE = '2023-05-18-A03.txt';
const COPIED = '2023-05-18-A04.txt';
const FIGURES = '数字里的县域经济.txt';
/** A name that stands several times on the page. */
const NAME = '三棵松集团';
/** Wide enough for a list beside the text, small enough for a document of many. */
const SMALL = { width: 1040, height: 600 };
const LARGE = { width: 1400, height: 900 };

const TREE_ROW = '.pane-body .monaco-list-row';

async function annotate({ window, text }: Desk, page: string): Promise<void> {
  await window.openPage(page);
  if (!(await window.page.locator(ANALYSED).first().isVisible())) await window.runCommand(text('command.annotatePage'));
  await window.page.locator(ANALYSED).first().waitFor();
}

/** Shows a page in review mode, with a list of News Annotator beside it. */
async function review(desk: Desk, page: string): Promise<void> {
  await annotate(desk, page);
  await focus(desk, 'review');
  await desk.window.openPage(page);
  await desk.window.press('Alt+R');
  await desk.window.page.locator(REVIEW).first().waitFor();
}

async function focus({ window, text }: Desk, view: string): Promise<void> {
  await window.runCommand(`Focus on ${text(`view.${view}`)} View`);
}

/** Those of the README, in English. */
const README_PICTURES: readonly Picture[] = [
  {
    name: 'review',
    prepare: async ({ window }) => {
      await window.openPage(PAGE);
      await window.runCommand('Annotate Page');
      await window.page.locator(ANALYSED).first().waitFor();
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
    prepare: async ({ window }) => {
      await window.openPage(PAGE);
      if (!(await window.page.locator(ANALYSED).first().isVisible())) await window.runCommand('Annotate Page');
      await window.runCommand('Explorer: Focus on Outline View');
      await window.page.locator('.pane-header', { hasText: 'workspace' }).first().click(); // folds the files away: the outline has the side bar to itself
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

/** Parts of the review, in every language. They follow one another in one window. */
const PARTS: readonly Picture[] = [
  {
    name: '1-loop',
    prepare: async (desk) => {
      await review(desk, PAGE);
      await desk.window.press('a', 'a', 'a', 'x', 'a', 'a', 'a', 'a');
      await desk.window.waitForText('.statusbar-item', /^ ?8 \/ \d+/);
      await desk.window.waitForText(TREE_ROW, /8 \/ \d+/);
    },
  },
  {
    name: '3-decide-many',
    prepare: async ({ window }) => {
      await window.press('Escape', 'b');
      await window.page.locator(LIST_ROW).first().waitFor();
      await window.page.keyboard.type('label:ORG confidence>=60%');
      await window.waitForText(LIST_ROW, '%');
    },
  },
  {
    name: '4-views',
    prepare: async (desk) => {
      const { window, text } = desk;
      await window.press('Escape');
      await annotate(desk, COPIED);
      await annotate(desk, FIGURES);
      await window.runCommand(text('command.findCopies'));
      for (const view of ['corpus', 'entities', 'copies', 'numbers']) await focus(desk, view);
      await focus(desk, 'review');
      await window.press('Home', 'ArrowLeft');
      await window.waitForText(TREE_ROW, '先听反对的人');
      await window.waitForText(TREE_ROW, NAME);
    },
  },
];

async function take(pictures: readonly Picture[], folder: string, locale: string | undefined, size: typeof SMALL): Promise<void> {
  if (pictures.length === 0) return;
  await mkdir(folder, { recursive: true });
  const words = JSON.parse(await readFile(join(PROJECT, locale === undefined ? 'package.nls.json' : `package.nls.${locale}.json`), 'utf8')) as Record<string, string>;
  const window = await UserWindow.open({ vsix: await packagedExtension(), settings: { 'newsAnnotator.effortLog': true, 'editor.minimap.enabled': size === LARGE }, ...(locale === undefined ? {} : { locale }) });
  try {
    await window.page.setViewportSize(size);
    for (const { name, prepare } of pictures) {
      await prepare({ window, text: (key) => words[key] });
      const file = join(folder, `${name}.png`);
      await window.page.waitForTimeout(SETTLED_IN_MS); // what fades or follows is where it belongs
      await window.screenshot(file);
      console.log(relative(process.cwd(), file));
    }
  } finally {
    await window.close();
  }
}

const SETTLED_IN_MS = 700;

async function main(): Promise<void> {
  if (process.platform === 'linux' && !(await run('fc-list', [':lang=zh'])).trim()) {
    throw new Error('no font with Chinese characters is installed; the pictures would show boxes');
  }
  const wanted = process.argv.slice(2);
  const folder = join(PROJECT, 'media', 'screenshots');
  await take(README_PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name)), folder, undefined, LARGE);
  for (const language of ['en', 'zh-cn']) {
    if (wanted.length === 0 || wanted.includes(language)) await take(PARTS, join(folder, language), language === 'en' ? undefined : language, SMALL);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
