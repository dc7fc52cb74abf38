/**
 * What was found in paragraphs, by their text, so that an edit costs only the paragraphs it touched. Holds what the
 * last two analyses used: `turn` after each one forgets the rest.
 */
export class ParagraphMemory<Found> {
  private current = new Map<string, Found>();
  private previous = new Map<string, Found>();

  /** What is known of the paragraph, or what `find` finds. */
  recall(key: string, find: () => Found): Found {
    let found = this.current.get(key) ?? this.previous.get(key);
    found ??= find();
    this.current.set(key, found);
    return found;
  }

  /** Forgets what was found in paragraphs to whose key the test applies. @returns whether there were any */
  forget(test: (key: string) => boolean): boolean {
    let forgotten = false;
    for (const memory of [this.current, this.previous]) {
      for (const key of memory.keys()) {
        if (!test(key)) continue;
        memory.delete(key);
        forgotten = true;
      }
    }
    return forgotten;
  }

  turn(): void {
    this.previous = this.current;
    this.current = new Map();
  }
}
