import type { Span } from '../page/span';
import { WordTrie } from '../page/wordTrie';

/** A string that was found, and its value. */
type Found<Value> = Span & { readonly value: Value };

/** Finds many strings in a text at once. A text takes at most its length times the longest string. */
export class NameMatcher<Value extends NonNullable<unknown> | null> {
  private readonly names = new WordTrie<Value>();

  /** A later value for the same string replaces the earlier one; the empty string is found nowhere. */
  add(name: string, value: Value): void {
    this.names.add(name, value);
  }

  /** The longest string that begins at an offset. */
  at(text: string, start: number): Found<Value> | undefined {
    const match = this.names.longestMatch(text, start);
    return match && { start, end: match.end, value: match.value };
  }

  /** The longest string at each place, left to right, without overlap. */
  find(text: string): Found<Value>[] {
    const found: Found<Value>[] = [];
    for (let start = 0; start < text.length;) {
      const match = this.at(text, start);
      if (match) found.push(match);
      start = match?.end ?? start + 1;
    }
    return found;
  }

  /** The longest string that begins at each character, left to right, also inside and across others. */
  findOverlapping(text: string): Found<Value>[] {
    const found: Found<Value>[] = [];
    for (let start = 0; start < text.length; start += 1) {
      const match = this.at(text, start);
      if (match) found.push(match);
    }
    return found;
  }
}
