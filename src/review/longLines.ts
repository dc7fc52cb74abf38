import { commands, l10n, window, workspace, type Disposable } from 'vscode';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import { editorOf } from './reviewMode';

/** VS Code's own command; it works on the active editor. */
const TOGGLE_WORD_WRAP = 'editor.action.toggleWordWrap';
/** Characters of a line that VS Code draws where the user sets nothing else; it tells extensions no default. */
const DRAWN = 10_000;

/** Says, once a page, that VS Code does not draw the end of a very long line, when the review comes to something there. */
export class LongLines implements Disposable {
  private readonly told = new WeakSet<PageSession>();
  private readonly subscription: Disposable;

  constructor(pages: PageRegistry) {
    this.subscription = pages.onDidChange(({ session, change }) => {
      if (change?.kind === 'current' && session.reviewing && !this.told.has(session) && isBeyondSight(session)) void this.tell(session);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async tell(session: PageSession): Promise<void> {
    this.told.add(session);
    const wrap = l10n.t('Turn On Word Wrap');
    const picked = await window.showInformationMessage(l10n.t('This line is longer than VS Code draws: what is marked near its end is seen with word wrap only.'), wrap);
    if (picked === wrap && editorOf(session) === window.activeTextEditor) await commands.executeCommand(TOGGLE_WORD_WRAP);
  }
}

/** Whether the framed annotation is on a part of its line that is not drawn, as far as the settings tell. */
function isBeyondSight(session: PageSession): boolean {
  const { current, document } = session;
  const settings = workspace.getConfiguration('editor', document);
  const drawn = settings.get<number>('stopRenderingLineAfter', DRAWN);
  return current !== undefined && drawn >= 0 && settings.get<string>('wordWrap') === 'off' && document.positionAt(current.end).character > drawn;
}
