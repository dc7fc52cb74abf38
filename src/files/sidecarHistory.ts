import { annotationChange } from '../annotations/annotationHistory';
import type { Sidecar } from '../annotations/sidecar';
import type { SidecarChange } from '../annotations/sidecarDiff';
import { readSidecarInSlices, type SidecarProblem } from '../annotations/sidecarRead';
import { fileAt, fileVersions, GitError, type FileVersion } from './git';
import { decoded, inSlices } from './slices';

/** A commit that changed an annotation, or left a sidecar that cannot be read. */
export type HistoryEntry =
  | { readonly kind: 'changed'; readonly version: FileVersion; readonly change: SidecarChange }
  | { readonly kind: 'unreadable'; readonly version: FileVersion; readonly problem: SidecarProblem };

/**
 * What became of one annotation in the commits of its sidecar, latest first. A merge counts where it differs from all of
 * its parents.
 * @param name of the sidecar in the folder
 * @param most commits of the sidecar that are looked at
 * @throws GitError
 */
export async function annotationHistory(folder: string, name: string, id: string, most: number, signal: AbortSignal): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  const versions = await fileVersions(folder, name, most, signal);
  for (const [index, version] of versions.entries()) {
    const content = await textAt(folder, version, signal);
    if (content === undefined) continue; // the commit that removed the sidecar
    const older = await Promise.all(version.parents.map(async (commit) => await textAt(folder, { commit, path: version.path }, signal)
      ?? (index + 1 < versions.length ? textAt(folder, { commit, path: versions[index + 1].path }, signal) : undefined)));
    if (older.some((other) => isSameFor(id, content, other))) continue;
    const reading = await inSlices(readSidecarInSlices([content]));
    if (!reading.ok) {
      entries.push({ kind: 'unreadable', version, problem: reading.problem });
      continue;
    }
    const change = await changeSince(older, reading.sidecar, id);
    if (change) entries.push({ kind: 'changed', version, change });
  }
  return entries;
}

/** What differs from the first of the parents; nothing where one of them has it as it is. */
async function changeSince(older: readonly (string | undefined)[], sidecar: Sidecar, id: string): Promise<SidecarChange | undefined> {
  const changes: (SidecarChange | undefined)[] = older.length === 0 ? [annotationChange(undefined, sidecar, id)] : [];
  for (const content of older) {
    const reading = content === undefined ? undefined : await inSlices(readSidecarInSlices([content]));
    changes.push(annotationChange(reading?.ok ? reading.sidecar : undefined, sidecar, id));
  }
  return changes.every((change) => change) ? changes[0] : undefined;
}

/** Whether two sidecars say the same of an annotation, as far as that is seen without reading them: each is on one line. */
function isSameFor(id: string, content: string, other: string | undefined): boolean {
  const [one, two] = [content, other ?? ''].map((text) => lineWith(text, `{"id":${JSON.stringify(id)},`));
  return one !== undefined && one === two;
}

function lineWith(text: string, start: string): string | undefined {
  const at = text.indexOf(start);
  if (at < 0) return undefined;
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? undefined : end).replace(/,$/, '');
}

async function textAt(folder: string, version: Pick<FileVersion, 'commit' | 'path'>, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await decoded(await fileAt(folder, version, signal));
  } catch (error) {
    if (error instanceof GitError && error.kind === 'failed') return undefined; // not in that commit
    throw error;
  }
}
