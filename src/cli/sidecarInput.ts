import { readFileSync } from 'node:fs';
import type { Sidecar } from '../annotations/sidecar';
import { readSidecar, type SidecarProblem } from '../annotations/sidecarRead';
import { problemText } from '../ui/sidecarWords';

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
