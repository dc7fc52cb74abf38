import {
  CodeAction, CodeActionKind, Diagnostic, DiagnosticSeverity, Disposable, ProgressLocation, Range, Uri, commands, env, l10n, languages, window, workspace,
  type CodeActionContext, type LogOutputChannel, type TextDocument,
} from 'vscode';
import { isSafeToFix } from '../annotations/checkSidecar';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import type { Finding } from '../cli/checkPages';
import { COMMAND, type CommandId } from '../contract';
import { runProgram } from '../files/childProcess';
import { nodeEnvironment } from '../processes/nodeEnvironment';
import { findingText } from '../ui/sidecarWords';
import { signalOf } from '../ui/signalOf';
import type { Handler } from './decisionCommands';
import type { PageRegistry } from './pageRegistry';
import { messageOf } from '../files/messageOf';

const SOURCE = 'News Annotator';
/** Changes of sidecars that come close together are checked together. */
const PAUSE_MS = 300;

/** What a run of `news-annotator check` came to; undefined where the person ended it. */
type Outcome = { readonly findings: Finding[]; readonly failures: string } | undefined;

/** `news-annotator check` over the workspace, in a process of its own; what it finds stands in the Problems panel. */
export class CheckCommands implements Disposable {
  private readonly problems = languages.createDiagnosticCollection('news-annotator-check');
  private readonly safe = new WeakSet<Diagnostic>();
  private readonly touched = new Map<string, Uri>();
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: Disposable;

