import type { Span } from '../page/span';
import { trim, type Afters, type Stamp } from './decisions';
import { isUnplaced, type Annotation, type CopyFields } from './model';
import type { PageAnnotations } from './pageAnnotations';

/** A copy of a passage on a page, as the search for copies describes it. */
export interface FoundCopy extends Span {
  /** A CopyKind. */
  readonly label: string;
  readonly group: string;
  readonly similarity: number;
}

/**
 * Decides about one copy on its page: accepted in its role, or rejected where it has none. The annotation that stands on
 * these words already is decided; where there is none, one is made. Empty where nothing but white space is there.
 */
export function decideCopy(page: PageAnnotations, found: FoundCopy, role: CopyFields | undefined, stamp: Stamp): Afters {
  const span = trim(page.text, found);
  if (!span) return [];
  const { label, group, similarity } = found;
  const standing = copyOn(page, span, group);
  const words = { ...span, quote: page.text.slice(span.start, span.end) };
  const fresh: Annotation = standing ?? {
    id: page.newId('duplicate', span), layer: 'duplicate', label, ...words, group, similarity, status: 'suggested', origin: 'suggested',
  };
  const { copy, of, by, at, changed, conflict, ...rest } = fresh;
  return [[fresh.id, { ...rest, group, ...words, status: role ? 'accepted' : 'rejected', ...role, ...stamp }]];
}

/** The annotation of exactly these words as a copy, one of the same group before others. */
function copyOn(page: PageAnnotations, { start, end }: Span, group: string): Annotation | undefined {
  const same = page.touching({ start, end }).filter((one) => one.layer === 'duplicate' && !isUnplaced(one) && one.start === start && one.end === end);
  return same.find((one) => one.group === group) ?? same.at(0);
}
