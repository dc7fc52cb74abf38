import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PROJECT } from '../../../src/build/project';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundles the command line as it ships, without the models; returns its path. */
export async function buildCli(folder: string): Promise<string> {
  const outfile = join(folder, 'cli.js');
  await build({
    entryPoints: [join(PROJECT, 'src', 'cli.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20',
    mainFields: ['module', 'main'], external: ['nodejieba'], define: { 'process.env.NEWS_ANNOTATOR_BUNDLED': '"1"' }, logLevel: 'warning',
  });
  return outfile;
}

/** Runs it as a shell does, in the language of a terminal. */
export function runCli(program: string, args: readonly string[], language: 'en_GB.UTF-8' | 'zh_CN.UTF-8'): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: language } });
  return { code: status, stdout, stderr };
}
