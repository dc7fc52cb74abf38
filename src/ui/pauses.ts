/** Does something for each key once that key has rested for a while, or after a longer while at the latest. */
export class Pauses<Key> {
  private readonly timers = new Map<Key, { readonly timer: NodeJS.Timeout; readonly since: number }>();

  /**
   * @param pause milliseconds
   * @param most milliseconds after which it acts although the key does not rest; undefined: it waits as long as that takes
   */
  constructor(private readonly pause: number, private readonly act: (key: Key) => void, private readonly most?: number) {}

  /** Acts on the key after the pause, which begins anew. */
  restart(key: Key): void {
    const before = this.timers.get(key);
    clearTimeout(before?.timer);
    const now = performance.now();
    const since = before?.since ?? now;
    const pause = this.most === undefined ? this.pause : Math.max(0, Math.min(this.pause, since + this.most - now));
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.act(key);
    }, pause);
    this.timers.set(key, { timer, since });
  }

  cancel(key: Key): void {
    clearTimeout(this.timers.get(key)?.timer);
    this.timers.delete(key);
  }

  dispose(): void {
    for (const { timer } of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
