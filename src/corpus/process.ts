import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { serve } from '../processes/serve';
import type { CorpusReply, CorpusRequest } from './protocol';
import { CorpusSession } from './session';
import { runWorker } from './worker';

/** More threads than this take more memory than they save time. */
const MOST_THREADS = 4;

/** The corpus process. Its threads run the same script. */
if (isMainThread) {
  const settings = { workerProgram: __filename, threads: Math.min(MOST_THREADS, availableParallelism()) };
  serve<CorpusRequest, CorpusReply>((host) => new CorpusSession(host, settings));
} else runWorker();
