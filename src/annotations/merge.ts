import { conflictsOf, isUnplaced, SUGGESTION_FIELDS, type Annotation, type Conflict } from './model';
import { withoutWhitespace } from './whitespace';

/** Two versions of a page's annotations as one. */
export interface Merge {
  readonly annotations: readonly Annotation[];
  /** Ids of annotations on which the two sides decided differently; each carries the losing decision in `conflict`. */
  readonly conflicts: readonly string[];
}

/**
 * Three-way merge by id: what only one side changed is taken; where both changed one annotation differently, the later
 * decision stands and carries the other in `conflict`, so that no side is lost. Which side is called ours makes no
 * difference to the decisions; places are those of `ours` where both mean the same words, since its text is the newer.
 * @param base what both sides started from; annotations that neither side changed may be left out
 */
export function mergeAnnotations(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): Merge {
  const bases = byId(base);
  const others = byId(theirs);
  const annotations: Annotation[] = [];
  const conflicts: string[] = [];
  const keep = (base: Annotation | undefined, merged: Annotation | undefined): void => {
    if (!merged) return;
    annotations.push(merged);
    const known = base ? conflictsOf(base) : [];
    if (conflictsOf(merged).some((conflict) => !includes(known, conflict))) conflicts.push(merged.id);
  };
  for (const our of ours) {
    const base = bases.get(our.id);
    const their = others.get(our.id);
    others.delete(our.id);
    keep(base, their ? mergeOne(base, our, their) : keptByOneSide(base, our));
  }
  for (const their of others.values()) keep(bases.get(their.id), keptByOneSide(bases.get(their.id), their));
  return { annotations, conflicts };
}

/**
 * Whether two versions of one annotation carry one decision: the same verdict on the same words by the same person at
 * the same time. Offsets do not count: the text may have moved under one of them.
 */
export function sameDecision(a: Annotation, b: Annotation): boolean {
  return a.by === b.by && a.at === b.at && a.note === b.note && sameVerdict(a, b);
}

/** Whether two decisions say the same, whoever made them and when. */
function sameVerdict(a: Conflict | Annotation, b: Conflict | Annotation): boolean {
  return a.status === b.status && a.label === b.label && sameWords(a, b)
    && (a.status === 'suggested' || VERDICT_FIELDS.every((field) => a[field] === b[field]));
}

/** What a person's decision says besides status, label and words. */
const VERDICT_FIELDS = ['value', 'unit', 'min', 'max', 'copy', 'of'] as const;

function sameWords(a: { readonly quote?: string }, b: { readonly quote?: string }): boolean {
  return a.quote === undefined || b.quote === undefined || a.quote === b.quote || withoutWhitespace(a.quote) === withoutWhitespace(b.quote);
}

/**
 * An annotation that the other side does not have: dropped only if it was there before and this side left it as it was.
 * Where the other side removed a decision that this side changed, the removal is told as a conflict.
 */
function keptByOneSide(base: Annotation | undefined, mine: Annotation): Annotation | undefined {
  if (!base) return mine;
  if (sameDecision(base, mine)) return undefined;
  if (base.status === 'suggested') return mine;
  const { by, at, ...removed } = decisionOf({ ...base, start: mine.start, end: mine.end });
  return withConflicts(mine, [...conflictsOf(mine), { ...removed, status: 'rejected' }]);
}

function mergeOne(base: Annotation | undefined, ours: Annotation, theirs: Annotation): Annotation {
  const oursIsNew = !base || !sameDecision(base, ours);
  const theirsIsNew = !base || !sameDecision(base, theirs);
  const standing = !theirsIsNew ? ours : !oursIsNew ? placedAs(theirs, ours) : standingOf(ours, theirs);
  const both = [ours, theirs].flatMap((side) => conflictsOf(side));
  const known = base ? conflictsOf(base) : [];
  // a conflict that was known before is settled where a side that decided anew no longer has it
  const open = both.filter((conflict) => !includes(known, conflict)
    || [[ours, oursIsNew] as const, [theirs, theirsIsNew] as const].every(([side, isNew]) => !isNew || includes(conflictsOf(side), conflict)));
  const lost = oursIsNew && theirsIsNew ? [ours, theirs].filter((side) => side.status !== 'suggested' || standing.status === 'suggested') : [];
  const conflicts = [...open, ...lost.map(decisionOf)].filter((conflict) => !sameVerdict(conflict, standing));
  return withConflicts(standing, conflicts);
}

/** Of two new versions the decided one, else the later; the same whichever side asks. */
function standingOf(ours: Annotation, theirs: Annotation): Annotation {
  if (sameDecision(ours, theirs)) return ours;
  const isDecided = (side: Annotation): number => (side.status === 'suggested' ? 0 : 1);
  const order = isDecided(ours) - isDecided(theirs) || compare(rank(ours), rank(theirs));
  return order >= 0 ? ours : placedAs(theirs, ours);
}

function rank({ at, by, status, label, quote }: Annotation): string {
  return [at ?? '', by ?? '', status, label, withoutWhitespace(quote)].join('\u0000');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The decision of one side on the place of the other, where both mean the same words and the other knows where they are. */
function placedAs(decision: Annotation, place: Annotation): Annotation {
  if (isUnplaced(place) || !sameWords(decision, place)) return decision;
  const { start, end, quote } = place;
  const { changed, before, after, ...rest } = decision;
  return { ...rest, start, end, quote, ...(place.changed ? { changed: true as const } : {}) };
}

/** What a version of an annotation says, as the other side of a conflict. */
export function decisionOf(annotation: Annotation): Conflict {
  const { label, start, end, quote, status, by, at, note } = annotation;
  const said = Object.fromEntries(CONFLICT_FIELDS.flatMap((field) => (annotation[field] === undefined ? [] : [[field, annotation[field]]])));
  return {
    label, start, end, quote, status,
    ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }), ...said, ...(note === undefined ? {} : { note }),
  };
}

/** The fields of a suggestion that a person's decision may change; the others are the machine's and the same on both sides. */
const CONFLICT_FIELDS = [...SUGGESTION_FIELDS.filter((field) => !['label', 'group', 'similarity', 'role', 'confidence'].includes(field)), 'copy', 'of'] as const;

function withConflicts(annotation: Annotation, conflicts: readonly Conflict[]): Annotation {
  const { conflict, ...rest } = annotation;
  const unique = conflicts.filter((one, index) => !includes(conflicts.slice(0, index), one));
  if (unique.length === 0) return conflict ? rest : annotation;
  return { ...rest, conflict: unique.sort((a, b) => compare(conflictRank(a), conflictRank(b))) };
}

function conflictRank({ at, by, status, label }: Conflict): string {
  return [at ?? '', by ?? '', status, label].join('\u0000');
}

function includes(conflicts: readonly Conflict[], conflict: Conflict): boolean {
  return conflicts.some((one) => one.by === conflict.by && one.at === conflict.at && sameVerdict(one, conflict));
}

function byId(annotations: readonly Annotation[]): Map<string, Annotation> {
  return new Map(annotations.map((annotation) => [annotation.id, annotation]));
}
