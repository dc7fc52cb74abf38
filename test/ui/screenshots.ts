/**
 * `npm run screenshots [-- NAME…]`: pictures of the extension at work, into media/screenshots: those of the README, and parts of
 * the review in English and in Chinese (src/review/PICTURES.md). Needs a font with Chinese characters,
 * e.g. Debian's fonts-noto-cjk.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { run } from '../../src/build/command';
import { PROJECT } from '../../src/build/project';
import { packagedExtension } from './packagedExtension';
import { ANALYSED, LIST_ROW, REVIEW, waitUntilReadOnly } from './screen';
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
/** A label of the folder's own, with its guideline. */
const OWN_LABELS = {
  labels: [{
    name: 'PRODUCT', layer: 'entity', title: { en: 'Product', zh: '产品' }, key: 4, line: 'wavy',
    color: { light: '#8a2c6a', dark: '#e58fc4' }, guideline: { en: 'Brands and models, without the maker.', zh: '品牌和型号，不含厂家。' },
  }],
};
const FIGURES = '数字里的县域经济.txt';
/** A name that stands several times on the page. */
const NAME = '三棵松集团';
/** Wide enough for a list beside the text, small enough for a document of many. */
const SMALL = { width: 1040, height: 600 };
const LARGE = { width: 1400, height: 900 };

const SETTLED_IN_MS = 700;
/** Counts follow when the keys rest. */
const FOLLOWED_IN_MS = 2500;
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
  if (!(await desk.window.page.locator(REVIEW).first().isVisible())) await desk.window.press('Alt+R');
  await waitUntilReadOnly(desk.window);
  await desk.window.page.locator(REVIEW).first().waitFor();
}

/** Goes on until an annotation with these words is framed. */
async function goOnTo({ window }: Desk, words: string): Promise<void> {
  while (!(await window.page.locator(REVIEW).first().innerText()).replaceAll('\u00a0', ' ').includes(` ${words} `)) {
    await window.press('n');
    await window.page.waitForTimeout(SETTLED_IN_MS); // the next one may have the same words
  }
}

async function closeList({ window }: Desk): Promise<void> {
  await window.press('Escape');
  await window.waitUntilListIsGone();
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
      await window.press('a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'x', 'x'); // 一年一年 counts nothing
      await window.waitForText('.statusbar-item', /^ ?10 \/ \d+/);
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
      for (const key of ['a', 'a', 'a', 'x', 'a', 'a', 'a', 'a']) {
        await desk.window.press(key);
        await desk.window.page.waitForTimeout(SETTLED_IN_MS); // as long as a person looks: the effort is in the last picture
      }
      await desk.window.waitForText('.statusbar-item', /^ ?8 \/ \d+/);
      await desk.window.waitForText(TREE_ROW, /8 \/ \d+/);
    },
  },
  {
    name: '2-occurrences',
    prepare: async (desk) => {
      await goOnTo(desk, NAME);
      await desk.window.press('e');
      await desk.window.waitForText(LIST_ROW, `【${NAME}】`);
    },
  },
  {
    name: '3-decide-many',
    prepare: async (desk) => {
      const { window } = desk;
      await closeList(desk);
      await window.press('b');
      await window.page.locator(LIST_ROW).first().waitFor();
      await window.page.keyboard.type('label:ORG confidence>=60%');
      await window.waitForText(LIST_ROW, '%');
    },
  },
  {
    name: '4-views',
    prepare: async (desk) => {
      const { window, text } = desk;
      await closeList(desk);
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
  {
    name: '5-references',
    prepare: async (desk) => {
      await review(desk, PAGE);
      await goOnTo(desk, NAME);
      await desk.window.press('Shift+F12');
      await desk.window.page.locator('.peekview-title').waitFor();
      await desk.window.waitForText('.ref-tree .monaco-list-row', NAME);
    },
  },
  {
    name: '5-actions',
    prepare: async (desk) => {
      await desk.window.press('Escape');
      await desk.window.page.locator('.peekview-title').waitFor({ state: 'hidden' });
      await desk.window.openPage(PAGE);
      await desk.window.press('Control+.');
      await desk.window.waitForText(LIST_ROW, NAME);
    },
  },
  {
    name: '6-labels',
    prepare: async (desk) => {
      await closeList(desk);
      const file = join(desk.window.workspace, '.news-annotator', 'labels.json');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(OWN_LABELS, null, 2));
      await desk.window.runCommand(desk.text('command.openLabels'));
      await desk.window.waitForText('.tab.active', 'labels.json');
      await review(desk, PAGE);
      await desk.window.press('n', 'm');
      await desk.window.waitForText(LIST_ROW, /^4/);
    },
  },
  {
    name: '7-report',
    prepare: async (desk) => {
      await closeList(desk);
      await desk.window.press('Control+B'); // the plots have all the room
      await desk.window.runCommand(desk.text('command.showReport'));
      const report = desk.window.page.frameLocator('iframe.webview').frameLocator('iframe');
      await report.locator('svg').first().waitFor();
    },
  },
  {
    name: '8-effort',
    prepare: async ({ window, text }) => {
      await window.runCommand(text('command.showEffort'));
      await window.waitForText('.tab.active', 'effort.md');
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
      await window.page.waitForTimeout(FOLLOWED_IN_MS); // what fades or follows is where it belongs
      await window.screenshot(file);
      console.log(relative(process.cwd(), file));
    }
  } finally {
    await window.close();
  }
}

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
