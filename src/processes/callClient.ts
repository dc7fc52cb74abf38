import { fork, type ChildProcess } from 'node:child_process';
import { inTurns } from './inTurns';
import { nodeEnvironment } from './nodeEnvironment';

/** What can be asked of a process, by name: what is asked, what is answered. */
export type Calls<Api> = { readonly [Name in keyof Api]: { readonly ask: unknown; readonly answer: unknown } };

/** From the host: a call with its number, or that the call with that number is no longer wanted. */
export type CallRequest<Api extends Calls<Api>> =
  | { [Name in keyof Api]: { readonly call: Name; readonly id: number; readonly ask: Api[Name]['ask'] } }[keyof Api]
  | { readonly call: 'cancel'; readonly id: number };

/** To the host: any number of progress messages, then one end. */
export type CallReply<Progress> =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'end'; readonly id: number; readonly outcome: 'done'; readonly answer: unknown }
  | { readonly type: 'end'; readonly id: number; readonly outcome: 'cancelled' }
  | { readonly type: 'end'; readonly id: number; readonly outcome: 'failed'; readonly message: string };

/** How a call ended. A crash is told like any other end: nobody waits for a process that is gone. */
export type CallOutcome<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

export interface Follow<Progress> {
  readonly progress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CallClientOptions {
  /** The bundle to fork. */
  readonly program: string;
  /** What the process is called in the log. */
  readonly title: string;
  readonly log: (message: string) => void;
  /** Variables of its environment, beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

interface Waiting<Progress> {
  readonly progress: ((progress: Progress) => void) | undefined;
  readonly end: (outcome: CallOutcome<unknown>) => void;
}

/** The host's side of a process that answers calls. Started by the first call; after a crash the next call starts it again. */
export class CallClient<Api extends Calls<Api>, Progress> {
  /** How often the process was started. */
  started = 0;
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting<Progress>>();
  private lastId = 0;
  private disposed = false;

  /** @param onStart called right after the process was started, before the call that started it is sent */
  constructor(private readonly settings: CallClientOptions, private readonly onStart?: () => void) {}

  /** The running process, for tests and diagnosis; undefined while there is none. */
  get processId(): number | undefined {
    return this.child?.pid;
  }

  /** Asks; never rejects. */
  call<Name extends keyof Api>(call: Name, ask: Api[Name]['ask'], follow: Follow<Progress> = {}): Promise<CallOutcome<Api[Name]['answer']>> {
    if (this.disposed || follow.signal?.aborted) return Promise.resolve({ kind: 'cancelled' });
    this.start();
    const id = ++this.lastId;
    return new Promise((resolve) => {
      const { signal, progress } = follow;
      const cancel = (): void => { this.post({ call: 'cancel', id }); };
      const end = (outcome: CallOutcome<unknown>): void => {
        signal?.removeEventListener('abort', cancel); // one signal may serve thousands of calls
        resolve(outcome);
      };
      this.waiting.set(id, { progress, end });
      this.post({ call, id, ask });
      signal?.addEventListener('abort', cancel, { once: true });
    });
  }

  /** Ends the process; calls that wait are cancelled. */
  dispose(): void {
    this.disposed = true;
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGKILL'); // what is on disk is whole at every moment
    this.endAll({ kind: 'cancelled' });
  }

  private start(): void {
    if (this.child) return;
    const { program, title, log, environment } = this.settings;
    const child = fork(program, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: nodeEnvironment(environment),
      execArgv: [],
    });
    this.child = child;
    this.started++;
    log(`${title} process ${child.pid ?? '?'} started`);
    child.stdout?.on('data', (data: Buffer) => { log(data.toString().trimEnd()); });
    child.stderr?.on('data', (data: Buffer) => { log(data.toString().trimEnd()); });
    child.on('message', inTurns((reply) => {
      if (this.child === child) this.receive(reply as CallReply<Progress>);
    }));
    child.on('error', (error) => { this.lost(child, error.message); });
    child.on('disconnect', () => { child.kill('SIGKILL'); });
    child.on('exit', (code, signal) => { this.lost(child, `exit code ${code ?? '-'}, signal ${signal ?? '-'}`); });
    this.onStart?.();
  }

  private receive(reply: CallReply<Progress>): void {
    const waiting = this.waiting.get(reply.id);
    if (!waiting) return;
    if (reply.type === 'progress') {
      waiting.progress?.(reply.progress);
      return;
    }
    this.waiting.delete(reply.id);
    if (reply.outcome === 'done') waiting.end({ kind: 'done', answer: reply.answer });
    else waiting.end(reply.outcome === 'failed' ? { kind: 'failed', message: reply.message } : { kind: 'cancelled' });
  }

  private lost(child: ChildProcess, reason: string): void {
    if (this.child !== child) return;
    const { title, log } = this.settings;
    this.child = undefined;
    child.kill('SIGKILL'); // a process that cannot be talked to may still run
    log(`${title} process ended: ${reason}`);
    this.endAll({ kind: 'failed', message: `the ${title} process ended: ${reason}` });
  }

  private endAll(outcome: { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly message: string }): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { end } of waiting) end(outcome);
  }

  private post(request: object): void {
    const { child } = this;
    if (!child?.connected) return; // its exit event ends what waits
    child.send(request, (error) => {
      if (error) this.lost(child, error.message);
    });
  }
}
