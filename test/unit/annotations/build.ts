import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import type { Annotation, Suggestion } from '../../../src/annotations/model';
import type { TextChange } from '../../../src/annotations/textChange';

export const STAMP = { by: '编辑甲', at: '2024-03-01T08:00:00.000Z' };

/** A suggestion on the nth occurrence of the words in the text. */
export function suggestion(text: string, words: string, fields: Partial<Suggestion> = {}, nth = 0): Suggestion {
  let start = text.indexOf(words);
  for (let count = 0; count < nth; count++) start = text.indexOf(words, start + 1);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return { layer: 'entity', label: 'PERSON', start, end: start + words.length, quote: words, ...fields };
}

/** An annotation on the nth occurrence of the words; its id is the words and the number unless given. */
export function annotation(text: string, words: string, fields: Partial<Annotation> = {}, nth = 0): Annotation {
  return { ...suggestion(text, words, {}, nth), id: `${words}${nth}`, status: 'suggested', origin: 'suggested', ...fields };
}

/** Replaces words of the page, as an editor tells it. */
export function edit(page: PageAnnotations, start: number, removed: number, inserted: string): void {
  const change: TextChange = { start, removed, inserted };
  page.changeText(change, page.text.slice(0, start) + inserted + page.text.slice(start + removed));
}

/** What stands on the page: words, status, and `?` where they are not certain. */
export function summary(page: PageAnnotations): string[] {
  return page.all.map(({ start, end, status, changed }) => `${page.text.slice(start, end)}@${start} ${status}${changed ? '?' : ''}`);
}
