import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import type { Sidecar } from '../annotations/sidecar';
import { readSidecar, type SidecarProblem } from '../annotations/sidecarRead';

/** A sidecar as it is on disk. */
export interface SidecarInput {
  readonly content: string;
  readonly sidecar: Sidecar;
}

/** The sidecar cannot be read, and so must not be overwritten. */
export class BrokenSidecar extends Error {
  /** What is wrong, without the place. */
  readonly words: string;

  constructor(readonly problem: SidecarProblem) {
    const words = problemText(problem);
    super(`${problem.line}:${problem.column}: ${words}`);
    this.words = words;
  }
}

/**
 * @throws BrokenSidecar where the file is no sidecar
 * @throws Error of the file system where it cannot be read
 */
export function readSidecarFile(path: string): SidecarInput {
  const content = readFileSync(path, 'utf8');
  const reading = readSidecar(content);
  if (!reading.ok) throw new BrokenSidecar(reading.problem);
  return { content, sidecar: reading.sidecar };
}

function problemText({ fault, detail }: SidecarProblem): string {
  switch (fault) {
    case 'syntax': return l10n.t('This is not valid JSON.');
    case 'field': return l10n.t('A field is missing or wrong; expected {0}.', detail);
    case 'newer': return l10n.t('It was written by a newer version (format {0}); update the extension.', detail);
    case 'span': return l10n.t('An annotation lies outside the text ({0}).', detail);
    case 'duplicateId': return l10n.t('Two annotations have the id “{0}”.', detail);
  }
}
