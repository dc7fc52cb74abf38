import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';

/** What counts as a page in a folder. */
const PAGE_NAME = /\.(txt|news)$/i;

/**
 * The pages that a path stands for, sorted: a file is itself, a folder all pages below it.
 * @throws Error of the file system where there is no such file or folder
 */
export function pagesIn(path: string): string[] {
  return filesIn(path, (name) => PAGE_NAME.test(name));
}

/** The sidecars that a path stands for, sorted: a page stands for its own, if it has one. */
export function sidecarsIn(path: string): string[] {
  const isFile = !statSync(path).isDirectory();
  if (isFile && !path.endsWith(SIDECAR_SUFFIX)) return existsSync(path + SIDECAR_SUFFIX) ? [path + SIDECAR_SUFFIX] : [];
  return filesIn(path, (name) => name.endsWith(SIDECAR_SUFFIX));
}

/** The sidecars and JSON-lines files that a path stands for, sorted; a page stands for its sidecar. */
export function examplesIn(path: string): string[] {
  const isFile = !statSync(path).isDirectory();
  return isFile && PAGE_NAME.test(path) ? sidecarsIn(path) : filesIn(path, (name) => name.endsWith(SIDECAR_SUFFIX) || name.endsWith('.jsonl'));
}

function filesIn(path: string, isWanted: (name: string) => boolean): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
