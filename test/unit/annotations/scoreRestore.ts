import { isDecided, isUnplaced } from '../../../src/annotations/model';
import { restore } from '../../../src/annotations/restore';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { writeSidecar } from '../../../src/annotations/sidecarWrite';
import type { AnnotatedPage } from './annotatedPages';
import { isOwn, survivor, type DisturbedText } from './disturb';

export interface RestoreScore {
  /** Decisions whose words survived the change. */
  survivors: number;
  /** Of those, the ones that stand on their words again. */
  placed: number;
  /** Decisions that stand on other words than theirs, the same string at another place included. */
  wrong: number;
}

export const noScore = (): RestoreScore => ({ survivors: 0, placed: 0, wrong: 0 });

/** Restores a page's sidecar on the changed text, as when the file was changed while nobody watched. */
export function scoreRestore(page: AnnotatedPage, changed: DisturbedText, score: RestoreScore, report?: (line: string) => void): void {
  const header = { file: 'page.txt', hash: 'sha256:old', length: page.text.length, eol: 'lf' as const, encoding: 'utf8' };
  const reading = readSidecar(writeSidecar(header, page.annotations, page.text));
  if (!reading.ok) throw new Error(reading.problem.detail);
  const restored = new Map(restore(reading.sidecar, changed.text, false).map((annotation) => [annotation.id, annotation]));
  for (const before of page.annotations) {
    if (!isDecided(before)) continue;
    const now = restored.get(before.id);
    if (!now) throw new Error(`${before.quote} was dropped`);
    const truth = survivor(changed, page.text, before);
    if (truth) score.survivors++;
    if (isUnplaced(now)) {
      if (truth) report?.(`missed ${before.quote}: ${JSON.stringify(changed.text.slice(truth.start - 15, truth.end + 15))}`);
      continue;
    }
    if (truth && now.start === truth.start && now.end === truth.end) score.placed++;
    else if (truth || !isOwn(changed, page.text, before, now)) {
      score.wrong++;
      report?.(`wrong ${before.quote}: ${truth ? 'elsewhere' : 'gone'} ${JSON.stringify(page.text.slice(before.start - 15, before.end + 15))} → ${JSON.stringify(changed.text.slice(now.start - 15, now.end + 15))}`);
    }
  }
}
