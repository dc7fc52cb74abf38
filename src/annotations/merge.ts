import type { Annotation, Conflict } from './model';

/**
 * Three-way merge by id: what only one side changed is taken; where both changed one annotation differently, the later
 * decision stands and carries the other in `conflict`, so that no side is lost.
 */
export function mergeAnnotations(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): Annotation[] {
  const bases = byId(base);
  const others = byId(theirs);
  const merged: Annotation[] = [];
  for (const our of ours) {
    const their = others.get(our.id);
    others.delete(our.id);
    const kept = their ? mergeOne(bases.get(our.id), our, their) : keptByOneSide(bases.get(our.id), our);
    if (kept) merged.push(kept);
  }
  for (const their of others.values()) {
    const kept = keptByOneSide(bases.get(their.id), their);
    if (kept) merged.push(kept);
  }
  return merged;
}

/** An annotation that the other side does not have: dropped only if it was there before and this side left it as it was. */
function keptByOneSide(base: Annotation | undefined, mine: Annotation): Annotation | undefined {
  return base && sameDecision(base, mine) ? undefined : mine;
}

function mergeOne(base: Annotation | undefined, ours: Annotation, theirs: Annotation): Annotation {
  if (sameDecision(ours, theirs)) {
    // the other side may have met a conflict that this side has not heard of
    const isNews = theirs.conflict !== undefined && base?.conflict === undefined;
    return isNews && !ours.conflict ? { ...ours, conflict: theirs.conflict } : ours;
  }
  if (base && sameDecision(base, ours)) return theirs;
  if (base && sameDecision(base, theirs)) return ours;
  if (ours.status === 'suggested') return theirs;
  if (theirs.status === 'suggested') return ours;
  const oursIsLater = (ours.at ?? '') >= (theirs.at ?? '');
  return oursIsLater ? { ...ours, conflict: decisionOf(theirs) } : { ...theirs, conflict: decisionOf(ours) };
}

function decisionOf({ label, start, end, status, by, at }: Annotation): Conflict {
  return { label, start, end, status, ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }) };
}

function sameDecision(a: Annotation, b: Annotation): boolean {
  return a.status === b.status && a.label === b.label && a.start === b.start && a.end === b.end
    && a.by === b.by && a.at === b.at && a.note === b.note;
}

function byId(annotations: readonly Annotation[]): Map<string, Annotation> {
  return new Map(annotations.map((annotation) => [annotation.id, annotation]));
}
