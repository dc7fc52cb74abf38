import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventEmitter, ProgressLocation, Uri, ViewColumn, env, l10n, window, workspace, type CancellationToken, type Disposable, type WebviewPanel } from 'vscode';
import { COMMAND, type CommandId } from '../contract';
import { writeAtomically } from '../files/atomicWrite';
import { replaceFile } from '../files/virtualWrite';
import type { CorpusReport } from '../formats/corpusReport';
import { reportCsv } from '../formats/reportTable';
import { nodeEnvironment } from '../processes/nodeEnvironment';
import type { Handler } from '../review/decisionCommands';
import { reportPage } from '../ui/reportPage';
import { reportTables } from '../ui/reportTables';
import { messageOf } from '../files/messageOf';

export type ReportForm = 'html' | 'csv';

export interface ReportViewOptions {
  /** The folder of the bundles. */
  readonly programs: string;
  /** The files of effort logs, whether they are there or not. */
  readonly effortFiles: () => readonly string[];
}

/** “Show Corpus Report”: what the sidecars of the workspace come to, worked out in a process of its own, as a page with plots. */
export class ReportView implements Disposable {
  private panel: WebviewPanel | undefined;
  private report: CorpusReport | undefined;
  private readonly drawings = new EventEmitter<number>();
  /** How many plots the page has drawn. */
  readonly onDidDraw = this.drawings.event;

  constructor(private readonly options: ReportViewOptions) {}

  dispose(): void {
    this.panel?.dispose();
    this.drawings.dispose();
  }

  handlers(): Partial<Record<CommandId, Handler>> {
    return { [COMMAND.showReport]: () => this.show() };
  }

  private async show(): Promise<void> {
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
    if (folders.length === 0) return void window.showInformationMessage(l10n.t('Open a folder of pages on this machine first.'));
    try {
      const report = await window.withProgress(
        { location: ProgressLocation.Notification, title: l10n.t('Reading the sidecars of the workspace…'), cancellable: true },
        (_, token) => this.read(folders, token),
      );
      if (!report) return;
      this.report = report;
      await this.draw(report);
    } catch (error) {
      window.showErrorMessage(l10n.t('The corpus report could not be made: {0}', messageOf(error)));
    }
  }

  /** Undefined where the person has cancelled it. */
  private async read(folders: readonly string[], token: CancellationToken): Promise<CorpusReport | undefined> {
    const effort = this.options.effortFiles().flatMap((file) => ['--effort', file]);
    const child = fork(join(this.options.programs, 'cli.js'), ['report', '--json', ...effort, '--', ...folders], {
      silent: true, execArgv: [], env: nodeEnvironment({ LC_ALL: env.language }),
    });
    const cancelling = token.onCancellationRequested(() => child.kill());
    let [output, errors] = ['', ''];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => { output += text; });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors += text; });
    try {
      await new Promise<void>((resolve, reject) => {
        child.once('error', reject);
        child.once('close', () => { resolve(); });
      });
    } finally {
      cancelling.dispose();
    }
    if (token.isCancellationRequested) return undefined;
    if (output === '') throw new Error(errors.trim() || `news-annotator report: ${child.exitCode ?? child.signalCode ?? ''}`);
    return JSON.parse(output) as CorpusReport;
  }

  private async draw(report: CorpusReport): Promise<void> {
    const script = await this.script();
    const panel = this.panel ?? this.open();
    const nonce = randomUUID().replaceAll('-', '');
    panel.webview.html = reportPage(report, reportTables(report, l10n), { script, policy: `'nonce-${nonce}'`, nonce, language: env.language, buttons: true }, l10n);
    panel.reveal();
  }

  private open(): WebviewPanel {
    const panel = window.createWebviewPanel('newsAnnotator.report', l10n.t('Corpus Report'), ViewColumn.Active, { enableScripts: true, localResourceRoots: [], enableFindWidget: true });
    panel.webview.onDidReceiveMessage((message: { type?: unknown; plots?: unknown }) => {
      if (message.type === 'drawn' && typeof message.plots === 'number') this.drawings.fire(message.plots);
      else if (message.type === 'html' || message.type === 'csv') void this.export(message.type);
      else if (message.type === 'refresh') void this.show();
    });
    panel.onDidDispose(() => { this.panel = undefined; });
    this.panel = panel;
    return panel;
  }

  private async export(form: ReportForm): Promise<void> {
    const folder = workspace.workspaceFolders?.at(0)?.uri;
    const uri = await window.showSaveDialog({
      ...(folder ? { defaultUri: Uri.joinPath(folder, `report.${form}`) } : {}), filters: form === 'html' ? { HTML: ['html'] } : { CSV: ['csv'] },
    });
    if (!uri) return;
    try {
      await this.write(uri, form);
      window.setStatusBarMessage(l10n.t('The report is in {0}.', workspace.asRelativePath(uri)), 5000);
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} cannot be written: {1} Choose another place.', workspace.asRelativePath(uri), messageOf(error)));
    }
  }

  /** Writes the report that is shown. @throws what the file system says, and where no report was made yet */
  async write(uri: Uri, form: ReportForm): Promise<void> {
    const { report } = this;
    if (!report) throw new Error('no report');
    const tables = reportTables(report, l10n);
    const script = await this.script();
    const content = form === 'csv' ? `\ufeff${reportCsv(tables)}` : reportPage(report, tables, {
      script, policy: `'sha256-${createHash('sha256').update(script).digest('base64')}'`, language: env.language, buttons: false,
    }, l10n);
    if (uri.scheme === 'file') await writeAtomically(uri.fsPath, [content]);
    else await replaceFile(uri, new TextEncoder().encode(content));
  }

  private script(): Promise<string> {
    return readFile(join(this.options.programs, 'report.js'), 'utf8');
  }
}
