import { languages, type Disposable, type DocumentSelector } from 'vscode';
import type { PageRegistry } from '../review/pageRegistry';
import { PageFoldingProvider, PageOutlineProvider } from './outline';
import type { PageReader } from './pageReader';

/**
 * Offers outline and folding for news pages and for those plain text files that are annotated. Other plain text keeps
 * what VS Code does by itself, so the plain text files are named one by one, anew whenever a page is opened or closed;
 * that also makes VS Code ask again.
 */
export class StructureProviders implements Disposable {
  private registered: Disposable[] = [];
  private readonly subscription: Disposable;

  constructor(private readonly pages: PageRegistry, private readonly reader: PageReader) {
    this.subscription = pages.onDidChange(({ kind }) => {
      if (kind !== 'changed') this.register();
    });
    this.register();
  }

  dispose(): void {
    this.subscription.dispose();
    for (const one of this.registered) one.dispose();
  }

  private register(): void {
    for (const one of this.registered) one.dispose();
    const selector: DocumentSelector = [
      { language: 'news' },
      ...this.pages.all.map(({ document: { uri } }) => ({ language: 'plaintext', scheme: uri.scheme, pattern: uri.fsPath })),
    ];
    this.registered = [
      languages.registerDocumentSymbolProvider(selector, new PageOutlineProvider(this.reader)),
      languages.registerFoldingRangeProvider(selector, new PageFoldingProvider(this.reader)),
    ];
  }
}
