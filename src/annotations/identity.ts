import type { Span } from '../page/span';
import { contextOf } from './context';
import { shortHash } from './hash';
import type { Layer } from './model';
import { withoutWhitespace } from './whitespace';

/**
 * The id of a new annotation: a hash of its layer, its words and the words around it. Two machines that analyse the
 * same page give the same suggestion the same id, so that their sidecars can be merged.
 * @param taken tells ids in use; the next free one of the same words is returned.
 */
export function annotationId(text: string, layer: Layer, span: Span, taken: (id: string) => boolean): string {
  const { before, after } = contextOf(text, span);
  const words = withoutWhitespace(text.slice(span.start, span.end));
  for (let attempt = 0; ; attempt++) {
    const id = shortHash([layer, words, before, after, attempt].join('\u0000'));
    if (!taken(id)) return id;
  }
}
