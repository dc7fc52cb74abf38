import type { Span } from '../page/span';
import { folded, foldWithOffsets } from './foldText';
import type { Annotation } from './model';
import { placeAll } from './placing';
import type { TextChange } from './textChange';
import { TextMatch } from './textMatch';
import { firstIndex } from '../page/firstIndex';

/** How much text around a replacement is compared too, so that its first and last words have neighbours. */
const NEIGHBOURHOOD = 64;
/** A comparison of longer texts would be felt while typing; an edit made by a person is shorter. */
const MOST = 50_000;

/**
 * Where words are after the stretch of text around them was replaced at once (a formatter, a pasted version, a file read
 * again from disk), as far as a comparison of both texts tells for certain.
 * @param annotations those that share text with what was replaced
 * @returns their spans in the new text by id; undefined where nothing replaced anything or the texts are too long
 */
export function comparePlaces(
  { start, removed, inserted }: TextChange, before: string, text: string, annotations: readonly Annotation[],
): Map<string, Span> | undefined {
  if (removed === 0 || inserted === '' || removed + inserted.length > MOST) return undefined;
  const from = Math.max(0, start - NEIGHBOURHOOD);
  const old = foldWithOffsets(before.slice(from, start + removed + NEIGHBOURHOOD));
  const now = foldWithOffsets(text.slice(from, start + inserted.length + NEIGHBOURHOOD));
  const startOf = (annotation: Annotation): number | undefined => {
    const at = firstIndex(old.offsets.length, (index) => old.offsets[index] >= annotation.start - from);
    return !annotation.changed && old.text.startsWith(folded(annotation.quote), at) ? at : undefined;
  };
  const found = new Map<string, Span>();
  for (const [id, { place, length }] of placeAll(new TextMatch(old.text, now.text), annotations, startOf)) {
    found.set(id, { start: from + now.offsets[place], end: from + now.offsets[place + length - 1] + 1 });
  }
  return found;
}
