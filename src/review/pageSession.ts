import { EventEmitter, l10n, type Disposable, type TextDocument, type TextDocumentContentChangeEvent } from 'vscode';
import type { AnalysisClient, Outcome } from '../analysis/client';
import { placeFinder, textComparer } from '../analysis/placeFinder';
import type { AnalysisOptions, FigureFinding } from '../analysis/protocol';
import type { LabelSet } from '../annotations/labelSet';
import { LAYERS, type Annotation } from '../annotations/model';
import { PageAnnotations, type StoreChange } from '../annotations/pageAnnotations';
import { moveSpans } from '../annotations/moveSpans';
import { applyChange, likelyChange, type TextChange } from '../annotations/textChange';
import { passagesOf, type Passage } from '../copies/passages';
import type { PageCopy } from '../corpus/protocol';
import type { RecoveryJournal } from '../files/recoveryJournal';
import { SidecarFile, type LoadResult } from '../files/sidecarFile';
import { inSlices } from '../files/slices';
import { lexiconKey } from '../learning/lexiconPlace';
import type { PageOutline } from '../page/page';
import { settings } from '../settings';
import { DisplacedWords } from './displacedWords';
import { PageSaver } from './pageSaver';
import { settled } from './settled';
import type { LabelSource } from './workspaceLabels';
import { messageOf } from '../files/messageOf';

export interface PageStructure extends PageOutline {
  /** Of the document when it was read; -1 before the first time. */
  readonly version: number;
}

export type AnalysisState = 'waiting' | 'running' | 'done' | 'failed';

/** What changed on a page. `store` changes carry what the store said. */
export type PageChange =
  | { readonly kind: 'store'; readonly store: StoreChange }
  | { readonly kind: 'structure' }
  | { readonly kind: 'figures' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'analysis' }
  /** Another annotation is framed; `lost` was and is gone. */
  | { readonly kind: 'current'; readonly lost?: Annotation }
  /** The folder's labels are others now. */
  | { readonly kind: 'labels' }
  /** Review mode was entered or left. */
  | { readonly kind: 'review' }
  | { readonly kind: 'sidecar' };

/** What a page needs to tell the person; `PageRegistry` turns it into messages. */
export interface PageReporter {
  sidecarBlocked(session: PageSession, load: LoadResult): void;
  sidecarFailed(session: PageSession, message: string): void;
  /** What failed before has succeeded. */
  sidecarWritten(session: PageSession): void;
  /** The file system of the page cannot replace a file in one step. */
  sidecarWrittenInPlace(session: PageSession): void;
  /** Others decided otherwise on some annotations. */
  conflictsFound(session: PageSession, count: number): void;
  /** Decisions that had not been written were put on the page; `damaged` are records that cannot be read. */
  recovered(session: PageSession, count: number, damaged: readonly string[]): void;
  journalUnreadable(session: PageSession, message: string): void;
  /** A page is closed whose decisions could not be written beside it. */
  keptAside(session: PageSession): void;
  analysisFailed(session: PageSession, outcome: Outcome): void;
}

/** How long typing must rest before the touched paragraphs are analysed again. */
const TYPING_PAUSE_MS = 250;
/** Crashes in a row on one page before the person is asked. */
const MOST_CRASHES = 3;

/** One annotated page: its text, its annotations, its sidecar and the analysis that feeds it. */
export class PageSession implements Disposable {
  structure: PageStructure = { paragraphs: [], articles: [], version: -1 };
  /** The figures that cannot be right, as of the last analysis. */
  figures: readonly FigureFinding[] = [];
  /** Copies of the page's passages in other files, as far as the corpus knows. */
  elsewhere: readonly PageCopy[] = [];
  analysis: AnalysisState = 'waiting';
  /** Whether the page is in review mode. */
  reviewing = false;

  /** The current annotation as it was last seen. */
  private framed: Annotation | undefined;
  private readonly changes = new EventEmitter<PageChange>();
  readonly onDidChange = this.changes.event;

