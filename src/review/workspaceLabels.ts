import { Disposable, EventEmitter, FileSystemError, Position, Range, RelativePattern, Uri, l10n, window, workspace, type Event, type WorkspaceFolder } from 'vscode';
import { DEFAULT_LABELS, type LabelSet } from '../annotations/labelSet';
import { readLabels, type LabelsProblem } from '../annotations/labelsRead';
import { PREFIX, SETTING } from '../contract';
import { globLiteral } from '../files/globLiteral';
import { settings } from '../settings';
import { messageOf } from '../files/messageOf';

/** Where pages ask for the labels of their folder. */
export interface LabelSource {
  of(page: Uri): LabelSet;
}

/** The labels of the folder in which the person works, else of the first one: for what concerns no single page. */
export function labelsHere(labels: LabelSource): LabelSet {
  const here = window.activeTextEditor?.document.uri;
  return labels.of(here && workspace.getWorkspaceFolder(here) ? here : workspace.workspaceFolders?.at(0)?.uri ?? Uri.file('/'));
}

/** The file of labels of one folder of the workspace. */
interface LabelsFile {
  readonly uri: Uri;
  readonly watcher: Disposable;
  labels: LabelSet;
  /** How often it was read: what an older reading finds is dropped. */
  readings: number;
}

/**
 * The labels of each folder of the workspace, from the file that a setting names; the built-in ones where there is no
 * such file or it is broken. Follows the files and the setting.
 */
export class WorkspaceLabels implements LabelSource, Disposable {
  private readonly files = new Map<string, LabelsFile>();
  private readonly changes = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly subscriptions: Disposable[];

  constructor() {
    this.subscriptions = [
      this.changes,
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.forget(folder);
        for (const folder of added) this.follow(folder);
        this.changes.fire();
      }),
      workspace.onDidChangeConfiguration((event) => {
        for (const folder of workspace.workspaceFolders ?? []) {
          if (event.affectsConfiguration(`${PREFIX}.${SETTING.labelsFile}`, folder.uri)) this.follow(folder);
        }
      }),
    ];
    for (const folder of workspace.workspaceFolders ?? []) this.follow(folder);
  }

  of(page: Uri): LabelSet {
    const folder = workspace.getWorkspaceFolder(page);
    return (folder && this.files.get(folder.uri.toString())?.labels) ?? DEFAULT_LABELS;
  }

  dispose(): void {
    for (const { watcher } of this.files.values()) watcher.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private forget(folder: WorkspaceFolder): void {
    this.files.get(folder.uri.toString())?.watcher.dispose();
    this.files.delete(folder.uri.toString());
  }

  private follow(folder: WorkspaceFolder): void {
    const before = this.files.get(folder.uri.toString())?.labels ?? DEFAULT_LABELS;
    this.forget(folder);
    const path = settings.labelsFile(folder.uri);
    const changed = (): void => void this.read(file);
    const watcher = watch(folder, path, changed);
    const file: LabelsFile = { uri: Uri.joinPath(folder.uri, path), watcher, labels: before, readings: 0 };
    this.files.set(folder.uri.toString(), file);
    changed();
  }

  private async read(file: LabelsFile): Promise<void> {
    const reading = ++file.readings;
    const before = file.labels;
    const labels = await labelsIn(file.uri);
    if (reading !== file.readings || ![...this.files.values()].includes(file)) return;
    file.labels = labels;
    if (before !== labels) this.changes.fire();
  }
}

/** Watches a file and the folders it is in: of a folder that goes with all that is in it, VS Code tells the folder alone. */
function watch(folder: WorkspaceFolder, path: string, changed: () => void): Disposable {
  const parts = path.split('/').map(globLiteral);
  const watchers = parts.map((_, index) => workspace.createFileSystemWatcher(new RelativePattern(folder, parts.slice(0, index + 1).join('/'))));
  for (const watcher of watchers) {
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
  }
  return Disposable.from(...watchers);
}

/** The labels of the file; the built-in ones, with a message, where it cannot be understood. */
async function labelsIn(uri: Uri): Promise<LabelSet> {
  let content: Uint8Array;
  try {
    content = await workspace.fs.readFile(uri);
  } catch (error) {
    if (!(error instanceof FileSystemError && error.code === 'FileNotFound')) {
      void window.showErrorMessage(l10n.t('The labels in {0} cannot be read: {1} The built-in labels stay in force.', workspace.asRelativePath(uri), messageOf(error)));
    }
    return DEFAULT_LABELS;
  }
  const reading = readLabels(new TextDecoder().decode(content));
  if (reading.ok) return reading.labels;
  void tellProblem(uri, reading.problem);
  return DEFAULT_LABELS;
}

async function tellProblem(uri: Uri, problem: LabelsProblem): Promise<void> {
  const { line, column } = problem;
  const open = l10n.t('Open Labels');
  const picked = await window.showErrorMessage(
    l10n.t('The labels in {0} are not used, line {1}, column {2}: {3} The built-in labels stay in force.', workspace.asRelativePath(uri), line, column, problemText(problem)), open,
  );
  if (picked !== open) return;
  const place = new Position(line - 1, column - 1);
  await window.showTextDocument(uri, { selection: new Range(place, place) });
}

/** What is wrong, in words; for messages and tests. */
export function problemText({ fault, detail }: LabelsProblem): string {
  switch (fault) {
    case 'syntax': return l10n.t('This is not valid JSON.');
    case 'field': return l10n.t('A field is missing or wrong; expected {0}.', detail);
    case 'unknown': return l10n.t('There is no field “{0}”.', detail);
    case 'duplicateName': return l10n.t('Two labels have the name “{0}”.', detail);
    case 'duplicateKey': return l10n.t('Two labels have the key {0}.', detail);
  }
}
