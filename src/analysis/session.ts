import type { Layer } from '../annotations/model';
import { findPlaces } from '../annotations/relocate';
import { placesIn } from '../annotations/replacedText';
import type { Traces } from '../annotations/sidecar';
import { NameMatcher } from '../entities/nameMatcher';
import { lessonsOf } from '../entities/lessons';
import type { Segmenter } from '../entities/segmenter';
import { readMarkedNumber } from '../numbers/readMarked';
import { outlineOf } from '../page/page';
import { readPage } from '../page/readPage';
import { reflowPage } from '../page/reflowedPage';
import type { Span } from '../page/span';
import { analysePage, paragraphOf, type Finding } from './analysePage';
import { inPortions, layerDelta, type Edited, type LayerDelta } from './delta';
import { Knowledge, type TaggerLoader } from './knowledge';
import { PageMirror } from './pageMirror';
import type { Reply, Request } from './protocol';
import { TraceCollector, placesInPortions } from './traces';
import { stackOf } from '../files/messageOf';

/** Suggestions in one message: enough to be fast, few enough not to block the host that reads them. */
const MESSAGE_SIZE = 500;
const ALIVE_EVERY_MS = 1000;
/** How long earlier lessons are gone over before waiting messages are let in. */
const REHEARSAL_MS = 8;
/** Longer pages are not analysed again only because the recogniser has learned something. */
const LONGEST_TO_REPEAT = 200_000;

type AnalyseRequest = Extract<Request, { type: 'analyse' }>;

/** What the session needs from the process it runs in. */
export interface SessionHost {
  send(reply: Reply): void;
  /** Lets waiting messages in; resolves when they have been handled. */
  breathe(): Promise<void>;
  /** Milliseconds from any fixed point. */
  now(): number;
  /** Loads the name recogniser; asked when it is first needed, and again to begin anew. */
  readonly tagger: TaggerLoader;
  /** Loads the segmenter when first asked. @throws Error where it cannot be loaded */
  segmenter(): Segmenter;
}

/** The analysis process without the process: pages in, suggestions out, one request at a time. */
export class AnalysisSession {
  private readonly pages = new Map<string, PageMirror>();
  private readonly pieces = new Map<string, string[]>();
  private readonly traces = new TraceCollector();
  private readonly queue: AnalyseRequest[] = [];
  private readonly cancelled = new Set<number>();
  private readonly knowledge: Knowledge;
  private working = false;
  private rehearsal: Promise<void> | undefined;

  constructor(private readonly host: SessionHost) {
    this.knowledge = new Knowledge((learned) => host.tagger(learned));
  }

  receive(request: Request): void {
    switch (request.type) {
      case 'text': return this.receiveText(request);
      case 'change': return void this.pages.get(request.page)?.change(request.changes, request.version);
      case 'close':
        this.traces.take(request.page);
        this.pieces.delete(request.page); // of a text that was given up half-way
        return void this.pages.delete(request.page);
      case 'cancel': return void this.cancelled.add(request.id);
      case 'read': return this.read(request);
      case 'traces': return this.traces.receive(request);
      case 'findPlaces': return this.findPlaces(request, (traces, text) => findPlaces(traces, text, request.sameText));
      case 'compare': return this.compare(request);
      case 'number': return this.host.send({ type: 'number', id: request.id, ...readMarkedNumber(request.text, request.kind) });
      case 'words': return this.cut(request.id, request.text);
      case 'lexicon': return this.setLexicon(request.lexicon, request.text);
      case 'decided': return this.decided(request);
      case 'learned':
        this.knowledge.startFrom(request.earlier, request.lessons);
        return this.forgetShortPages();
      case 'weights': return void this.tellWeights(request.id);
      case 'analyse':
        this.queue.push(request);
        if (!this.working) void this.work();
    }
  }

  private receiveText({ page, version, piece, first, last }: Extract<Request, { type: 'text' }>): void {
    const pieces = first ? [] : this.pieces.get(page) ?? [];
    pieces.push(piece);
    this.pieces.set(page, pieces);
    if (!last) return;
    this.pieces.delete(page);
    const mirror = this.pages.get(page);
    if (mirror) mirror.replace(pieces.join(''), version);
    else this.pages.set(page, new PageMirror(pieces.join(''), version));
  }

