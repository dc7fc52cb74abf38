import { DocumentSymbol, FoldingRange, FoldingRangeKind, SymbolKind, l10n, type CancellationToken, type DocumentSymbolProvider, type FoldingRangeProvider, type TextDocument } from 'vscode';
import { sectionsOf, type Section } from '../page/sections';
import type { PageReader } from './pageReader';
import { rangeOf } from './marks';

/** Outline, breadcrumbs, sticky scroll and “Go to Symbol”: the articles with their sections. */
export class PageOutlineProvider implements DocumentSymbolProvider {
  constructor(private readonly reader: PageReader) {}

  async provideDocumentSymbols(document: TextDocument, token: CancellationToken): Promise<DocumentSymbol[] | undefined> {
    const { version } = document;
    const outline = await this.reader.outline(document, token);
    if (!outline || document.version !== version) return undefined;
    return sectionsOf(document.getText(), outline).map((section) => symbolOf(document, section));
  }
}

/** Folding by article and section. */
export class PageFoldingProvider implements FoldingRangeProvider {
  constructor(private readonly reader: PageReader) {}

  async provideFoldingRanges(document: TextDocument, _context: unknown, token: CancellationToken): Promise<FoldingRange[] | undefined> {
    const { version } = document;
    const outline = await this.reader.outline(document, token);
    if (!outline || document.version !== version) return undefined;
    return foldsOf(document, sectionsOf(document.getText(), outline));
  }
}

/** A folded article shows its headline where that stands over the text, else its first line. */
function foldsOf(document: TextDocument, sections: readonly Section[]): FoldingRange[] {
  return sections.flatMap(({ kind, head, end, children }) => {
    const first = document.positionAt(head.start).line;
    const last = document.positionAt(end).line;
    const folds = kind === 'article' || kind === 'section';
    return [...(folds && last > first ? [new FoldingRange(first, last, FoldingRangeKind.Region)] : []), ...foldsOf(document, children)];
  });
}

function symbolOf(document: TextDocument, section: Section): DocumentSymbol {
  const symbol = new DocumentSymbol(section.name, detailOf(section), symbolKind(section.kind), rangeOf(document, section), rangeOf(document, section.head));
  symbol.children = section.children.map((child) => symbolOf(document, child));
  return symbol;
}

function detailOf({ kind, piece }: Section): string {
  switch (kind) {
    case 'article': return piece ? l10n.t('part {0} of {1}', piece.number, piece.count) : '';
    case 'headline': return l10n.t('headline');
    case 'byline': return l10n.t('byline');
    case 'caption': return l10n.t('caption');
    case 'signature': return l10n.t('note');
    case 'columnTitle': return l10n.t('column title');
    default: return '';
  }
}

function symbolKind(kind: Section['kind']): SymbolKind {
  switch (kind) {
    case 'article': return SymbolKind.File;
    case 'section': return SymbolKind.String;
    case 'byline': return SymbolKind.Field;
    case 'caption': return SymbolKind.Event;
    default: return SymbolKind.Constant;
  }
}
