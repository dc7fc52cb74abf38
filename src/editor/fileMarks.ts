import { EventEmitter, FileDecoration, ThemeColor, Uri, l10n, window, type Disposable, type FileDecorationProvider } from 'vscode';
import type { PageRegistry } from '../review/pageRegistry';
import { Pauses } from '../ui/pauses';

/** VS Code lays out the Explorer and all tabs anew for a badge: it follows when decisions rest, or now and then. */
const PAUSE_MS = 500;
const MOST_PAUSE_MS = 5000;
/** The most that fits into a badge. */
const MOST = 99;

/** How many annotations of a page wait for a decision, beside its name in the Explorer and in tabs; ✓ where none do. */
export class FileMarks implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<Uri[]>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly pauses: Pauses<string>;
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.pauses = new Pauses(PAUSE_MS, (page) => { this.changed.fire([Uri.parse(page)]); }, MOST_PAUSE_MS);
    this.subscriptions = [
      this.changed, this.pauses,
      window.registerFileDecorationProvider(this),
      pages.onDidChange(({ kind, session, change }) => {
        if (kind !== 'changed' || change?.kind === 'store') this.pauses.restart(session.key);
      }),
    ];
  }

  dispose(): void {
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
}
