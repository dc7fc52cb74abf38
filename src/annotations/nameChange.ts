import type { Span } from '../page/span';
import { mark, relabel, type Afters, type Stamp } from './decisions';
import type { Annotation } from './model';
import type { Edit } from './history';
import type { PageAnnotations } from './pageAnnotations';
import { sameDecision } from './merge';
import { isMention, nameOf } from './pageSurvey';
import { withoutWhitespace } from './whitespace';

/** What is to be done about a name on one page. It says all by itself, so that it can be sent to where the page is. */
export type NameChange =
  /** The mentions of a name, or those of them that are listed, get a label, a full form, or both, and are accepted. */
  | { readonly kind: 'mentions'; readonly name: string; readonly ids?: readonly string[] | undefined; readonly label?: string | undefined; readonly fullForm?: string | undefined }
  /** Places of the words are marked as a name. Those that hold other words by now are left alone. */
  | { readonly kind: 'mark'; readonly words: string; readonly label: string; readonly link?: string | undefined; readonly spans: readonly Span[] };

/** What a change makes of the annotations of a page; empty where it is done already. */
export function changeName(page: PageAnnotations, change: NameChange, stamp: Stamp): Afters {
  return change.kind === 'mark' ? markNames(page, change, stamp) : changeMentions(page, change, stamp);
}

function changeMentions(page: PageAnnotations, { name, ids, label, fullForm }: Extract<NameChange, { kind: 'mentions' }>, stamp: Stamp): Afters {
  const only = ids && new Set(ids);
  return page.all.flatMap((annotation): Afters => {
    if (!isMention(annotation) || nameOf(annotation) !== name || (only && !only.has(annotation.id))) return [];
    const wanted = label ?? annotation.label;
    const sameName = fullForm === undefined || withoutWhitespace(fullForm) === name;
    if (annotation.status === 'accepted' && !annotation.changed && annotation.label === wanted && sameName) return [];
    return relabel(page, annotation, 'entity', wanted, {}, stamp).map(([id, after]) => [id, after && !sameName ? linked(after, fullForm) : after]);
  });
}

function markNames(page: PageAnnotations, { words, label, link, spans }: Extract<NameChange, { kind: 'mark' }>, stamp: Stamp): Afters {
  const wanted = withoutWhitespace(words);
  return spans.flatMap((span): Afters => {
    if (withoutWhitespace(page.text.slice(span.start, span.end)) !== wanted) return [];
    return mark(page, span, 'entity', label, {}, stamp).map(([id, after]) => [id, after && link !== undefined ? linked(after, link) : after]);
  });
}

/** A mention of the name: linked to it, unless it is the full form itself. */
function linked(annotation: Annotation, fullForm: string): Annotation {
  const { link, ...rest } = annotation;
  return withoutWhitespace(annotation.quote) === withoutWhitespace(fullForm) ? rest : { ...rest, link: fullForm };
}

/** The edits that a decision makes, as the store would record them. */
export function editsOf(page: PageAnnotations, afters: Afters): Edit[] {
  return afters.map(([id, after]) => ({ id, before: page.get(id), after }));
}

/**
 * What takes edits back; undefined where one of the annotations was decided anew since, so that nothing is taken back
 * that somebody else did. Places are those of now, since the text may have moved under them.
 */
export function takenBack(page: PageAnnotations, edits: readonly Edit[]): Afters | undefined {
  const afters: Afters = [];
  for (const { id, before, after } of edits) {
    const now = page.get(id);
    // a suggestion that gave way may have been suggested again; it is put back as it is
    if (after === undefined ? now !== undefined && now.status !== 'suggested' : !now || !sameDecision(now, after)) return undefined;
    if (now && before && after) {
      const { start, end, quote } = now;
      afters.push([id, { ...before, ...(quote === after.quote ? { start, end, quote } : {}) }]);
    } else afters.push([id, before]);
  }
  return afters;
}
