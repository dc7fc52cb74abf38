import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, context, type BuildOptions } from 'esbuild';
import { buildNativeModule } from './nativeModule';
import { PROJECT } from './project';

export interface BundleOptions {
  /** Minified and without source maps, for the packaged extension. */
  readonly production?: boolean;
  /** The folder to write to, `dist` of the checkout by default. */
  readonly outdir?: string;
}

const CLI = 'cli.js';
const MODELS = join(PROJECT, 'src', 'entities', 'model');
const KEYWORDS = join(PROJECT, 'src', 'analysis', 'idf.utf8');
const HOST_SUITE = join(PROJECT, 'test', 'host', 'suite');

/** Writes the extension, the analysis process and the command line, with the models beside them. */
export async function bundle(options: BundleOptions = {}): Promise<void> {
  await removeOldBundles(outputFolder(options));
  await build(programs(options));
  await finish(options);
}

/** Bundles all host tests into one `dist/test/host.js` that exports `run()`, as the extension host wants it. */
export async function bundleHostTests(): Promise<void> {
  await build(await hostTests());
}

function outputFolder({ outdir = join(PROJECT, 'dist') }: BundleOptions): string {
  return outdir;
}

function common({ production = false }: BundleOptions): BuildOptions {
  return {
    absWorkingDir: PROJECT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'], // jsonc-parser's UMD build loads its parts by names that a bundler cannot follow
    charset: 'utf8',
    minify: production,
    keepNames: production, // names in the stack of an error report
    sourcemap: !production,
    sourcesContent: false,
    logLevel: 'warning',
    define: { 'process.env.NEWS_ANNOTATOR_BUNDLED': '"1"' },
  };
}

function programs(options: BundleOptions): BuildOptions {
  return {
    ...common(options),
    entryPoints: { extension: 'src/extension.ts', analysis: 'src/analysis/process.ts', corpus: 'src/corpus/process.ts', survey: 'src/survey/process.ts', cli: 'src/cli.ts' },
    outdir: outputFolder(options),
    external: ['vscode', 'nodejieba'], // nodejieba finds its files beside its own script
  };
}

/** What draws the plots of a report; it becomes part of the page, and so it is small and in one piece. */
function reportScript(outdir: string): BuildOptions {
  return { absWorkingDir: PROJECT, bundle: true, platform: 'browser', format: 'iife', target: 'chrome120', charset: 'utf8', minify: true, logLevel: 'warning', entryPoints: { report: 'src/reportView/plots.ts' }, outdir };
}

async function hostTests(): Promise<BuildOptions> {
  const names = (await readdir(HOST_SUITE, { recursive: true })).filter((name) => name.endsWith('.test.ts')).sort();
  const files = names.map((name) => `() => { require(${JSON.stringify(`./${name.replaceAll('\\', '/')}`)}); }`);
  return {
    ...common({}),
    stdin: {
      contents: `import { runMocha } from './runMocha';\nexport const run = () => runMocha([${files.join(', ')}]);`,
      resolveDir: HOST_SUITE,
      sourcefile: 'allHostTests.ts',
      loader: 'ts',
    },
    outfile: join(PROJECT, 'dist', 'test', 'host.js'),
    external: ['vscode', 'nodejieba', 'mocha'],
  };
}

/** What is not the product of this build must not be packaged: a bundle of a deleted entry, an old source map. */
async function removeOldBundles(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) await rm(join(folder, entry.name));
  }
}

async function finish(options: BundleOptions): Promise<void> {
  const folder = outputFolder(options);
  await chmod(join(folder, CLI), 0o755);
  await build(reportScript(folder));
  await copyFile(KEYWORDS, join(folder, 'idf.utf8'));
  await copyModels(join(folder, 'model'));
}

/** The models stay files, read by the processes that need them: nothing to decode, nothing in the extension host. */
async function copyModels(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  if (!existsSync(MODELS)) return;
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(MODELS)) {
    if (name.endsWith('.bin')) await copyFile(join(MODELS, name), join(folder, name));
  }
}

/** Builds again after every change, until it is ended. */
async function watch(options: BundleOptions): Promise<void> {
  const report = {
    name: 'report',
    setup: (plugin: { onEnd: (callback: (result: { errors: unknown[] }) => Promise<void>) => void }): void => {
      plugin.onEnd(async ({ errors }) => {
        if (errors.length === 0) await finish(options);
        console.log(`[watch] ${errors.length === 0 ? 'built' : `${errors.length} errors`}`); // read by .vscode/tasks.json
      });
    },
  };
  const running = await context({ ...programs(options), plugins: [report] });
  console.log('[watch] started');
  await running.watch();
}

async function main(args: readonly string[]): Promise<void> {
  const known = new Set(['--watch', '--production']);
  const unknown = args.filter((argument) => !known.has(argument));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}; known: ${[...known].join(' ')}`);
  const options = { production: args.includes('--production') };
  if (args.includes('--watch')) {
    await watch(options);
    return;
  }
  await buildNativeModule();
  await bundle(options);
  console.log(`built ${relative(process.cwd(), outputFolder(options)) || '.'}`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
