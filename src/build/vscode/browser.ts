import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { run } from '../command';
import { PROJECT } from '../project';
import { cached } from './cache';

/** Keep a browser from doing anything but showing the page. */
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];
const ON_PATH = ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chromium', 'chromium-browser'];

interface Candidate {
  readonly name: string;
  readonly options: LaunchOptions;
}

/**
 * A headless Chromium: the installed Chrome, Edge or Chromium, otherwise the one in the npm package
 * `@sparticuz/chromium` (Linux x64). `NEWS_ANNOTATOR_BROWSER` names another executable.
 */
export async function launchBrowser(say: (line: string) => void): Promise<Browser> {
  const failures: string[] = [];
  for (const find of [named, installed, packaged]) {
    for (const { name, options } of await find(say)) {
      try {
        return await chromium.launch({ ...options, args: QUIET, headless: true });
      } catch (error) {
        failures.push(`${name}: ${String(error).split('\n').slice(0, 3).join(' ')}`);
      }
    }
  }
  throw new Error(['no browser could be started; install Chrome, Edge or Chromium', ...failures].join('\n  '));
}

function named(): Candidate[] {
  const executablePath = process.env.NEWS_ANNOTATOR_BROWSER;
  return executablePath ? [{ name: executablePath, options: { executablePath } }] : [];
}

function installed(): Candidate[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name)).filter((path) => existsSync(path)).slice(0, 1));
  const onPath = paths.map((executablePath) => ({ name: executablePath, options: { executablePath } }));
  if (process.platform === 'linux') return onPath;
  return [...['chrome', 'msedge'].map((channel) => ({ name: channel, options: { channel } })), ...onPath];
}

async function packaged(say: (line: string) => void): Promise<Candidate[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const folder = await unpackedChromium(say);
  const executablePath = join(folder, 'chromium');
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return [
    { name: '@sparticuz/chromium', options: { executablePath } },
    // a bare machine lacks some shared libraries; the package brings them, but they would shadow the system's own
    { name: '@sparticuz/chromium with its own libraries', options: { executablePath, env: { ...process.env, LD_LIBRARY_PATH: libraries } } },
  ];
}

/**
 * The package unpacks itself into the temporary folder and takes for whole whatever it finds there, also what another
 * process is just writing: so it is given a temporary folder of its own, which becomes the cached one.
 */
async function unpackedChromium(say: (line: string) => void): Promise<string> {
  const entry = createRequire(join(PROJECT, 'package.json')).resolve('@sparticuz/chromium');
  const manifest = await readFile(join(dirname(entry), '..', '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return cached(`chromium-${version}-${process.platform}-${process.arch}-1`, async (making) => {
    say(`Chromium ${version}: unpacking, only this once`);
    const script = `require(${JSON.stringify(entry)}).executablePath()`;
    // the variable makes the package unpack its shared libraries too
    const env = { ...process.env, TMPDIR: making, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    await run(process.execPath, ['--eval', script], { env });
  });
}
