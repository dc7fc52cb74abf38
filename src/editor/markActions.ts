import {
  CodeAction, CodeActionKind, commands, l10n, languages, window,
  type CodeActionContext, type CodeActionProvider, type Diagnostic, type Disposable, type Range, type TextDocument,
} from 'vscode';
import type { Doubt } from '../annotations/doubts';
import type { Annotation } from '../annotations/model';
import { isVisible } from '../annotations/progress';
import { COMMAND, PAGE_SELECTOR, type CommandId } from '../contract';
import { noAnnotation, noPage } from '../review/decider';
import type { Handler } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { pickOne } from '../review/pickOne';
import type { TypedAhead } from '../review/typedAhead';
import { labelName, oneLine } from '../ui/words';
import type { Doubts } from './doubts';
import { byLength } from '../page/span';

/** Words of a mark in the titles of its actions. */
const TITLE_LENGTH = 16;

/** What can be done with the marks at the cursor, and quick fixes for what is doubtful there. */
export class MarkActions implements CodeActionProvider, Disposable {
  private registration: Disposable;
  private readonly following: Disposable;

  constructor(private readonly pages: PageRegistry, private readonly doubts: Doubts, private readonly typed: TypedAhead) {
    this.registration = this.register();
    // VS Code asks no more for the actions of an editor that was shown read-only, until there is another provider
    this.following = pages.onDidChange(({ session, change }) => {
      if (change?.kind !== 'review' || session.reviewing) return;
      this.registration.dispose();
      this.registration = this.register();
    });
  }

  handlers(): Partial<Record<CommandId, Handler>> {
    return { [COMMAND.showActions]: () => this.choose() };
  }

  dispose(): void {
    this.following.dispose();
    this.registration.dispose();
  }

  /** The same actions in a list: VS Code offers its own for pages that can be written only, and not in the review. */
  private async choose(): Promise<void> {
    const editor = window.activeTextEditor;
    const session = this.pages.of(editor?.document);
    if (!editor || !session) return noPage();
    const { document, selection } = editor;
    const diagnostics = this.doubts.of(session).filter(({ range }) => range.intersection(selection) !== undefined);
    const actions = this.actionsAt(session, document, selection, diagnostics, session.current);
    if (actions.length === 0) return noAnnotation();
    const chosen = await pickOne(actions.map((action) => ({ label: action.title, action })), l10n.t('What to do here'), this.typed);
    const command = chosen?.action.command;
    if (command) await commands.executeCommand(command.command, ...(command.arguments as unknown[] | undefined ?? []));
  }

  private register(): Disposable {
    return languages.registerCodeActionsProvider(
      PAGE_SELECTOR, this, { providedCodeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
    );
  }

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const session = await this.pages.settledOf(document);
    return session ? this.actionsAt(session, document, range, context.diagnostics) : [];
  }

  /** @param first whose actions stand before the others' */
  private actionsAt(session: PageSession, document: TextDocument, range: Range, diagnostics: readonly Diagnostic[], first?: Annotation): CodeAction[] {
    const span = { start: document.offsetAt(range.start), end: Math.max(document.offsetAt(range.end), document.offsetAt(range.start) + 1) };
    const marks = session.annotations.touching(span).filter(isVisible)
      .sort((a, b) => Number(b.id === first?.id) - Number(a.id === first?.id) || byLength(a, b)).slice(0, 3);
    return [
      ...this.doubts.of(session).filter((own) => diagnostics.some((diagnostic) => isSame(own, diagnostic))).flatMap((diagnostic) => {
        const doubt = this.doubts.doubtOf(diagnostic);
        return doubt ? fixesOf(session, doubt, diagnostic) : [];
      }),
      ...marks.flatMap((annotation) => actionsOf(session, annotation)),
    ];
  }
}

function isSame(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.message === b.message && a.range.isEqual(b.range);
}

function actionsOf(session: PageSession, annotation: Annotation): CodeAction[] {
  const words = oneLine(annotation.quote, TITLE_LENGTH);
  const label = labelName(annotation.label, session.labels);
  const target = [{ page: session.key, id: annotation.id }];
  const act = (title: string, command: CommandId): CodeAction => action(title, CodeActionKind.RefactorRewrite, command, target);
  const actions: CodeAction[] = [];
  if (annotation.status !== 'accepted') actions.push(act(l10n.t('Accept {0} “{1}”', label, words), COMMAND.accept));
  actions.push(act(l10n.t('Reject {0} “{1}”', label, words), COMMAND.reject));
  if (annotation.layer === 'duplicate') return actions;
  return [
    ...actions,
    act(l10n.t('Give “{0}” another label…', words), COMMAND.chooseLabel),
    act(l10n.t('Extend “{0}” to whole words', words), COMMAND.wholeWords),
    act(l10n.t('All occurrences of “{0}”…', words), COMMAND.allOccurrences),
  ];
}

function fixesOf(session: PageSession, doubt: Doubt, diagnostic: Diagnostic): CodeAction[] {
  const { key: page } = session;
  const fix = (title: string, command: CommandId, args: unknown[]): CodeAction => {
    const made = action(title, CodeActionKind.QuickFix, command, args);
    made.diagnostics = [diagnostic];
    return made;
  };
  switch (doubt.problem) {
    case 'untagged': {
      const { start, end, like } = doubt;
      return [
        fix(l10n.t('Mark as {0}', labelName(like.label, session.labels)), COMMAND.markLike, [{ page, id: like.id, start, end }]),
        fix(l10n.t('All occurrences of “{0}”…', oneLine(like.quote, TITLE_LENGTH)), COMMAND.allOccurrences, [{ page, id: like.id }]),
      ];
    }
    case 'twoLabels': {
      const { annotation, other } = doubt;
      return [fix(l10n.t('Mark as {0}', labelName(other.label, session.labels)), COMMAND.markLike, [{ page, id: other.id, start: annotation.start, end: annotation.end }])];
    }
    case 'doubtful': {
      const target = [{ page, id: doubt.annotation.id }];
      return [fix(l10n.t('Accept as it stands now'), COMMAND.accept, target), fix(l10n.t('Reject'), COMMAND.reject, target)];
    }
  }
}

function action(title: string, kind: CodeActionKind, command: CommandId, args: unknown[]): CodeAction {
  const made = new CodeAction(title, kind);
  made.command = { title, command, arguments: args };
  return made;
}
