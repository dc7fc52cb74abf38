import { isDecided, isUnplaced, type Annotation } from './model';

/** How far the review of a page or a part of it is. */
export interface Progress {
  readonly total: number;
  readonly decided: number;
  readonly open: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Decisions that need a person again: their words are gone or changed, or somebody else decided otherwise. */
  readonly doubtful: number;
}

export function progressOf(annotations: readonly Annotation[]): Progress {
  let accepted = 0;
  let rejected = 0;
  let doubtful = 0;
  for (const annotation of annotations) {
    if (annotation.status === 'accepted') accepted++;
    else if (annotation.status === 'rejected') rejected++;
    if (isDoubtful(annotation)) doubtful++;
  }
  const decided = accepted + rejected;
  return { total: annotations.length, decided, open: annotations.length - decided, accepted, rejected, doubtful };
}

/** The progress of two parts together. */
export function addProgress(a: Progress, b: Progress): Progress {
  return {
    total: a.total + b.total, decided: a.decided + b.decided, open: a.open + b.open,
    accepted: a.accepted + b.accepted, rejected: a.rejected + b.rejected, doubtful: a.doubtful + b.doubtful,
  };
}

export function isDoubtful(annotation: Annotation): boolean {
  return annotation.changed === true || annotation.conflict !== undefined;
}

/** Whether a person still has to decide: never decided, or decided on words that changed. */
export function needsDecision(annotation: Annotation): boolean {
  return !isDecided(annotation) || isDoubtful(annotation);
}

/** What is drawn in the text: rejected suggestions and lost words are not. */
export function isVisible(annotation: Annotation): boolean {
  return annotation.status !== 'rejected' && !isUnplaced(annotation);
}
