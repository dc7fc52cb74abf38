import { fork, type ChildProcess } from 'node:child_process';
import type { Layer, NumberFields, NumberKind, Suggestion } from '../annotations/model';
import type { Traces } from '../annotations/sidecar';
import type { TextChange } from '../annotations/textChange';
import type { DecidedName, Lesson, NameDecision } from '../entities/lessons';
import type { PageOutline } from '../page/page';
import type { Span } from '../page/span';
import type { AnalysisOptions, FigureFinding, LearnedModel, Reply, Request } from './protocol';
import { ENGINE_FLAGS } from './engineFlags';
import { tracesInPortions } from './traces';
import { breathe } from '../files/slices';
import { inTurns } from '../processes/inTurns';
import { nodeEnvironment } from '../processes/nodeEnvironment';

/** How a request ended. A crash is told like any other end: nobody waits for a process that is gone. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'crashed'; readonly message: string };

/** What an analysis of a page reports while it runs. */
export interface AnalysisListener {
  structure(outline: PageOutline): void;
  /** The suggestions of a layer that start in [from, to) are now these. */
  suggestions(layer: Layer, from: number, to: number, suggestions: readonly Suggestion[]): void;
  /** All figures of the page that cannot be right. */
  figures(figures: readonly FigureFinding[]): void;
}

/** What was read of a text, without annotating it. */
export interface Reading extends PageOutline {
  /** The reflowed text with the runs of its offset map, where it was asked for. */
  readonly reflowed?: { readonly text: string; readonly runs: Int32Array };
}

export interface PageVersion {
  readonly page: string;
  readonly version: number;
  readonly text: string;
}

export interface ClientOptions {
  /** The bundle to fork. */
  readonly program: string;
  /** After how long without work the process is given back, in milliseconds. */
  readonly idleTime: number;
  readonly log: (message: string) => void;
}

/** Characters in one message: the host must not be blocked while a large page is sent. */
const PIECE = 200_000;
/** How long a working process may be silent before it counts as hanging. It says `alive` every second. */
const SILENCE_MS = 120_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/** Takes the replies to one request. */
interface Listener extends Partial<AnalysisListener> {
  readonly number?: (fields: NumberFields, kind: NumberKind | undefined) => void;
  readonly words?: (lengths: readonly number[]) => void;
  readonly reflowed?: (text: string, runs: Int32Array) => void;
  readonly decided?: (taught: Taught) => void;
  readonly weights?: (learned: LearnedModel) => void;
  readonly places?: (ids: readonly string[], spans: Int32Array) => void;
}

/** What decisions say of names, and what the recogniser has learned from. */
export interface Taught {
  readonly names: readonly DecidedName[];
  readonly lessons: readonly Lesson[];
}

/** What a new process is told before all else: what it must know, and whom to tell of pages on which that makes a difference. */
export interface ProcessKnowledge {
  greeting(): readonly Request[];
  affected(pages: readonly string[]): void;
}

interface Waiting {
  readonly listener: Listener;
  readonly end: (outcome: Outcome) => void;
}

/**
 * The extension host's side of the analysis process: starts it on first need, again after a crash (after a pause that
 * doubles each time), and gives it back after long idle. Every promise ends, whatever happens to the process.
 */
export class AnalysisClient {
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  /** The version of each page that the running process has. */
  private readonly known = new Map<string, number>();
  private lastId = 0;
  private lastReading = 0;
  private crashes = 0;
  private restartAt = 0;
  private idle: NodeJS.Timeout | undefined;
  private watchdog: NodeJS.Timeout | undefined;
  private disposed = false;
  private knowledge: ProcessKnowledge | undefined;

  constructor(private readonly options: ClientOptions) {}

  /** Says what each process is to know from its start. To be called before the first request. */
  teach(knowledge: ProcessKnowledge): void {
    this.knowledge = knowledge;
  }

  /** Tells the running process something new; without one nothing is done, since the next process is greeted with all. */
  inform(request: Extract<Request, { type: 'lexicon' | 'learned' }>): void {
    this.post(request);
  }

  /** The running process, for tests and diagnosis; undefined while there is none. */
  get processId(): number | undefined {
    return this.child?.pid;
  }

  /** Tells of an edit, so that the next analysis need not send the whole text. */
  change(page: string, fromVersion: number, toVersion: number, changes: readonly TextChange[]): void {
    if (this.known.get(page) !== fromVersion) return;
    this.known.set(page, toVersion);
    this.post({ type: 'change', page, version: toVersion, changes });
  }

