import { parentPort } from 'node:worker_threads';
import { DamagedFile } from './columnFile';
import type { ShelvedSegment } from './shelf';
import { TaskRunner, type IndexOptions, type Task, type TaskResult } from './tasks';
import { stackOf } from '../files/messageOf';

/** To a worker thread. `stop`: one entry, not 0 when the work is to be given up. */
export type WorkerMessage =
  | { readonly type: 'start'; readonly options: IndexOptions; readonly stop: Int32Array }
  | { readonly type: 'shelve'; readonly segments: readonly ShelvedSegment[] }
  | { readonly type: 'run'; readonly task: Task };

export type WorkerReply =
  | { readonly type: 'progress'; readonly done: number }
  /** Without result where it was stopped. */
  | { readonly type: 'result'; readonly result: TaskResult | undefined }
  /** `damaged`: a file of the index is not what was written. */
  | { readonly type: 'error'; readonly message: string; readonly damaged: boolean };

const PROGRESS_EVERY_MS = 100;

/** The thread's side: one task after the other. */
export function runWorker(): void {
  const port = parentPort;
  if (port === null) throw new Error('not a worker thread');
  let runner: TaskRunner | undefined;
  let stop: Int32Array = new Int32Array(1);
  const send = (reply: WorkerReply): void => { port.postMessage(reply); };
  const run = (task: Task): void => {
    if (runner === undefined) throw new Error('a task before the options');
    const stopped = (): boolean => Atomics.load(stop, 0) !== 0;
    const steps = runner.run(task, stopped);
    let told = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        send({ type: 'result', result: step.value });
        return;
      }
      if (stopped() && task.kind !== 'read') {
        send({ type: 'result', result: undefined });
        return;
      }
      if (performance.now() - told < PROGRESS_EVERY_MS) continue;
      told = performance.now();
      send({ type: 'progress', done: step.value });
    }
  };
  port.on('message', (message: WorkerMessage) => {
    try {
      if (message.type === 'start') {
        runner = new TaskRunner(message.options);
        ({ stop } = message);
      } else if (message.type === 'shelve') runner?.shelve(message.segments);
      else run(message.task);
    } catch (error) {
      send({ type: 'error', message: stackOf(error), damaged: error instanceof DamagedFile });
    }
  });
}
