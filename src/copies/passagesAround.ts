import type { TextEditor } from 'vscode';
import { windowsOf } from '../editor/marks';
import type { PageChange, PageSession } from '../review/pageSession';
import type { Passage } from './passages';

/** Of a page with more passages only those are shown that are around what is visible. */
export const MOST_PASSAGES = 200;

/** Whether a change can touch the copied passages of a page. VS Code moves along with edits what is shown of them. */
export function isAboutPassages({ annotations }: PageSession, change: PageChange | undefined): boolean {
  if (change?.kind !== 'store') return change?.kind === 'elsewhere';
  const { kind, ids } = change.store;
  if (!ids) return kind !== 'moved';
  return ids.some((id) => (annotations.get(id)?.layer ?? 'duplicate') === 'duplicate'); // what is gone may have been one
}

/** The copied passages of a page that its editors should show. */
export function passagesAround({ passages }: PageSession, editors: readonly TextEditor[]): readonly Passage[] {
  if (passages.length <= MOST_PASSAGES) return passages;
  const windows = editors.flatMap(windowsOf);
  return passages.filter(({ start, end }) => windows.some((shown) => start < shown.end && shown.start < end));
}
