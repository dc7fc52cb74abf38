/** The longest time in which the event loop of this process turned to nothing else, in milliseconds. */
export interface LongestBlock {
  /** As a person feels it; on a busy machine also the time in which others had the processor. */
  readonly wall: number;
  /** What this thread itself worked in it; undefined where Node cannot tell (before 23.9). */
  readonly own: number | undefined;
}

/** How often the loop is looked at: a block is found to within this. */
const TICK_MS = 2;

type ThreadUsage = () => { user: number; system: number };
const threadUsage = (process as unknown as { threadCpuUsage?: ThreadUsage }).threadCpuUsage?.bind(process);

/** Watches the event loop by a timer that wants to be called every other millisecond, and by the work of the thread between two calls. */
export class LoopWatch {
  private timer: NodeJS.Timeout | undefined;
  private lastWall = 0;
  private lastOwn = 0;
  private wall = 0;
  private own = 0;

  start(): void {
    this.begin();
    const tick = (): void => {
      this.look();
      this.timer = setTimeout(tick, TICK_MS);
    };
    this.timer = setTimeout(tick, TICK_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** The longest block since the last call. */
  take(): LongestBlock {
    this.look();
    const longest = { wall: this.wall, own: threadUsage ? this.own : undefined };
    this.begin();
    return longest;
  }

  private begin(): void {
    this.wall = 0;
    this.own = 0;
    this.lastWall = performance.now();
    this.lastOwn = ownTime();
  }

  private look(): void {
    const wall = performance.now();
    const own = ownTime();
    this.wall = Math.max(this.wall, wall - this.lastWall - TICK_MS);
    this.own = Math.max(this.own, own - this.lastOwn);
    this.lastWall = wall;
    this.lastOwn = own;
  }
}

function ownTime(): number {
  if (!threadUsage) return 0;
  const { user, system } = threadUsage();
  return (user + system) / 1000;
}
