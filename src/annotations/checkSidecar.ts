import { isOpenSuggestion, isUnplaced, type Annotation } from './model';
import { restore } from './restore';
import type { Sidecar } from './sidecar';

/** What is wrong with a readable sidecar, seen beside its page. */
export type SidecarFinding =
  /** The header names another file than the one it stands beside. */
  | { readonly kind: 'misnamed'; readonly name: string }
  /** The page was changed after the sidecar was written; `moved` annotations are found again at other places. */
  | { readonly kind: 'stale'; readonly moved: number }
  /** The words of a decision are gone from the page: a person has to say where it belongs. */
  | { readonly kind: 'lost'; readonly annotation: Annotation }
  /** The words of a decision were changed on the page; `words` stand there now. */
  | { readonly kind: 'changed'; readonly annotation: Annotation; readonly words: string }
  /** Two people decided differently, and nobody settled it yet. */
  | { readonly kind: 'conflict'; readonly annotation: Annotation };

/** The page as it is on disk. */
export interface CheckedPage {
  readonly name: string;
  /** As the editor holds it. */
  readonly text: string;
  /** See `SidecarHeader.hash`. */
  readonly hash: string;
}

export interface SidecarCheck {
  readonly findings: readonly SidecarFinding[];
  /** The annotations on the page's text of now, for writing the sidecar anew. */
  readonly annotations: readonly Annotation[];
}

/** Compares a sidecar with its page. Takes time linear in both. */
export function checkSidecar(sidecar: Sidecar, page: CheckedPage): SidecarCheck {
  const { header } = sidecar;
  const findings: SidecarFinding[] = [];
  const sameText = header.hash === page.hash;
  const annotations = restore(sidecar, page.text, sameText);
  if (header.file !== page.name) findings.push({ kind: 'misnamed', name: header.file });
  if (!sameText) findings.push({ kind: 'stale', moved: countMoved(sidecar.annotations, annotations) });
  for (const annotation of annotations) {
    const isKept = !isOpenSuggestion(annotation);
    if (isKept && isUnplaced(annotation)) findings.push({ kind: 'lost', annotation });
    else if (isKept && annotation.changed) {
      findings.push({ kind: 'changed', annotation, words: page.text.slice(annotation.start, annotation.end) });
    }
    if (annotation.conflict) findings.push({ kind: 'conflict', annotation });
  }
  return { findings, annotations };
}

/** Whether writing the sidecar anew, with the page's own name and hash, takes the finding away and loses nothing. */
export function isSafeToFix(finding: SidecarFinding): boolean {
  return finding.kind === 'misnamed' || finding.kind === 'stale';
}

function countMoved(before: readonly Annotation[], after: readonly Annotation[]): number {
  const places = new Map(before.map(({ id, start, end }) => [id, { start, end }]));
  return after.filter((annotation) => {
    const place = places.get(annotation.id);
    return !isUnplaced(annotation) && (place?.start !== annotation.start || place.end !== annotation.end);
  }).length;
}
