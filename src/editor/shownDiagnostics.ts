import { languages, type Diagnostic, type Disposable, type TextDocument, type Uri } from 'vscode';

interface Shown {
  /** Of the document: VS Code moves what is shown along with edits. */
  readonly version: number;
  readonly content: string;
}

/** Problems of pages, set where they are other than those set before: VS Code draws the text and several lists anew for each call. */
export class ShownDiagnostics implements Disposable {
  private readonly collection;
  private readonly shown = new Map<string, Shown>();

  constructor(name: string) {
    this.collection = languages.createDiagnosticCollection(name);
  }

  /** @returns whether they are others; if not, those that were set before stay, in the same order */
  set({ uri, version }: TextDocument, diagnostics: readonly Diagnostic[]): boolean {
    const key = uri.toString();
    const content = JSON.stringify(diagnostics.map(({ range, message, severity, code, relatedInformation }) => [range, message, severity, code, relatedInformation]));
    const before = this.shown.get(key);
    if (before?.version === version && before.content === content) return false;
    this.shown.set(key, { version, content });
    this.collection.set(uri, diagnostics);
    return true;
  }

  get(uri: Uri): readonly Diagnostic[] {
    return this.collection.get(uri) ?? [];
  }

  delete(uri: Uri): void {
    this.shown.delete(uri.toString());
    this.collection.delete(uri);
  }

  dispose(): void {
    this.collection.dispose();
  }
}
