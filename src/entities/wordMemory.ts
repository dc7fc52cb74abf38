import { hashText } from './hashing';
import type { Segmenter } from './segmenter';
import { normalised } from './characterTypes';

/** More words than this are forgotten all at once: a page uses some thousands. */
const USUAL_WORDS = 1 << 16;

/** A part of speech as a number. */
export function tagNumber(tag: string): number {
  return tag.charCodeAt(0) | (tag.charCodeAt(1) << 7) | (tag.charCodeAt(2) << 14);
}

/** What features need to know of words, by a number for each word that has been seen: most words of a text come again. */
export class WordMemory {
  hash = new Int32Array(USUAL_WORDS);
  /** As `tagNumber`. */
  tag = new Int32Array(USUAL_WORDS);
  private readonly ids = new Map<string, number>();

  constructor(private readonly segmenter: Segmenter) {}

  /** Starts anew where there is no room left for the words of another text. */
  makeRoom(words: number): void {
    if (this.ids.size + words <= this.hash.length) return;
    this.ids.clear();
    if (words <= this.hash.length) return;
    this.hash = new Int32Array(words);
    this.tag = new Int32Array(words);
  }

  idOf(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.ids.size;
    this.ids.set(word, id);
    let read = '';
    for (let at = 0; at < word.length; at += 1) read += String.fromCharCode(normalised(word.charCodeAt(at)));
    this.hash[id] = hashText(read);
    this.tag[id] = tagNumber(this.segmenter.tagOf(word));
    return id;
  }
}
