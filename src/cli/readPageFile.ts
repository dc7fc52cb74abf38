import { readFileSync } from 'node:fs';
import { editorText } from '../annotations/editorText';
import type { LineEnding } from '../annotations/sidecar';

export interface PageFile {
  readonly text: string;
  readonly eol: LineEnding;
  /** As VS Code names it. */
  readonly encoding: string;
  /** Whether the encoding is a guess: neither told nor shown by the bytes. */
  readonly guessed: boolean;
}

/** Encodings that can be told, by VS Code's names, with their names in the Encoding Standard. */
export const ENCODINGS: Readonly<Record<string, string>> = {
  utf8: 'utf-8', utf8bom: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be', gb18030: 'gb18030', gbk: 'gbk', big5hkscs: 'big5', cp950: 'big5',
};

/**
 * Reads a page as the editor would hold it.
 * @param encoding one of `ENCODINGS`; undefined: told by a byte order mark, else UTF-8 if it is valid, else GB18030
 * @throws Error where the file cannot be read or its bytes are not text of the encoding
 */
export function readPageFile(path: string, encoding: string | undefined): PageFile {
  const bytes = readFileSync(path);
  const { name, guessed } = encoding === undefined ? detect(bytes) : { name: encoding, guessed: false };
  const decoded = decode(bytes, name);
  if (decoded === undefined) {
    throw new Error(encoding === undefined
      ? 'neither UTF-8 nor GB18030; name its encoding with --encoding'
      : `not valid ${encoding}`);
  }
  return { ...editorText(decoded), encoding: name, guessed };
}

function detect(bytes: Uint8Array): { name: string; guessed: boolean } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: 'utf8bom', guessed: false };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf16le', guessed: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf16be', guessed: false };
  return decode(bytes, 'utf8') === undefined ? { name: 'gb18030', guessed: true } : { name: 'utf8', guessed: false };
}

function decode(bytes: Uint8Array, name: string): string | undefined {
  try {
    return new TextDecoder(ENCODINGS[name], { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
