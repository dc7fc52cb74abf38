import { l10n, window } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import { moveEdge, putEdges, type Afters, type EdgeMove } from '../annotations/decisions';
import type { Annotation } from '../annotations/model';
import { edgeByWord, wholeWords } from '../annotations/words';
import { COMMAND, type CommandId } from '../contract';
import type { Span } from '../page/span';
import type { Handler } from './decisionCommands';
import { newStamp, noAnnotation, type Decider } from './decider';
import type { PageSession } from './pageSession';
import { wordsAround } from './wordsAround';

/** Commands that move the ends of an annotation, by a character, by a word, or to the edges of words. */
export class EdgeCommands {
  constructor(private readonly decider: Decider, private readonly client: AnalysisClient) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.startLeft]: () => { this.byCharacter('startLeft'); },
      [COMMAND.startRight]: () => { this.byCharacter('startRight'); },
      [COMMAND.endLeft]: () => { this.byCharacter('endLeft'); },
      [COMMAND.endRight]: () => { this.byCharacter('endRight'); },
      [COMMAND.startWordLeft]: () => this.byWord('startLeft'),
      [COMMAND.startWordRight]: () => this.byWord('startRight'),
      [COMMAND.endWordLeft]: () => this.byWord('endLeft'),
      [COMMAND.endWordRight]: () => this.byWord('endRight'),
      [COMMAND.wholeWords]: (argument) => this.toWords((words, span) => wholeWords(words, span), argument),
    };
  }

  private byCharacter(edge: EdgeMove): void {
    const target = this.target(undefined);
    if (target) this.put(target, moveEdge(target.session.annotations, target.annotation, edge, newStamp()));
  }

  private async byWord(edge: EdgeMove): Promise<void> {
    await this.toWords((words, span) => edgeByWord(words, span, edge), undefined);
  }

  private async toWords(place: (words: readonly Span[], span: Span) => Span | undefined, argument: unknown): Promise<void> {
    const before = this.target(argument);
    if (!before) return;
    const words = await wordsAround(this.client, before.session, before.annotation);
    const annotation = before.session.annotations.get(before.annotation.id);
    if (!words || !annotation) return;
    const span = place(words, annotation);
    this.put({ ...before, annotation }, span ? putEdges(before.session.annotations, annotation, span, newStamp()) : []);
  }

  private target(argument: unknown): { session: PageSession; annotation: Annotation } | undefined {
    const target = this.decider.targets.of(argument, undefined);
    const annotation = target?.annotations.at(0);
    if (target && annotation) return { session: target.session, annotation };
    noAnnotation();
    return undefined;
  }

  private put({ session, annotation }: { session: PageSession; annotation: Annotation }, afters: Afters): void {
    if (afters.length === 0) return void window.setStatusBarMessage(l10n.t('The edge cannot go further.'), 3000);
    this.decider.carryOut(session, l10n.t('move edge'), afters, false);
    // the cursor stays with the annotation, so that the next move means it too
    const page = this.decider.targets.page();
    if (page?.session === session) this.decider.mode.goTo(session, page.editor, session.annotations.get(annotation.id));
  }
}
