/** Does something for each key once that key has rested for a while, or after a longer while at the latest. */
export class Pauses<Key> {
  private readonly timers = new Map<Key, { readonly timer: NodeJS.Timeout; readonly due: number }>();

  /**
   * @param pause milliseconds
   * @param most milliseconds after which it acts although the key does not rest; by default it waits as long as that takes
   */
  constructor(private readonly pause: number, private readonly act: (key: Key) => void, private readonly most = Infinity) {}

  /** Acts on the key after a pause, which begins anew; at the latest when it was due by an earlier call. */
  restart(key: Key, pause = this.pause, most = this.most): void {
    const before = this.timers.get(key);
    clearTimeout(before?.timer);
    const now = performance.now();
    const due = Math.min(before?.due ?? Infinity, now + most);
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.act(key);
    }, Math.max(0, Math.min(pause, due - now)));
    this.timers.set(key, { timer, due });
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
