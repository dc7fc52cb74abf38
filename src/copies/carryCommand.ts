import { Uri, l10n, window, workspace } from 'vscode';
import { carryAnnotations, decisionsIn } from '../annotations/carry';
import type { Annotation } from '../annotations/model';
import { COMMAND, type CommandId } from '../contract';
import { rangeOf } from '../editor/marks';
import { openPageDocument } from '../files/pageText';
import { newStamp } from '../review/decider';
import type { Handler } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import type { LabelSource } from '../review/workspaceLabels';
import { labelName, oneLine } from '../ui/words';
import { byPage, type CopyTarget } from './copyVerdicts';
import { isSamePlace, type Place } from './passages';
import type { SharedDecisions } from './sharedDecisions';
import { messageOf } from '../files/messageOf';

/** A decision that could not be carried to a copy. */
interface LeftOut {
  readonly annotation: Annotation;
  readonly place: Place;
}

/** “Carry Annotations to Copies”: what was decided on the names and numbers of one copy is decided on the others too. */
export class CarryCommand {
  constructor(
    private readonly pages: PageRegistry,
    private readonly decisions: SharedDecisions,
    private readonly targetOf: (argument: unknown) => CopyTarget | undefined,
  ) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return { [COMMAND.carryAnnotations]: (argument) => this.carry(argument) };
  }

  private async carry(argument: unknown): Promise<void> {
    const target = this.targetOf(argument);
    if (!target) return void window.showInformationMessage(l10n.t('Put the cursor into a copied passage first.'));
    const { chosen } = target;
    try {
      const source = await this.pages.withPage(chosen.uri, (page) => Promise.resolve({
        text: page.annotations.text.slice(chosen.start, chosen.end), annotations: decisionsIn(page.annotations, chosen),
      }));
      if (source.annotations.length === 0) {
        return void window.showInformationMessage(l10n.t('No name or number in this copy is decided yet. Decide some first.'));
      }
      const others = target.places.filter((place) => !isSamePlace(place, chosen));
      const left: LeftOut[] = [];
      let carried = 0;
      await this.decisions.decide(l10n.t('carry {0} annotations to copies', source.annotations.length), byPage(others).map(({ uri, places }) => ({
        uri,
        work: (page) => {
          const taken = new Set<string>();
          return places.flatMap((place) => {
            const result = carryAnnotations({ text: source.text, start: chosen.start }, source.annotations, page, place, newStamp(), taken);
            carried += result.afters.filter(([, after]) => after).length;
            left.push(...result.left.map((annotation) => ({ annotation, place })));
            return result.afters;
          });
        },
      })));
      tell(carried, others.length, left, this.pages.labels);
    } catch (error) {
      window.showErrorMessage(l10n.t('{0} cannot be opened: {1}', workspace.asRelativePath(chosen.uri), messageOf(error)));
    }
  }
}

function tell(carried: number, copies: number, left: readonly LeftOut[], labels: LabelSource): void {
  if (left.length === 0) return void window.showInformationMessage(l10n.t('{0} annotations carried to {1} copies.', carried, copies));
  const show = l10n.t('Show What Was Left Out');
  const text = l10n.t('{0} annotations carried to {1} copies; {2} left out, since the words differ there or were decided otherwise.', carried, copies, left.length);
  void window.showWarningMessage(text, show).then((picked) => (picked === show ? list(left, labels) : undefined));
}

async function list(left: readonly LeftOut[], labels: LabelSource): Promise<void> {
  const picked = await window.showQuickPick(left.map(({ annotation, place }) => ({
    label: oneLine(annotation.quote, 40), description: labelName(annotation.label, labels.of(Uri.parse(place.uri.toString()))), detail: workspace.asRelativePath(place.uri), place,
  })), { placeHolder: l10n.t('Not carried; choose one to see the copy') });
  if (!picked) return;
  const document = await openPageDocument(Uri.parse(picked.place.uri.toString()));
  await window.showTextDocument(document, { selection: rangeOf(document, picked.place) });
}
