import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from 'esbuild';
import { bundle } from '../../src/build/bundle';
import { PROJECT } from '../../src/build/project';

/** `npm run bench [-- NAME… [NUMBER…]]`, numbers go to the bench, as its sizes: the speed benches, bundled as they ship, since tsx calls imports through getters. */
const BENCHES = ['page', 'numbersSpeed', 'entitiesSpeed', 'entitiesProcess', 'duplicates', 'reanchoring', 'sidecar', 'corpus', 'corpusView'] as const;
/** These measure inside VS Code and bundle for themselves. */
const INSIDE: readonly string[] = ['host', 'review', 'corpusHost'];
/** This one looks at VS Code from the browser, as an editor does. */
const BROWSER = 'browser';
/** Minutes each: only where they are named. */
const LONG: readonly string[] = ['entitiesShared', 'entitiesLearning', 'entitiesAblation', 'entitiesTrain'];
const NAMES: readonly string[] = [...BENCHES, ...INSIDE, BROWSER];

async function runBench(name: string, sizes: readonly string[]): Promise<boolean> {
  console.log(`\n== ${name}`);
  const tsx = join(PROJECT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  if (INSIDE.includes(name)) return runNode([tsx, join(PROJECT, 'test', 'bench', 'host.ts'), name]);
  if (name === BROWSER) return runNode([tsx, join(PROJECT, 'test', 'bench', 'browser.ts')]);
  // the analysis process finds its model beside itself
  if (name === 'entitiesProcess') await bundle({ outdir: join(PROJECT, 'dist', 'bench', 'program') });
  const outfile = join(PROJECT, 'dist', 'bench', `${name}.js`);
  await build({
    entryPoints: {
      [name]: join(PROJECT, 'test', 'bench', `${name}.ts`),
      ...(name === 'corpus' ? { corpusProcess: join(PROJECT, 'src', 'corpus', 'process.ts') } : {}),
      ...(name === 'corpusView' ? { surveyProcess: join(PROJECT, 'src', 'survey', 'process.ts') } : {}),
    },
    outdir: join(PROJECT, 'dist', 'bench'), bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning',
    mainFields: ['module', 'main'], external: ['nodejieba', '@microsoft/*'],
  });
  return runNode([outfile, ...sizes]);
}

async function runNode(args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: 'inherit' });
  const [code] = await once(child, 'exit') as [number | null];
  return code === 0;
}

async function main(args: readonly string[]): Promise<void> {
  const sizes = args.filter((argument) => /^\d+$/.test(argument));
  const names = args.filter((argument) => !sizes.includes(argument));
  const unknown = names.filter((name) => !NAMES.includes(name) && !LONG.includes(name));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}; known: ${[...NAMES, ...LONG].join(' ')}`);
  await mkdir(join(PROJECT, 'dist', 'bench'), { recursive: true });
  for (const name of names.length > 0 ? names : NAMES) {
    if (!(await runBench(name, sizes))) process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