  close(page: string): void {
    if (this.known.delete(page)) this.post({ type: 'close', page });
  }

  /**
   * Analyses one version of a page. Never rejects.
   * @param fromScratch whether the listener lacks what earlier analyses of the page reported
   */
  async analyse(
    { page, version, text }: PageVersion,
    options: AnalysisOptions,
    fromScratch: boolean,
    listener: AnalysisListener,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const sent = await this.send({ page, version, text }, signal);
    if (sent.kind !== 'sent') return sent;
    const { unknown } = sent;
    const cancel = (): void => { this.post({ type: 'cancel', id: analysis }); };
    let analysis = 0;
    const asked = this.request((id) => {
      analysis = id;
      return { type: 'analyse', id, page, version, options, fromScratch: fromScratch || unknown };
    }, listener);
    signal.addEventListener('abort', cancel, { once: true });
    return asked.finally(() => { signal.removeEventListener('abort', cancel); });
  }

  /**
   * Tells what was decided about names on one version of a page.
   * @param learn whether the recogniser is to learn from it
   * @returns undefined where the process did not take it in: it is to be told again
   */
  async decided(version: PageVersion, decisions: readonly NameDecision[], learn: boolean, signal: AbortSignal): Promise<Taught | undefined> {
    const sent = await this.send(version, signal);
    if (sent.kind !== 'sent') return undefined;
    let taught: Taught | undefined;
    await this.request(
      (id) => ({ type: 'decided', id, page: version.page, version: version.version, decisions, learn }),
      { decided: (answer) => { taught = answer; } },
    );
    return taught;
  }

  /** All that the running process has learned; undefined where there is none, or it cannot say. */
  async learnedModel(): Promise<LearnedModel | undefined> {
    if (!this.child) return undefined;
    let learned: LearnedModel | undefined;
    await this.request((id) => ({ type: 'weights', id }), { weights: (answer) => { learned = answer; } });
    return learned;
  }

  /** Reads one stretch of text as a number; undefined where it is none or the process is not to be had. */
  async readNumber(text: string, kind: string): Promise<{ fields: NumberFields; kind: NumberKind | undefined } | undefined> {
    if (this.disposed || Date.now() < this.restartAt) return undefined;
    this.start();
    let reading: { fields: NumberFields; kind: NumberKind | undefined } | undefined;
    await this.request((id) => ({ type: 'number', id, text, kind }), {
      number: (fields, found) => { reading = { fields, kind: found }; },
    });
    return reading;
  }

  /**
   * Reads how a text is built, without annotating it; never rejects.
   * @param reflow whether the reflowed text is wanted too
   * @returns undefined where it was given up or the process is not to be had
   */
  async read(text: string, reflow: boolean, signal: AbortSignal): Promise<Reading | undefined> {
    const page = await this.lend(text, signal);
    if (page === undefined) return undefined;
    let outline: PageOutline | undefined;
    let reflowed: Reading['reflowed'];
    const outcome = await this.request((id) => ({ type: 'read', id, page, reflow }), {
      structure: (found) => { outline = found; },
      reflowed: (words, runs) => { reflowed = { text: words, runs }; },
    });
    return outcome.kind === 'done' && outline ? { ...outline, ...(reflowed ? { reflowed } : {}) } : undefined;
  }

  /**
   * Finds the places of a sidecar's annotations in a text; undefined where the process could not do it.
   * @param sameText whether the sidecar was written for this text
   * @throws Error where the extension was deactivated meanwhile
   */
  async findPlaces(traces: Traces, text: string, sameText: boolean): Promise<Map<string, Span> | undefined> {
    const page = await this.lend(text, new AbortController().signal);
    return this.askPlaces(traces, page, (lent, id) => ({ type: 'findPlaces', id, page: lent, sameText }));
  }

  /**
   * Finds the places of annotations of one text in another that took its place; undefined where the process could not do it.
   * @throws Error where the extension was deactivated meanwhile
   */
  async compare(traces: Traces, before: string, text: string): Promise<Map<string, Span> | undefined> {
    const { signal } = new AbortController();
    const old = await this.lend(before, signal);
    const page = old === undefined ? undefined : await this.lend(text, signal);
    return this.askPlaces(traces, page, (lent, id) => ({ type: 'compare', id, page: lent, old: old ?? '' }));
  }

