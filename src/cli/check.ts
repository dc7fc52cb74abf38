import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { UsageError } from './arguments';
import { checkFile, homelessPages, type Finding } from './checkPages';
import { pagesIn, sidecarsIn } from './folders';
import { findingText } from '../ui/sidecarWords';
import { messageOf } from '../files/messageOf';

/**
 * `news-annotator check`: what is wrong with sidecars, one line a finding. Exit code: 0 nothing (or all of it was
 * fixed), 1 something, 2 bad usage.
 */
export async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true, options: { json: { type: 'boolean' }, fix: { type: 'boolean' } },
  });
  if (positionals.length === 0) throw new UsageError(l10n.t('check needs files or folders'));
  const failures: string[] = [];
  const sidecars = found(positionals, sidecarsIn, failures);
  const homeless = homelessPages(found(positionals, pagesIn, []), existsSync);
  let findings = 0;
  let left = 0;
  for (const sidecar of sidecars) {
    try {
      for (const finding of await checkFile(sidecar, values.fix === true, homeless)) {
        findings++;
        if (!finding.fixed) left++;
        process.stdout.write(`${values.json ? JSON.stringify(finding) : lineOf(finding)}\n`);
      }
    } catch (error) {
      failures.push(`${sidecar}: ${messageOf(error)}`);
    }
  }
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (!values.json) process.stdout.write(`${l10n.t('{0} sidecars: {1} findings, {2} of them fixed', sidecars.length, findings, findings - left)}\n`);
  return left + failures.length > 0 ? 1 : 0;
}

function found(paths: readonly string[], list: (path: string) => string[], failures: string[]): string[] {
  return paths.flatMap((path) => {
    try {
      return list(path);
    } catch (error) {
      failures.push(`${path}: ${messageOf(error)}`);
      return [];
    }
  });
}

function lineOf(finding: Finding): string {
  const text = findingText(finding);
  return `${finding.sidecar}:${finding.line}:${finding.column}: ${finding.fixed ? l10n.t('{0} [fixed]', text) : text}`;
}
