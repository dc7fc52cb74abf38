import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Position, Range, l10n, workspace, type Disposable, type Uri } from 'vscode';
import { copyDifferences } from '../annotations/copyDifferences';
import { PREFIX, SETTING } from '../contract';
import { rangeOf } from '../editor/marks';
import { ShownDiagnostics } from '../editor/shownDiagnostics';
import { readPageText } from '../files/pageText';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { settings } from '../settings';
import { Pauses } from '../ui/pauses';
import { oneLine } from '../ui/words';
import { isSamePlace, placesOf, type Passage, type Place } from './passages';
import { breathe } from '../files/slices';

/** How long a page must rest before its copies are compared. */
const PAUSE_MS = 400;
/** Copies that a passage is compared with. */
const MOST_PLACES = 5;
/** Longer passages are not compared: aligning them would hold up the typing. */
const MOST_CHARACTERS = 5000;

/** Warns where copies of a passage have different names or numbers. */
export class CopyWarnings implements Disposable {
  private readonly shown = new ShownDiagnostics(`${PREFIX}.copies`);
  private readonly pauses = new Pauses<PageSession>(PAUSE_MS, (session) => void this.check(session));
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.subscriptions = [
      this.shown, this.pauses,
      pages.onDidChange(({ kind, session, change }) => {
        if (kind === 'closed') this.forget(session);
        else if (kind === 'opened' || change?.kind === 'elsewhere' || (change?.kind === 'store' && change.store.kind !== 'moved')) this.pauses.restart(session);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(`${PREFIX}.${SETTING.checkCopies}`)) for (const session of pages.all) this.pauses.restart(session);
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(session: PageSession): void {
    this.pauses.cancel(session);
    this.shown.delete(session.document.uri);
  }

  private async check(session: PageSession): Promise<void> {
    const { document, annotations } = session;
    await session.settled();
    const { text } = annotations;
    const found: Diagnostic[] = [];
    const told = new Set<string>();
    const texts = new Map<string, Promise<string | undefined>>();
    if (settings.checkCopies(document.uri)) {
      for (const passage of session.passages.filter((one) => isWorthComparing(session, one))) {
        for (const diagnostic of await this.differences(session, passage, told, texts)) found.push(diagnostic);
        await breathe(); // the extension host turns to other things between passages
        if (text !== annotations.text || !this.pages.all.includes(session)) return; // the change makes it be looked at again
      }
    }
    this.shown.set(document, found);
  }

  private async differences(
    session: PageSession, passage: Passage, told: Set<string>, texts: Map<string, Promise<string | undefined>>,
  ): Promise<Diagnostic[]> {
    const { document, annotations } = session;
    const own: Place = { uri: document.uri, start: passage.start, end: passage.end };
    const words = { text: annotations.text.slice(passage.start, passage.end), start: passage.start };
    const found: Diagnostic[] = [];
    for (const place of placesOf(document.uri, passage).filter((one) => !isSamePlace(one, own)).slice(0, MOST_PLACES)) {
      const key = place.uri.toString();
      const reading = texts.get(key) ?? this.textOf(place.uri);
      texts.set(key, reading);
      const page = await reading;
      if (page === undefined) continue;
      const there = page.slice(place.start, place.end);
      if (there.length > MOST_CHARACTERS) continue;
      for (const { annotation, other, words: others } of copyDifferences(words, annotations.touching(passage), there)) {
        const news = `${annotation.id}\n${others}`;
        if (told.has(news)) continue;
        told.add(news);
        const message = l10n.t('Another copy of this passage has “{0}” here.', oneLine(others, 30));
        const diagnostic = new Diagnostic(rangeOf(document, annotation), message, DiagnosticSeverity.Warning);
        diagnostic.source = l10n.t('News Annotator');
        diagnostic.code = 'copiesDisagree';
        const location = new Location(place.uri, rangeIn(page, place.start + other.start, place.start + other.end));
        diagnostic.relatedInformation = [new DiagnosticRelatedInformation(location, l10n.t('The other copy'))];
        found.push(diagnostic);
      }
    }
    return found;
  }

  /** The text of a page; undefined where it is gone, which the next update of the corpus notices. */
  private async textOf(uri: Uri): Promise<string | undefined> {
    const session = this.pages.of({ uri });
    return session ? session.annotations.text : readPageText(uri).catch(() => undefined);
  }
}

/** Exact copies cannot disagree, nor those without names and numbers. */
function isWorthComparing({ annotations }: PageSession, passage: Passage): boolean {
  const { similarity, start, end } = passage;
  return similarity < 1 && end - start <= MOST_CHARACTERS && annotations.touching(passage).some(({ layer }) => layer !== 'duplicate');
}

function rangeIn(text: string, start: number, end: number): Range {
  return new Range(positionIn(text, start), positionIn(text, end));
}

function positionIn(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return new Position(lines.length - 1, lines[lines.length - 1].length);
}
