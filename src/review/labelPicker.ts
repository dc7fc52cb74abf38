import { window, type QuickPickItem } from 'vscode';
import type { Layer } from '../annotations/model';
import { CHOOSABLE_LABELS, LABEL_KEYS } from '../contract';
import { labelName, layerName } from '../ui/words';

export interface LabelChoice {
  readonly layer: Layer;
  readonly label: string;
}

/** Asks for a label; its digit chooses it at once, without Enter. Undefined where the person changes their mind. */
export async function pickLabel(title: string): Promise<LabelChoice | undefined> {
  const picker = window.createQuickPick<QuickPickItem & { readonly choice: LabelChoice }>();
  picker.items = CHOOSABLE_LABELS.map((choice) => {
    const digit = digitOf(choice.label);
    return { label: digit === undefined ? labelName(choice.label) : `${digit}  ${labelName(choice.label)}`, description: layerName(choice.layer), choice };
  });
  picker.placeholder = title;
  picker.matchOnDescription = true;
  try {
    return await new Promise((resolve) => {
      picker.onDidChangeValue((value) => {
        const key = /^[1-9]$/.test(value) ? LABEL_KEYS.at(Number(value) - 1) : undefined;
        if (key) resolve({ layer: key.layer, label: key.label });
      });
      picker.onDidAccept(() => { resolve(picker.selectedItems.at(0)?.choice); });
      picker.onDidHide(() => { resolve(undefined); });
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

/** The digit that gives a label in review mode. */
export function digitOf(label: string): number | undefined {
  const index = LABEL_KEYS.findIndex((key) => key.label === label);
  return index < 0 ? undefined : index + 1;
}
