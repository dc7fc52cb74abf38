import type { Span } from '../page/span';

interface Node<Value> {
  readonly next: Map<number, Node<Value>>;
  value: Value | undefined;
}

/** Finds many strings in a text at once: a tree of characters. A text takes at most its length times the longest string. */
export class NameMatcher<Value> {
  private readonly root: Node<Value> = { next: new Map(), value: undefined };

  /** A later value for the same string replaces the earlier one. */
  add(name: string, value: Value): void {
    let node = this.root;
    for (let at = 0; at < name.length; at += 1) {
      const code = name.charCodeAt(at);
      let next = node.next.get(code);
      if (!next) node.next.set(code, next = { next: new Map(), value: undefined });
      node = next;
    }
    if (node !== this.root) node.value = value;
  }

  /** The longest string at each place, left to right, without overlap. */
  find(text: string): (Span & { readonly value: Value })[] {
    const found: (Span & { readonly value: Value })[] = [];
    for (let start = 0; start < text.length;) {
      let node: Node<Value> | undefined = this.root;
      let end = 0;
      let value: Value | undefined;
      for (let at = start; at < text.length; at += 1) {
        node = node.next.get(text.charCodeAt(at));
        if (!node) break;
        if (node.value !== undefined) {
          end = at + 1;
          value = node.value;
        }
      }
      if (value === undefined) {
        start += 1;
      } else {
        found.push({ start, end, value });
        start = end;
      }
    }
    return found;
  }
}
