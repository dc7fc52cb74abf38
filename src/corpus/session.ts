import { CorpusEngine, Cancelled, type EngineSettings, type WorkControl } from './engine';
import type { CorpusReply, CorpusRequest } from './protocol';

export interface CorpusSessionHost {
  send(reply: CorpusReply): void;
  /** Lets waiting messages in; resolves when they have been handled. */
  breathe(): Promise<void>;
  /** Milliseconds from any fixed point. */
  now(): number;
}

type Call = Exclude<CorpusRequest, { call: 'cancel' }>;

const PROGRESS_EVERY_MS = 100;

/** The corpus process without the process: requests in, answers out, one after the other in the order they came. */
export class CorpusSession {
  private engine: CorpusEngine | undefined;
  private readonly queue: Call[] = [];
  private readonly cancelled = new Set<number>();
  private working = false;

  constructor(private readonly host: CorpusSessionHost, private readonly settings: EngineSettings) {}

  receive(request: CorpusRequest): void {
    if (request.call === 'cancel') {
      this.cancelled.add(request.id);
      return;
    }
    this.queue.push(request);
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let request = this.queue.shift(); request; request = this.queue.shift()) {
      const { id } = request;
      try {
        if (this.cancelled.has(id)) throw new Cancelled();
        const answer = await this.answer(request, this.control(id));
        this.host.send({ type: 'end', id, outcome: 'done', answer });
      } catch (error) {
        if (error instanceof Cancelled) this.host.send({ type: 'end', id, outcome: 'cancelled' });
        else this.host.send({ type: 'end', id, outcome: 'failed', message: error instanceof Error ? error.stack ?? error.message : String(error) });
      }
      this.cancelled.delete(id);
    }
    this.working = false;
  }

  private async answer(request: Call, control: WorkControl): Promise<unknown> {
    if (request.call === 'open') {
      this.engine = undefined; // its memory must be free before the next index is read
      this.engine = new CorpusEngine(request.ask, this.settings);
      return this.engine.rebuilt === undefined ? {} : { rebuilt: this.engine.rebuilt };
    }
    if (this.engine === undefined) throw new Error('no corpus is open');
    switch (request.call) {
      case 'update': return this.engine.update(request.ask, control);
      case 'fileChanged': return { read: await this.engine.fileChanged(request.ask.path, control) };
      case 'copiesOf': return this.engine.copiesOf(request.ask.text, request.ask.path, control);
      case 'groups': return this.engine.groups(request.ask, control);
      case 'shares': return this.engine.shares(request.ask.near, request.ask.from, request.ask.count, control);
    }
  }

  private control(id: number): WorkControl {
    let told = -Infinity;
    return {
      cancelled: () => this.cancelled.has(id),
      breathe: () => this.host.breathe(),
      progress: (progress) => {
        const now = this.host.now();
        if (now - told < PROGRESS_EVERY_MS) return;
        told = now;
        this.host.send({ type: 'progress', id, progress });
      },
    };
  }
}
