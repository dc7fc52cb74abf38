import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { mergeSidecars } from '../annotations/mergeSidecars';
import { sidecarWithContexts } from '../annotations/sidecarWrite';
import { writeAtomically } from '../files/atomicWrite';
import { UsageError } from './arguments';
import { readSidecarFile } from './sidecarInput';
import { conflictSentence } from '../ui/sidecarWords';
import { messageOf } from '../files/messageOf';

/**
 * `news-annotator merge BASE OURS THEIRS`: writes the merge of both sides to OURS, as a git merge driver does. Exit code:
 * 0 merged, 1 merged with conflicts, which stay in the sidecar and are named, 2 a side cannot be read and nothing was written.
 */
export async function merge(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  if (positionals.length < 3) throw new UsageError(l10n.t('merge needs three sidecars: BASE OURS THEIRS'));
  const [base, ours, theirs] = positionals;
  const merged = mergeSidecars(isEmpty(base) ? undefined : read(base), read(ours), read(theirs));
  await writeAtomically(ours, [Buffer.from(sidecarWithContexts(merged.header, merged.annotations, merged.contextOf), 'utf8')]);
  if (merged.textsDiffer) process.stderr.write(`${l10n.t('{0}: both sides changed more than decisions; names are searched when the page is next opened or annotated', merged.header.file)}\n`);
  for (const annotation of merged.annotations.filter(({ id }) => merged.conflicts.includes(id))) process.stderr.write(`${merged.header.file}: ${conflictSentence(annotation)}\n`);
  return merged.conflicts.length > 0 ? 1 : 0;
}

/** git gives an empty file where both sides added the sidecar. */
function isEmpty(path: string): boolean {
  return readFileSync(path, 'utf8').trim() === '';
}

function read(path: string): ReturnType<typeof readSidecarFile>['sidecar'] {
  try {
    return readSidecarFile(path).sidecar;
  } catch (error) {
    throw new UsageError(`${path}: ${messageOf(error)}`);
  }
}
