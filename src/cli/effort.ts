import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { keysEach, readEffort, secondsEach, sumEffort, type EffortRecord, type EffortSummary } from '../formats/effort';
import { effortText } from '../ui/effortText';
import { UsageError } from './arguments';
import { writeText } from './output';

/** `news-annotator effort FILE…`: what logs of decisions come to. Exit code 1 where lines of them are damaged. */
export async function effort(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'boolean' } } });
  if (positionals.length === 0) throw new UsageError(l10n.t('effort needs the files of effort logs'));
  const { records, problems } = readEffortFiles(positionals);
  const summary = sumEffort(records);
  await writeText(values.json ? `${JSON.stringify(withAverages(summary))}\n` : effortText(summary, l10n));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length > 0 ? 1 : 0;
}

/** The records of logs, with what is wrong with lines of them. */
export function readEffortFiles(paths: readonly string[]): { records: readonly EffortRecord[]; problems: readonly string[] } {
  const readings = paths.map((path) => ({ path, ...readEffort(readFileSync(path, 'utf8')) }));
  return {
    records: readings.flatMap(({ records }) => records),
    problems: readings.flatMap(({ path, damaged }) => damaged.map((line) => `${path}:${line}: ${l10n.t('this line is damaged and left out')}`)),
  };
}

function withAverages(summary: EffortSummary): object {
  const each = <Part extends EffortSummary['pages'][number] | EffortSummary['layers'][number] | EffortSummary['days'][number] | EffortSummary>(part: Part): object =>
    ({ ...part, secondsPerAnnotation: secondsEach(part) ?? null, keysPerAnnotation: keysEach(part) ?? null });
  return { ...each(summary), layers: summary.layers.map(each), pages: summary.pages.map(each), days: summary.days.map(each) };
}
