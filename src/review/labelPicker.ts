import { window, type QuickPickItem } from 'vscode';
import type { LabelSet } from '../annotations/labelSet';
import type { Layer } from '../annotations/model';
import type { TypedAhead } from './typedAhead';
import { guidelineOf, labelName, layerName } from '../ui/words';

export interface LabelChoice {
  readonly layer: Layer;
  readonly label: string;
}

/**
 * Asks for a label; its digit chooses it at once, without Enter. Undefined where the person changes their mind.
 * @param question may come when the list is there already; undefined in its place closes the list
 */
export async function pickLabel(question: string | Promise<string | undefined>, labels: LabelSet, layer?: Layer, typed?: TypedAhead): Promise<LabelChoice | undefined> {
  const choices = labels.all.filter((label) => layer === undefined || label.layer === layer);
  const picker = window.createQuickPick<QuickPickItem & { readonly choice: LabelChoice }>();
  picker.items = choices.map(({ name, layer: own, key }) => {
    const title = labelName(name, labels);
    const guideline = guidelineOf(name, labels);
    return {
      label: key === undefined ? title : `${key}  ${title}`, description: layerName(own), choice: { layer: own, label: name },
      ...(guideline === undefined ? {} : { detail: guideline }),
    };
  });
  picker.matchOnDescription = true;
  try {
    return await new Promise((resolve, reject) => {
      const choose = (digit: number): void => {
        const chosen = choices.find(({ key }) => key === digit);
        if (chosen) resolve({ layer: chosen.layer, label: chosen.name });
      };
      picker.onDidChangeValue((value) => {
        if (/^[0-9]$/.test(value)) choose(Number(value));
      });
      picker.onDidAccept(() => {
        const choice = picker.selectedItems.at(0)?.choice;
        if (choice) resolve(choice);
      });
      picker.onDidHide(() => { resolve(undefined); });
      picker.show();
      typed?.opened({ enter: () => { resolve(picker.items.at(0)?.choice); }, escape: () => { picker.hide(); }, digit: choose });
      void Promise.resolve(question).then((words) => {
        if (words === undefined) resolve(undefined);
        else picker.placeholder = words;
      }, reject);
    });
  } finally {
    picker.dispose();
  }
}
