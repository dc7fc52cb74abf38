import { stat } from 'node:fs/promises';
import { EndOfLine, FileSystemError, Uri, l10n, window, workspace, type TextDocument } from 'vscode';
import { COMMAND, REFLOW_SCHEME, type CommandId } from '../contract';
import type { Handler } from '../review/decisionCommands';
import { PageRegistry } from '../review/pageRegistry';
import { fileName } from '../ui/words';
import type { PageReader } from './pageReader';
import { sourceUri, type ReflowView } from './reflowView';
import { messageOf } from '../files/messageOf';

/** Commands that show a page reflowed and write it to a new file. */
export class ReflowCommands {
  constructor(private readonly reader: PageReader, private readonly view: ReflowView) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.reflowPage]: () => this.show(),
      [COMMAND.writeReflowed]: (target) => this.write(target),
    };
  }

  private async show(): Promise<void> {
    const editor = window.activeTextEditor;
    if (!editor || !PageRegistry.accepts(editor.document)) return noText();
    try {
      await this.view.show(editor);
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} could not be reflowed: {1}', fileName(editor.document.uri), messageOf(error)));
    }
  }

  /** @param target where to write; the person is asked where it is not given */
  private async write(target: unknown): Promise<void> {
    const shown = window.activeTextEditor?.document;
    const document = shown?.uri.scheme === REFLOW_SCHEME ? await workspace.openTextDocument(sourceUri(shown.uri)) : shown;
    if (!document || !PageRegistry.accepts(document)) return noText();
    const asked = target instanceof Uri ? undefined : await window.showSaveDialog({ defaultUri: defaultTarget(document.uri), filters: { [l10n.t('Text files')]: ['txt'] }, title: l10n.t('Write Reflowed Page') });
    const file = target instanceof Uri ? target : asked;
    if (!file) return;
    try {
      if (await isSameFile(document.uri, file)) {
        return void window.showErrorMessage(l10n.t('{0} is the page itself, which is never written over. Choose another name.', fileName(file)));
      }
      if (!asked && (await exists(file)) && !(await mayReplace(file))) return; // the dialog has asked already
      const reflowed = await this.reader.reflowed(document);
      if (!reflowed) return void window.showErrorMessage(l10n.t('{0} could not be reflowed: {1}', fileName(document.uri), l10n.t('The page could not be read; “Show Log” says why.')));
      await writeText(file, reflowed.text, document);
      await window.showTextDocument(file, { preview: false });
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} could not be written: {1} Choose another folder or name.', fileName(file), messageOf(error)));
    }
  }
}

function noText(): void {
  void window.showInformationMessage(l10n.t('Open a plain text file first.'));
}

/** `page.reflowed.txt` beside `page.txt`. */
function defaultTarget(source: Uri): Uri {
  const name = fileName(source).replace(/\.[^.]+$/, '');
  const folder = source.scheme === 'untitled' ? workspace.workspaceFolders?.at(0)?.uri : Uri.joinPath(source, '..');
  return Uri.joinPath(folder ?? Uri.file('/'), `${name}.reflowed.txt`);
}

/** The same file by name, or, where names differ by case or through a link, by what the disk says. */
async function isSameFile(left: Uri, right: Uri): Promise<boolean> {
  if (left.toString() === right.toString()) return true;
  if (left.scheme !== 'file' || right.scheme !== 'file') return false;
  const [one, other] = await Promise.all([left, right].map(({ fsPath }) => stat(fsPath).catch(() => undefined)));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

async function mayReplace(file: Uri): Promise<boolean> {
  const replace = l10n.t('Replace');
  return (await window.showWarningMessage(l10n.t('{0} exists already. Replace it?', fileName(file)), { modal: true }, replace)) === replace;
}

/** Writes text with the line ends and the encoding of the page. */
async function writeText(file: Uri, text: string, { eol, encoding }: TextDocument): Promise<void> {
  const bytes = await workspace.encode(eol === EndOfLine.CRLF ? text.replaceAll('\n', '\r\n') : text, { encoding });
  const temporary = file.with({ path: `${file.path}.tmp` });
  try {
    await workspace.fs.writeFile(temporary, bytes);
    await workspace.fs.rename(temporary, file, { overwrite: true });
  } catch (error) {
    await Promise.resolve(workspace.fs.delete(temporary)).catch(() => undefined); // it may never have come to be
    throw error;
  }
}
