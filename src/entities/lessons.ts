import { isEntityLabel, type EntityLabel, type Status } from '../annotations/model';
import type { Page, Paragraph } from '../page/page';
import { contains, overlaps, type Span } from '../page/span';
import type { LabelledSpan, ParagraphText } from './entity';
import type { RejectedName } from './knownNames';
import { isLexiconName, rejectionAt } from './workspaceLexicon';

/** An annotation of names as it stands on a page; offsets are of the page. */
export interface NameDecision extends Span {
  readonly id: string;
  readonly label: string;
  readonly status: Status;
}

/** What a decision says of a name: its string in the reflowed text, what stands around it, and its label where it is one. */
export interface DecidedName extends RejectedName {
  readonly id: string;
  /** Absent where the decision says that this is no name. */
  readonly label?: EntityLabel;
}

/** A paragraph of which all names are decided: what the recogniser can learn from. Offsets are of its reflowed text. */
export interface Lesson extends ParagraphText {
  readonly names: readonly LabelledSpan[];
}

/**
 * What decisions teach.
 * @param decisions all annotations of names, open ones included, in the paragraphs concerned
 */
export function lessonsOf(page: Page, decisions: readonly NameDecision[]): { readonly names: DecidedName[]; readonly lessons: Lesson[] } {
  const names: DecidedName[] = [];
  const lessons: Lesson[] = [];
  const sorted = [...decisions].sort((left, right) => left.start - right.start);
  let next = 0;
  for (const paragraph of page.paragraphs) {
    while (next < sorted.length && sorted[next].start < paragraph.start) next++;
    const own: NameDecision[] = [];
    for (; next < sorted.length && sorted[next].start < paragraph.end; next++) own.push(sorted[next]);
    if (own.length === 0) continue;
    const inside = own.filter((one) => contains(paragraph, one));
    names.push(...inside.flatMap((decision) => nameOf(paragraph, decision) ?? []));
    const lesson = inside.length === own.length ? lessonOf(paragraph, own) : undefined;
    if (lesson) lessons.push(lesson);
  }
  return { names, lessons };
}

function nameOf(paragraph: Paragraph, { id, label, status, start, end }: NameDecision): DecidedName | undefined {
  if (status === 'suggested') return undefined;
  const span = paragraph.map.spanToText(start, end);
  const rejection = rejectionAt(paragraph.text, span.start, span.end);
  if (!isLexiconName(rejection.name)) return undefined;
  if (status === 'rejected') return { id, ...rejection };
  return isEntityLabel(label) ? { id, ...rejection, label } : undefined;
}

/** Undefined while something is open, where nothing is decided, and where names overlap, which the recogniser cannot say. */
function lessonOf(paragraph: Paragraph, decisions: readonly NameDecision[]): Lesson | undefined {
  if (decisions.some(({ status }) => status === 'suggested')) return undefined;
  const names: LabelledSpan[] = [];
  for (const { label, status, start, end } of decisions) {
    if (status === 'rejected') continue;
    if (!isEntityLabel(label)) return undefined;
    const span = { ...paragraph.map.spanToText(start, end), label };
    if (span.start === span.end || names.some((other) => overlaps(other, span))) return undefined;
    names.push(span);
  }
  return { text: paragraph.text, kind: paragraph.kind, names };
}
