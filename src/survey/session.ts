import { endOf, type SessionHost } from '../processes/serve';
import type { WorkControl } from './control';
import type { PageState, SurveyReply, SurveyRequest } from './protocol';
import { Survey } from './survey';

type Call = Exclude<SurveyRequest, { call: 'cancel' }>;

const PROGRESS_EVERY_MS = 50;
/** How long work goes on before waiting messages are let in. */
const BREATHE_EVERY_MS = 10;

/** The survey process without the process. A short question is answered while long work goes on. */
export class SurveySession {
  private readonly survey = new Survey();
  private readonly cancelled = new Set<number>();
  private breathed = 0;

  constructor(private readonly host: SessionHost<SurveyReply>) {}

  receive(request: SurveyRequest): void {
    if (request.call === 'cancel') this.cancelled.add(request.id);
    else void this.handle(request);
  }

  private async handle(request: Call): Promise<void> {
    const { id } = request;
    const { control, flush } = this.follow(id);
    const end = await endOf(id, () => this.answer(request, control));
    if (end.outcome === 'done') flush();
    this.host.send(end);
    this.cancelled.delete(id);
  }

  private answer(request: Call, control: WorkControl): unknown {
    const { survey } = this;
    switch (request.call) {
      case 'pages': return survey.setPages(request.ask.paths, control);
      case 'refresh': return survey.refresh(request.ask.paths, control);
      case 'live': return survey.setLive(request.ask.path, request.ask.page);
      case 'names': return survey.names(request.ask);
      case 'mentions': return survey.mentions(request.ask);
      case 'find': return survey.find(request.ask, control);
      case 'symbols': return survey.symbols(request.ask.words, request.ask.most, control);
      case 'change': return survey.change(request.ask.pages, request.ask.stamp, control);
      case 'takeBack': return survey.takeBack(request.ask.pages, control);
    }
  }

  /** Progress is gathered, so that a thousand pages are not a thousand messages. */
  private follow(id: number): { control: WorkControl; flush: () => void } {
    let pages: PageState[] = [];
    let last = { done: 0, total: 0 };
    let told = -Infinity;
    const flush = (): void => {
      if (pages.length > 0) this.host.send({ type: 'progress', id, progress: { pages, done: last.done, total: last.total } });
      pages = [];
    };
    const control: WorkControl = {
      cancelled: () => this.cancelled.has(id),
      breathe: async () => {
        if (this.host.now() - this.breathed < BREATHE_EVERY_MS) return;
        await this.host.breathe();
        this.breathed = this.host.now();
      },
      progress: (progress) => {
        pages.push(...progress.pages);
        last = progress;
        const now = this.host.now();
        if (now - told < PROGRESS_EVERY_MS) return;
        told = now;
        this.host.send({ type: 'progress', id, progress: { pages, done: last.done, total: last.total } });
        pages = [];
      },
    };
    return { control, flush };
  }
}
