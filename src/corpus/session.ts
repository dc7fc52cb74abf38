import { Cancelled, endOf, type SessionHost } from '../processes/serve';
import { CorpusEngine, type EngineSettings, type WorkControl } from './engine';
import type { CorpusReply, CorpusRequest } from './protocol';

type Call = Exclude<CorpusRequest, { call: 'cancel' }>;

const PROGRESS_EVERY_MS = 100;

/** The corpus process without the process: requests in, answers out, one after the other in the order they came. */
export class CorpusSession {
  private engine: CorpusEngine | undefined;
  private readonly queue: Call[] = [];
  private readonly cancelled = new Set<number>();
  private working = false;

  constructor(private readonly host: SessionHost<CorpusReply>, private readonly settings: EngineSettings) {}

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
      this.host.send(await endOf(id, () => {
        if (this.cancelled.has(id)) throw new Cancelled();
        return this.answer(request, this.control(id));
      }));
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
      case 'fileChanged': return this.engine.fileChanged(request.ask.path, control);
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