  /** Reading takes some milliseconds, so that it need not wait for the analysis of other pages. */
  private read({ id, page, reflow }: Extract<Request, { type: 'read' }>): void {
    const text = this.pages.get(page)?.text;
    this.pages.delete(page);
    if (text === undefined) return this.host.send({ type: 'end', id, outcome: 'cancelled' });
    const read = readPage(text);
    this.host.send({ type: 'structure', id, ...outlineOf(read) });
    if (reflow) {
      const { text: reflowed, map } = reflowPage(read);
      this.host.send({ type: 'reflowed', id, text: reflowed, runs: map.runs });
    }
    this.host.send({ type: 'end', id, outcome: 'done' });
  }

  private compare(request: Extract<Request, { type: 'compare' }>): void {
    const old = this.pages.get(request.old)?.text;
    this.pages.delete(request.old);
    this.findPlaces(request, (traces, now) => {
      if (old === undefined) throw new Error('the old text was not sent');
      return placesIn({ old, now, ...traces });
    });
  }

  private findPlaces({ id, page }: { readonly id: number; readonly page: string }, find: (traces: Traces, text: string) => Map<string, Span>): void {
    const text = this.pages.get(page)?.text;
    const traces = this.traces.take(page);
    this.pages.delete(page);
    if (text === undefined) return this.host.send({ type: 'end', id, outcome: 'cancelled' });
    try {
      for (const portion of placesInPortions(find(traces, text))) this.host.send({ type: 'places', id, ...portion });
      this.host.send({ type: 'end', id, outcome: 'done' });
    } catch (error) {
      this.host.send({ type: 'end', id, outcome: 'failed', message: stackOf(error) });
    }
  }

  private cut(id: number, text: string): void {
    this.answer(id, () => ({ type: 'words', id, lengths: this.host.segmenter().cut(text).map(({ length }) => length) }));
  }

  /** On pages with a paragraph that holds a string about which the lexicon says something else now, other names are settled. */
  private setLexicon(lexicon: string, text: string | undefined): void {
    const names = this.knowledge.setLexicon(lexicon, text);
    if (names.size === 0) return;
    const matcher = new NameMatcher<true>();
    for (const name of names) matcher.add(name, true);
    this.tellAffected((mirror) => mirror.lexicon === lexicon && mirror.memory.entities.hasAny((key) => matcher.find(paragraphOf(key)).length > 0));
  }

  private decided({ id, page, version, decisions, learn }: Extract<Request, { type: 'decided' }>): void {
    const mirror = this.pages.get(page);
    if (mirror?.version !== version) return this.host.send({ type: 'end', id, outcome: 'cancelled' });
    this.answer(id, () => {
      const { names, lessons } = lessonsOf(mirror.page(), decisions);
      if (!learn || lessons.length === 0) return { type: 'decided', id, names, lessons: [] };
      try {
        // the next page, and every paragraph that changes, is read with what was learned: nothing leaves an open page under the editor's hands
        this.knowledge.learn(lessons);
        void this.rehearse();
        return { type: 'decided', id, names, lessons };
      } catch (error) {
        return { type: 'decided', id, names, lessons: [], problem: stackOf(error) };
      }
    });
  }

  /** The recogniser is another one now. */
  private forgetShortPages(): void {
    this.tellAffected((mirror) => mirror.text.length < LONGEST_TO_REPEAT && mirror.memory.entities.forgetAll());
  }

  private tellAffected(isAffected: (mirror: PageMirror) => boolean): void {
    const pages = [...this.pages].filter(([, mirror]) => isAffected(mirror)).map(([page]) => page);
    if (pages.length > 0) this.host.send({ type: 'affected', pages });
  }

  private answer(id: number, make: () => Reply): void {
    try {
      this.host.send(make());
    } catch (error) {
      this.host.send({ type: 'end', id, outcome: 'failed', message: stackOf(error) });
    }
  }

