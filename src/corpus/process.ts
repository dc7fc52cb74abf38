import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import type { CorpusRequest } from './protocol';
import { CorpusSession } from './session';
import { runWorker } from './worker';

/** More threads than this take more memory than they save time. */
const MOST_THREADS = 4;

/** The corpus process: forked by the extension host, ends with it. Its threads run the same script. */
function main(): void {
  const session = new CorpusSession({
    send: (reply) => {
      if (process.connected) process.send?.(reply);
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
  }, { workerProgram: __filename, threads: Math.min(MOST_THREADS, availableParallelism()) });
  process.on('message', (message) => {
    session.receive(message as CorpusRequest);
  });
  process.on('disconnect', () => {
    process.exit();
  });
}

if (isMainThread) main();
else runWorker();
