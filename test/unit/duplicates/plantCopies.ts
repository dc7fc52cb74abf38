import { composeParagraph, composeSentence } from './composeNews';
import type { Random } from './random';

const PUNCTUATION = '，、；：。！？';
const SPARE = '的一是了在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经';

/** How a copy was changed. Numbers are shares of edited characters in percent. */
export type CopyClass =
  | 'exact' | 'rewrap' | 'width' | 'punctuation'
  | 'edit1' | 'edit5' | 'edit10' | 'edit20' | 'edit30' | 'edit40' | 'span'
  | 'split' | 'merged' | 'quote' | 'quote5' | 'reordered';

export const WHOLE_CLASSES = ['exact', 'rewrap', 'width', 'punctuation', 'edit1', 'edit5', 'edit10', 'edit20', 'edit30', 'edit40', 'span', 'reordered'] as const;

/** Replaces, drops or inserts about `share` of the characters, each on its own. */
export function editCharacters(random: Random, text: string, share: number): string {
  let result = '';
  for (const character of text) {
    if (random.next() >= share) {
      result += character;
      continue;
    }
    const kind = random.between(0, 3);
    if (kind <= 1) result += random.pick([...SPARE]);
    else if (kind === 2) result += character + random.pick([...SPARE]);
  }
  return result;
}

/** Hard line breaks every 16 to 20 characters, stray spaces at some of them. */
export function rewrap(random: Random, text: string): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = random.between(16, 20);
    lines.push(text.slice(at, at + length));
    at += length;
  }
  return lines.join(random.next() < 0.5 ? '\n' : ' \n\n');
}

/** Digits, Latin letters and some marks in their other width. */
export function changeWidth(text: string): string {
  return text.replace(/[0-9，：；]/gu, (character) => {
    const code = character.charCodeAt(0);
    return String.fromCharCode(code < 0x80 ? code + 0xfee0 : code - 0xfee0);
  });
}

/** Other marks for some marks, other quotation marks, some commas gone. */
export function changePunctuation(random: Random, text: string): string {
  return [...text].map((character) => {
    if (character === '“') return '「';
    if (character === '”') return '」';
    if (!PUNCTUATION.includes(character) || random.next() < 0.5) return character;
    return random.next() < 0.2 ? '' : random.pick([...PUNCTUATION]);
  }).join('');
}

/** Replaces one stretch of 10 to 30 % by other words, or drops it, or adds as much. */
export function editSpan(random: Random, text: string): string {
  const length = Math.round(text.length * (0.1 + 0.2 * random.next()));
  const at = random.between(0, text.length - length);
  let words = '';
  while (words.length < length) words += composeSentence(random);
  const kind = random.between(0, 2);
  const inserted = kind === 1 ? '' : words.slice(0, length);
  return text.slice(0, at) + inserted + text.slice(kind === 2 ? at : at + length);
}

/** A copy of a whole paragraph, given as sentences, changed in the way of its class. */
export function wholeCopy(random: Random, sentences: readonly string[], copyClass: typeof WHOLE_CLASSES[number]): string {
  const text = sentences.join('');
  switch (copyClass) {
    case 'exact': return text;
    case 'rewrap': return rewrap(random, text);
    case 'width': return changeWidth(text);
    case 'punctuation': return changePunctuation(random, text);
    case 'span': return editSpan(random, text);
    case 'reordered': return [...sentences.slice(1), sentences[0]].join('');
    default: return editCharacters(random, text, Number(copyClass.slice(4)) / 100);
  }
}

/** A new paragraph that quotes 30 to 50 characters of the text, of which `share` are edited. */
export function quoteOf(random: Random, text: string, share: number): string {
  const length = Math.min(text.length, random.between(30, 50));
  const at = random.between(0, text.length - length);
  const quote = editCharacters(random, text.slice(at, at + length), share);
  const host = composeParagraph(random);
  host.splice(random.between(0, host.length), 0, `${composeSentence(random).slice(0, -1)}，${quote}。`);
  return host.join('');
}
