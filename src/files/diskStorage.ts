import { readFile } from 'node:fs/promises';
import { removeLeftovers, writeAtomically, type AtomicFiles } from './atomicWrite';
import type { SidecarStorage } from './sidecarStore';
import { alone } from './writeLock';
import { messageOf } from './messageOf';
import { isMissing } from './isMissing';

/**
 * A sidecar on a disk of this machine.
 * @param files what writes; a test may have another file system
 */
export function diskStorage(path: string, files?: AtomicFiles): SidecarStorage {
  let isTidy = false;
  return {
    read: async () => {
      try {
        return { kind: 'bytes', bytes: await readFile(path) };
      } catch (error) {
        if (isMissing(error)) return { kind: 'none' };
        return { kind: 'unreadable', message: messageOf(error) };
      }
    },
    write: async (blocks) => {
      if (!isTidy) await removeLeftovers(path).catch(() => undefined); // a folder that cannot be listed may still be written to
      isTidy = true;
      await writeAtomically(path, blocks, files);
      return true;
    },
    alone: (work) => alone(path, work),
  };
}