  /** The passages with what they were made from. */
  private known: { readonly copies: readonly Annotation[]; readonly elsewhere: readonly PageCopy[]; readonly passages: readonly Passage[] } | undefined;
  private version: number;
  private fromScratch = true;
  private abort = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private analysisTimer: NodeJS.Timeout | undefined;
  private settling: Promise<void> | undefined;
  private disposed = false;

  readonly saver: PageSaver;
  private readonly displaced: DisplacedWords;

  private constructor(
    readonly document: TextDocument,
    readonly annotations: PageAnnotations,
    file: SidecarFile,
    load: LoadResult,
    private readonly client: AnalysisClient,
    private readonly journal: RecoveryJournal,
    private readonly reporter: PageReporter,
    private readonly folderLabels: LabelSource,
  ) {
    this.version = document.version;
    this.displaced = new DisplacedWords(annotations, textComparer(client), {
      found: () => { this.analyseAgain(); }, // what was suggested on their words meanwhile goes
      failed: (error) => {
        if (!this.disposed) reporter.analysisFailed(this, { kind: 'failed', message: messageOf(error) });
      },
    });
    this.saver = new PageSaver({
      document,
      annotations: this.annotations,
      settled: () => this.displaced.settled(),
      changed: () => { this.changes.fire({ kind: 'sidecar' }); },
      takeOver: (annotations, conflicts) => { this.takeOver(annotations, conflicts); },
      blocked: (now) => { reporter.sidecarBlocked(this, now); },
      failed: (message) => { reporter.sidecarFailed(this, message); },
      written: () => { reporter.sidecarWritten(this); },
      writtenInPlace: () => { reporter.sidecarWrittenInPlace(this); },
    }, file, journal);
    this.annotations.onDidChange((store) => {
      if (store.kind === 'decided') this.saver.saveSoon(store.ids);
      const before = this.framed;
      this.framed = this.current;
      this.changes.fire({ kind: 'store', store });
      if (before && !this.framed) this.changes.fire({ kind: 'current', lost: before });
    });
    this.saver.noteLoad(load);
  }

  /** Opens a page with what its sidecar and the recovery journal say, and starts its analysis. */
  static async open(document: TextDocument, client: AnalysisClient, journal: RecoveryJournal, reporter: PageReporter, labels: LabelSource): Promise<PageSession> {
    const file = new SidecarFile(document.uri, placeFinder(client));
    const load = await file.load();
    const text = document.getText();
    const restored = load.kind === 'read' ? await file.restored(load.sidecar, text) : [];
    const annotations = await inSlices(PageAnnotations.inSlices(text, restored));
    const session = new PageSession(document, annotations, file, load, client, journal, reporter, labels);
    await session.recover();
    session.followDocument(); // the text may have changed while its annotations were read
    session.analyseSoon(0);
    return session;
  }

  get key(): string {
    return this.document.uri.toString();
  }

  /** The labels of the page's folder. */
  get labels(): LabelSet {
    return this.folderLabels.of(this.document.uri);
  }

  /** The copied passages of the page in reading order; the same array until something about them changes. */
  get passages(): readonly Passage[] {
    if (this.known && this.annotations.isFollowing) return this.known.passages; // others when they have followed
    const { copies } = this.annotations;
    const { known, elsewhere } = this;
    if (known?.copies !== copies || known.elsewhere !== elsewhere) this.known = { copies, elsewhere, passages: passagesOf(this) };
    return this.known!.passages;
  }

  /** How many passages there were when somebody last asked for them; known at once. */
  get passageCount(): number {
    return this.known?.passages.length ?? 0;
  }

  /** Tells that the labels of its folder are others now. */
  labelsChanged(): void {
    this.changes.fire({ kind: 'labels' });
  }

  get sidecar(): SidecarFile {
    return this.saver.file;
  }

