import { readFile } from 'node:fs/promises';
import { EventEmitter, Uri, commands, extensions, l10n, window, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { COMMAND, EFFORT_SCHEME, PREFIX, SETTING, type CommandId } from '../contract';
import { readEffort, sumEffort } from '../formats/effort';
import type { Handler } from '../review/decisionCommands';
import { settings } from '../settings';
import { effortText } from '../ui/effortText';
import type { EffortLog } from './effortLog';
import { messageOf } from '../files/messageOf';
import { isMissing } from '../files/isMissing';

/** Part of VS Code; somebody may have turned it off. */
const MARKDOWN = 'vscode.markdown-language-features';
const DOCUMENT = Uri.from({ scheme: EFFORT_SCHEME, path: '/effort.md' });

/** “Show Effort”: what the logs of this machine and of the workspace come to, as a document that is only shown. */
export class EffortCommand implements TextDocumentContentProvider, Disposable {
  private readonly changes = new EventEmitter<Uri>();
  readonly onDidChange = this.changes.event;
  private readonly registration: Disposable;
  private text = '';

  constructor(private readonly log: EffortLog) {
    this.registration = workspace.registerTextDocumentContentProvider(EFFORT_SCHEME, this);
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }

  handlers(): Partial<Record<CommandId, Handler>> {
    return { [COMMAND.showEffort]: () => this.show() };
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  /** The files that decisions are or were written to, as far as the settings tell. */
  files(): string[] {
    return [...new Set([this.log.storage, ...(workspace.workspaceFolders ?? []).map(({ uri }) => this.log.fileFor(Uri.joinPath(uri, 'x')))])];
  }

  private async show(): Promise<void> {
    await this.log.written();
    const contents = await Promise.all(this.files().map(contentOf));
    const { records, damaged } = readEffort(contents.join('\n'));
    if (records.length === 0) return offer();
    const left = damaged.length > 0 ? `\n${l10n.t('{0} damaged lines are left out.', damaged.length)}\n` : '';
    this.text = effortText(sumEffort(records), l10n, literally) + left;
    this.changes.fire(DOCUMENT);
    if (extensions.getExtension(MARKDOWN)) await commands.executeCommand('markdown.showPreview', DOCUMENT);
    else await window.showTextDocument(DOCUMENT, { preview: true });
  }
}

/** Text that Markdown shows as it is. */
function literally(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** What a log holds; nothing where there is none yet. */
async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isMissing(error)) {
      window.showWarningMessage(l10n.t('The effort log {0} cannot be read: {1}', path, messageOf(error)));
    }
    return '';
  }
}

async function offer(): Promise<void> {
  if (settings.effortLog()) return void window.showInformationMessage(l10n.t('Nothing is logged yet: decide something first.'));
  const turnOn = l10n.t('Turn On');
  const picked = await window.showInformationMessage(l10n.t('The effort log is off. It notes the key and the seconds of each decision on this machine, never any words of a page.'), turnOn);
  if (picked === turnOn) await workspace.getConfiguration(PREFIX).update(SETTING.effortLog, true, true);
}
