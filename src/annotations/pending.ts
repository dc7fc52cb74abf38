import { isOpenSuggestion, type Annotation } from './model';
import { sameDecision } from './merge';

/** What was decided on a page and is not in its sidecar yet. */
export interface Pending {
  /** The annotations as the sidecar has them, without a place, for a three-way merge; those that were not there are absent. */
  readonly base: readonly Annotation[];
  /** The annotations as they are now; those that were removed are absent. */
  readonly ours: readonly Annotation[];
}

/** Annotations looked at between two breaks. */
const SLICE = 5000;

/**
 * Compares in slices.
 * @param written what the sidecar holds
 * @param now what stands on the page
 * @param concerned the annotations that may have been decided since; absent: any of them
 */
export function* pendingDecisions(written: readonly Annotation[], now: readonly Annotation[], concerned?: ReadonlySet<string>): Generator<void, Pending> {
  if (concerned?.size === 0) return { base: [], ours: [] };
  const before = new Map<string, Annotation>();
  for (let index = 0; index < written.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const annotation = written[index];
    if (!concerned || concerned.has(annotation.id)) before.set(annotation.id, annotation);
  }
  const base: Annotation[] = [];
  const ours: Annotation[] = [];
  for (let index = 0; index < now.length; index++) {
    if (index % SLICE === SLICE - 1) yield;
    const annotation = now[index];
    if (concerned && !concerned.has(annotation.id)) continue;
    const old = before.get(annotation.id);
    before.delete(annotation.id);
    if (old ? old === annotation || sameDecision(old, annotation) : isOpenSuggestion(annotation)) continue;
    ours.push(annotation);
    if (old) base.push(withoutPlace(old));
  }
  for (const gone of before.values()) if (!isOpenSuggestion(gone)) base.push(withoutPlace(gone));
  return { base, ours };
}

/** How many annotations were decided otherwise than the sidecar says. */
export function pendingCount({ base, ours }: Pending): number {
  return new Set([...base, ...ours].map(({ id }) => id)).size;
}

/** The base of a merge is compared by its decision alone; its offsets belong to a text that nobody has any more. */
function withoutPlace(annotation: Annotation): Annotation {
  return { ...annotation, start: 0, end: 0, changed: true };
}
