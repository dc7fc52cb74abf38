import { Uri, commands, l10n, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { COPY_SCHEME } from '../contract';
import type { PageReader } from '../editor/pageReader';
import { openPageDocument } from '../files/pageText';
import { OffsetMap } from '../page/offsetMap';
import { fileName } from '../ui/words';
import type { Place } from './passages';

/** Shows two copies of a passage beside each other as a diff of their reflowed texts. */
export class CompareView implements TextDocumentContentProvider, Disposable {
  private readonly abort = new AbortController();
  private readonly registration: Disposable;

  constructor(private readonly reader: PageReader) {
    this.registration = workspace.registerTextDocumentContentProvider(COPY_SCHEME, this);
  }

  async show(left: Place, right: Place): Promise<void> {
    const title = l10n.t('{0} ↔ {1}', fileName(left.uri), fileName(right.uri));
    await commands.executeCommand('vscode.diff', copyUri(left), copyUri(right), title, { preview: true });
  }

  /** The passage, each paragraph on a line of its own, so that only the words differ. */
  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { page, start, end } = JSON.parse(uri.query) as { page: string; start: number; end: number };
    const document = await openPageDocument(Uri.parse(page, true));
    const reflowed = await this.reader.reflowed(document, this.abort.signal);
    if (!reflowed) throw new Error(l10n.t('The page could not be read; “Show Log” says why.'));
    const span = new OffsetMap(reflowed.runs).spanToText(start, end);
    return `${reflowed.text.slice(span.start, span.end)}\n`;
  }

  dispose(): void {
    this.abort.abort();
    this.registration.dispose();
  }
}

/** The document that holds the reflowed words of a place. Its name makes it a news page, whose long lines are wrapped (see `filenamePatterns` of the manifest). */
function copyUri({ uri, start, end }: Place): Uri {
  return Uri.from({ scheme: COPY_SCHEME, path: `/${l10n.t('Copy: {0}', fileName(uri))}`, query: JSON.stringify({ page: uri.toString(), start, end }) });
}
