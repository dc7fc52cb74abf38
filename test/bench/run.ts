import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from 'esbuild';
import { PROJECT } from '../../src/build/project';

/** `npm run bench [-- NAME…]`: the speed benches, bundled as they ship, since tsx calls imports through getters. */
const BENCHES = ['page', 'numbersSpeed', 'entitiesSpeed', 'duplicates'] as const;

async function runBench(name: string): Promise<boolean> {
  const outfile = join(PROJECT, 'dist', 'bench', `${name}.js`);
  await build({
    entryPoints: [join(PROJECT, 'test', 'bench', `${name}.ts`)],
    outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'warning',
    mainFields: ['module', 'main'], external: ['nodejieba', '@microsoft/*'],
  });
  console.log(`\n== ${name}`);
  const child = spawn(process.execPath, [outfile], { cwd: PROJECT, stdio: 'inherit' });
  const [code] = await once(child, 'exit') as [number | null];
  return code === 0;
}

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(BENCHES as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}; known: ${BENCHES.join(' ')}`);
  await mkdir(join(PROJECT, 'dist', 'bench'), { recursive: true });
  for (const name of names.length > 0 ? names : BENCHES) {
    if (!(await runBench(name))) process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
