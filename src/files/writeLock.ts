import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './isAlive';

/** How long a writer waits for another; reading, merging and writing the sidecar of a page of 5 MB takes about a second. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 5;
/** A lock of a process whose number another process has by now is too old to be true. */
const OLDEST_MS = 60_000;

/** Another process writes the file and does not come to an end. */
export class LockedError extends Error {}

/**
 * Carries out work on a file while no other process of this machine does so: between reading a file, merging and writing
 * it again another window must not write. The lock lies in the folder for temporary files, never beside the pages; the
 * lock of a process that is gone does not count.
 * @throws LockedError where the lock cannot be had in time; whatever the work throws
 */
export async function alone<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = await lockPath(path);
  await take(lock, path);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function lockPath(path: string): Promise<string> {
  const folder = join(tmpdir(), `news-annotator-locks-${process.getuid?.() ?? 'user'}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 32)}.lock`);
}

async function take(lock: string, path: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ;) {
    try {
      const file = await open(lock, 'wx');
      try {
        await file.writeFile(String(process.pid));
      } finally {
        await file.close();
      }
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (await isLeftOver(lock)) await rm(lock, { force: true });
    else if (Date.now() > deadline) throw new LockedError(path);
    else await pause(PAUSE_MS);
  }
}

/** Whether the process that took the lock is gone. A lock without a number yet is being taken at this moment. */
async function isLeftOver(lock: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    const age = Date.now() - mtimeMs;
    if (holder === '') return age > 1000;
    return age > OLDEST_MS || !isAlive(Number(holder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false; // given back meanwhile
    throw error;
  }
}
