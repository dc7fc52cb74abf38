import { env, l10n, window } from 'vscode';
import { numbersOf } from '../annotations/numberGroups';
import { COMMAND, type CommandId } from '../contract';
import { numberTable, placesOn, type NumberColumn } from '../formats/numberTable';
import { labelName } from '../ui/words';
import type { CommandTargets } from './commandTarget';
import { noPage } from './decider';
import type { Handler } from './decisionCommands';
import type { NumbersTree } from './numbersTree';

/** Commands about the numbers of a page: how they are arranged, and a table of them. */
export class NumberCommands {
  constructor(private readonly targets: CommandTargets, private readonly tree: NumbersTree) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.sortNumbersByValue]: () => this.tree.arrange({ order: 'value' }),
      [COMMAND.sortNumbersByPlace]: () => this.tree.arrange({ order: 'place' }),
      [COMMAND.groupNumbersByUnit]: () => this.tree.arrange({ grouping: 'unit' }),
      [COMMAND.groupNumbersByKind]: () => this.tree.arrange({ grouping: 'kind' }),
      [COMMAND.copyNumbers]: () => this.copy(),
    };
  }

  /** Copies the numbers of the active page; where no page is active, those that the view shows. */
  private async copy(): Promise<void> {
    const session = this.targets.page()?.session ?? this.tree.page;
    if (!session) return void noPage();
    const numbers = numbersOf(session.annotations.all);
    if (numbers.length === 0) return void window.showInformationMessage(l10n.t('This page has no numbers to copy.'));
    const { paragraphs, articles } = session.structure;
    await env.clipboard.writeText(numberTable(numbers, headings(), placesOn(paragraphs, articles), (kind) => labelName(kind, session.labels)));
    window.setStatusBarMessage(l10n.t('{0} numbers copied; paste them into a spreadsheet.', numbers.length), 4000);
  }
}

function headings(): Record<NumberColumn, string> {
  return {
    quote: l10n.t('Quote'), kind: l10n.t('Kind'), value: l10n.t('Value'), unit: l10n.t('Unit'),
    canonicalUnit: l10n.t('Canonical unit'), canonicalValue: l10n.t('Value in it'),
    min: l10n.t('Minimum'), max: l10n.t('Maximum'),
    canonicalMin: l10n.t('Minimum in canonical unit'), canonicalMax: l10n.t('Maximum in canonical unit'),
    approx: l10n.t('Approximate'), paragraph: l10n.t('Paragraph'), article: l10n.t('Article'),
  };
}
