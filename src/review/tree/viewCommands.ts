import { l10n, window, type Memento } from 'vscode';
import { SORT_ORDERS, type SortOrder } from '../../annotations/order';
import { parseQuery } from '../../annotations/query';
import { COMMAND, type CommandId } from '../../contract';
import { queryNames } from '../../ui/words';
import type { Handler } from '../decisionCommands';
import { GROUPINGS, type Grouping } from './groupings';
import type { ReviewFilter, StatusFilter } from './reviewFilter';
import { filterName } from './reviewTree';

const GROUPING_KEY = 'reviewGrouping';
const ORDER_KEY = 'reviewOrder';

/** Commands that change what the review view shows. Grouping and order are kept for the workspace, filters are not. */
export class ViewCommands {
  constructor(private readonly filter: ReviewFilter, private readonly state: Memento) {
    const grouping = GROUPINGS.find((name) => name === state.get(GROUPING_KEY));
    const order = SORT_ORDERS.find((name) => name === state.get(ORDER_KEY));
    if (grouping) filter.grouping = grouping;
    if (order) filter.order = order;
  }

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.filter]: () => this.chooseStatus(),
      [COMMAND.search]: (words) => this.search(words),
      [COMMAND.groupBy]: () => this.chooseGrouping(),
      [COMMAND.sortBy]: () => this.chooseOrder(),
    };
  }

  private async chooseStatus(): Promise<void> {
    const statuses: StatusFilter[] = ['all', 'open', 'accepted', 'rejected'];
    const picked = await choose(statuses, this.filter.status, filterName, l10n.t('Which annotations should the review list show?'));
    if (picked) this.filter.status = picked;
  }

  /** The filter box: what is typed shows at once; Esc brings back what was there. */
  private async search(words: unknown): Promise<void> {
    if (typeof words === 'string') {
      this.filter.words = words;
      return;
    }
    const before = this.filter.words;
    const box = window.createInputBox();
    box.title = l10n.t('Filter the Review List');
    box.placeholder = l10n.t('words, or label:ORG  layer:number  status:open  confidence<80%  value>=1000  -label:PLACE');
    box.prompt = l10n.t('Next and Previous keep to what the filter lets through. Empty: everything.');
    box.value = before;
    try {
      await new Promise<void>((resolve) => {
        let accepted = false;
        box.onDidChangeValue((value) => {
          const { problems } = parseQuery(value, queryNames());
          box.validationMessage = problems.length === 0 ? undefined : l10n.t('Not understood: {0}', problems.join('  '));
          this.filter.words = value;
        });
        box.onDidAccept(() => {
          accepted = true;
          resolve();
        });
        box.onDidHide(() => {
          if (!accepted) this.filter.words = before;
          resolve();
        });
        box.show();
      });
    } finally {
      box.dispose();
    }
  }

  private async chooseGrouping(): Promise<void> {
    const picked = await choose(GROUPINGS, this.filter.grouping, groupingName, l10n.t('How should the review list be grouped?'));
    if (!picked) return;
    this.filter.grouping = picked;
    await this.state.update(GROUPING_KEY, picked);
  }

  private async chooseOrder(): Promise<void> {
    const picked = await choose(SORT_ORDERS, this.filter.order, orderName, l10n.t('In which order should annotations be listed and gone through?'));
    if (!picked) return;
    this.filter.order = picked;
    await this.state.update(ORDER_KEY, picked);
  }
}

async function choose<Choice extends string>(
  choices: readonly Choice[], current: Choice, name: (choice: Choice) => string, placeHolder: string,
): Promise<Choice | undefined> {
  const items = choices.map((choice) => ({ label: name(choice), description: choice === current ? l10n.t('now') : undefined, choice }));
  return (await window.showQuickPick(items, { placeHolder }))?.choice;
}

function groupingName(grouping: Grouping): string {
  switch (grouping) {
    case 'article': return l10n.t('By article');
    case 'label': return l10n.t('By label');
    case 'status': return l10n.t('By status');
    case 'words': return l10n.t('By words');
    case 'none': return l10n.t('Not grouped');
  }
}

function orderName(order: SortOrder): string {
  switch (order) {
    case 'position': return l10n.t('Reading order');
    case 'confidence': return l10n.t('Least certain first');
    case 'surest': return l10n.t('Most certain first');
    case 'text': return l10n.t('By text');
    case 'value': return l10n.t('By value');
  }
}
