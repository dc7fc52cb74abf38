import { EventEmitter, InlayHint, languages, workspace, type Disposable, type InlayHintsProvider, type Range, type TextDocument } from 'vscode';
import { isVisible } from '../annotations/progress';
import { PAGE_SELECTOR, PREFIX, SETTING } from '../contract';
import type { PageRegistry } from '../review/pageRegistry';
import { settings } from '../settings';
import { oneLine, valueUnlessSaid } from '../ui/words';

const REFRESH_PAUSE_MS = 80;

/** The value of each number behind it, as inlay hints, where a setting wants them. */
export class NumberHints implements InlayHintsProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changed.event;
  private refreshTimer: NodeJS.Timeout | undefined;
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      languages.registerInlayHintsProvider(PAGE_SELECTOR, this),
      pages.onDidChange(({ kind, session, change }) => {
        if (!settings.numberHints(session.document.uri)) return;
        if (kind !== 'changed' || change?.kind === 'store') this.refreshTimer ??= setTimeout(() => { this.refresh(); }, REFRESH_PAUSE_MS);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.numberHints}`)) this.refresh();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.refreshTimer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  async provideInlayHints(document: TextDocument, range: Range): Promise<InlayHint[]> {
    const session = await this.pages.settledOf(document);
    if (!session || !settings.numberHints(document.uri)) return [];
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return session.annotations.touching(span).flatMap((annotation) => {
      if (annotation.layer !== 'number' || annotation.changed || !isVisible(annotation)) return [];
      const value = valueUnlessSaid(annotation); // 415幅 needs no hint that says 415 幅
      if (value === undefined) return [];
      const hint = new InlayHint(document.positionAt(annotation.end), value);
      hint.paddingLeft = true;
      hint.tooltip = oneLine(annotation.quote);
      return [hint];
    });
  }

  private refresh(): void {
    clearTimeout(this.refreshTimer);
    this.refreshTimer = undefined;
    this.changed.fire();
  }
}
