import { fork, type ChildProcess } from 'node:child_process';
import type { CorpusCall, CorpusCalls, CorpusOptions, CorpusProgress, CorpusReply, CorpusRequest } from './protocol';

export interface CorpusClientOptions {
  /** The bundle to fork, `dist/corpus.js`. */
  readonly program: string;
  /** What the process is told first, whenever it is started. */
  readonly corpus: CorpusOptions;
  readonly log: (message: string) => void;
}

/** How a call ended. A crash is told like any other end: nobody waits for a process that is gone. */
export type CorpusOutcome<Name extends CorpusCall> =
  | { readonly kind: 'done'; readonly answer: CorpusCalls[Name]['answer'] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

interface Waiting {
  readonly call: CorpusCall;
  readonly progress: ((progress: CorpusProgress) => void) | undefined;
  readonly end: (outcome: CorpusOutcome<CorpusCall>) => void;
}

/**
 * The extension host's side of the corpus process, which indexes folders of pages and finds copies among them. Started
 * by the first call; after a crash the next call starts it again, and the index is opened from its folder. The process
 * must be given the corpus by `update` before it knows any copies, also after a crash (`started` counts the starts).
 *
 *     const corpus = new CorpusClient({ program, corpus: { storage, scriptsAlike: true }, log });
 *     const update = await corpus.call('update', { folders }, { progress, signal });     // again: only what changed
 *     const copies = await corpus.call('copiesOf', { text, path });                      // of an open page
 *     const groups = await corpus.call('groups', { near: true, order: 'members', from: 0, count: 100 }, { progress, signal });
 *     await corpus.call('fileChanged', { path });                                        // after each save
 */
export class CorpusClient {
  /** How often the process was started. */
  started = 0;
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private disposed = false;

  constructor(private readonly options: CorpusClientOptions) {}

  /** The running process, for tests and diagnosis; undefined while there is none. */
  get processId(): number | undefined {
    return this.child?.pid;
  }

  /** Asks; never rejects. Calls are answered in the order they were made. */
  call<Name extends CorpusCall>(
    call: Name, ask: CorpusCalls[Name]['ask'],
    follow: { readonly progress?: (progress: CorpusProgress) => void; readonly signal?: AbortSignal } = {},
  ): Promise<CorpusOutcome<Name>> {
    if (this.disposed || follow.signal?.aborted) return Promise.resolve({ kind: 'cancelled' });
    this.start();
    return this.send(call, ask, follow);
  }

  /** Ends the process; calls that wait are cancelled. */
  dispose(): void {
    this.disposed = true;
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGKILL'); // what is on disk is whole at every moment
    this.endAll({ kind: 'cancelled' });
  }

  private send<Name extends CorpusCall>(
    call: Name, ask: CorpusCalls[Name]['ask'],
    { progress, signal }: { readonly progress?: (progress: CorpusProgress) => void; readonly signal?: AbortSignal },
  ): Promise<CorpusOutcome<Name>> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, { call, progress, end: resolve });
      this.post({ call, id, ask } as CorpusRequest);
      signal?.addEventListener('abort', () => {
        if (this.waiting.has(id)) this.post({ call: 'cancel', id });
      }, { once: true });
    });
  }

  private start(): void {
    if (this.child) return;
    const child = fork(this.options.program, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      execArgv: [],
    });
    this.child = child;
    this.started++;
    this.options.log(`corpus process ${child.pid ?? '?'} started`);
    child.stdout?.on('data', (data: Buffer) => { this.options.log(data.toString().trimEnd()); });
    child.stderr?.on('data', (data: Buffer) => { this.options.log(data.toString().trimEnd()); });
    child.on('message', (reply) => {
      if (this.child === child) this.receive(reply as CorpusReply);
    });
    child.on('error', (error) => { this.lost(child, error.message); });
    child.on('disconnect', () => { child.kill('SIGKILL'); });
    child.on('exit', (code, signal) => { this.lost(child, `exit code ${code ?? '-'}, signal ${signal ?? '-'}`); });
    void this.send('open', this.options.corpus, {}).then((outcome) => {
      if (outcome.kind === 'done' && outcome.answer.rebuilt !== undefined) this.options.log(`the index of the corpus is made anew: ${outcome.answer.rebuilt}`);
      if (outcome.kind === 'failed') this.options.log(`the index of the corpus cannot be opened: ${outcome.message}`);
    });
  }

  private receive(reply: CorpusReply): void {
    const waiting = this.waiting.get(reply.id);
    if (!waiting) return;
    if (reply.type === 'progress') {
      waiting.progress?.(reply.progress);
      return;
    }
    this.waiting.delete(reply.id);
    if (reply.outcome === 'done') waiting.end({ kind: 'done', answer: reply.answer as CorpusCalls[CorpusCall]['answer'] });
    else waiting.end(reply.outcome === 'failed' ? { kind: 'failed', message: reply.message } : { kind: 'cancelled' });
  }

  private lost(child: ChildProcess, reason: string): void {
    if (this.child !== child) return;
    this.child = undefined;
    child.kill('SIGKILL'); // a process that cannot be talked to may still run
    this.options.log(`corpus process ended: ${reason}`);
    this.endAll({ kind: 'failed', message: `the corpus process ended: ${reason}` });
  }

  private endAll(outcome: { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly message: string }): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { end } of waiting) end(outcome);
  }

  private post(request: CorpusRequest): void {
    const { child } = this;
    if (!child?.connected) return; // its exit event ends what waits
    child.send(request, (error) => {
      if (error) this.lost(child, error.message);
    });
  }
}
