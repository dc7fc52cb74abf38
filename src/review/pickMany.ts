import { window, type QuickPickItem } from 'vscode';
import type { TypedAhead } from './typedAhead';

/** Shows the list with its boxes in one go, so that an Enter that follows at once finds them checked. */
export async function pickMany<Item extends QuickPickItem>(items: readonly Item[], title: string, placeholder: string, typed?: TypedAhead): Promise<readonly Item[]> {
  const picker = window.createQuickPick<Item>();
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.title = title;
  picker.placeholder = placeholder;
  picker.items = items;
  picker.selectedItems = items.filter(({ picked }) => picked);
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => { resolve(picker.selectedItems); });
      picker.onDidHide(() => { resolve([]); });
      picker.show();
      typed?.opened({ enter: () => { resolve(picker.selectedItems); }, escape: () => { picker.hide(); }, digit: () => undefined });
    });
  } finally {
    picker.dispose();
  }
}
