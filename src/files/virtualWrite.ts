import { randomUUID } from 'node:crypto';
import { FileSystemError, workspace, type Uri } from 'vscode';

/** Faults that writing in place would meet too. */
const HOPELESS = ['NoPermissions', 'Unavailable', 'FileNotFound'];

/**
 * Writes a file of a remote or virtual workspace by way of a temporary file beside it, renamed over it. Where the file
 * system cannot do that, the file is written in place; the temporary file is there until that has succeeded.
 * @returns whether the file was replaced in one step
 * @throws what the file system says
 */
export async function replaceFile(uri: Uri, content: Uint8Array): Promise<boolean> {
  const temporary = uri.with({ path: `${uri.path}.${randomUUID().slice(0, 8)}.tmp` });
  await workspace.fs.writeFile(temporary, content);
  try {
    await workspace.fs.rename(temporary, uri, { overwrite: true });
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && HOPELESS.includes(error.code)) {
      await workspace.fs.delete(temporary);
      throw error;
    }
  }
  await workspace.fs.writeFile(uri, content);
  await workspace.fs.delete(temporary);
  return false;
}
