/**
 * An executable that takes the arguments of the desktop VS Code for extension tests, and runs the tests in the VS Code
 * from npm with a headless browser. It prints the console of the extension host and ends with the exit code of the run.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../../src/build/project';
import { launchBrowser } from '../../src/build/vscode/browser';
import { CURRENT, npmVsCode } from '../../src/build/vscode/npmVsCode';
import { writeProfile } from '../../src/build/vscode/profile';
import { startServer, type RunningServer } from '../../src/build/vscode/server';
import { TESTS_BEGIN, TESTS_END } from './markers';

/** Which VS Code, as a version of the npm package code-server. */
const VERSION = 'NEWS_ANNOTATOR_VSCODE';
/** Ends a run in which VS Code itself hangs. */
const CEILING_IN_MS = 10 * 60_000;

/** How long the console may lag behind the exit code. */
const LAST_WORDS_IN_MS = 3_000;
const OF_THE_WINDOW = ['/workbench/workbench.js:', 'extensions from gallery', '[AccountPolicyGate]', '[AgentHost'];

interface Options {
  readonly folder: string;
  readonly developmentPath: string;
  readonly testsPath: string;
  readonly userData: string;
  readonly extensions: string;
  readonly locale: string | undefined;
}

function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false, // runTests adds flags that only the desktop VS Code needs
    options: Object.fromEntries(
      ['extensionDevelopmentPath', 'extensionTestsPath', 'user-data-dir', 'extensions-dir', 'locale']
        .map((name) => [name, { type: 'string' as const }]),
    ),
    allowPositionals: true,
  });
  const required = (name: string, value: unknown): string => {
    if (typeof value !== 'string') throw new Error(`${name} is missing`);
    return value;
  };
  return {
    folder: required('the folder to open', positionals[0]),
    developmentPath: required('--extensionDevelopmentPath', values.extensionDevelopmentPath),
    testsPath: required('--extensionTestsPath', values.extensionTestsPath),
    userData: required('--user-data-dir', values['user-data-dir']),
    extensions: required('--extensions-dir', values['extensions-dir']),
    locale: typeof values.locale === 'string' ? values.locale : undefined,
  };
}

/** The address that opens the folder and starts the extension tests. */
function testPage(origin: string, { folder, developmentPath, testsPath }: Options): string {
  const remote = (path: string): string => `vscode-remote://${new URL(origin).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(developmentPath)],
    ['extensionTestsPath', remote(testsPath)],
    ['skipWelcome', 'true'],
  ];
  return `${origin}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) }).toString()}`;
}

/** Resolves with the exit code that the extension host reports; rejects when something ended before that. */
async function runInBrowser(server: RunningServer, options: Options, output: Console): Promise<number> {
  const browser = await launchBrowser(console.log);
  try {
    const page = await browser.newPage();
    return await new Promise<number>((resolve, reject) => {
      const fail = (reason: string): void => { reject(new Error(reason)); };
      setTimeout(() => { fail(`no result after ${CEILING_IN_MS / 60_000} minutes`); }, CEILING_IN_MS).unref();
      void server.ended.then((reason) => { fail(`the VS Code server ended: ${reason}`); });
      page.on('crash', () => { fail('the browser page crashed'); });
      browser.on('disconnected', () => { fail('the browser ended'); });
      const prepare = async (): Promise<void> => {
        await page.exposeFunction('codeAutomationExit', (code: number) => {
          // an extension host that dies in the middle is reported with the code 0
          const decide = (): void => {
            if (code !== 0 || output.complete) resolve(code);
            else fail('the extension host ended before its tests');
          };
          setTimeout(decide, code !== 0 || output.complete ? 0 : LAST_WORDS_IN_MS);
        });
        await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => { output.print(type, args); });
        await page.goto(testPage(server.origin, options), { timeout: CEILING_IN_MS });
      };
      prepare().catch(reject);
    });
  } finally {
    await browser.close();
  }
}

/** The window, not the extension host, tells of its own affairs and of what it cannot reach, while the tests run too. */
function isOfTheWindow(message: unknown): boolean {
  return typeof message === 'string' && OF_THE_WINDOW.some((part) => message.includes(part));
}

/** The console of the window and of the extension host: shows what the tests print and holds back the rest. */
class Console {
  private held: (() => void)[] = [];
  private inTests = false;
  /** The tests ran to their end. */
  complete = false;

  print(type: string, args: unknown[]): void {
    if (args[0] === TESTS_BEGIN) this.inTests = true;
    const show = (): void => { (type === 'error' || type === 'warn' ? console.error : console.log)(...args); };
    if (this.inTests && !isOfTheWindow(args[0])) show();
    else this.held.push(show);
    if (args[0] === TESTS_END) {
      this.inTests = false;
      this.complete = true;
    }
  }

  /** Shows what was held back, for a run that failed outside the tests. */
  printHeld(): void {
    for (const show of this.held.splice(0)) show();
  }
}

async function keepLog(log: string): Promise<void> {
  const kept = join(PROJECT, 'dist', 'test', 'vscode-server.log');
  await copyFile(log, kept);
  console.error(`what the VS Code server printed: ${kept}`);
}

/** No test is to find what another one taught; the tests of learning turn it on. */
const UNTAUGHT = { 'newsAnnotator.rememberNames': false, 'newsAnnotator.learnFromDecisions': false };

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const vscode = await npmVsCode(process.env[VERSION] ?? CURRENT, console.log);
  await writeProfile(options.userData, { locale: options.locale, settings: UNTAUGHT });
  const log = join(options.userData, '..', 'server.log');
  const server = await startServer({ ...options, vscode, log, forTests: true });
  const output = new Console();
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => { interrupted = true; void server.stop(); });
  }
  try {
    const code = await runInBrowser(server, options, output);
    if (code !== 0) await keepLog(log);
    return code;
  } catch (error) {
    if (interrupted) return 130;
    output.printHeld();
    console.error(String(error));
    await keepLog(log);
    return 1;
  } finally {
    await server.stop();
  }
}

main().then(
  (code) => { process.exit(code); },
  (error: unknown) => { console.error(error); process.exit(1); },
);
