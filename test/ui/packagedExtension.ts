import { mkdtemp } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../../src/build/package';

/** Packages the extension as it is now and resolves with the VSIX, which is removed when the process ends. */
export async function packagedExtension(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'news-annotator-vsix-'));
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }); });
  const vsix = join(folder, 'news-annotator.vsix');
  await packageExtension(vsix);
  return vsix;
}
