import { readFile } from 'node:fs/promises';
import { removeLeftovers, writeAtomically } from './atomicWrite';
import type { SidecarStorage } from './sidecarStore';
import { alone } from './writeLock';
import { messageOf } from './messageOf';

/** A sidecar on a disk of this machine. */
export function diskStorage(path: string): SidecarStorage {
  let isTidy = false;
  return {
    read: async () => {
      try {
        return { kind: 'bytes', bytes: await readFile(path) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'none' };
        return { kind: 'unreadable', message: messageOf(error) };
      }
    },
    write: async (blocks) => {
      if (!isTidy) await removeLeftovers(path);
      isTidy = true;
      await writeAtomically(path, blocks);
      return true;
    },
    alone: (work) => alone(path, work),
  };
}
