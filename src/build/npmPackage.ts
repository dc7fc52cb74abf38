import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runNpm } from './command';

/** The npm package with Node itself and its headers, for the platform of this process. */
export function nodePackage(major: number): string {
  return `node-${platformName()}@${major}`;
}

/** e.g. `linux-x64`, as the npm packages with Node call it. */
export function platformName(): string {
  return `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** Puts the contents of an npm package into a folder, without running anything of it. */
export async function unpack(spec: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await runNpm(['pack', spec, '--pack-destination', folder], { cwd: folder });
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${spec} left no archive in ${folder}`);
  await run('tar', ['-xzf', archive, '--strip-components=1'], { cwd: folder });
  await rm(join(folder, archive));
}
