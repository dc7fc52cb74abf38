import { mkdtemp } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../../src/build/package';

let packaged: Promise<string> | undefined;

/** Packages the extension, once for all tests of this process, and resolves with the VSIX, which is removed when the process ends. */
export function packagedExtension(): Promise<string> {
  return packaged ??= packageIt();
}

async function packageIt(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'news-annotator-vsix-'));
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  const vsix = join(folder, 'news-annotator.vsix');
  await packageExtension(vsix);
  return vsix;
}
