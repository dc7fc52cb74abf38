import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** What counts as a page in a folder. */
export const PAGE_NAME = /\.(txt|news)$/i;

/** Folders that hold no pages: those of tools, which begin with a dot, and of installed packages. */
function holdsPages(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

/**
 * Names the pages under a folder, each folder's in order; links to folders are not followed. Yields after each folder.
 * @throws what the file system says about the folder itself; folders inside it that cannot be read go to `unreadable`
 */
export function* pagesUnder(root: string, unreadable: (folder: string, error: unknown) => void): Generator<readonly string[], void> {
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    try {
      const pages: string[] = [];
      const inside: string[] = [];
      const base = folder === '.' ? '' : join(folder, sep); // once a folder: a corpus has a hundred thousand files
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory()) {
          if (holdsPages(entry.name)) inside.push(base + entry.name);
        } else if (entry.isFile() && PAGE_NAME.test(entry.name)) pages.push(base + entry.name);
      }
      open.push(...inside.sort().reverse());
      yield pages.sort();
    } catch (error) {
      if (folder === root) throw error;
      unreadable(folder, error);
    }
  }
}
