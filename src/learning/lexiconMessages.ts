import { Position, Range, Uri, l10n, window, workspace, type LogOutputChannel } from 'vscode';
import type { LexiconProblem } from '../entities/lexiconFormat';
import type { LexiconSync } from '../files/lexiconFile';
import { faultText } from '../ui/faultWords';
import type { LexiconReporter, LexiconStore } from './lexiconStore';

/** Says what is wrong with a lexicon and what to do about it; the same thing once. */
export class LexiconMessages implements LexiconReporter {
  private readonly told = new Map<string, string>();
  private toldOfMemory = false;

  constructor(private readonly log: LogOutputChannel) {}

  failed(store: LexiconStore, uri: Uri, sync: Exclude<LexiconSync, { kind: 'done' }>): void {
    const text = failureText(workspace.asRelativePath(uri), sync);
    if (this.told.get(uri.toString()) === text) return;
    this.told.set(uri.toString(), text);
    this.log.error(text);
    const open = l10n.t('Open File');
    const again = l10n.t('Try Again');
    const action = sync.kind === 'problem' ? open : again;
    void window.showErrorMessage(text, action).then(async (picked) => {
      if (picked === undefined) return;
      this.told.delete(uri.toString());
      if (sync.kind !== 'problem') return store.sync();
      const at = new Position(sync.problem.line - 1, sync.problem.column - 1);
      await window.showTextDocument(uri, { selection: new Range(at, at) });
    });
  }

  recovered(uri: Uri): void {
    this.told.delete(uri.toString());
  }

  inMemory(): void {
    if (this.toldOfMemory) return;
    this.toldOfMemory = true;
    const text = workspace.isTrusted
      ? l10n.t('The page belongs to no folder of the workspace: names you decide are known in this window only. Open its folder to keep them in a lexicon.')
      : l10n.t('The workspace is not trusted: names you decide are known in this window only. They go into its lexicon when you trust it.');
    void window.showInformationMessage(text);
  }

  badPath(path: string): void {
    void window.showErrorMessage(l10n.t('“{0}” cannot be the lexicon file: it must be a path inside the folder of the workspace. Names are known in this window only until the setting is corrected.', path));
  }
}

function failureText(name: string, sync: Exclude<LexiconSync, { kind: 'done' }>): string {
  switch (sync.kind) {
    case 'problem': {
      const { line, column } = sync.problem;
      return l10n.t('{0}: {1} Nothing is written to it until it is mended; names you decide are known in this window meanwhile.', `${name}:${line}:${column}`, problemText(sync.problem));
    }
    case 'unreadable': return l10n.t('{0} cannot be read: {1} Nothing is written to it until it can be.', name, faultText(sync.message));
    case 'failed': return l10n.t('{0} cannot be written: {1} Names you decide are known in this window meanwhile.', name, faultText(sync.message));
  }
}

function problemText({ fault, detail }: LexiconProblem): string {
  switch (fault) {
    case 'syntax': return l10n.t('This is not valid JSON.');
    case 'newer': return l10n.t('It was written by a newer version (format {0}); update the extension.', detail);
    case 'field': return l10n.t('A field is missing or wrong; expected {0}.', detail);
  }
}
