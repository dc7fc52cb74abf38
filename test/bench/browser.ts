/**
 * `npm run bench -- browser`: what an editor waits for in the review, measured in the page of the browser that shows the
 * packaged extension: from the key going down to the frame standing around another annotation, and to the picture of it.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packagedExtension } from '../ui/packagedExtension';
import { PROGRESS, reviewPage } from '../ui/screen';
import { UserWindow } from '../ui/userWindow';
import { figures } from './figures';
import { largePage } from './inside/pages';

/** Bytes of a generated page with about 2,000 annotations. */
const PAGE_LENGTH = 100_000;
const PRESSES = 150;
/** The next key is pressed when the frame has been there for so long: four decisions a second are more than anybody reads. */
const PAUSE_IN_MS = 250;
/** And as fast as a key repeats that is held down. */
const HELD_PAUSE_IN_MS = 60;
const FILE = 'browser-bench.txt';

interface Watch {
  readonly framed: readonly number[];
  readonly painted: readonly number[];
}

/**
 * Watches, inside the page, how long after a key the frame is elsewhere. The frame is what has an outline among the
 * marks of the text, found once by its class: to ask the style of every mark would take longer than what is measured.
 * Its place is told within the document, since a page that scrolls brings every place to the same spot of the screen.
 */
const WATCH = `(() => {
  const isOutlined = (mark) => getComputedStyle(mark).outlineStyle !== 'none' && getComputedStyle(mark).outlineWidth !== '0px';
  const framed = [...document.querySelectorAll('.editor-instance .view-lines span span, .editor-instance .view-overlays .cdr')].find(isOutlined);
  const name = [...framed.classList].find((one) => [...document.getElementsByClassName(one)].every(isOutlined));
  const frame = document.getElementsByClassName(name);
  const place = () => [...frame].map((mark) => mark.closest('.view-line, .view-overlays > div').style.top + ' ' + [...mark.parentNode.childNodes].indexOf(mark) + mark.textContent + mark.style.left + ' ' + mark.style.width).join();
  const watch = window.frameWatch = { framed: [], painted: [], place };
  let pressed = 0;
  let before = place();
  document.addEventListener('keydown', () => { before = place(); pressed = performance.now(); }, true);
  new MutationObserver(() => {
    if (pressed === 0) return;
    const now = place();
    if (now === '' || now === before) return;
    const since = pressed;
    pressed = 0;
    watch.framed.push(performance.now() - since);
    requestAnimationFrame(() => setTimeout(() => { watch.painted.push(performance.now() - since); }));
  }).observe(document.querySelector('.editor-instance'), { subtree: true, childList: true, attributes: true });
})()`;

async function measure(window: UserWindow, name: string, key: string, pause = PAUSE_IN_MS): Promise<void> {
  await window.page.evaluate('Object.assign(window.frameWatch, { framed: [], painted: [] })');
  for (let press = 1; press <= PRESSES; press++) {
    await window.press(key);
    await window.page.waitForFunction(`window.frameWatch.painted.length >= ${press}`);
    await window.page.waitForTimeout(pause);
  }
  const { framed, painted } = await window.page.evaluate<Watch>('({ framed: window.frameWatch.framed, painted: window.frameWatch.painted })');
  console.log(`${name.padEnd(26)} framed ${figures(framed)}   painted ${figures(painted)}`);
}

async function main(): Promise<void> {
  const window = await UserWindow.open({ vsix: await packagedExtension() });
  try {
    await writeFile(join(window.workspace, FILE), largePage(PAGE_LENGTH));
    await reviewPage(window, FILE);
    const progress = await window.waitForText(PROGRESS, /\d+ \/ \d+/);
    console.log(`${(await progress.innerText()).trim()} annotations decided; ${PRESSES} presses each; bar: 50 ms in the middle, 100 ms for 95 of 100`);
    await window.page.evaluate(WATCH);
    await measure(window, 'next', 'n');
    await measure(window, 'accept', 'a');
    await measure(window, 'accept, key held down', 'a', HELD_PAUSE_IN_MS);
    await window.runCommand('News Annotator: Focus on Review View');
    await window.openPage(FILE);
    await measure(window, 'accept, view open', 'a');
    await measure(window, 'reject, view open', 'x');
    await measure(window, 'reject, view open, held', 'x', HELD_PAUSE_IN_MS);
  } finally {
    await window.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
