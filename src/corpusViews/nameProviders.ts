import {
  Location, Range, SymbolInformation, SymbolKind, Uri, WorkspaceEdit, l10n, languages, type CancellationToken, type Disposable, type DefinitionProvider,
  type DocumentSelector, type Position, type ReferenceProvider, type RenameProvider, type TextDocument, type WorkspaceSymbolProvider,
} from 'vscode';
import { nameOf } from '../annotations/pageSurvey';
import { withoutWhitespace } from '../annotations/whitespace';
import { rangeOf } from '../editor/marks';
import type { PageRegistry } from '../review/pageRegistry';
import type { CorpusSymbol, PlacedMention } from '../survey/protocol';
import { signalOf } from '../ui/signalOf';
import { labelName } from '../ui/words';
import type { CorpusService } from './corpusService';
import { mentionsInCorpus, mentionsOn, nameAt } from './nameMentions';

/** Places that a reference search shows at most. */
const MOST_REFERENCES = 10_000;
const MOST_SYMBOLS = 200;

/** Where a name gets another full form over the corpus. */
export interface NameRenamer {
  rename(name: string, fullForm: string): Promise<void>;
}

/**
 * Go to Definition, Find All References, Rename and the search for symbols, for names: the definition of a name is where
 * it stands in full first; renaming gives it another full form and leaves the text as it is. Plain text files are named one by one, so that VS Code offers this on annotated ones only.
 */
export class NameProviders implements DefinitionProvider, ReferenceProvider, RenameProvider, WorkspaceSymbolProvider<SymbolInformation>, Disposable {
  private registered: Disposable[] = [];
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry, private readonly corpus: CorpusService, private readonly renamer: NameRenamer) {
    this.subscriptions = [
      languages.registerWorkspaceSymbolProvider(this),
      pages.onDidChange(({ kind }) => {
        if (kind !== 'changed') this.register();
      }),
    ];
    this.register();
  }

  dispose(): void {
    for (const one of [...this.registered, ...this.subscriptions]) one.dispose();
  }

  async provideDefinition(document: TextDocument, position: Position, token: CancellationToken): Promise<Location | undefined> {
    const session = this.pages.of(document);
    const annotation = session && nameAt(session, document.offsetAt(position));
    if (!session || !annotation) return undefined;
    const name = nameOf(annotation);
    const here = mentionsOn(session, name).find(({ form }) => form === name);
    if (here) return locationOf(document.uri, here);
    const found = await mentionsInCorpus(this.corpus, name, MOST_REFERENCES, signalOf(token));
    for (const { path, mentions } of found?.pages ?? []) {
      const full = mentions.find(({ form }) => form === name);
      if (full) return locationOf(Uri.file(path), full);
    }
    return undefined;
  }

  async provideReferences(document: TextDocument, position: Position, _context: unknown, token: CancellationToken): Promise<Location[] | undefined> {
    const session = this.pages.of(document);
    const annotation = session && nameAt(session, document.offsetAt(position));
    if (!session || !annotation) return undefined;
    const name = nameOf(annotation);
    const found = await mentionsInCorpus(this.corpus, name, MOST_REFERENCES, signalOf(token));
    const elsewhere = (found?.pages ?? []).filter(({ path }) => this.corpus.sessionOf(path) !== session);
    return [
      ...mentionsOn(session, name).map((mention) => locationOf(document.uri, mention)), // also of a page outside the corpus
      ...elsewhere.flatMap(({ path, mentions }) => mentions.map((mention) => locationOf(Uri.file(path), mention))),
    ];
  }

  prepareRename(document: TextDocument, position: Position): { range: Range; placeholder: string } {
    const session = this.pages.of(document);
    const annotation = session && nameAt(session, document.offsetAt(position));
    if (!annotation) throw new Error(l10n.t('There is no name here.'));
    return { range: rangeOf(document, annotation), placeholder: nameOf(annotation) };
  }

  /** Asks before it changes anything; the change is one of annotations, so that there is none of the text. */
  provideRenameEdits(document: TextDocument, position: Position, newName: string): WorkspaceEdit {
    const session = this.pages.of(document);
    const annotation = session && nameAt(session, document.offsetAt(position));
    if (annotation) void this.renamer.rename(nameOf(annotation), newName.trim());
    return new WorkspaceEdit();
  }

  async provideWorkspaceSymbols(query: string, token: CancellationToken): Promise<SymbolInformation[]> {
    const words = withoutWhitespace(query);
    if (words === '') return []; // VS Code asks as soon as the list opens; the corpus is read when somebody looks for something
    const outcome = await this.corpus.ask('symbols', { words, most: MOST_SYMBOLS }, { signal: signalOf(token) });
    return outcome.kind === 'done' ? outcome.answer.map((symbol) => this.symbolOf(symbol)) : [];
  }

  private symbolOf(symbol: CorpusSymbol): SymbolInformation {
    const session = this.corpus.sessionOf(symbol.path);
    const uri = Uri.file(symbol.path);
    const location = session && symbol.kind === 'name'
      ? new Location(uri, new Range(session.document.positionAt(symbol.start), session.document.positionAt(symbol.end))) : locationOf(uri, symbol);
    return new SymbolInformation(symbol.title, kindOf(symbol), symbol.label === undefined ? '' : labelName(symbol.label, this.corpus.labelsOf(symbol.path)), location);
  }

  private register(): void {
    for (const one of this.registered) one.dispose();
    const selector: DocumentSelector = [
      { language: 'news' },
      ...this.pages.all.map(({ document: { uri } }) => ({ language: 'plaintext', scheme: uri.scheme, pattern: uri.fsPath })),
    ];
    this.registered = [languages.registerDefinitionProvider(selector, this), languages.registerReferenceProvider(selector, this), languages.registerRenameProvider(selector, this)];
  }
}

function locationOf(uri: Uri, { from, to }: Pick<PlacedMention, 'from' | 'to'>): Location {
  return new Location(uri, new Range(from.line, from.character, to.line, to.character));
}

/** The icons that come nearest: VS Code has no kinds of symbols for names in texts. */
function kindOf({ kind, label }: CorpusSymbol): SymbolKind {
  if (kind === 'headline') return SymbolKind.String;
  switch (label) {
    case 'ORG': return SymbolKind.Class;
    case 'PLACE': return SymbolKind.Namespace;
    case 'WORK': return SymbolKind.File;
    default: return SymbolKind.Variable;
  }
}
