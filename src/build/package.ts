/**
 * `npm run package`: a VSIX for the platform that it runs on, because of the native module inside.
 * `-- --out FILE` names the file, `-- --target PLATFORM` is checked to be this platform.
 */
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { bundle } from './bundle';
import { run } from './command';
import { PROJECT } from './project';
import { checkVsix } from './vsixCheck';

const NATIVE_MODULE = 'node_modules/nodejieba/build/Release/nodejieba.node';

/** VS Code's name for the platform of this process. */
export function platformTarget(): string {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  const system = process.platform === 'linux' && !header.glibcVersionRuntime ? 'alpine' : process.platform;
  return `${system}-${process.arch === 'arm' ? 'armhf' : process.arch}`;
}

/**
 * Packages the extension into `file`, by the allow-list in .vscodeignore, and checks what came out. Packaging starts
 * from a copy, so that it neither needs nor disturbs the `dist` of the checkout.
 */
export async function packageExtension(file: string): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'news-annotator-package-'));
  try {
    await stageFiles(stage);
    await bundle({ production: true, outdir: join(stage, 'dist') });
    await stripSymbols(join(stage, NATIVE_MODULE));
    await checkSegmenter(stage);
    await mkdir(dirname(file), { recursive: true });
    await createVSIX({
      cwd: stage,
      packagePath: file,
      target: platformTarget(),
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    await checkVsix(file);
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Of the checkout what is allowed; of nodejieba all, since vsce lists modules only where all of them are in order. */
async function stageFiles(stage: string): Promise<void> {
  const files = await listFiles({ cwd: PROJECT, packageManager: PackageManager.None });
  for (const file of [...files.filter((name) => !name.startsWith('dist/')), '.vscodeignore']) {
    await mkdir(dirname(join(stage, file)), { recursive: true });
    await copyFile(join(PROJECT, file), join(stage, file));
  }
  await cp(join(PROJECT, 'node_modules', 'nodejieba'), join(stage, 'node_modules', 'nodejieba'), { recursive: true });
  await editManifest(join(stage, 'package.json'), ['devDependencies', 'scripts', 'bin', 'allowScripts', 'private']);
  // nodejieba needs its dependencies at install only; named but absent they would make npm call the copy broken
  await editManifest(join(stage, 'node_modules', 'nodejieba', 'package.json'), ['dependencies', 'devDependencies', 'scripts', 'binary']);
}

/** Takes keys out of a package.json. */
async function editManifest(file: string, keys: readonly string[]): Promise<void> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const kept = Object.entries(manifest).filter(([key]) => !keys.includes(key));
  await writeFile(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

/** Takes debug symbols out where the usual tool is installed; without it the file is larger and works as well. */
async function stripSymbols(file: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const hasStrip = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'strip')));
  if (hasStrip) await run('strip', ['--strip-unneeded', file]);
}

/** The few files of nodejieba that are packaged must suffice to segment a sentence, on this platform. */
async function checkSegmenter(stage: string): Promise<void> {
  const script = "process.stdout.write(require('nodejieba').cut('我们在北京', true).join('/'))";
  const output = await run(process.execPath, ['--eval', script], { cwd: stage });
  if (output !== '我们/在/北京') throw new Error(`the packaged nodejieba does not segment: ${output}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { target: { type: 'string' }, out: { type: 'string' } } });
  const target = platformTarget();
  if (values.target && values.target !== target) {
    throw new Error(`the native module here is built for ${target}; run this on ${values.target} to package for it`);
  }
  const { version } = createRequire(join(PROJECT, 'package.json'))('./package.json') as { version: string };
  const file = values.out ?? join(PROJECT, `news-annotator-${target}-${version}.vsix`);
  console.log(`packaging for ${target}`);
  await packageExtension(file);
  const { size } = await stat(file);
  console.log(`${relative(process.cwd(), file)}: ${(size / 2 ** 20).toFixed(1)} MB`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
