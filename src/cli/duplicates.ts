import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { CorpusEngine, type WorkControl } from '../corpus/engine';
import type { CorpusGroupView, CorpusProgress, FileShare, GroupList, UpdateSummary } from '../corpus/protocol';
import { cutFileText, fileProblemText } from '../ui/fileProblemWords';
import { UsageError } from './arguments';
import { htmlReport, type CopyReport } from './duplicatesHtml';
import { textOfGroup, textOfSummary } from './duplicatesText';
import { LineNumbers } from './lineNumbers';
import { writeText } from './output';
import { breathe } from '../files/slices';

const MIN_LENGTH = 20;
/** Groups fetched at a time. */
const PORTION = 200;
/** An HTML report of more groups than this is slow to open; the greatest are in it, and it says so. */
const MOST_IN_HTML = 5000;
/** A person reads no more places of one group; programs get all. */
const MOST_PLACES = 100;
const SHARES = 100;

/** `news-annotator duplicates`: passages that stand more than once in folders of pages. Returns the exit code. */
export async function duplicates(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      near: { type: 'boolean' }, min: { type: 'string' }, json: { type: 'boolean' }, html: { type: 'boolean' },
      index: { type: 'string' }, 'scripts-apart': { type: 'boolean' },
    },
  });
  if (positionals.length === 0) throw new UsageError(l10n.t('duplicates needs files or folders'));
  if (values.json && values.html) throw new UsageError(l10n.t('--json or --html, not both'));
  const minUnits = lengthOf(values.min);
  const engine = new CorpusEngine({ storage: values.index ?? null, scriptsAlike: values['scripts-apart'] !== true }, threads());
  const control = progressBar();
  const summary = await engine.update(corpusOf(positionals), control);
  const near = values.near === true;
  const list = (from: number, count: number): Promise<GroupList> =>
    engine.groups({ near, order: 'members', from, count, minUnits, maxMembers: values.json ? Number.MAX_SAFE_INTEGER : MOST_PLACES }, control);
  const { total } = await list(0, 0);
  const shares = values.json ? { total: 0, files: [] } : await engine.shares(near, 0, SHARES, control);
  control.end();
  if (engine.rebuilt !== undefined) process.stderr.write(`${l10n.t('the index was made anew: {0}', engine.rebuilt)}\n`);
  await report({ summary, total, shares: shares.files, sharing: shares.total }, list, values.html ? 'html' : values.json ? 'json' : 'text');
  tell(summary.cut.map(cutFileText), summary.cutCount);
  tell(summary.problems.map(fileProblemText), summary.problemCount);
  return summary.problemCount > 0 ? 1 : 0;
}

/** Lines about files, the first of so many. */
function tell(lines: readonly string[], count: number): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
  if (count > lines.length) process.stderr.write(`${l10n.t('… and {0} files more', count - lines.length)}\n`);
}

interface Found {
  readonly summary: UpdateSummary;
  readonly total: number;
  readonly shares: readonly FileShare[];
  readonly sharing: number;
}

async function report(found: Found, list: (from: number, count: number) => Promise<GroupList>, form: 'text' | 'json' | 'html'): Promise<void> {
  if (form === 'html') {
    const shown = await list(0, MOST_IN_HTML);
    const content: CopyReport = { ...found, groups: shown.groups };
    for (const piece of htmlReport(content)) await writeText(piece);
    return;
  }
  const lines = new LineNumbers();
  for (let from = 0; from < found.total; from += PORTION) {
    const { groups } = await list(from, PORTION);
    for (const [index, group] of groups.entries()) {
      await writeText(form === 'json' ? `${JSON.stringify(jsonOf(group))}\n` : `${textOfGroup(group, from + index + 1, lines)}\n`);
    }
  }
  if (form === 'text') await writeText(textOfSummary(found));
}

function jsonOf({ id, kind, similarity, length, memberCount, fileCount, excerpt, members }: CorpusGroupView): Record<string, unknown> {
  return {
    id, kind, similarity: rounded(similarity), length, copies: memberCount, files: fileCount, excerpt,
    members: members.map((member) => ({ file: member.path, start: member.start, end: member.end, kind: member.kind, similarity: rounded(member.similarity) })),
  };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}

function lengthOf(value: string | undefined): number {
  if (value === undefined) return MIN_LENGTH;
  const length = Number(value);
  if (!Number.isInteger(length) || length < 1) throw new UsageError(l10n.t('not a number of characters: {0}', value));
  return length;
}

function corpusOf(paths: readonly string[]): { folders: string[]; files: string[] } {
  const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
  return { folders: paths.filter((path) => !isFile(path)), files: paths.filter(isFile) };
}

/** The bundle of the corpus process lies beside that of the command line; run from sources there are no threads. */
function threads(): { workerProgram: string | null; threads: number } {
  const program = join(__dirname, 'corpus.js');
  return { workerProgram: existsSync(program) ? program : null, threads: Math.min(4, availableParallelism()) };
}

const BAR = 30;
const EVERY_MS = 100;

/** A line that is written over, on a terminal only. */
function progressBar(): WorkControl & { end(): void } {
  let told = 0;
  const show = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
  };
  return {
    cancelled: () => false,
    breathe,
    progress: (progress) => {
      if (Date.now() - told < EVERY_MS) return;
      told = Date.now();
      show(barOf(progress));
    },
    end: () => { show(''); },
  };
}

function barOf({ phase, done, total }: CorpusProgress): string {
  const word = {
    looking: l10n.t('looking'), reading: l10n.t('reading'), merging: l10n.t('merging'), gathering: l10n.t('gathering'), comparing: l10n.t('comparing'),
  }[phase];
  if (total === 0) return `${word} ${done > 0 ? done : ''}`;
  const filled = Math.round((done / total) * BAR);
  return `${word} ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done}/${total}`;
}
