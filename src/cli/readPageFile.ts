import { readFileSync } from 'node:fs';
import * as l10n from '@vscode/l10n';
import { editorText } from '../annotations/editorText';
import type { LineEnding } from '../annotations/sidecar';
import { ENCODINGS, decode, detectEncoding } from '../files/detectEncoding';

export interface PageFile {
  readonly text: string;
  readonly eol: LineEnding;
  /** As VS Code names it. */
  readonly encoding: string;
  /** Whether the encoding is a guess: neither told nor shown by the bytes. */
  readonly guessed: boolean;
}

/**
 * Reads a page as the editor would hold it.
 * @param encoding one of `ENCODINGS`, which the bytes must be; undefined: told by the bytes
 * @param before the encoding that the page was last read in, as its sidecar says; taken where the bytes allow it
 * @throws Error where the file cannot be read or its bytes are not text of the encoding
 */
export function readPageFile(path: string, encoding: string | undefined, before?: string): PageFile {
  return decodePage(readFileSync(path), encoding, before);
}

/**
 * Decodes the bytes of a page as the editor would hold it; parameters as for `readPageFile`.
 * @throws Error where the bytes are not text of the encoding
 */
export function decodePage(bytes: Uint8Array, encoding?: string, before?: string): PageFile {
  if (encoding !== undefined) {
    const told = pageIn(bytes, encoding, false);
    if (!told) throw new Error(l10n.t('not valid {0}', encoding));
    return told;
  }
  const known = before !== undefined && Object.hasOwn(ENCODINGS, before) ? pageIn(bytes, before, false) : undefined;
  if (known) return known;
  const detected = detectEncoding(bytes);
  const page = detected && pageIn(bytes, detected.name, detected.guessed);
  if (!page) throw new Error(l10n.t('no text in UTF-8, UTF-16, GB18030 or Big5; name its encoding with --encoding'));
  return page;
}

function pageIn(bytes: Uint8Array, encoding: string, guessed: boolean): PageFile | undefined {
  const decoded = decode(bytes, encoding);
  return decoded === undefined ? undefined : { ...editorText(decoded), encoding, guessed };
}