  /** Tells that review mode was entered or left, once its keys work or no longer do. */
  reviewChanged(): void {
    this.changes.fire({ kind: 'review' });
  }

  /** The annotation that commands are about. */
  get current(): Annotation | undefined {
    return this.framed && this.annotations.get(this.framed.id);
  }

  setCurrent(id: string | undefined): void {
    if (id === this.framed?.id) return;
    this.framed = id === undefined ? undefined : this.annotations.get(id);
    this.changes.fire({ kind: 'current' });
  }

  /** Whether the structure is that of the text as it is now. */
  get structureIsCurrent(): boolean {
    return this.structure.version === this.version;
  }

  /** Follows an edit of the document. */
  textChanged(event: readonly TextDocumentContentChangeEvent[]): void {
    if (event.length === 0) return;
    const changes = event
      .map((change): TextChange => ({ start: change.rangeOffset, removed: change.rangeLength, inserted: change.text }))
      .sort((a, b) => b.start - a.start);
    const before = this.version;
    const length = changes.reduce((sum, change) => sum + change.inserted.length - change.removed, this.annotations.text.length);
    const exact = length === this.document.offsetAt(this.document.lineAt(this.document.lineCount - 1).range.end);
    if (!exact) {
      this.followDocument();
    } else {
      this.version = this.document.version;
      this.client.change(this.key, before, this.version, changes);
      let current = this.annotations.text;
      for (const change of changes) {
        const next = applyChange(current, change);
        // a whole file replaced at once is mostly the same text
        const least = change.removed > 2000 ? likelyChange(current, change) : change;
        this.displaced.change(least, next);
        this.elsewhere = moveSpans(this.elsewhere, least);
        current = next;
      }
    }
    this.analyseSoon(TYPING_PAUSE_MS);
    void this.settled();
  }

  /** Resolves when what edits moved is ready for the views. */
  settled(): Promise<void> {
    return (this.settling ??= settled(this.annotations, () => !this.disposed).finally(() => { this.settling = undefined; }));
  }

  /** Catches up with the document's text, whatever happened to it. */
  private followDocument(): void {
    const text = this.document.getText();
    this.version = this.document.version;
    if (text === this.annotations.text) return;
    const change = likelyChange(this.annotations.text, { start: 0, removed: this.annotations.text.length, inserted: text });
    this.displaced.change(change, text);
    this.elsewhere = moveSpans(this.elsewhere, change);
    void this.settled();
  }

  /** Analyses again after a pause; what runs for an older text is given up. */
  analyseSoon(delay: number): void {
    clearTimeout(this.analysisTimer);
    if (this.disposed) return;
    this.abort.abort();
    this.setAnalysis('waiting');
    this.analysisTimer = setTimeout(() => {
      this.running = this.running.then(() => this.analyse());
    }, delay);
  }

  /** Starts over after a failure. */
  analyseAgain(): void {
    this.fromScratch = true;
    this.analyseSoon(0);
  }

  private async analyse(): Promise<void> {
    if (this.disposed) return;
    const abort = new AbortController();
    this.abort = abort;
    await this.settled(); // suggestions come among the others
    for (let crashes = 0; ;) {
      const { version } = this;
      const fromScratch = this.fromScratch;
      this.fromScratch = false;
      this.setAnalysis('running');
      const outcome = await this.client.analyse(
        { page: this.key, version, text: this.annotations.text },
        this.analysisOptions(),
        fromScratch,
        {
          structure: (outline) => {
            if (version !== this.version) return;
            this.structure = { ...outline, version };
            this.changes.fire({ kind: 'structure' });
          },
          suggestions: (layer, from, to, suggestions) => {
            // the page has moved on: what is dropped here must be sent again
            if (version !== this.version) this.fromScratch = true;
            else this.annotations.suggest(layer, { start: from, end: to }, suggestions);
          },
          figures: (figures) => {
            if (version === this.version) this.setFigures(figures);
          },
        },
        abort.signal,
      );
      if (outcome.kind !== 'done') this.fromScratch = true;
      if (abort.signal.aborted) return; // a later analysis is on its way, and the page is not done before it
      if (outcome.kind === 'cancelled') {
        if (!this.disposed) this.analyseSoon(0);
        return;
      }
      if (outcome.kind === 'crashed' && ++crashes < MOST_CRASHES) continue;
      this.setAnalysis(outcome.kind === 'done' ? 'done' : 'failed');
      if (outcome.kind !== 'done') this.reporter.analysisFailed(this, outcome);
      return;
    }
  }

