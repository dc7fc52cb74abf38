/**
 * `npm start`: the extension with the samples, in the desktop VS Code where one is on PATH, otherwise in the VS Code
 * from npm, served on the loopback address until Ctrl-C. `-- FOLDER` opens another folder, `-- --browser` passes over
 * the desktop, `-- --locale zh-cn` shows the extension in Chinese (in the browser).
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle';
import { packageExtension } from './package';
import { PROJECT } from './project';
import { cacheFolder } from './vscode/cache';
import { CURRENT, npmVsCode } from './vscode/npmVsCode';
import { writeProfile } from './vscode/profile';
import { installExtension, startServer } from './vscode/server';

const DESKTOP_NAMES = ['code', 'codium', 'code-insiders'];

function desktopOnPath(): string | undefined {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const folders = (process.env.PATH ?? '').split(delimiter);
  return DESKTOP_NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix))).find((file) => existsSync(file));
}

/**
 * A copy of the samples that outlives the run, so that what somebody decides while trying is neither lost nor in the
 * way of git. What is there is left as it is.
 */
async function samplesToWorkOn(): Promise<string> {
  const folder = join(cacheFolder(), 'samples');
  await mkdir(folder, { recursive: true });
  await cp(join(PROJECT, 'media', 'samples'), folder, { recursive: true, force: false });
  return folder;
}

async function startDesktop(executable: string, folder: string): Promise<void> {
  console.log(`building the extension, then opening ${folder} in ${executable}`);
  await bundle();
  const windows = process.platform === 'win32';
  const args = [folder, `--extensionDevelopmentPath=${PROJECT}`];
  const child = windows
    ? spawn(`"${executable}"`, args.map((argument) => `"${argument}"`), { stdio: 'inherit', shell: true })
    : spawn(executable, args, { stdio: 'inherit' });
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('exit', done);
  });
  if (code !== 0) throw new Error(`${executable} ended with exit code ${code ?? 'unknown'}`);
}

async function startInBrowser(folder: string, locale: string | undefined): Promise<void> {
  const vscode = await npmVsCode(CURRENT, console.log);
  // settings and what is typed into VS Code stay from one start to the next
  const root = join(cacheFolder(), `start-${CURRENT}`);
  const folders = { vscode, userData: join(root, 'user-data'), extensions: join(root, 'extensions') };
  await mkdir(folders.extensions, { recursive: true });
  await writeProfile(folders.userData, { locale, keepSettings: true });
  console.log('packaging the extension');
  const vsix = join(root, 'news-annotator.vsix');
  await packageExtension(vsix);
  console.log('installing it');
  await installExtension(folders, vsix);
  const token = randomBytes(16).toString('hex'); // other users of this machine can reach the address too
  const server = await startServer({ ...folders, locale, token, log: join(root, 'server.log') });
  const address = `${server.origin}/?${new URLSearchParams({ tkn: token, folder }).toString()}`;
  console.log(`\nVS Code with the extension, on ${folder}:\n\n  ${address}\n\nCtrl-C ends it.`);
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => { interrupted = true; void server.stop(); });
  }
  const reason = await server.ended;
  if (!interrupted) throw new Error(`the VS Code server ended: ${reason}, see ${join(root, 'server.log')}`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { browser: { type: 'boolean', default: false }, locale: { type: 'string' } },
  });
  const folder = positionals[0] ? resolve(positionals[0]) : await samplesToWorkOn();
  const desktop = values.browser || values.locale ? undefined : desktopOnPath();
  if (desktop) {
    await startDesktop(desktop, folder);
    return;
  }
  if (!values.browser && !values.locale) console.log('no desktop VS Code on PATH: using the one from npm, in your browser');
  await startInBrowser(folder, values.locale);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