  /** @param program the command line of the extension */
  constructor(private readonly program: string, private readonly pages: PageRegistry, private readonly log: LogOutputChannel) {
    const watcher = workspace.createFileSystemWatcher(`**/*${SIDECAR_SUFFIX}`);
    const touch = (uri: Uri): void => { this.touch(uri); };
    this.subscriptions = Disposable.from(
      this.problems, watcher, watcher.onDidChange(touch), watcher.onDidCreate(touch), watcher.onDidDelete(touch),
      languages.registerCodeActionsProvider({ pattern: `**/*${SIDECAR_SUFFIX}` }, {
        provideCodeActions: (document, _, context) => this.actions(document, context),
      }, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
    );
  }

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.checkAnnotations]: () => this.check(),
      [COMMAND.fixAnnotations]: () => this.fix(),
    };
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private async check(): Promise<void> {
    const outcome = await this.overWorkspace(l10n.t('Checking annotations…'), []);
    if (!outcome) return;
    const shown = this.showAll(outcome.findings);
    const fixable = shown.filter(isFixable).length;
    if (outcome.failures !== '') return this.failed(outcome.failures);
    if (shown.length === 0) return void window.showInformationMessage(l10n.t('Nothing is wrong with the annotations of this workspace.'));
    const [fix, show] = [l10n.t('Fix What Is Safe'), l10n.t('Show Problems')];
    const picked = await window.showWarningMessage(
      l10n.t('{0} problems with the annotations of this workspace; {1} of them can be fixed safely.', shown.length, fixable), ...(fixable > 0 ? [fix, show] : [show]),
    );
    if (picked === fix) await this.fix();
    else if (picked === show) await commands.executeCommand('workbench.actions.view.problems');
  }

  private async fix(): Promise<void> {
    const dirty = this.pages.all.filter(({ document }) => document.isDirty).map(({ document }) => workspace.asRelativePath(document.uri));
    if (dirty.length > 0) return void window.showInformationMessage(l10n.t('Save these pages first, since sidecars are fixed to fit the saved text: {0}', dirty.join(', ')));
    const outcome = await this.overWorkspace(l10n.t('Fixing annotations…'), ['--fix']);
    if (!outcome) return;
    const left = this.showAll(outcome.findings.filter(({ fixed }) => !fixed));
    await Promise.all(this.pages.all.map((session) => session.sidecarChanged()));
    for (const { document } of window.visibleTextEditors) await this.pages.consider(document);
    if (outcome.failures !== '') return this.failed(outcome.failures);
    void window.showInformationMessage(l10n.t('{0} problems were fixed; {1} are left for you to decide.', outcome.findings.length - left.length, left.length));
  }

  private async overWorkspace(title: string, options: readonly string[]): Promise<Outcome> {
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
    if (folders.length === 0) {
      void window.showInformationMessage(l10n.t('Open a folder of this machine to check its annotations.'));
      return undefined;
    }
    await this.pages.flush();
    return window.withProgress({ location: ProgressLocation.Notification, cancellable: true, title }, async (_, token) => {
      const signal = signalOf(token);
      try {
        return await this.run([...options, '--', ...folders], signal);
      } catch (error) {
        if (!signal.aborted) this.failed(messageOf(error));
        return undefined;
      }
    });
  }

  private async run(args: readonly string[], signal?: AbortSignal): Promise<NonNullable<Outcome>> {
    const { code, stdout, stderr } = await runProgram(process.execPath, [this.program, 'check', '--json', ...args], { env: nodeEnvironment({ LC_ALL: env.language }), ...(signal ? { signal } : {}) });
    if (code !== 0 && code !== 1) throw new Error(stderr.trim() || `exit code ${code ?? 'none'}`);
    const findings = stdout.toString('utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Finding);
    return { findings, failures: code === 0 ? '' : stderr.trim() };
  }

  private failed(reason: string): void {
    this.log.error(`check: ${reason}`);
    const show = l10n.t('Show Log');
    void window.showErrorMessage(l10n.t('Not all annotations could be checked: {0}', reason.split('\n')[0]), show)
      .then((picked) => { if (picked === show) this.log.show(); });
  }

  /** @returns what is shown: that a sidecar does not fit its page is no news while the page is edited */
  private showAll(findings: readonly Finding[]): Finding[] {
    this.problems.clear();
    return this.put(findings);
  }

  private put(findings: readonly Finding[]): Finding[] {
    const edited = new Set(this.pages.all.filter(({ document }) => document.isDirty).map(({ sidecar }) => sidecar.uri.toString()));
    const shown = findings.filter(({ kind, sidecar }) => kind !== 'stale' || !edited.has(Uri.file(sidecar).toString()));
    for (const path of new Set(shown.map(({ sidecar }) => sidecar))) {
      this.problems.set(Uri.file(path), shown.filter(({ sidecar }) => sidecar === path).map((finding) => this.diagnostic(finding)));
    }
    return shown;
  }

  private diagnostic(finding: Finding): Diagnostic {
    const [line, column] = [finding.line - 1, finding.column - 1];
    const range = 'annotation' in finding ? new Range(line, column, line, Number.MAX_SAFE_INTEGER) : new Range(line, column, line, column + 1);
    const diagnostic = new Diagnostic(range, findingText(finding), severityOf(finding));
    diagnostic.source = SOURCE;
    diagnostic.code = finding.kind;
    if (isFixable(finding)) this.safe.add(diagnostic);
    return diagnostic;
  }

  private actions(document: TextDocument, { diagnostics }: CodeActionContext): CodeAction[] {
    const mine = (this.problems.get(document.uri) ?? []).filter((one) => this.safe.has(one) && diagnostics.some((other) => other.source === SOURCE && other.message === one.message));
    if (mine.length === 0) return [];
    const action = new CodeAction(l10n.t('Fix What Is Safe'), CodeActionKind.QuickFix);
    action.command = { command: COMMAND.fixAnnotations, title: action.title };
    action.diagnostics = mine;
    return [action];
  }

  /** A sidecar with problems changed: it is looked at again, so that what was mended goes from the panel. */
  private touch(uri: Uri): void {
    if (!this.problems.has(uri)) return;
    this.touched.set(uri.toString(), uri);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.again(), PAUSE_MS);
  }

  private async again(): Promise<void> {
    const uris = [...this.touched.values()];
    this.touched.clear();
    const there: Uri[] = [];
    for (const uri of uris) {
      if (await workspace.fs.stat(uri).then(() => true, () => false)) there.push(uri);
      else this.problems.delete(uri);
    }
    if (there.length === 0) return;
    try {
      const { findings } = await this.run(['--', ...there.map(({ fsPath }) => fsPath)]);
      for (const uri of there) this.problems.delete(uri);
      this.put(findings);
    } catch (error) {
      this.log.error(`check: ${messageOf(error)}`);
    }
  }
}

function isFixable(finding: Finding): boolean {
  switch (finding.kind) {
    case 'fault': case 'page': return false;
    case 'orphan': return finding.page !== undefined;
    default: return isSafeToFix(finding);
  }
}

function severityOf({ kind }: Finding): DiagnosticSeverity {
  switch (kind) {
    case 'fault': case 'page': return DiagnosticSeverity.Error;
    case 'orphan': case 'lost': case 'changed': case 'conflict': return DiagnosticSeverity.Warning;
    case 'misnamed': case 'stale': return DiagnosticSeverity.Information;
  }
}
