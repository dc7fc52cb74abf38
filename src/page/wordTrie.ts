interface Node<Value> {
  readonly next: Map<number, Node<Value>>;
  value: Value | undefined;
}

/** Finds the longest word of a list that stands at an offset; time is bounded by the longest word. A value is never undefined. */
export class WordTrie<Value> {
  private readonly root: Node<Value> = { next: new Map(), value: undefined };

  add(word: string, value: Value): void {
    let node = this.root;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      let next = node.next.get(code);
      if (!next) {
        next = { next: new Map(), value: undefined };
        node.next.set(code, next);
      }
      node = next;
    }
    node.value = value;
  }

  /** The value of the longest word that starts at `at` and that `fits` accepts. */
  longest(text: string, at: number, fits?: (value: Value, end: number) => boolean): Value | undefined {
    return this.longestMatch(text, at, fits)?.value;
  }

  /** As `longest`, with the end of the word. */
  longestMatch(text: string, at: number, fits?: (value: Value, end: number) => boolean): { readonly end: number; readonly value: Value } | undefined {
    let node: Node<Value> | undefined = this.root.next.get(text.charCodeAt(at));
    let foundEnd = 0;
    let found: Value | undefined;
    for (let end = at + 1; node; end++) {
      if (node.value !== undefined && (!fits || fits(node.value, end))) {
        found = node.value;
        foundEnd = end;
      }
      node = end < text.length ? node.next.get(text.charCodeAt(end)) : undefined;
    }
    return found === undefined ? undefined : { end: foundEnd, value: found };
  }
}
