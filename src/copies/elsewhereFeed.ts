import type { Disposable } from 'vscode';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import type { Corpus } from './corpus';

/** Tells annotated pages which of their passages stand in other files, once the corpus is indexed. */
export class ElsewhereFeed implements Disposable {
  /** Pages that are being asked for, and whether they must be asked for again. */
  private readonly asking = new Map<PageSession, boolean>();
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry, private readonly corpus: Corpus) {
    this.subscriptions = [
      corpus.onDidChange((change) => {
        if (change === 'content') for (const session of pages.all) void this.askFor(session);
      }),
      pages.onDidChange(({ session, change }) => {
        if (change?.kind === 'analysis' && session.analysis === 'done') void this.askFor(session);
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async askFor(session: PageSession): Promise<void> {
    if (!this.corpus.isOn || session.document.uri.scheme !== 'file') return;
    if (this.asking.has(session)) {
      this.asking.set(session, true);
      return;
    }
    do {
      this.asking.set(session, false);
      const { text } = session.annotations;
      const copies = await this.corpus.ask('copiesOf', { text, path: session.document.uri.fsPath });
      if (copies) session.setElsewhere(copies, text);
    } while (this.asking.get(session) === true && this.pages.all.includes(session));
    this.asking.delete(session);
  }
}
