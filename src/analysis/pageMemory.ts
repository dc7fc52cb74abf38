/**
 * What was found in paragraphs, by their text, so that an edit costs only the paragraphs it touched. Holds what the
 * last two analyses used: `turn` after each one forgets the rest.
 */
export class ParagraphMemory<Found> {
  private current = new Map<string, Found>();
  private previous = new Map<string, Found>();
  /** What still held in the paragraphs to look at again. */
  private readonly held = new Map<string, Found>();

  /** What is known of the paragraph, or what `find` finds, given what still held of what was found before. */
  recall(key: string, find: (held: Found | undefined) => Found): Found {
    let found = this.current.get(key) ?? this.previous.get(key);
    found ??= find(this.held.get(key));
    this.current.set(key, found);
    return found;
  }

  forgetAll(): boolean {
    const forgotten = this.current.size + this.previous.size > 0;
    for (const memory of [this.current, this.previous, this.held]) memory.clear();
    return forgotten;
  }

  /**
   * Lets paragraphs be looked at again.
   * @param doubt what still holds of what was found in a paragraph, or undefined where it need not be looked at again
   * @returns whether there were any
   */
  reconsider(doubt: (key: string, found: Found) => Found | undefined): boolean {
    let forgotten = false;
    for (const memory of [this.current, this.previous]) {
      for (const [key, found] of memory) {
        const held = doubt(key, found);
        if (held === undefined) continue;
        memory.delete(key);
        this.held.set(key, held);
        forgotten = true;
      }
    }
    return forgotten;
  }

  turn(): void {
    this.previous = this.current;
    this.current = new Map();
    this.held.clear();
  }
}
