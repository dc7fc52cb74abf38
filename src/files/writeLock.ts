import { createHash } from 'node:crypto';
import { constants, copyFile, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './isAlive';
import { isMissing } from './isMissing';

/** How long a writer waits for another; reading, merging and writing the sidecar of a page of 5 MB takes about a second. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 5;
/** A lock of a process whose number another process has by now is too old to be true. */
const OLDEST_MS = 60_000;

let counter = 0;

/** Another process writes the file and does not come to an end. */
export class LockedError extends Error {
  constructor(path: string) {
    super(`ELOCKED: ${path}`);
  }
}

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
  // a link brings the lock into being with its content: nobody sees one that does not say whose it is
  const own = `${lock}.${process.pid}-${++counter}`;
  await writeFile(own, String(process.pid));
  try {
    for (const deadline = Date.now() + PATIENCE_MS; ;) {
      try {
        await claim(own, lock);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const leftOver = await leftOverOf(lock);
      if (leftOver !== undefined) await removeLeftOver(lock, leftOver, `${own}.old`);
      else if (Date.now() > deadline) throw new LockedError(path);
      else await pause(PAUSE_MS);
    }
  } finally {
    await rm(own, { force: true });
  }
}

/** @throws an error with the code EEXIST where the lock is there */
async function claim(own: string, lock: string): Promise<void> {
  try {
    await link(own, lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await copyFile(own, lock, constants.COPYFILE_EXCL); // a file system without links
  }
}

/** Of several who find the lock of a dead process only one takes it away; a lock that is alive by now is put back. */
async function removeLeftOver(lock: string, content: string, aside: string): Promise<void> {
  try {
    await rename(lock, aside);
  } catch (error) {
    if (isMissing(error)) return; // another took it away
    throw error;
  }
  if (await readFile(aside, 'utf8') !== content) await claim(aside, lock);
  await rm(aside);
}

/** What the lock says whose process is gone; undefined where it is held or was given back meanwhile. */
async function leftOverOf(lock: string): Promise<string | undefined> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(lock, 'utf8'), stat(lock)]);
    return Date.now() - mtimeMs > OLDEST_MS || !isAlive(Number(holder)) ? holder : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
