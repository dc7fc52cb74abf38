import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const MAKING = '.making-';
const A_DAY_IN_MS = 24 * 60 * 60 * 1000;

/** Where everything fetched is kept between runs and between clones: the user's own cache folder. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? (process.platform === 'win32' && process.env.LOCALAPPDATA
    ? process.env.LOCALAPPDATA
    : join(homedir(), '.cache'));
  return join(base, 'news-annotator');
}

/**
 * The folder `name` in the cache, made by `make` the first time.
 *
 * It is made under another name and renamed when complete, so that a folder that exists is always whole, whoever was
 * interrupted; two processes that make the same one at once both do the work, and the second throws its copy away.
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const root = cacheFolder();
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  await mkdir(root, { recursive: true });
  await removeAbandoned(root);
  const making = await mkdtemp(join(root, MAKING));
  try {
    await make(making);
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!isAlreadyThere(error)) throw error;
  }
  return folder;
}

function isAlreadyThere(error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === 'rename' && (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM');
}

/** Folders that a killed process left half-made; younger ones may belong to a process that is still at it. */
async function removeAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(MAKING)) continue;
    const folder = join(root, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > A_DAY_IN_MS) await rm(folder, { recursive: true, force: true });
  }
}
