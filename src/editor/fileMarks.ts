import { EventEmitter, FileDecoration, ThemeColor, l10n, window, type Disposable, type FileDecorationProvider, type Uri } from 'vscode';
import type { PageRegistry } from '../review/pageRegistry';

const PAUSE_MS = 300;
/** The most that fits into a badge. */
const MOST = 99;

/** How many annotations of a page wait for a decision, beside its name in the Explorer and in tabs; ✓ where none do. */
export class FileMarks implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<Uri[]>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly waiting = new Map<string, Uri>();
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      this.changed,
      window.registerFileDecorationProvider(this),
      pages.onDidChange(({ kind, session, change }) => {
        if (kind !== 'changed' || change?.kind === 'store') this.tellSoon(session.document.uri);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const session = this.pages.of({ uri });
    if (!session) return undefined;
    const { open, doubtful, total } = session.annotations.progress;
    const left = open + doubtful;
    if (left === 0) return total === 0 ? undefined : new FileDecoration('✓', l10n.t('Everything on this page is decided.'));
    return new FileDecoration(left > MOST ? '+' : String(left), l10n.t('{0} annotations to decide', left), new ThemeColor('list.deemphasizedForeground'));
  }

  private tellSoon(uri: Uri): void {
    this.waiting.set(uri.toString(), uri);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const uris = [...this.waiting.values()];
      this.waiting.clear();
      this.changed.fire(uris);
    }, PAUSE_MS);
  }
}
