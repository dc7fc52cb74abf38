import { isUnplaced, type Annotation, type Status } from './model';
import { withoutWhitespace } from './whitespace';

/** How one page stands, in numbers. */
export interface PageCounts {
  readonly total: number;
  readonly open: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Annotations on which two people decided differently. */
  readonly conflicts: number;
  /** Annotations whose words are gone: only a person can say where they belong. */
  readonly unplaced: number;
  /** Decisions whose words were changed and are still there. */
  readonly changed: number;
}

/** One place where a name stands. Offsets are UTF-16 code units of the page. */
export interface NameMention {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** The words on the page, without white space. */
  readonly form: string;
  /** The full form that a short one stands for. */
  readonly link?: string;
  readonly label: string;
  readonly status: Status;
}

export interface PageSurvey {
  readonly counts: PageCounts;
  /** In reading order; what was rejected or has lost its words is left out. */
  readonly mentions: readonly NameMention[];
}

export const NO_COUNTS: PageCounts = { total: 0, open: 0, accepted: 0, rejected: 0, conflicts: 0, unplaced: 0, changed: 0 };

/** The full form of the name that an annotation is a mention of, without white space. */
export function nameOf({ link, quote }: Pick<Annotation, 'link' | 'quote'>): string {
  return withoutWhitespace(link ?? quote);
}

/** Whether an annotation is a mention of a name: what was rejected, or has lost its words, is none. */
export function isMention(annotation: Annotation): boolean {
  return annotation.layer === 'entity' && annotation.status !== 'rejected' && !isUnplaced(annotation);
}

/** Where a name stands among annotations, under its full name (as `nameOf` tells it) or a short one. */
export function mentionsOfName(annotations: readonly Annotation[], name: string): Annotation[] {
  return annotations.filter((one) => isMention(one) && nameOf(one) === name);
}

/** What the views of a corpus show of one page. */
export function surveyPage(annotations: readonly Annotation[]): PageSurvey {
  const counts = { ...NO_COUNTS };
  const mentions: NameMention[] = [];
  for (const annotation of annotations) {
    counts.total++;
    if (annotation.status === 'suggested') counts.open++;
    else counts[annotation.status]++;
    if (annotation.conflict) counts.conflicts++;
    if (isUnplaced(annotation)) counts.unplaced++;
    else if (annotation.changed) counts.changed++;
    if (isMention(annotation)) mentions.push(mentionOf(annotation));
  }
  return { counts, mentions };
}

function mentionOf({ id, start, end, quote, link, label, status }: Annotation): NameMention {
  const form = withoutWhitespace(quote);
  const full = link === undefined ? form : withoutWhitespace(link);
  return { id, start, end, form, ...(full === form ? {} : { link: full }), label, status };
}

/** How many decisions a page still asks for: what is open, and what somebody must look at again. */
export function toDo({ open, conflicts, unplaced, changed }: PageCounts): number {
  return open + conflicts + unplaced + changed;
}
