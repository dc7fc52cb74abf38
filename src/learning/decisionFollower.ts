import { setTimeout as pause } from 'node:timers/promises';
import type { Disposable } from 'vscode';
import type { AnalysisClient, Taught } from '../analysis/client';
import { isDecided, type Annotation } from '../annotations/model';
import { isDoubtful } from '../annotations/progress';
import { Contributions } from '../entities/contributions';
import type { NameDecision } from '../entities/lessons';
import type { ParagraphOutline } from '../page/page';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { settings } from '../settings';
import type { LearnedModels } from './learnedModels';
import type { Lexicons } from './lexicons';
import type { LexiconStore } from './lexiconStore';
import { firstIndex } from '../page/firstIndex';

/** A command goes on to the next annotation first, and decisions that come close together are told together: each makes the page be analysed again. */
const PAUSE_MS = 300;
/** Annotations told of in one message: few enough not to block the host. */
const PORTION = 1000;
/** How often a message is tried again when the process ends over it; then it waits for the next analysis of the page. */
const MOST_TRIES = 3;

/** Tells the lexicon and the recogniser of each decision about a name, and of each that is taken back. */
export class DecisionFollower implements Disposable {
  private readonly waiting = new Map<PageSession, Set<string>>();
  private readonly working = new Map<PageSession, Promise<void>>();
  private readonly contributions = new WeakMap<LexiconStore, Contributions>();
  private readonly abort = new AbortController();
  private readonly subscription: Disposable;

  constructor(pages: PageRegistry, private readonly client: AnalysisClient, private readonly lexicons: Lexicons, private readonly learned: LearnedModels) {
    this.subscription = pages.onDidChange(({ kind, session, change }) => {
      if (kind === 'closed') this.waiting.delete(session);
      else if (change?.kind === 'store' && change.store.kind === 'decided') this.note(session, change.store.ids ?? []);
      else if (change?.kind === 'structure' && this.waiting.has(session)) this.start(session);
    });
  }

  /** Resolves when all that was decided so far has been told, or waits for an analysis. */
  async settled(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working.values());
  }

  dispose(): void {
    this.abort.abort();
    this.subscription.dispose();
  }

  private note(session: PageSession, ids: readonly string[]): void {
    if (this.lexicons.of(session.document.uri) === undefined && !settings.learnFromDecisions()) return;
    const waiting = this.waiting.get(session) ?? new Set<string>();
    for (const id of ids) waiting.add(id);
    this.waiting.set(session, waiting);
    this.start(session);
  }

  private start(session: PageSession): void {
    if (this.working.has(session)) return;
    const work = pause(PAUSE_MS)
      .then(() => this.work(session)).finally(() => { this.working.delete(session); });
    this.working.set(session, work);
  }

  private async work(session: PageSession): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES && !this.abort.signal.aborted;) {
      const waiting = this.waiting.get(session);
      if (!waiting || waiting.size === 0 || !session.structureIsCurrent) return;
      const ids = [...waiting].slice(0, PORTION);
      for (const id of ids) waiting.delete(id);
      const told = await this.tell(session, ids);
      if (told) continue;
      tries++;
      for (const id of ids) waiting.add(id);
    }
  }

  /** @returns whether it has arrived */
  private async tell(session: PageSession, ids: readonly string[]): Promise<boolean> {
    const { annotations } = session;
    const version = { page: session.key, version: session.structure.version, text: annotations.text };
    const decisions = decisionsAround(session, ids);
    const taught = decisions.length === 0 ? NOTHING : await this.client.decided(version, decisions, settings.learnFromDecisions(), this.abort.signal);
    if (!taught) return false;
    this.learned.learned(taught.lessons);
    const store = this.lexicons.of(session.document.uri);
    if (!store) return true;
    const contributions = this.contributions.get(store) ?? new Contributions();
    this.contributions.set(store, contributions);
    const names = new Map(taught.names.map((name) => [name.id, name]));
    store.change(contributions.changeFor(store.content, ids.map((id) => {
      const name = names.get(id);
      return { id: `${session.key} ${id}`, ...(name ? { name } : {}) };
    })));
    return true;
  }
}

const NOTHING: Taught = { names: [], lessons: [] };

/** All annotations of names in the paragraphs in which the given ones stand. What is doubtful counts as open. */
function decisionsAround({ annotations, structure }: PageSession, ids: readonly string[]): NameDecision[] {
  const paragraphs = new Set<ParagraphOutline>();
  for (const id of ids) {
    const annotation = annotations.get(id);
    const paragraph = annotation?.layer === 'entity' && isDecided(annotation) ? paragraphAt(structure.paragraphs, annotation.start) : undefined;
    if (paragraph) paragraphs.add(paragraph);
  }
  const names = [...paragraphs].flatMap((paragraph) => annotations.touching(paragraph)).filter(({ layer, start, end }) => layer === 'entity' && start < end);
  return [...new Map(names.map((annotation) => [annotation.id, decisionOf(annotation)])).values()];
}

function decisionOf(annotation: Annotation): NameDecision {
  const { id, label, start, end, status } = annotation;
  return { id, label, start, end, status: isDoubtful(annotation) ? 'suggested' : status };
}

/** The last paragraph that starts at or before the offset. */
function paragraphAt(paragraphs: readonly ParagraphOutline[], offset: number): ParagraphOutline | undefined {
  const next = firstIndex(paragraphs.length, (index) => paragraphs[index].start > offset);
  return next === 0 ? undefined : paragraphs[next - 1];
}
