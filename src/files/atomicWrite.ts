import { createHash } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './isAlive';

/** What writing needs of a file system; a test may have another one. */
export type AtomicFiles = Pick<typeof import('node:fs/promises'), 'open' | 'rename' | 'rm' | 'stat'>;

let counter = 0;

/**
 * Writes a file so that it is always either the old or the new one: a temporary file beside it, flushed to disk, then
 * renamed over it. Each piece costs a system call: small ones are better joined first. The mode of an existing file is kept.
 * @throws what the file system says; the old file is untouched then
 */
export async function writeAtomically(path: string, pieces: Iterable<string | Uint8Array>, files: AtomicFiles = { open, rename, rm, stat }): Promise<void> {
  const temporary = join(dirname(path), `${temporaryPrefix(path)}${process.pid}-${++counter}.tmp`);
  const mode = await files.stat(path).then((found) => found.mode & 0o7777, () => undefined);
  try {
    const file = await files.open(temporary, 'wx', mode ?? 0o644);
    try {
      if (mode !== undefined) await file.chmod(mode); // the umask took its share when the file was made
      for (const piece of pieces) await file.appendFile(piece, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true }).catch(() => undefined); // `removeLeftovers` comes later; what went wrong first is what counts
    throw error;
  }
}

/** Removes what writers of a file left beside it when they were killed. */
export async function removeLeftovers(path: string): Promise<void> {
  const prefix = temporaryPrefix(path);
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(prefix)) continue;
    const pid = /^(\d+)-\d+\.tmp$/.exec(name.slice(prefix.length))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dirname(path), name), { force: true });
  }
}

/** Short, so that a file with the longest name that a file system takes can be written too. */
function temporaryPrefix(path: string): string {
  return `.na-${createHash('sha256').update(basename(path)).digest('hex').slice(0, 12)}-`;
}
