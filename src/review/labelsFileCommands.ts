import { FileSystemError, Uri, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { hasOwnLabel, remap, usedLabels, type UsedLabel } from '../annotations/remap';
import type { Annotation } from '../annotations/model';
import { COMMAND, type CommandId } from '../contract';
import { settings } from '../settings';
import { inContext, labelName, layerName, statusName } from '../ui/words';
import type { CommandTargets } from './commandTarget';
import { noPage } from './decider';
import type { Handler } from './decisionCommands';
import { pickLabel } from './labelPicker';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import { pickMany } from './pickMany';
import { messageOf } from '../files/messageOf';

/** What a new file of labels begins with: one label to be changed. */
const TEMPLATE = `${JSON.stringify({
  labels: [{
    name: 'PRODUCT', layer: 'entity', title: { en: 'Product', zh: '产品' }, key: 4,
    color: { light: '#8a2c6a', dark: '#e58fc4' }, guideline: { en: 'Brands and models, without the maker.', zh: '品牌和型号，不含厂家。' },
  }],
}, undefined, 2)}\n`;

interface UsedItem extends QuickPickItem {
  readonly used: UsedLabel;
}

interface PreviewItem extends QuickPickItem {
  readonly session: PageSession;
  readonly id: string;
}

/** Commands about the file of labels: opening it, and giving annotations the new name of a label. */
export class LabelsFileCommands {
  constructor(private readonly pages: PageRegistry, private readonly targets: CommandTargets) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.openLabels]: () => this.open(),
      [COMMAND.remapLabel]: () => this.remap(),
    };
  }

  /** Opens the file of labels of the active editor's folder; makes one to begin with where there is none. */
  private async open(): Promise<void> {
    const active = window.activeTextEditor?.document.uri;
    const folder = (active && workspace.getWorkspaceFolder(active)) ?? workspace.workspaceFolders?.at(0);
    if (!folder) return void window.showInformationMessage(l10n.t('Open a folder first: labels of your own belong to a folder.'));
    const uri = Uri.joinPath(folder.uri, settings.labelsFile(folder.uri));
    try {
      await workspace.fs.stat(uri).then(undefined, async (error: unknown) => {
        if (!(error instanceof FileSystemError && error.code === 'FileNotFound')) throw error;
        await workspace.fs.writeFile(uri, new TextEncoder().encode(TEMPLATE));
      });
      await window.showTextDocument(uri);
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} cannot be opened: {1}', workspace.asRelativePath(uri), messageOf(error)));
    }
  }

  /** One label for another on all open pages of the folder, after a look at what is concerned; one undoable step a page. */
  private async remap(): Promise<void> {
    const page = this.targets.page();
    if (!page) return noPage();
    const { labels } = page.session;
    const sessions = this.pages.all.filter((session) => session.labels === labels);
    const used = await pickUsed(page.session, usedLabels(sessions.flatMap(({ annotations }) => annotations.all)));
    if (!used) return;
    const picked = await pickLabel(l10n.t('New label for {0} annotations that are {1} now', used.count, labelName(used.label, labels)), labels, used.layer);
    if (!picked || picked.label === used.label) return;
    const checked = await preview(sessions, used, l10n.t('{0} → {1}', labelName(used.label, labels), labelName(picked.label, labels)));
    const name = l10n.t('label {0} as {1}', checked.length, labelName(picked.label, labels));
    for (const session of sessions) {
      // as they are now: a page may have changed while the list was open
      const annotations = checked.filter((item) => item.session === session)
        .map(({ id }) => session.annotations.get(id)).filter((one): one is Annotation => one !== undefined && concerns(one, used));
      if (annotations.length > 0) session.annotations.decide(name, remap(annotations, picked.label));
    }
    if (checked.length > 0) window.setStatusBarMessage(l10n.t('{0} annotations have the new label; Undo takes them back page by page.', checked.length), 5000);
  }
}

function concerns(annotation: Annotation, { layer, label }: UsedLabel): boolean {
  return annotation.layer === layer && annotation.label === label && hasOwnLabel(annotation);
}

/** The labels in use, unknown ones first. */
async function pickUsed({ labels }: PageSession, used: readonly UsedLabel[]): Promise<UsedLabel | undefined> {
  if (used.length === 0) {
    window.setStatusBarMessage(l10n.t('Nothing is decided on the open pages, so that there is no label to remap.'), 4000);
    return undefined;
  }
  const items = used.map((one): UsedItem => ({
    label: labelName(one.label, labels), description: `${layerName(one.layer)} · ${one.count}`, used: one,
  }));
  const unknown = (item: UsedItem): number => (labels.knows(item.used.layer, item.used.label) ? 1 : 0);
  const picked = await window.showQuickPick(items.sort((a, b) => unknown(a) - unknown(b)), { placeHolder: l10n.t('Label to replace on the open pages') });
  return picked?.used;
}

/** Every annotation concerned, checked; what the person leaves checked is changed. */
async function preview(sessions: readonly PageSession[], used: UsedLabel, title: string): Promise<readonly PreviewItem[]> {
  const items = sessions.flatMap((session) => session.annotations.all.filter((one) => concerns(one, used)).map((one): PreviewItem => {
    const line = session.document.positionAt(one.start).line + 1;
    return {
      label: inContext(session.annotations.text, one, one.quote), picked: true, session, id: one.id,
      description: `${workspace.asRelativePath(session.document.uri)}:${line} · ${statusName(one.status)}`,
    };
  }));
  return pickMany(items, title, l10n.t('Enter gives the checked annotations the new label; Space checks and unchecks.'));
}
