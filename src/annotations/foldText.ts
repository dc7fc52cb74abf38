import { composed, composedWithOffsets, type MappedText } from './composed';
import { stripWithOffsets, withoutWhitespace } from './whitespace';

/**
 * A text as anchors compare it: without white space, every full-width ASCII character in its half-width form, and
 * characters composed (NFC).
 */
export function foldWithOffsets(text: string): MappedText {
  const { text: stripped, offsets } = stripWithOffsets(text);
  return composedWithOffsets({ text: toHalfWidth(stripped), offsets });
}

/** See `foldWithOffsets`. */
export function folded(text: string): string {
  return composed(toHalfWidth(withoutWhitespace(text)));
}

/** One character for one, so that offsets stay. */
function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}
