import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { PROJECT } from '../../src/build/project';
import { launchBrowser } from '../../src/build/vscode/browser';
import { CURRENT, npmVsCode } from '../../src/build/vscode/npmVsCode';
import { writeProfile } from '../../src/build/vscode/profile';
import { installExtension, startServer, type RunningServer } from '../../src/build/vscode/server';
import { freshFolders, type FreshFolders } from '../host/workspace';

export interface WindowOptions {
  /** The package to install, as a user would. */
  readonly vsix: string;
  /** User settings, beside those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly locale?: string;
}

const VIEWPORT = { width: 1400, height: 900 };
/** Generous: extensions start some seconds after the editor shows, on a busy machine many. */
const PATIENCE_IN_MS = 90_000;
/** Rows of a list among which a wanted one is looked for. */
const MOST_ROWS = 50;
/** A list that was opened too early stays as it was; it is opened again after this. */
const ONE_TRY_IN_MS = 5_000;

/**
 * A clean VS Code with the packaged extension installed, in a headless browser, worked with as a user does: keys,
 * palette and clicks. Every method waits for what it did to show.
 */
export class UserWindow {
  private constructor(
    private readonly folders: FreshFolders,
    private server: RunningServer,
    private readonly startAgain: () => Promise<RunningServer>,
    private readonly browser: Browser,
    /** The page in the browser, for what has no method of its own here. */
    readonly page: Page,
  ) {}

