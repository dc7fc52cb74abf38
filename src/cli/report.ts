import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { writeAtomically } from '../files/atomicWrite';
import { CorpusReportBuilder, type CorpusReport } from '../formats/corpusReport';
import { sumEffort } from '../formats/effort';
import { reportCsv, reportText } from '../formats/reportTable';
import { reportPage } from '../ui/reportPage';
import { reportTables } from '../ui/reportTables';
import { UsageError } from './arguments';
import { readEffortFiles } from './effort';
import { pagesIn, sidecarsIn } from './folders';
import { writeText } from './output';
import { readSidecarFile } from './sidecarInput';
import { isChinese } from './words';
import { messageOf } from '../files/messageOf';

/** Rows of each table on a terminal. */
const MOST_ROWS = 20;
/** Spreadsheets take a file for UTF-8 by this mark. */
const BOM = '\ufeff';

/** `news-annotator report DIR…`: what the sidecars of folders come to. Exit code 1 where some could not be read. */
export async function report(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { html: { type: 'string' }, csv: { type: 'string' }, json: { type: 'boolean' }, effort: { type: 'string', multiple: true } },
  });
  if (positionals.length === 0) throw new UsageError(l10n.t('report needs files or folders'));
  const found = reportOf(positionals, values.effort ?? []);
  const tables = reportTables(found, l10n);
  if (values.html !== undefined) await writeAtomically(values.html, [htmlOf(found)]);
  if (values.csv !== undefined) await writeAtomically(values.csv, [BOM, reportCsv(tables)]);
  if (values.json) await writeText(`${JSON.stringify(found)}\n`);
  else if (values.html === undefined && values.csv === undefined) await writeText(reportText(tables, MOST_ROWS));
  for (const { file, message } of found.problems) process.stderr.write(`${file}: ${message}\n`);
  return found.problems.length > 0 ? 1 : 0;
}

/** @param effort files of effort logs; those that are not there yet are left out */
export function reportOf(paths: readonly string[], effort: readonly string[]): CorpusReport {
  const builder = new CorpusReportBuilder();
  const problems: CorpusReport['problems'][number][] = [];
  let untouched = 0;
  for (const path of paths) {
    const nameOf = (file: string): string => (paths.length === 1 ? relative(resolve(path), resolve(file)) || file : relative('', file)).replaceAll('\\', '/');
    const sidecars = sidecarsIn(path);
    const known = new Set(sidecars);
    untouched += pagesIn(path).filter((page) => !page.endsWith(SIDECAR_SUFFIX) && !known.has(page + SIDECAR_SUFFIX)).length;
    for (const sidecar of sidecars) {
      try {
        builder.add(nameOf(sidecar.slice(0, -SIDECAR_SUFFIX.length)), readSidecarFile(sidecar).sidecar.annotations);
      } catch (error) {
        problems.push({ file: sidecar, message: messageOf(error) });
      }
    }
  }
  const logs = readEffortFiles(effort.filter((file) => existsSync(file)));
  return builder.result({ untouched, problems, ...(logs.records.length > 0 ? { effort: sumEffort(logs.records) } : {}) });
}

function htmlOf(found: CorpusReport): string {
  const script = readFileSync(join(__dirname, 'report.js'), 'utf8');
  const policy = `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
  return reportPage(found, reportTables(found, l10n), { script, policy, language: isChinese(process.env) ? 'zh-CN' : 'en', buttons: false }, l10n);
}