  private async askPlaces(traces: Traces, page: string | undefined, message: (page: string, id: number) => Request): Promise<Map<string, Span> | undefined> {
    const { child } = this;
    if (this.isDisposed()) throw new Error('the extension was deactivated');
    if (page === undefined) return undefined;
    for (const portion of tracesInPortions(traces)) {
      this.post({ type: 'traces', page, traces: portion });
      await breathe();
      if (this.child !== child) return undefined;
    }
    const places = new Map<string, Span>();
    const outcome = await this.request((id) => message(page, id), {
      places: (ids, spans) => { ids.forEach((id, index) => places.set(id, { start: spans[2 * index], end: spans[2 * index + 1] })); },
    });
    if (this.isDisposed()) throw new Error('the extension was deactivated');
    if (outcome.kind === 'failed') this.options.log(`no places: ${outcome.message}`);
    return outcome.kind === 'done' ? places : undefined;
  }

  /** Sends a text for one question, after which the process forgets it. @returns its name; undefined where it could not be sent */
  private async lend(text: string, signal: AbortSignal): Promise<string | undefined> {
    await this.pauseAfterCrash(signal);
    if (signal.aborted || this.isDisposed()) return undefined;
    const child = this.start();
    const page = `read ${++this.lastReading}`;
    const sent = await this.sendText(child, page, 0, text, signal);
    this.known.delete(page);
    if (sent && this.child === child) return page;
    this.post({ type: 'close', page });
    return undefined;
  }

  /**
   * Cuts a short stretch of text into words, as lengths in code units that add up to it; undefined where the process or
   * its segmenter is not to be had. The first time takes as long as the segmenter takes to load.
   */
  async wordLengths(text: string): Promise<readonly number[] | undefined> {
    if (this.disposed || Date.now() < this.restartAt) return undefined;
    this.start();
    let lengths: readonly number[] | undefined;
    const outcome = await this.request((id) => ({ type: 'words', id, text }), {
      words: (found) => { lengths = found; },
    });
    if (outcome.kind === 'failed') this.options.log(`no words: ${outcome.message}`);
    return lengths;
  }

  dispose(): void {
    this.disposed = true;
    this.stop('the extension was deactivated');
  }

  /** Ends the process at once; the next request starts a new one. */
  restart(): void {
    this.crashes = 0;
    this.restartAt = 0;
    this.stop('restarted on request');
  }

  /** Starts the process where there is none, and sends it a version of a page that it does not have. */
  private async send({ page, version, text }: PageVersion, signal: AbortSignal): Promise<Outcome | { readonly kind: 'sent'; readonly unknown: boolean }> {
    const cancelled = { kind: 'cancelled' } as const;
    await this.pauseAfterCrash(signal);
    if (signal.aborted || this.isDisposed()) return cancelled;
    const child = this.start();
    const unknown = !this.known.has(page);
    if (this.known.get(page) !== version) {
      const sent = await this.sendText(child, page, version, text, signal);
      if (!sent) return this.child === child ? cancelled : { kind: 'crashed', message: 'the process ended while the page was sent' };
    }
    if (this.child !== child) return cancelled; // ended on purpose while the text was on its way
    return { kind: 'sent', unknown };
  }

