import { Diagnostic, DiagnosticSeverity, l10n, workspace, type Disposable } from 'vscode';
import type { FigureFinding } from '../analysis/protocol';
import { PREFIX, SETTING } from '../contract';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { settings } from '../settings';
import { rangeOf } from './marks';
import { ShownDiagnostics } from './shownDiagnostics';

/** Shows figures that cannot be right as warnings; a number that a person rejected warns of nothing. */
export class FigureWarnings implements Disposable {
  private readonly shown = new ShownDiagnostics(PREFIX);
  private readonly subscriptions: Disposable[];

  constructor(pages: PageRegistry) {
    this.subscriptions = [
      this.shown,
      pages.onDidChange(({ kind, session, change }) => {
        if (kind === 'closed') this.shown.delete(session.document.uri);
        else if (change?.kind === 'figures' || (change?.kind === 'store' && session.figures.length > 0)) this.show(session);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.checkFigures}`)) for (const session of pages.all) this.show(session);
      }),
    ];
    for (const session of pages.all) this.show(session);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** While the text is ahead of the analysis, VS Code moves the warnings along; the next analysis sets them anew. */
  private show(session: PageSession): void {
    const { document, figures, analysis } = session;
    if (analysis === 'waiting') return;
    const wanted = settings.checkFigures(document.uri) ? figures.filter((figure) => !isRejected(session, figure)) : [];
    this.shown.set(document, wanted.map((figure) => {
      const diagnostic = new Diagnostic(rangeOf(document, figure), message(figure), DiagnosticSeverity.Warning);
      diagnostic.source = l10n.t('News Annotator');
      diagnostic.code = figure.problem;
      return diagnostic;
    }));
  }
}

function isRejected(session: PageSession, { numbers }: FigureFinding): boolean {
  return numbers.some((span) => session.annotations.touching(span)
    .some(({ layer, status, start, end }) => layer === 'number' && status === 'rejected' && start === span.start && end === span.end));
}

function message({ problem, detail = 0 }: FigureFinding): string {
  switch (problem) {
    case 'noSuchDay': return l10n.t('There is no such day: the month has {0} days.', detail);
    case 'rangeUpsideDown': return l10n.t('The range begins with its larger number.');
    case 'partsOverHundred': return l10n.t('The parts add up to {0} %.', detail);
    case 'percentOverHundred': return l10n.t('A part cannot be more than 100 % of the whole.');
  }
}
