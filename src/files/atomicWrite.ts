import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

let counter = 0;

/**
 * Writes a file so that it is always either the old or the new one: a temporary file beside it, flushed to disk, then
 * renamed over it. The mode of an existing file is kept.
 * @throws what the file system says; the old file is untouched then
 */
export async function writeAtomically(path: string, pieces: Iterable<string>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${++counter}.tmp`);
  const mode = await stat(path).then((found) => found.mode & 0o7777, () => undefined);
  try {
    const file = await open(temporary, 'wx', mode ?? 0o644);
    try {
      if (mode !== undefined) await file.chmod(mode); // the umask took its share when the file was made
      for (const block of blocks(pieces)) await file.appendFile(block, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Joins small pieces to blocks worth a system call; a block is made in a few milliseconds. */
function* blocks(pieces: Iterable<string>): Generator<string> {
  let block: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    block.push(piece);
    size += piece.length;
    if (size < 200_000) continue;
    yield block.join('');
    block = [];
    size = 0;
  }
  if (size > 0) yield block.join('');
}
