import { ENTITY_LABELS, type Layer } from '../../src/annotations/model';
import type { Span } from '../../src/page/span';

/** What an editor would mark on a page; offsets are UTF-16 code units of its text. */
export interface GoldAnnotation extends Span {
  readonly layer: Layer;
  /** An EntityLabel or a NumberKind; `copy` for a copied passage, of whatever kind. */
  readonly label: string;
  /** The value of a number as a string, a range as `min..max`. */
  readonly value?: string;
}

/**
 * Reads a page with its marks written into it: `【PERSON 邬雪桥】`, `【money 190元＝190】`, `〖a copied passage〗`. The marks may
 * stand inside each other. Without them the text is the page, to the character.
 */
export function readGold(marked: string): { readonly text: string; readonly annotations: readonly GoldAnnotation[] } {
  const annotations: GoldAnnotation[] = [];
  const begun: { start: number; label: string }[] = [];
  let text = '';
  let value: string | undefined;
  for (let at = 0; at < marked.length; at++) {
    const sign = marked[at];
    if (sign === '〖') begun.push({ start: text.length, label: 'copy' });
    else if (sign === '【') {
      const space = marked.indexOf(' ', at);
      begun.push({ start: text.length, label: marked.slice(at + 1, space) });
      at = space;
    } else if (sign === '＝') value = '';
    else if (sign === '】' || sign === '〗') {
      const { start, label } = begun.pop()!;
      annotations.push({ start, end: text.length, layer: layerOf(label), label, ...(value === undefined ? {} : { value }) });
      value = undefined;
    } else if (value !== undefined) value += sign;
    else text += sign;
  }
  return { text, annotations: annotations.sort((a, b) => a.start - b.start || b.end - a.end) };
}

function layerOf(label: string): Layer {
  if (label === 'copy') return 'duplicate';
  return (ENTITY_LABELS as readonly string[]).includes(label) ? 'entity' : 'number';
}
