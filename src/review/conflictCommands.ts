import { l10n, window } from 'vscode';
import type { Afters } from '../annotations/decisions';
import type { LabelSet } from '../annotations/labelSet';
import { conflictsOf, type Annotation, type Conflict } from '../annotations/model';
import { keepStanding, takeOther } from '../annotations/settleConflict';
import { COMMAND, type CommandId } from '../contract';
import { oneLine, verdictText } from '../ui/words';
import type { CommandTargets, Target } from './commandTarget';
import { newStamp, noPage } from './decider';
import type { Handler } from './decisionCommands';
import type { ReviewMode } from './reviewMode';
import type { ReviewNode } from './tree/reviewNodes';

/** Commands by which a person chooses between decisions that two people made differently. */
export class ConflictCommands {
  constructor(private readonly targets: CommandTargets, private readonly mode: ReviewMode) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.keepDecision]: (argument, selected) => this.keep(argument, selected),
      [COMMAND.takeOtherDecision]: (argument, selected) => this.take(argument, selected),
    };
  }

  private keep(argument: unknown, selected: unknown): void {
    const found = this.inConflict(argument, selected);
    if (!found) return;
    const stamp = newStamp();
    this.carryOut(found.target, l10n.t('keep decision'), found.annotations.flatMap((annotation) => keepStanding(annotation, stamp)));
  }

  private async take(argument: unknown, selected: unknown): Promise<void> {
    const found = this.inConflict(argument, selected);
    if (!found) return;
    const { target, annotations } = found;
    const picked = sideOf(argument);
    if (picked === 0) return this.keep(argument, selected);
    const chosen: [Annotation, Conflict][] = [];
    for (const annotation of annotations) {
      const sides = conflictsOf(annotation);
      const side = picked === undefined ? await choose(annotation, sides, target.session.labels) : sides.at(picked - 1);
      if (!side) return;
      chosen.push([annotation, side]);
    }
    const stamp = newStamp();
    const page = target.session.annotations;
    // the person may have chosen slowly: what was settled meanwhile is left alone
    const open = chosen.filter(([annotation]) => page.get(annotation.id)?.conflict);
    this.carryOut(target, l10n.t('take other decision'), open.flatMap(([{ id }, side]) => takeOther(page, page.get(id)!, side, stamp)));
  }

  private inConflict(argument: unknown, selected: unknown): { target: Target; annotations: Annotation[] } | undefined {
    const target = this.targets.of(argument, selected);
    if (!target) {
      noPage();
      return undefined;
    }
    const annotations = target.annotations.filter(({ conflict }) => conflict);
    if (annotations.length > 0) return { target, annotations };
    window.setStatusBarMessage(l10n.t('Nobody decided otherwise here.'), 3000);
    return undefined;
  }

  private carryOut({ session, inEditor }: Target, title: string, afters: Afters): void {
    if (afters.length === 0) return;
    session.annotations.decide(title, afters);
    const page = inEditor ? this.targets.page() : undefined;
    if (page?.session === session) this.mode.step(session, page.editor, 1, ({ conflict }) => conflict !== undefined);
  }
}

/** Which side a node of the review tree stands for: 0 for the decision that stands; undefined for other arguments. */
function sideOf(argument: unknown): number | undefined {
  const node = argument as Partial<Extract<ReviewNode, { kind: 'side' }>> | undefined;
  return typeof node === 'object' && node.kind === 'side' ? node.side : undefined;
}

/** The only other side, or the one that the person picks. */
async function choose(annotation: Annotation, sides: readonly Conflict[], labels: LabelSet): Promise<Conflict | undefined> {
  if (sides.length < 2) return sides.at(0);
  const picked = await window.showQuickPick(
    sides.map((side) => ({ label: verdictText(side, labels), side })),
    { placeHolder: l10n.t('Decision for “{0}”', oneLine(annotation.quote, 30)) },
  );
  return picked?.side;
}
