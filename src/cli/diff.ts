import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { diffSidecars, type SidecarChange } from '../annotations/sidecarDiff';
import { UsageError } from './arguments';
import { readSidecarFile } from './sidecarInput';
import { changeText } from '../ui/sidecarWords';
import { messageOf } from '../files/messageOf';

/** `news-annotator diff A B`: what changed between two sidecars. Exit code: 0 nothing, 1 something, 2 one cannot be read. */
export function diff(args: readonly string[]): number {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
  if (positionals.length !== 2) throw new UsageError(l10n.t('diff needs two sidecars'));
  const [before, after] = positionals.map(read);
  const changes = diffSidecars(before, after);
  for (const change of changes) process.stdout.write(`${values.json ? JSON.stringify(change) : lineOf(change)}\n`);
  return changes.length > 0 ? 1 : 0;
}

function read(path: string): ReturnType<typeof readSidecarFile>['sidecar'] {
  try {
    return readSidecarFile(path).sidecar;
  } catch (error) {
    throw new UsageError(`${path}: ${messageOf(error)}`);
  }
}

function lineOf(change: SidecarChange): string {
  const sign = change.kind === 'added' ? '+' : change.kind === 'removed' ? '-' : '~';
  return `${sign} ${changeText(change)}`;
}
