import { Diagnostic, DiagnosticSeverity, l10n, workspace, type Disposable } from 'vscode';
import { findDoubts, type Doubt } from '../annotations/doubts';
import { PREFIX, SETTING } from '../contract';
import { inSlices } from '../files/slices';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { settings } from '../settings';
import { Pauses } from '../ui/pauses';
import { labelName, oneLine } from '../ui/words';
import { rangeOf } from './marks';
import { ShownDiagnostics } from './shownDiagnostics';

/** Doubts are looked for when decisions and typing rest this long. */
const PAUSE_MS = 600;

/** Shows what is doubtful as problems, so that F8 goes round them; quick fixes are in `markActions.ts`. */
export class Doubts implements Disposable {
  private readonly shown = new ShownDiagnostics(`${PREFIX}.doubts`);
  private readonly found = new WeakMap<Diagnostic, Doubt>();
  private readonly pauses = new Pauses<PageSession>(PAUSE_MS, (session) => void this.look(session));
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      this.shown, this.pauses,
      pages.onDidChange(({ kind, session, change }) => {
        if (kind === 'closed') this.forget(session);
        else if (kind === 'opened' || change?.kind === 'store' || change?.kind === 'analysis' || change?.kind === 'labels') this.pauses.restart(session);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.showDoubts}`)) for (const session of pages.all) this.pauses.restart(session);
      }),
    ];
    for (const session of pages.all) this.pauses.restart(session);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What a diagnostic of ours was made from; its place may have moved since. */
  doubtOf(diagnostic: Diagnostic): Doubt | undefined {
    return this.found.get(diagnostic);
  }

  /** Our diagnostics of a page. VS Code hands copies of them to code actions, so they are found by place and code. */
  of({ document }: PageSession): readonly Diagnostic[] {
    return this.shown.get(document.uri);
  }

  private forget(session: PageSession): void {
    this.pauses.cancel(session);
    this.shown.delete(session.document.uri);
  }

  private async look(session: PageSession): Promise<void> {
    const { document, annotations } = session;
    if (!settings.showDoubts(document.uri)) {
      this.shown.delete(document.uri);
      return;
    }
    await session.settled();
    const { text, all } = annotations;
    const doubts = await inSlices(findDoubts(annotations));
    // what changed while it was looked for starts a search of its own
    if (annotations.text !== text || annotations.all !== all || this.pages.of(document) !== session) return;
    const diagnostics = doubts.map((doubt) => diagnosticOf(session, doubt));
    const shown = this.shown.set(document, diagnostics) ? diagnostics : this.shown.get(document.uri);
    for (const [index, doubt] of doubts.entries()) this.found.set(shown[index], doubt);
  }
}

function diagnosticOf(session: PageSession, doubt: Doubt): Diagnostic {
  const severity = doubt.problem === 'doubtful' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
  const diagnostic = new Diagnostic(rangeOf(session.document, doubt), message(session, doubt), severity);
  diagnostic.source = l10n.t('News Annotator');
  diagnostic.code = doubt.problem;
  return diagnostic;
}

function message({ document, labels }: PageSession, doubt: Doubt): string {
  switch (doubt.problem) {
    case 'untagged': return l10n.t(
      'Not marked here, but marked as {0} in line {1}: “{2}”.', labelName(doubt.like.label, labels), document.positionAt(doubt.like.start).line + 1, oneLine(doubt.like.quote, 20),
    );
    case 'twoLabels': return l10n.t(
      'Marked as {0} here, as {1} in line {2}: “{3}”.',
      labelName(doubt.annotation.label, labels), labelName(doubt.other.label, labels), document.positionAt(doubt.other.start).line + 1, oneLine(doubt.annotation.quote, 20),
    );
    case 'doubtful': return doubt.annotation.changed
      ? l10n.t('The text has changed since: it was “{0}”.', oneLine(doubt.annotation.quote, 40))
      : l10n.t('Somebody else decided otherwise here: “{0}”.', oneLine(doubt.annotation.quote, 40));
  }
}
