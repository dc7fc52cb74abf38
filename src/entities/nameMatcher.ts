import type { Span } from '../page/span';
import { WordTrie } from '../page/wordTrie';

/** Finds many strings in a text at once. A text takes at most its length times the longest string. */
export class NameMatcher<Value extends NonNullable<unknown> | null> {
  private readonly names = new WordTrie<Value>();

  /** A later value for the same string replaces the earlier one; the empty string is found nowhere. */
  add(name: string, value: Value): void {
    this.names.add(name, value);
  }

  /** The longest string at each place, left to right, without overlap. */
  find(text: string): (Span & { readonly value: Value })[] {
    const found: (Span & { readonly value: Value })[] = [];
    for (let start = 0; start < text.length;) {
      const match = this.names.longestMatch(text, start);
      if (match) found.push({ start, end: match.end, value: match.value });
      start = match?.end ?? start + 1;
    }
    return found;
  }
}
