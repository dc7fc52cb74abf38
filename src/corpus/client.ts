import { CallClient, type CallOutcome } from '../processes/callClient';
import type { CorpusCall, CorpusCalls, CorpusOptions, CorpusProgress } from './protocol';

export interface CorpusClientOptions {
  /** The bundle to fork, `dist/corpus.js`. */
  readonly program: string;
  /** What the process is told first, whenever it is started. */
  readonly corpus: CorpusOptions;
  readonly log: (message: string) => void;
}

/**
 * An index is made of arrays of some megabytes, which come and go in phases. By default the C library of Linux, once it has
 * given some back, keeps what is freed later for itself, up to 200 MB at 1 GB of pages; here what is large goes back at once.
 */
const MEMORY_GIVEN_BACK = { MALLOC_MMAP_THRESHOLD_: String(1 << 20), MALLOC_TRIM_THRESHOLD_: String(1 << 22) };

export type CorpusOutcome<Name extends CorpusCall> = CallOutcome<CorpusCalls[Name]['answer']>;

/**
 * The extension host's side of the corpus process, which indexes folders of pages and finds copies among them. Started
 * by the first call; after a crash the next call starts it again, and the index is opened from its folder. The process
 * must be given the corpus by `update` before it knows any copies, also after a crash (`started` counts the starts).
 * Calls are answered in the order they were made.
 *
 *     const corpus = new CorpusClient({ program, corpus: { storage, scriptsAlike: true }, log });
 *     const update = await corpus.call('update', { folders }, { progress, signal });     // again: only what changed
 *     const copies = await corpus.call('copiesOf', { text, path });                      // of an open page
 *     const groups = await corpus.call('groups', { near: true, order: 'members', from: 0, count: 100 }, { progress, signal });
 *     await corpus.call('fileChanged', { path });                                        // after each save
 */
export class CorpusClient extends CallClient<CorpusCalls, CorpusProgress> {
  constructor({ program, corpus, log }: CorpusClientOptions) {
    super({ program, title: 'corpus', log, environment: MEMORY_GIVEN_BACK }, () => {
      void this.call('open', corpus).then((outcome) => {
        if (outcome.kind === 'done' && outcome.answer.rebuilt !== undefined) log(`the index of the corpus is made anew: ${outcome.answer.rebuilt}`);
        if (outcome.kind === 'failed') log(`the index of the corpus cannot be opened: ${outcome.message}`);
      });
    });
  }
}