  private request(message: (id: number) => Request, listener: Listener): Promise<Outcome> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, { listener, end: resolve });
      this.post(message(id));
      if (this.waiting.size === 1) this.watch(); // a request is no sign of life: it must not put off the watchdog
    });
  }

  /** Sends a text piece by piece, letting the host breathe in between; false where it became pointless. */
  private async sendText(child: ChildProcess, page: string, version: number, text: string, signal: AbortSignal): Promise<boolean> {
    for (let from = 0; from === 0 || from < text.length; from += PIECE) {
      if (signal.aborted || this.child !== child) return false;
      const last = from + PIECE >= text.length;
      this.post({ type: 'text', page, version, piece: text.slice(from, from + PIECE), first: from === 0, last });
      if (!last) await breathe();
    }
    this.known.set(page, version);
    return true;
  }

  private start(): ChildProcess {
    this.keepAwake();
    if (this.child) return this.child;
    const started = Date.now();
    const child = fork(this.options.program, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: nodeEnvironment(),
      execArgv: [...ENGINE_FLAGS],
    });
    this.child = child;
    this.options.log(`analysis process ${child.pid ?? '?'} started in ${Date.now() - started} ms`);
    child.stdout?.on('data', (data: Buffer) => { this.options.log(data.toString().trimEnd()); });
    child.stderr?.on('data', (data: Buffer) => { this.options.log(data.toString().trimEnd()); });
    child.on('message', inTurns((reply) => {
      if (this.child === child) this.receive(reply as Reply);
    }));
    child.on('error', (error) => { this.lost(child, error.message); });
    child.on('disconnect', () => { child.kill('SIGKILL'); }); // deaf and mute; where it has ended already, nothing happens
    child.on('exit', (code, signal) => { this.lost(child, `exit code ${code ?? '-'}, signal ${signal ?? '-'}`); });
    for (const request of this.knowledge?.greeting() ?? []) this.post(request);
    return child;
  }

  private receive(reply: Reply): void {
    this.watch();
    if (reply.type === 'alive') return;
    if (reply.type === 'affected') return this.knowledge?.affected(reply.pages);
    const waiting = this.waiting.get(reply.id);
    if (!waiting) return;
    switch (reply.type) {
      case 'structure': waiting.listener.structure?.({ paragraphs: reply.paragraphs, articles: reply.articles }); return;
      case 'reflowed': waiting.listener.reflowed?.(reply.text, reply.runs); return;
      case 'places': waiting.listener.places?.(reply.ids, reply.spans); return;
      case 'suggestions': waiting.listener.suggestions?.(reply.layer, reply.from, reply.to, reply.suggestions); return;
      case 'figures': waiting.listener.figures?.(reply.figures); return;
      case 'number':
        waiting.listener.number?.(reply.fields, reply.kind);
        this.end(reply.id, waiting, { kind: 'done' });
        return;
      case 'words':
        waiting.listener.words?.(reply.lengths);
        this.end(reply.id, waiting, { kind: 'done' });
        return;
      case 'decided':
        if (reply.problem !== undefined) this.options.log(`not learned: ${reply.problem}`);
        waiting.listener.decided?.(reply);
        this.end(reply.id, waiting, { kind: 'done' });
        return;
      case 'weights':
        waiting.listener.weights?.({ model: reply.model, weights: reply.weights });
        this.end(reply.id, waiting, { kind: 'done' });
        return;
      case 'end':
        if (reply.outcome === 'done') this.crashes = 0;
        this.end(reply.id, waiting, reply.outcome === 'failed' ? { kind: 'failed', message: reply.message } : { kind: reply.outcome });
    }
  }

  private end(id: number, waiting: Waiting, outcome: Outcome): void {
    this.waiting.delete(id);
    this.watch();
    this.keepAwake();
    waiting.end(outcome);
  }

  /** The process is gone: everybody who waits is told, and the next start waits longer. */
  private lost(child: ChildProcess, reason: string): void {
    if (this.child !== child) return;
    this.child = undefined;
    child.kill('SIGKILL'); // a process that cannot be talked to may still run
    this.known.clear();
    clearTimeout(this.watchdog);
    clearTimeout(this.idle);
    this.crashes++;
    this.restartAt = Date.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.crashes - 1));
    this.options.log(`analysis process ended: ${reason}`);
    this.endAll({ kind: 'crashed', message: reason });
  }

  /** Ends the process on purpose. */
  private stop(reason: string): void {
    const { child } = this;
    this.child = undefined;
    this.known.clear();
    clearTimeout(this.watchdog);
    clearTimeout(this.idle);
    if (child) {
      this.options.log(`analysis process ended: ${reason}`);
      child.kill('SIGKILL'); // it holds nothing that could be lost
    }
    this.endAll({ kind: 'cancelled' });
  }

  private endAll(outcome: Outcome): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { end } of waiting) end(outcome);
  }

  private post(request: Request): void {
    const { child } = this;
    if (!child?.connected) return; // its exit event ends what waits
    child.send(request, (error) => {
      if (error) this.lost(child, error.message);
    });
  }

  private watch(): void {
    clearTimeout(this.watchdog);
    if (this.waiting.size === 0) return;
    this.watchdog = setTimeout(() => {
      const { child } = this;
      if (!child) return;
      child.kill('SIGKILL');
      this.lost(child, `no sign of life for ${SILENCE_MS / 1000} s`);
    }, SILENCE_MS);
    this.watchdog.unref();
  }

  private keepAwake(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (this.waiting.size === 0) this.stop('idle');
    }, this.options.idleTime);
    this.idle.unref();
  }

  private async pauseAfterCrash(signal: AbortSignal): Promise<void> {
    const wait = this.restartAt - Date.now();
    if (wait <= 0 || this.child) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', goOn); // one signal may serve a page as long as it is open
        resolve();
      };
      const timer = setTimeout(goOn, wait);
      signal.addEventListener('abort', goOn, { once: true });
    });
  }

  private isDisposed(): boolean {
    return this.disposed;
  }
}
