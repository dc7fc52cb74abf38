import { stripWithOffsets, withoutWhitespace, type StrippedText } from './whitespace';

/** A text as anchors compare it: without white space, and every full-width ASCII character in its half-width form. */
export function foldWithOffsets(text: string): StrippedText {
  const { text: stripped, offsets } = stripWithOffsets(text);
  return { text: toHalfWidth(stripped), offsets };
}

/** See `foldWithOffsets`. */
export function folded(text: string): string {
  return toHalfWidth(withoutWhitespace(text));
}

/** One character for one, so that offsets stay. */
function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}
