import { Worker } from 'node:worker_threads';
import { DamagedFile } from './columnFile';
import type { ShelvedSegment } from './shelf';
import { TaskRunner, type IndexOptions, type Task, type TaskResult } from './tasks';
import type { WorkerMessage, WorkerReply } from './worker';

/** How the one who asked for work follows it. */
export interface Control {
  cancelled(): boolean;
  /** Lets waiting messages in. */
  breathe(): Promise<void>;
}

/** Called with the index of the task and the number of its files done. */
export type TaskProgress = (task: number, done: number) => void;

/** Called with the result of each task as it comes. */
export type TaskDone = (task: number, result: TaskResult) => void;

/** Runs tasks, in any order. Resolves false where it was cancelled: then some tasks have no result. */
export interface Pool {
  /** From now on tasks go by these options. */
  use(options: IndexOptions): void;
  run(tasks: readonly Task[], control: Control, progress: TaskProgress, done: TaskDone): Promise<boolean>;
  shelve(segments: readonly ShelvedSegment[]): void;
  close(): Promise<void>;
}

/** How long a thread works before it looks for messages, in milliseconds. */
const SLICE_MS = 10;

/** Runs tasks in this thread, in slices. */
export class InlinePool implements Pool {
  private runner: TaskRunner;

  constructor(options: IndexOptions) {
    this.runner = new TaskRunner(options);
  }

  use(options: IndexOptions): void {
    this.runner = new TaskRunner(options);
  }

  shelve(segments: readonly ShelvedSegment[]): void {
    this.runner.shelve(segments);
  }

  async run(tasks: readonly Task[], control: Control, progress: TaskProgress, done: TaskDone): Promise<boolean> {
    let breath = performance.now();
    for (const [index, task] of tasks.entries()) {
      if (control.cancelled()) return false;
      const steps = this.runner.run(task, () => control.cancelled());
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
          done(index, step.value);
          break;
        }
        if (performance.now() - breath < SLICE_MS) continue;
        progress(index, step.value);
        await control.breathe();
        breath = performance.now();
        if (control.cancelled() && task.kind !== 'read') return false;
      }
    }
    return !control.cancelled();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Room for short-lived objects of a thread, in MB: what is large stands in arrays beside it. */
const YOUNG_MB = 16;

/** Runs tasks in threads of their own. */
export class ThreadPool implements Pool {
  private readonly workers: Worker[];
  private readonly stop = new Int32Array(new SharedArrayBuffer(4));

  /** @param program the script whose worker threads call `runWorker`. */
  constructor(program: string, threads: number, options: IndexOptions) {
    this.workers = Array.from({ length: threads }, () => new Worker(program, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } }));
    this.use(options);
  }

  use(options: IndexOptions): void {
    for (const worker of this.workers) post(worker, { type: 'start', options, stop: this.stop });
  }

  shelve(segments: readonly ShelvedSegment[]): void {
    for (const worker of this.workers) post(worker, { type: 'shelve', segments });
  }

  async run(tasks: readonly Task[], control: Control, progress: TaskProgress, done: TaskDone): Promise<boolean> {
    Atomics.store(this.stop, 0, 0);
    const waiting = tasks.map((_, index) => index).reverse();
    const next = (): number | undefined => {
      if (control.cancelled()) Atomics.store(this.stop, 0, 1);
      return control.cancelled() ? undefined : waiting.pop();
    };
    try {
      await Promise.all(this.workers.map((worker) => this.drain(worker, tasks, next, (task, reached) => {
        if (control.cancelled()) Atomics.store(this.stop, 0, 1);
        progress(task, reached);
      }, done)));
    } catch (error) {
      Atomics.store(this.stop, 0, 1);
      throw error;
    }
    return !control.cancelled();
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  /** Gives the worker one task after the other until there is none. */
  private drain(
    worker: Worker, tasks: readonly Task[], next: () => number | undefined, progress: TaskProgress, done: TaskDone,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      let current: number | undefined;
      const finish = (error?: Error): void => {
        worker.off('message', receive).off('error', finish).off('exit', ended);
        if (error) reject(error);
        else resolve();
      };
      const ended = (): void => { finish(new Error('an indexing thread ended')); };
      const start = (): void => {
        current = next();
        if (current === undefined) finish();
        else post(worker, { type: 'run', task: tasks[current] });
      };
      const receive = (reply: WorkerReply): void => {
        if (reply.type === 'error') finish(reply.damaged ? new DamagedFile(reply.message.split('\n')[0]) : new Error(reply.message));
        else if (reply.type === 'progress') progress(current ?? 0, reply.done);
        else {
          try {
            if (reply.result !== undefined && current !== undefined) done(current, reply.result);
          } catch (error) {
            finish(error instanceof Error ? error : new Error(String(error)));
            return;
          }
          start();
        }
      };
      worker.on('message', receive).on('error', finish).on('exit', ended);
      start();
    });
  }
}

function post(worker: Worker, message: WorkerMessage): void {
  worker.postMessage(message);
}
