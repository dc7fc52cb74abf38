import { DocumentHighlight, DocumentHighlightKind, languages, type Disposable, type Position, type TextDocument } from 'vscode';
import { isVisible } from '../annotations/progress';
import { withoutWhitespace } from '../annotations/whitespace';
import { PAGE_SELECTOR } from '../contract';
import type { PageRegistry } from '../review/pageRegistry';
import { rangeOf } from './marks';
import { byLength } from '../page/span';

/** Highlights the marks of the same name, its full name and its short ones, when the cursor is on one of them. */
export function registerHighlights(pages: PageRegistry): Disposable {
  return languages.registerDocumentHighlightProvider(PAGE_SELECTOR, {
    async provideDocumentHighlights(document: TextDocument, position: Position): Promise<DocumentHighlight[] | undefined> {
      const session = await pages.settledOf(document);
      if (!session) return undefined;
      const offset = document.offsetAt(position);
      const here = session.annotations.touching({ start: offset, end: offset + 1 }).filter((one) => one.layer === 'entity' && isVisible(one))
        .sort(byLength).at(0);
      if (!here) return []; // else VS Code takes all of a line up to its next space for one word, and highlights that
      const name = here.link ?? here.quote;
      const full = withoutWhitespace(name);
      return session.annotations.all
        .filter((one) => one.layer === 'entity' && isVisible(one) && (one.link === name || one.quote === name || withoutWhitespace(one.quote) === full))
        .map((one) => new DocumentHighlight(rangeOf(document, one), one.status === 'accepted' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read));
    },
  });
}
