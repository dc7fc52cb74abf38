import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { conflictsOf } from '../annotations/model';
import { UsageError } from './arguments';
import { checkFile, homelessPages, type Finding } from './checkPages';
import { pagesIn, sidecarsIn } from './folders';
import { messageOf } from './suggest';
import { decisionText, named } from './words';

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

/** What is wrong, as a sentence. */
export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case 'fault': return finding.reason;
    case 'page': return l10n.t('its page cannot be read: {0}', finding.reason);
    case 'orphan': return finding.page === undefined
      ? l10n.t('there is no page for this sidecar')
      : l10n.t('there is no page for this sidecar; it belongs to {0}', finding.page);
    case 'misnamed': return l10n.t('it was written for a page named {0}', finding.name);
    case 'stale': return l10n.t('the page was changed since; {0} annotations moved', finding.moved);
    case 'lost': return l10n.t('the words of {0} are gone from the page ({1})', named(finding.annotation), decisionText(finding.annotation));
    case 'changed': return l10n.t('the words of {0} are now “{1}” ({2})', named(finding.annotation), finding.words, decisionText(finding.annotation));
    case 'conflict': return l10n.t('{0} is decided in two ways: {1} or {2}', named(finding.annotation),
      `${finding.annotation.label}, ${decisionText(finding.annotation)}`, conflictText(finding));
  }
}

function conflictText({ annotation }: Extract<Finding, { kind: 'conflict' }>): string {
  return conflictsOf(annotation).map((conflict) => `${conflict.label}, ${decisionText(conflict)}`).join('; ');
}
