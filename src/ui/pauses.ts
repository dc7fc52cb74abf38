/** Does something for each key once that key has rested for a while. */
export class Pauses<Key> {
  private readonly timers = new Map<Key, NodeJS.Timeout>();

  /** @param pause milliseconds */
  constructor(private readonly pause: number, private readonly act: (key: Key) => void) {}

  /** Acts on the key after the pause, which begins anew. */
  restart(key: Key): void {
    clearTimeout(this.timers.get(key));
    this.timers.set(key, setTimeout(() => {
      this.timers.delete(key);
      this.act(key);
    }, this.pause));
  }

  cancel(key: Key): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