  private async work(): Promise<void> {
    this.working = true;
    for (let request = this.queue.shift(); request; request = this.queue.shift()) {
      try {
        const outcome = await this.analyse(request);
        this.host.send({ type: 'end', id: request.id, outcome });
      } catch (error) {
        this.host.send({ type: 'end', id: request.id, outcome: 'failed', message: stackOf(error) });
      }
      this.cancelled.delete(request.id);
    }
    this.working = false;
    void this.rehearse();
  }

  /** Goes over earlier lessons while there is nothing else to do. Resolves when none is left, or when there is. */
  private rehearse(): Promise<void> {
    return (this.rehearsal ??= this.goOver()
      .catch((error: unknown) => { console.error('earlier lessons cannot be gone over:', stackOf(error)); })
      .finally(() => { this.rehearsal = undefined; }));
  }

  private async goOver(): Promise<void> {
    await this.host.breathe(); // what is being answered goes first
    let started = this.host.now();
    while (!this.working && this.knowledge.rehearse()) {
      if (this.host.now() - started < REHEARSAL_MS) continue;
      await this.host.breathe();
      started = this.host.now();
    }
  }

  private async tellWeights(id: number): Promise<void> {
    await this.rehearse();
    this.answer(id, () => ({ type: 'weights', id, ...this.knowledge.learnedModel() }));
  }

  private async analyse(request: AnalyseRequest): Promise<'done' | 'cancelled'> {
    const mirror = this.pages.get(request.page);
    if (mirror?.version !== request.version) return 'cancelled';
    if (request.fromScratch) mirror.forgetTold();
    const text = mirror.text;
    const { lexicon } = request.options;
    mirror.lexicon = lexicon;
    let lastBreath = this.host.now();
    let lastSign = lastBreath;
    for (const finding of analysePage(text, request.options, mirror.memory, () => this.knowledge.tagger(), () => this.knowledge.known(lexicon))) {
      if (finding.type === 'structure') mirror.keepPage(finding.page);
      this.tell(request.id, mirror, finding, text.length);
      const now = this.host.now();
      if (now - lastSign > ALIVE_EVERY_MS) {
        this.host.send({ type: 'alive' });
        lastSign = now;
      }
      if (finding.type === 'pause' && now - lastBreath < 10) continue;
      await this.host.breathe();
      lastBreath = this.host.now();
      if (this.cancelled.has(request.id) || mirror.version !== request.version || this.pages.get(request.page) !== mirror) return 'cancelled';
    }
    return 'done';
  }

  private tell(id: number, mirror: PageMirror, finding: Finding, length: number): void {
    switch (finding.type) {
      case 'pause': return;
      case 'figures': return this.host.send({ type: 'figures', id, figures: finding.figures });
      case 'structure': return this.host.send({ type: 'structure', id, ...outlineOf(finding.page) });
      case 'partial': {
        const told = mirror.toldOf(finding.layer);
        if (told?.complete) return; // once a layer was complete, only its difference is worth sending
        this.send(id, finding.layer, finding);
        mirror.tell(finding.layer, [...(finding.from === 0 ? [] : told?.suggestions ?? []), ...finding.suggestions], false);
        return;
      }
      case 'complete': {
        const told = mirror.toldOf(finding.layer);
        const delta = layerDelta(told?.suggestions ?? [], finding.suggestions, uncertain(told, length), length);
        if (delta) this.send(id, finding.layer, delta);
        mirror.tell(finding.layer, finding.suggestions, true);
      }
    }
  }

  private send(id: number, layer: Layer, delta: LayerDelta): void {
    for (const { from, to, suggestions } of inPortions(delta, MESSAGE_SIZE)) {
      this.host.send({ type: 'suggestions', id, layer, from, to, suggestions });
    }
  }
}

/** Where the host may hold something else than was found when it was told: after an analysis that was given up, also at the end. */
function uncertain(told: ReturnType<PageMirror['toldOf']>, length: number): Edited | undefined {
  if (!told) return { start: 0, end: length, shift: 0 };
  if (told.complete) return told.edited;
  return { start: told.edited?.start ?? length + 1, end: length, shift: told.edited?.shift ?? 0 };
}
