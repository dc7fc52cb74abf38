import type { CancellationToken, Disposable, TextDocument } from 'vscode';
import type { AnalysisClient, Reading } from '../analysis/client';
import type { PageOutline } from '../page/page';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';

/**
 * Tells how documents are built: of an annotated page what its analysis said, of another what the analysis process reads,
 * which annotates nothing. Every promise ends, and never rejects.
 */
export class PageReader implements Disposable {
  /** The last reading of each document that is not annotated: outline, folding and commands ask for the same one. */
  private readonly readings = new WeakMap<TextDocument, { readonly version: number; readonly reading: Promise<Reading | undefined> }>();
  private readonly abort = new AbortController();

  constructor(private readonly pages: PageRegistry, private readonly client: AnalysisClient) {}

  /** How the document is built as it stands now; undefined where that was given up, or the analysis failed. */
  async outline(document: TextDocument, token?: CancellationToken): Promise<PageOutline | undefined> {
    const session = this.pages.of(document);
    if (session) return this.whenAnalysed(session, token);
    const known = this.readings.get(document);
    if (known?.version === document.version) return known.reading;
    const reading = this.client.read(document.getText(), false, this.abort.signal);
    this.readings.set(document, { version: document.version, reading });
    const found = await reading;
    if (!found && this.readings.get(document)?.reading === reading) this.readings.delete(document); // to be asked again
    return found;
  }

  /** The reflowed text of the document as it stands now. */
  async reflowed(document: TextDocument, signal: AbortSignal = this.abort.signal): Promise<Reading['reflowed']> {
    return (await this.client.read(document.getText(), true, signal))?.reflowed;
  }

  dispose(): void {
    this.abort.abort();
  }

  private whenAnalysed(session: PageSession, token: CancellationToken | undefined): Promise<PageOutline | undefined> {
    return new Promise((resolve) => {
      const subscriptions: Disposable[] = [];
      const check = (): void => {
        const isOver = token?.isCancellationRequested === true || session.analysis === 'failed' || this.pages.of(session.document) !== session;
        if (!session.structureIsCurrent && !isOver) return;
        for (const subscription of subscriptions.splice(0)) subscription.dispose();
        resolve(session.structureIsCurrent ? session.structure : undefined);
      };
      subscriptions.push(this.pages.onDidChange(check));
      if (token) subscriptions.push(token.onCancellationRequested(check));
      check();
    });
  }
}
