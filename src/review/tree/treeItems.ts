import { ThemeColor, ThemeIcon, TreeItem, TreeItemCheckboxState, TreeItemCollapsibleState, l10n, workspace } from 'vscode';
import { knownContext } from '../../annotations/context';
import { conflictsOf, isUnplaced, type Annotation, type Layer } from '../../annotations/model';
import { isDoubtful, progressOf } from '../../annotations/progress';
import { COMMAND } from '../../contract';
import { fileName, labelName, layerName, oneLine, statusName, valueText, verdictText } from '../../ui/words';
import { articleName } from '../articleGroups';
import type { PageSession } from '../pageSession';
import { nodeId, type AnnotationNode, type ReviewNode, type SideNode } from './reviewNodes';

type GroupingNode = Exclude<ReviewNode, AnnotationNode | SideNode>;

const LAYER_ICONS: Record<Layer, string> = { entity: 'organization', number: 'symbol-numeric', duplicate: 'copy' };

export function pageItem(session: PageSession): TreeItem {
  const item = new TreeItem(session.document.uri, TreeItemCollapsibleState.Expanded);
  item.id = session.key;
  item.iconPath = new ThemeIcon('file-text');
  const { progress } = session.annotations;
  item.description = session.blocked ? l10n.t('sidecar cannot be read')
    : session.analysis === 'running' || session.analysis === 'waiting' ? l10n.t('{0} / {1} · analysing…', progress.decided, progress.total)
      : `${progress.decided} / ${progress.total}`;
  item.tooltip = workspace.asRelativePath(session.document.uri);
  item.accessibilityInformation = { label: `${fileName(session.document.uri)}, ${l10n.t('Annotations: {0} of {1} decided', progress.decided, progress.total)}` };
  item.contextValue = 'page';
  return item;
}

/** @param annotations what is under the node */
export function groupItem(node: GroupingNode, annotations: readonly Annotation[]): TreeItem {
  const expanded = node.kind === 'article' || node.kind === 'layer' || node.kind === 'unplaced' || node.kind === 'conflicts' || node.kind === 'status';
  const item = new TreeItem(groupTitle(node, annotations), expanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed);
  item.id = nodeId(node);
  const { open, total, accepted } = progressOf(annotations);
  item.description = openText(open, total);
  item.contextValue = 'group';
  item.checkboxState = checkbox(accepted === total, l10n.t('Accept all here'), l10n.t('Take the acceptance of all here back'));
  const icon = groupIcon(node);
  if (icon) item.iconPath = new ThemeIcon(icon);
  return item;
}

/** How many of a group are open: nothing is said of the open ones where all are. */
export function openText(open: number, total: number): string {
  return open === 0 ? `${total} ✓` : open === total ? String(total) : l10n.t('{0} open of {1}', open, total);
}

function groupTitle(node: GroupingNode, annotations: readonly Annotation[]): string {
  switch (node.kind) {
    case 'page': return '';
    case 'conflicts': return l10n.t('Conflicts');
    case 'unplaced': return l10n.t('Needs a place');
    case 'article': return articleName(node.session, node.article);
    case 'layer': return layerName(node.layer);
    case 'label': return labelName(node.label, node.session.labels);
    case 'status': return node.status === 'doubtful' ? l10n.t('To look at again') : statusName(node.status);
    case 'words': return oneLine(node.words, 40);
    case 'portion': return `${node.first + 1} – ${node.first + annotations.length}`;
  }
}

function groupIcon(node: GroupingNode): string | undefined {
  switch (node.kind) {
    case 'conflicts': return 'git-compare';
    case 'unplaced': return 'warning';
    case 'article': return 'book';
    case 'layer': return LAYER_ICONS[node.layer];
    default: return undefined;
  }
}

/** An annotation with a box: checked is accepted. */
export function checkedItem({ session, annotation }: AnnotationNode): TreeItem {
  const item = annotationItem(session, annotation);
  if (!isUnplaced(annotation) && !annotation.conflict) item.checkboxState = checkbox(annotation.status === 'accepted' && !isDoubtful(annotation), l10n.t('Accept'), l10n.t('Take the acceptance back'));
  return item;
}

/** An annotation as an item of a tree: its words in context, value, state, a click that shows it. */
export function annotationItem(session: PageSession, annotation: Annotation): TreeItem {
  const quote = oneLine(annotation.quote, 40);
  const { before, after } = knownContext(session.annotations.text, annotation);
  const lead = before.slice(-6);
  const label = `${lead}${quote}${after.slice(0, 6)}`;
  const item = new TreeItem({ label, highlights: [[lead.length, lead.length + quote.length]] });
  item.id = nodeId({ kind: 'annotation', session, annotation });
  item.description = annotation.conflict ? l10n.t('{0} decisions', annotation.conflict.length + 1) : [valueText(annotation) ?? annotation.link, confidenceText(annotation)].filter((part) => part !== undefined).join(' · ');
  if (annotation.conflict) item.collapsibleState = TreeItemCollapsibleState.Expanded;
  item.iconPath = statusIcon(annotation);
  item.contextValue = annotation.conflict ? 'conflict' : isUnplaced(annotation) ? 'unplaced' : annotation.status === 'suggested' || isDoubtful(annotation) ? 'open' : annotation.status;
  item.command = { command: COMMAND.reveal, title: l10n.t('Show in text'), arguments: [{ page: session.key, id: annotation.id }] };
  item.tooltip = undefined;
  item.accessibilityInformation = {
    label: [quote, labelName(annotation.label, session.labels), item.description, isDoubtful(annotation) ? l10n.t('To look at again') : statusName(annotation.status)]
      .filter((part) => part !== '').join(', '),
  };
  return item;
}

export function sideItem(node: SideNode): TreeItem {
  const { annotation, side } = node;
  const item = new TreeItem(verdictText([annotation, ...conflictsOf(annotation)][side], node.session.labels));
  item.id = nodeId(node);
  item.description = side === 0 ? l10n.t('stands') : undefined;
  item.iconPath = new ThemeIcon(side === 0 ? 'circle-filled' : 'circle-outline');
  item.contextValue = 'side';
  return item;
}

/** What the machine was not quite sure of; nothing is said of the rest. */
function confidenceText({ status, confidence }: Annotation): string | undefined {
  return status === 'suggested' && confidence !== undefined && confidence < 0.995 ? `${Math.round(confidence * 100)} %` : undefined;
}

function checkbox(checked: boolean, check: string, uncheck: string): TreeItem['checkboxState'] {
  return { state: checked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked, tooltip: checked ? uncheck : check };
}

function statusIcon(annotation: Annotation): ThemeIcon {
  if (isDoubtful(annotation)) return new ThemeIcon('warning', new ThemeColor('newsAnnotator.changedForeground'));
  switch (annotation.status) {
    case 'suggested': return new ThemeIcon('circle-outline');
    case 'accepted': return new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed'));
    case 'rejected': return new ThemeIcon('circle-slash');
  }
}
