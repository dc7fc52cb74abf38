import type { Annotation } from '../annotations/model';
import { isVisible, needsDecision } from '../annotations/progress';
import { COMMAND, type CommandId } from '../contract';
import type { SharedDecisions } from '../copies/sharedDecisions';
import { showPage, type CommandTargets } from './commandTarget';
import { noAnnotation, noPage } from './decider';
import type { Handler } from './decisionCommands';
import { allOccurrences } from './occurrenceCommand';
import type { PageRegistry } from './pageRegistry';
import type { ReviewMode } from './reviewMode';

/** Commands that move between annotations and change what is shown. */
export class NavigationCommands {
  constructor(
    private readonly pages: PageRegistry,
    private readonly targets: CommandTargets,
    private readonly mode: ReviewMode,
    private readonly shared: SharedDecisions,
  ) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.leaveReview]: () => this.leave(),
      [COMMAND.next]: () => { this.step(1, needsDecision); },
      [COMMAND.previous]: () => { this.step(-1, needsDecision); },
      [COMMAND.nextAny]: () => { this.step(1, isVisible); },
      [COMMAND.previousAny]: () => { this.step(-1, isVisible); },
      [COMMAND.reveal]: (argument) => this.reveal(argument),
      [COMMAND.describe]: () => this.describe(),
      [COMMAND.allOccurrences]: (argument) => allOccurrences(this.targets, this.mode, this.pages, this.shared, argument),
    };
  }

  private async leave(): Promise<void> {
    const page = this.targets.page();
    if (page) await this.mode.leave(page.session);
  }

  private step(direction: 1 | -1, wanted: (annotation: Annotation) => boolean): void {
    const page = this.targets.page();
    if (!page) return void noPage();
    const found = this.mode.step(page.session, page.editor, direction, wanted);
    if (!found) this.mode.sayAllDecided(page.session);
  }

  /** Opens the hover of the framed annotation with the focus in it, for screen readers and for those without a mouse. */
  private async describe(): Promise<void> {
    const page = this.targets.page();
    if (!page) return noPage();
    const annotation = this.mode.target(page.session, page.editor);
    if (!annotation) return noAnnotation();
    await this.mode.showDetails(page.session, page.editor, annotation);
  }

  private async reveal(argument: unknown): Promise<void> {
    const target = this.targets.of(argument, undefined);
    const annotation = target?.annotations.at(0);
    if (target && annotation) this.mode.goTo(target.session, await showPage(target.session, true), annotation);
  }
}
