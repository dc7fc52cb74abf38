import { analyse } from 'chardet';

/** Encodings that a page can be read in, by VS Code's names, with their names in the Encoding Standard. */
export const ENCODINGS: Readonly<Record<string, string>> = {
  utf8: 'utf-8', utf8bom: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be', gb18030: 'gb18030', gbk: 'gbk', big5hkscs: 'big5', cp950: 'big5',
};

export interface DetectedEncoding {
  /** One of `ENCODINGS`. */
  readonly name: string;
  /** Whether it is a guess by the look of the text: no byte order mark, and not valid UTF-8. */
  readonly guessed: boolean;
}

/** How many bytes the guess looks at. */
const SAMPLE = 64 * 1024;
/** Share of the characters of a UTF-16 text that are of a kind found in Chinese and English pages. */
const PLAUSIBLE = 0.9;

/** The encoding that the bytes of a page speak for, or undefined where none fits. */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: 'utf8bom', guessed: false };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf16le', guessed: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf16be', guessed: false };
  // ASCII read as UTF-16 looks Chinese, and UTF-16 with ASCII in it is valid UTF-8: the zero bytes tell them apart
  const isUtf8 = decode(bytes, 'utf8') !== undefined;
  if (isUtf8 && !bytes.includes(0)) return { name: 'utf8', guessed: false };
  const sixteen = ['utf16le', 'utf16be'].find((name) => isPlausibleUtf16(bytes, name));
  if (sixteen) return { name: sixteen, guessed: true };
  if (isUtf8) return { name: 'utf8', guessed: false };
  const chinese = chineseByLikelihood(bytes).find((name) => decode(bytes, name) !== undefined);
  return chinese === undefined ? undefined : { name: chinese, guessed: true };
}

/** The text of the bytes, byte order mark included; undefined where they are no text of that encoding. */
export function decode(bytes: Uint8Array, name: string): string | undefined {
  try {
    return new TextDecoder(ENCODINGS[name], { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the decoder's way to say that the bytes are invalid
  }
}

/** GB18030 before Big5 unless the frequency of characters speaks for Big5: both accept most bytes of the other. */
function chineseByLikelihood(bytes: Uint8Array): string[] {
  const scores = analyse(bytes.subarray(0, SAMPLE));
  const confidence = (encoding: string): number => scores.find(({ name }) => name === encoding)?.confidence ?? 0;
  return confidence('Big5') > confidence('GB18030') ? ['big5hkscs', 'gb18030'] : ['gb18030', 'big5hkscs'];
}

/** Bytes of another encoding, read as UTF-16, scatter over scripts that no page mixes. */
function isPlausibleUtf16(bytes: Uint8Array, name: string): boolean {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return false;
  const text = new TextDecoder(ENCODINGS[name]).decode(bytes.subarray(0, SAMPLE));
  let plausible = 0;
  for (let index = 0; index < text.length; index++) if (isPageCharacter(text.charCodeAt(index))) plausible++;
  return plausible >= text.length * PLAUSIBLE;
}

function isPageCharacter(unit: number): boolean {
  return (unit >= 0x20 && unit < 0x7f) || unit === 10 || unit === 13 || unit === 9
    || (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3000 && unit <= 0x303f)
    || (unit >= 0xff00 && unit <= 0xffef) || (unit >= 0x2010 && unit <= 0x2027);
}