  private analysisOptions(): AnalysisOptions {
    const { uri } = this.document;
    const today = settings.pageDate(uri);
    const lexicon = lexiconKey(uri);
    return {
      layers: settings.layers(uri),
      scriptsAlike: settings.matchScripts(uri),
      ...(today === '' ? {} : { today }),
      fileName: uri.path.slice(uri.path.lastIndexOf('/') + 1),
      unresolvedDates: settings.unresolvedDates(uri),
      ...(lexicon === undefined ? {} : { lexicon }),
      placesApart: !settings.joinPlaces(uri),
    };
  }

  /** Takes over what the corpus says of a text; nothing where the page has moved on meanwhile. */
  setElsewhere(copies: readonly PageCopy[], text: string): void {
    if (this.disposed || text !== this.annotations.text) return;
    this.elsewhere = copies;
    this.changes.fire({ kind: 'elsewhere' });
  }

  private setFigures(figures: readonly FigureFinding[]): void {
    this.figures = figures;
    this.changes.fire({ kind: 'figures' });
  }

  /** Other layers are wanted, or the page has another date: suggestions of layers no longer wanted go, decisions stay. */
  settingsChanged(): void {
    const wanted = settings.layers(this.document.uri);
    for (const layer of LAYERS) {
      if (wanted.includes(layer)) continue;
      if (layer === 'number') this.setFigures([]);
      this.annotations.suggest(layer, { start: 0, end: this.annotations.text.length + 1 }, []);
    }
    this.analyseAgain();
  }

  private setAnalysis(state: AnalysisState): void {
    if (state === this.analysis) return;
    this.analysis = state;
    this.changes.fire({ kind: 'analysis' });
  }

  /** Writes what is decided but not yet on disk. Resolves when it is there, or is kept aside and the person was told why. */
  flush(always = false): Promise<void> {
    return this.saver.flush(always);
  }

  /** Whether decisions are not on disk beside the page: they wait, or are being written. */
  get hasUnsaved(): boolean {
    return this.saver.hasUnsaved;
  }

  /** Why nothing is written at present: what is on disk could not be read. */
  get blocked(): LoadResult | undefined {
    return this.saver.blocked;
  }

  /** The sidecar changed on disk: takes over what is new in it, or says why it cannot be read. */
  sidecarChanged(): Promise<void> {
    return this.saver.sidecarChanged();
  }

  private takeOver(annotations: readonly Annotation[], conflicts: readonly string[]): void {
    this.annotations.replaceAll(annotations);
    if (conflicts.length > 0) this.reporter.conflictsFound(this, conflicts.length);
    this.analyseAgain();
  }

  /** Puts what was decided earlier and could not be written on the page, as one step that can be undone. */
  async recover(): Promise<void> {
    const claim = await this.journal.claim(this.key);
    if (claim.unreadable !== undefined) this.reporter.journalUnreadable(this, claim.unreadable);
    const afters = await this.saver.recovered(claim);
    if (afters.length > 0) this.annotations.decide(l10n.t('recover {0} decisions', afters.length), afters);
    else await this.saver.keep();
    if (afters.length + claim.damaged.length > 0) this.reporter.recovered(this, afters.length, claim.damaged);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.analysisTimer);
    this.abort.abort();
    this.client.close(this.key);
    this.saver.dispose();
    this.changes.dispose();
  }
}
