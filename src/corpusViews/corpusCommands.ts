import { FileType, Uri, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { isToDo, type CorpusOrder, type CorpusShow } from '../annotations/corpusOrder';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { COMMAND, type CommandId } from '../contract';
import type { Handler } from '../review/decisionCommands';
import { annotateFiles } from './annotateFiles';
import { isUnder, openAt, pathOf, type CorpusService } from './corpusService';
import type { CorpusNode, CorpusTree } from './corpusTree';

/** Commands about the pages of the workspace. */
export class CorpusCommands {
  constructor(
    private readonly corpus: CorpusService, private readonly tree: CorpusTree, private readonly cli: string,
    private readonly log: { error(message: string): void; show(): void },
  ) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.openNextPage]: () => this.openNext(),
      [COMMAND.sortCorpus]: () => this.sort(),
      [COMMAND.filterCorpus]: () => this.filter(),
      [COMMAND.refreshCorpus]: () => this.corpus.reload(),
      [COMMAND.annotateFiles]: (argument, selected) => this.annotate(argument, selected),
    };
  }

  /** The next page that needs a decision, after the one in the active editor, in the order of the view; then from its start. */
  private async openNext(): Promise<void> {
    await this.corpus.whenRead();
    const pages = this.tree.shownPages();
    const active = window.activeTextEditor && pathOf(window.activeTextEditor.document.uri);
    const at = pages.findIndex(({ path }) => path === active);
    const next = [...pages.slice(at + 1), ...pages.slice(0, Math.max(0, at))].find(isToDo);
    if (!next) return void window.showInformationMessage(l10n.t('No other page of the list waits for a decision.'));
    await openAt(next.path);
  }

  private async sort(): Promise<void> {
    const picked = await choose<CorpusOrder>(l10n.t('Sort pages by'), this.tree.order, [
      ['name', l10n.t('Name')], ['open', l10n.t('Most to decide first')], ['progress', l10n.t('Least progress first')],
    ]);
    if (picked) this.tree.arrange({ order: picked });
  }

  private async filter(): Promise<void> {
    const picked = await choose<CorpusShow | 'words'>(l10n.t('Show pages'), this.tree.show, [
      ['all', l10n.t('All')], ['todo', l10n.t('To decide')], ['trouble', l10n.t('With conflicts or problems')],
      ['none', l10n.t('Not annotated')], ['done', l10n.t('Done')], ['words', l10n.t('With words in the path…')],
    ]);
    if (picked === 'words') {
      const words = await window.showInputBox({ title: l10n.t('Show pages'), prompt: l10n.t('Words in the path; empty shows all'), value: this.tree.words });
      if (words !== undefined) this.tree.arrange({ words });
    } else if (picked === 'all') this.tree.arrange({ show: 'all', words: '' });
    else if (picked) this.tree.arrange({ show: picked });
  }

  private async annotate(argument: unknown, selected: unknown): Promise<void> {
    await this.corpus.start();
    const paths = await this.pagesOf(argument, selected);
    if (paths.length === 0) return void window.showInformationMessage(l10n.t('There are no pages to annotate here. What counts as a page is a setting.'));
    const { annotated, failures, cancelled } = await annotateFiles(this.corpus, this.cli, paths, (line) => { this.log.error(line); });
    if (failures.length > 0) {
      const showLog = l10n.t('Show Log');
      const chosen = await window.showErrorMessage(l10n.t('{0} pages annotated, {1} not: {2}', annotated, failures.length, failures[0]), showLog);
      if (chosen === showLog) this.log.show();
    } else window.setStatusBarMessage(cancelled ? l10n.t('Stopped after {0} pages.', annotated) : l10n.t('{0} pages annotated.', annotated), 5000);
  }

  /** Pages named by nodes of the view or by files and folders of the Explorer; without any the pages that are not annotated. */
  private async pagesOf(argument: unknown, selected: unknown): Promise<string[]> {
    const chosen: unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : argument === undefined ? [] : [argument];
    if (chosen.length === 0) {
      await this.corpus.whenRead();
      return this.tree.shownPages().filter(({ kind }) => kind === 'none').map(({ path }) => path);
    }
    const paths = await Promise.all(chosen.map(async (one) => {
      if (one instanceof Uri) return this.pagesUnder(one);
      return isNode(one) ? (one.kind === 'file' ? [one.path] : one.files.flatMap((file) => (file.kind === 'file' ? [file.path] : []))) : [];
    }));
    return [...new Set(paths.flat())];
  }

  private async pagesUnder(uri: Uri): Promise<string[]> {
    const path = pathOf(uri);
    if (path === undefined) return [];
    const { type } = await workspace.fs.stat(uri);
    if (type !== FileType.Directory) return path.endsWith(SIDECAR_SUFFIX) ? [] : [path];
    return this.corpus.paths.filter((page) => isUnder(page, path));
  }
}

/** Asks for one of several things; what holds now is marked. */
export async function choose<Value extends string>(title: string, now: string, values: readonly (readonly [Value, string])[]): Promise<Value | undefined> {
  const items = values.map(([value, label]): QuickPickItem & { value: Value } => ({ label, value, ...(value === now ? { description: l10n.t('now') } : {}) }));
  return (await window.showQuickPick(items, { title }))?.value;
}

function isNode(value: unknown): value is CorpusNode {
  return typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'file' || value.kind === 'portion');
}
