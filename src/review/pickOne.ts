import { window, type QuickPickItem } from 'vscode';
import type { TypedAhead } from './typedAhead';

/** Shows the list in one go, so that an Enter that follows at once finds its first row. */
export async function pickOne<Item extends QuickPickItem>(items: readonly Item[], placeholder: string, typed?: TypedAhead): Promise<Item | undefined> {
  const picker = window.createQuickPick<Item>();
  picker.placeholder = placeholder;
  picker.items = items;
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => { resolve(picker.selectedItems.at(0)); });
      picker.onDidHide(() => { resolve(undefined); });
      picker.show();
      typed?.opened({ enter: () => { resolve(items.at(0)); }, escape: () => { picker.hide(); }, digit: () => undefined });
    });
  } finally {
    picker.dispose();
  }
}
