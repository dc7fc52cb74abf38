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

  forgetAll(): boolean {
    const forgotten = this.current.size + this.previous.size > 0;
    this.current.clear();
    this.previous.clear();
    return forgotten;
  }

  /** Whether the text of any paragraph is one of those sought. */
  hasAny(isSought: (key: string) => boolean): boolean {
    return [this.current, this.previous].some((memory) => [...memory.keys()].some(isSought));
  }

  turn(): void {
    this.previous = this.current;
    this.current = new Map();
  }
}