  /** Installs the package, opens a fresh copy of the samples and fixtures, and waits for the workbench. */
  static async open({ vsix, settings = {}, locale }: WindowOptions): Promise<UserWindow> {
    const vscode = await npmVsCode(CURRENT, console.log);
    const folders = await freshFolders();
    await writeProfile(folders.userData, { settings, locale });
    await installExtension({ vscode, ...folders }, vsix);
    const start = (): Promise<RunningServer> => startServer({ vscode, ...folders, locale, log: folders.serverLog, forTests: true });
    const server = await start();
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser(console.log);
      const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 1 });
      page.setDefaultTimeout(PATIENCE_IN_MS);
      const window = new UserWindow(folders, server, start, browser, page);
      await window.load();
      return window;
    } catch (error) {
      await browser?.close();
      await server.stop();
      await folders.remove();
      throw error;
    }
  }

  /** The folder on disk that the window shows. */
  get workspace(): string {
    return this.folders.workspace;
  }

  /** Loads the window again, as after closing and opening it. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitForWorkbench();
  }

  /** Kills VS Code with everything that runs in it, at once, starts it again, and opens the same folder. */
  async killAndStartAgain(): Promise<void> {
    await this.server.kill();
    await this.page.goto('about:blank');
    this.server = await this.startAgain();
    await this.load();
  }

  /** Opens a file of the workspace by its name. */
  async openPage(name: string): Promise<void> {
    await this.pick('Control+P', basename(name), basename(name));
    await this.page.locator(`.tab.active[data-resource-name="${basename(name)}"]`).waitFor();
    // the tab is there before the text: until then keys go to the page that was shown before
    await this.page.locator(`.editor-instance .monaco-editor.focused[data-uri$="/${encodeURIComponent(basename(name))}"] .view-line`).first().waitFor();
  }

  /** Runs a command from the palette, found by its title with or without its category. */
  async runCommand(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /** Runs a command that asks something itself: resolves when its list has taken the palette's place. */
  async runCommandWithList(title: string): Promise<void> {
    const row = await this.findRow('F1', `>${title}`, title);
    if (!row) throw new Error(`nothing to pick for “${title}”`);
    await this.goTo(row);
    await this.page.keyboard.press('Enter');
    await this.page.waitForFunction("!document.querySelector('.quick-input-widget input[type=text]').value.startsWith('>')");
  }

  /** Whether the palette offers the command; waits for a slow start before it says no. */
  async offersCommand(title: string): Promise<boolean> {
    const row = await this.findRow('F1', `>${title}`, title);
    await this.page.keyboard.press('Escape');
    return row !== undefined;
  }

  /** Presses keys one after the other, named as in Playwright: `a`, `Alt+N`, `Escape`. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Presses a key until what it opens is there: pressed too early, it does nothing. */
  async openBy(key: string, opened: Locator): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_IN_MS; Date.now() < deadline; await this.page.keyboard.press('Escape')) {
      await this.page.keyboard.press(key);
      if (await appears(opened.first())) return;
    }
    throw new Error(`${key} opens nothing`);
  }

  /** Puts the cursor into the text, so that keys go there. */
  async focusEditor(): Promise<void> {
    await this.page.locator('.editor-instance .view-lines').first().click({ position: { x: 200, y: 10 } });
  }

  /** Waits until an element that matches shows the text, and resolves with it. */
  async waitForText(selector: string, text: string | RegExp): Promise<Locator> {
    const element = this.page.locator(selector, { hasText: text }).first();
    await element.waitFor();
    return element;
  }

  /** In an open list: types what narrows it down, chooses the row that shows the text, and waits until the list is gone. */
  async choose(typed: string, wanted: string): Promise<void> {
    await this.page.locator('.quick-input-widget').waitFor();
    await this.page.keyboard.type(typed);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: wanted }).first();
    await row.waitFor();
    await this.goTo(row);
    await this.acceptList();
  }

  /** Accepts an open list by Enter, and waits until it is gone and keys go to the text again. */
  async acceptList(): Promise<void> {
    await this.page.keyboard.press('Enter');
    await this.waitUntilListIsGone();
  }

  async waitUntilListIsGone(): Promise<void> {
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** A file of the workspace as it is on disk, as soon as it is there and as wanted. */
  async fileOnDisk(name: string, isWanted: (content: string) => boolean): Promise<string> {
    const file = join(this.workspace, name);
    for (const deadline = Date.now() + PATIENCE_IN_MS; ;) {
      const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return undefined;
      });
      if (content !== undefined && isWanted(content)) return content;
      if (Date.now() > deadline) throw new Error(`${name} is not as wanted: ${content?.slice(0, 2000) ?? 'it is not there'}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Saves a picture of the window. */
  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file });
  }

  /** Waits until the extension host has written into its log that the extension was activated. */
  async waitForActivation(extension: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_IN_MS;
    while (!(await this.hostLog()).includes(`_doActivateExtension ${extension},`)) {
      if (Date.now() > deadline) throw new Error(`${extension} was not activated`);
      await this.page.waitForTimeout(200);
    }
  }

  /** Keeps what helps to understand a failure, under dist/test: a picture and the log of the server. */
  async keepEvidence(name: string): Promise<void> {
    const file = join(PROJECT, 'dist', 'test', name.replace(/[^\p{L}\p{N}]+/gu, '-'));
    await mkdir(dirname(file), { recursive: true });
    await this.screenshot(`${file}.png`);
    await copyFile(this.folders.serverLog, `${file}.log`);
    console.error(`see ${file}.png and .log`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.folders.remove();
  }

  /** What the extension host has logged, of all windows so far. */
  private async hostLog(): Promise<string> {
    const logs = join(this.folders.userData, 'logs');
    const names = (await readdir(logs, { recursive: true })).filter((name) => basename(name) === 'remoteexthost.log');
    return (await Promise.all(names.map((name) => readFile(join(logs, name), 'utf8')))).join('');
  }

  private async load(): Promise<void> {
    await this.page.goto(`${this.server.origin}/?${new URLSearchParams({ folder: this.workspace }).toString()}`);
    await this.waitForWorkbench();
  }

  private async waitForWorkbench(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.editor').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  private async pick(key: string, typed: string, wanted: string): Promise<void> {
    const row = await this.findRow(key, typed, wanted);
    if (!row) throw new Error(`nothing to pick for “${wanted}”`);
    await this.goTo(row);
    await this.acceptList();
  }

  /** In a list that has the focus and may be longer than what is shown of it: from its top down to the row with the text. */
  async goDown(focusedRow: string, text: string): Promise<void> {
    const row = this.page.locator(focusedRow);
    await this.page.keyboard.press('Home');
    for (let steps = 0; steps <= MOST_ROWS; steps++) {
      await row.waitFor();
      const shown = await row.textContent();
      if (shown?.includes(text)) return;
      await this.page.keyboard.press('ArrowDown');
      await this.page.waitForTimeout(50); // the last row stays: there is no other sign to wait for
    }
    throw new Error(`no row shows “${text}”`);
  }

  /** Goes to a row of the open list with the arrow keys. */
  private async goTo(row: Locator): Promise<void> {
    for (let steps = 0; !(await row.getAttribute('class'))?.includes('focused'); steps++) {
      if (steps > MOST_ROWS) throw new Error('the row cannot be reached with the arrow keys');
      await this.page.keyboard.press('ArrowDown');
    }
  }

  /** Opens a quick input with the key, types, and resolves with the row whose text holds what is wanted. */
  private async findRow(key: string, typed: string, wanted: string): Promise<Locator | undefined> {
    const input = this.page.locator('.quick-input-widget input[type=text]').first();
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: wanted }).first();
    const deadline = Date.now() + PATIENCE_IN_MS;
    while (Date.now() < deadline) {
      await this.page.keyboard.press(key);
      await input.waitFor();
      await input.fill(typed);
      if (await appears(row)) return row;
      await this.page.keyboard.press('Escape');
    }
    return undefined;
  }
}

async function appears(row: Locator): Promise<boolean> {
  try {
    await row.waitFor({ timeout: ONE_TRY_IN_MS });
    return true;
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
    return false;
  }
}
