import { EventEmitter, RelativePattern, Uri, workspace, type Disposable, type TextDocument } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import { placeFinder } from '../analysis/placeFinder';
import { COPY_SCHEME, LANGUAGES, REFLOW_SCHEME } from '../contract';
import { globLiteral } from '../files/globLiteral';
import type { RecoveryJournal } from '../files/recoveryJournal';
import { sidecarUri } from '../files/sidecarFile';
import { settings } from '../settings';
import { withClosedPage, type WorkingPage } from './closedPage';
import type { LabelSource } from './workspaceLabels';
import { PageSession, type PageChange, type PageReporter } from './pageSession';

export interface RegistryChange {
  readonly kind: 'opened' | 'closed' | 'changed';
  readonly session: PageSession;
  /** What changed on the page, for `changed`. */
  readonly change?: PageChange;
}

/** All annotated pages. Opens a page on request, when it has a sidecar, or where a setting says so. */
export class PageRegistry implements Disposable {
  private readonly sessions = new Map<string, PageSession>();
  private readonly opening = new Map<string, Promise<PageSession>>();
  private readonly watchers = new Map<string, Disposable>();
  /** Pages that the person closed: they do not open by themselves again. */
  private readonly dismissed = new Set<string>();
  private readonly changes = new EventEmitter<RegistryChange>();
  readonly onDidChange = this.changes.event;

  /** Pages that are being closed, until what they hold is written or kept aside. */
  private readonly closing = new Map<string, Promise<void>>();

  constructor(
    private readonly client: AnalysisClient,
    private readonly journal: RecoveryJournal,
    private readonly reporter: PageReporter,
    readonly labels: LabelSource,
  ) {}

  get all(): PageSession[] {
    return [...this.sessions.values()];
  }

  of(document: Pick<TextDocument, 'uri'> | undefined): PageSession | undefined {
    return document && this.sessions.get(document.uri.toString());
  }

  /** The same, after the text was replaced once its annotations have followed: for whoever may wait. */
  async settledOf(document: Pick<TextDocument, 'uri'>): Promise<PageSession | undefined> {
    const session = this.of(document);
    if (session?.annotations.isFollowing) await session.settled();
    return this.of(document);
  }

  /** Whether the document is one that can be annotated. */
  static accepts(document: TextDocument): boolean {
    return (LANGUAGES as readonly string[]).includes(document.languageId) && !['output', 'git', 'vscode', REFLOW_SCHEME, COPY_SCHEME].includes(document.uri.scheme);
  }

  /** Annotates a page; the session that is there already where there is one. */
  async open(document: TextDocument): Promise<PageSession> {
    const key = document.uri.toString();
    this.dismissed.delete(key);
    await this.closing.get(key);
    const existing = this.sessions.get(key) ?? this.opening.get(key);
    if (existing) return existing;
    const opening = PageSession.open(document, this.client, this.journal, this.reporter, this.labels);
    this.opening.set(key, opening);
    try {
      const session = await opening;
      this.sessions.set(key, session);
      session.onDidChange((change) => { this.changes.fire({ kind: 'changed', session, change }); });
      this.watchers.set(key, this.watchSidecar(session));
      this.changes.fire({ kind: 'opened', session });
      return session;
    } finally {
      this.opening.delete(key);
    }
  }

  /** Opens a page that should be annotated without being asked: it has a sidecar, or a setting wants it. */
  async consider(document: TextDocument): Promise<void> {
    if (!PageRegistry.accepts(document) || this.of(document) || this.dismissed.has(document.uri.toString())) return;
    const wanted = settings.annotateAutomatically(document.uri) || (await exists(sidecarUri(document.uri)))
      || (await this.journal.has(document.uri.toString()));
    const isDismissed = this.dismissed.has(document.uri.toString()); // meanwhile
    if (wanted && !document.isClosed && !isDismissed) await this.open(document);
  }

  /** Stops annotating a page; what was decided is written first, or kept aside for the next time. */
  close(session: PageSession, byPerson: boolean): Promise<void> {
    if (byPerson) this.dismissed.add(session.key);
    const known = this.closing.get(session.key);
    if (known) return known;
    const closing = this.writeAndForget(session).finally(() => { this.closing.delete(session.key); });
    this.closing.set(session.key, closing);
    return closing;
  }

  private async writeAndForget(session: PageSession): Promise<void> {
    await session.flush();
    if (session.saver.pendingCount > 0) {
      await session.saver.keep();
      if (!session.saver.isHeld) this.reporter.keptAside(session); // else it comes back at once under the page's new name
    }
    this.forget(session);
  }

  /** Puts on a page, where it is open or being opened, what waits for it in the journal. */
  async recover(uri: Uri): Promise<void> {
    const key = uri.toString();
    const session = await (this.opening.get(key) ?? this.sessions.get(key));
    await session?.recover();
  }

  /**
   * Carries out work on a page, open or not. A page that is not open is read, changed and written in the same way as an
   * open one, and can be opened only when that is done.
   */
  async withPage<Result>(uri: Uri, work: (page: WorkingPage) => Promise<Result>): Promise<Result> {
    const key = uri.toString();
    while (this.closing.has(key)) await this.closing.get(key);
    const session = this.sessions.get(key) ?? await this.opening.get(key);
    if (session) return work(session);
    const working = withClosedPage(uri, placeFinder(this.client), this.journal, work);
    this.closing.set(key, working.then(() => undefined, () => undefined).finally(() => { this.closing.delete(key); }));
    return working;
  }

  /** Tries again at once to write what could not be written. */
  async retry(): Promise<void> {
    await Promise.all(this.all.map((session) => session.saver.retry()));
  }

  /** Writes all that waits to be written. */
  async flush(): Promise<void> {
    await Promise.all(this.all.map((session) => session.flush()));
  }

  dispose(): void {
    for (const session of this.all) this.forget(session);
    this.changes.dispose();
  }

  private forget(session: PageSession): void {
    if (!this.sessions.delete(session.key)) return;
    this.watchers.get(session.key)?.dispose();
    this.watchers.delete(session.key);
    session.dispose();
    this.changes.fire({ kind: 'closed', session });
  }

  private watchSidecar(session: PageSession): Disposable {
    const { uri } = session.sidecar;
    const slash = uri.path.lastIndexOf('/');
    const folder = uri.with({ path: uri.path.slice(0, slash) || '/' });
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, globLiteral(uri.path.slice(slash + 1))));
    const changed = (): void => void session.sidecarChanged();
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
    return watcher;
  }
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(() => true, () => false);
}
