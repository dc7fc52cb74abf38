import { createHash } from 'node:crypto';
import { inSlices } from './slices';

/** Code units hashed at once: about a millisecond's worth. */
const BLOCK = 200_000;

/** The hash of a page's text that its sidecar carries: over UTF-8, line endings as in the editor. */
export function textHash(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** The same for long texts, with breaks. */
export function textHashInSlices(text: string): Promise<string> {
  return inSlices(hashing(text));
}

function* hashing(text: string): Generator<void, string> {
  const hash = createHash('sha256');
  for (let from = 0; from < text.length;) {
    const cut = from + BLOCK;
    const to = isHighSurrogate(text.charCodeAt(cut - 1)) ? cut + 1 : cut; // never between the halves of a character
    hash.update(text.slice(from, to), 'utf8');
    from = to;
    yield;
  }
  return `sha256:${hash.digest('hex')}`;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
