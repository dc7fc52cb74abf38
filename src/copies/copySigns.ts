import { EventEmitter, Uri, window, type Disposable, type TextEditor, type TextEditorDecorationType } from 'vscode';
import { rangeOf } from '../editor/marks';
import { ShownDecorations } from '../editor/shownDecorations';
import { passage as quietGround } from '../editor/markTypes';
import type { PageRegistry } from '../review/pageRegistry';
import { MOST_PASSAGES, isAboutPassages, passagesAround } from './passagesAround';

const REDRAW_PAUSE_MS = 50;

/** What was drawn of the copies in an editor: how many signs of each kind, and passages whose copies are in other files only. */
export interface DrawnSigns {
  readonly open: number;
  readonly decided: number;
  readonly elsewhereOnly: number;
}

/** A sign in the gutter where a copied passage begins, and the quiet ground of passages whose copies are in other files only. */
export class CopySigns implements Disposable {
  private readonly open: TextEditorDecorationType;
  private readonly decided: TextEditorDecorationType;
  private readonly elsewhere = window.createTextEditorDecorationType(quietGround());
  private readonly shown = new ShownDecorations();
  private readonly drawings = new EventEmitter<TextEditor>();
  readonly onDidDraw = this.drawings.event;
  private readonly drawn = new WeakMap<TextEditor, DrawnSigns>();
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry, extension: Uri) {
    this.open = sign(extension, 'copy');
    this.decided = sign(extension, 'copy-decided');
    this.subscriptions = [
      this.open, this.decided, this.elsewhere, this.drawings,
      pages.onDidChange(({ kind, session, change }) => {
        if (kind !== 'changed' || isAboutPassages(session, change)) this.drawSoon();
      }),
      window.onDidChangeVisibleTextEditors(() => { this.drawSoon(); }),
      window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
        if ((pages.of(textEditor.document)?.passageCount ?? 0) > MOST_PASSAGES) this.drawSoon();
      }),
    ];
    this.drawSoon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  drawnIn(editor: TextEditor): DrawnSigns {
    return this.drawn.get(editor) ?? { open: 0, decided: 0, elsewhereOnly: 0 };
  }

  private drawSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      for (const editor of window.visibleTextEditors) void this.draw(editor);
    }, REDRAW_PAUSE_MS);
  }

  private async draw(editor: TextEditor): Promise<void> {
    await this.pages.of(editor.document)?.settled(); // on a long page that was edited it takes its time to move what stands behind
    const session = this.pages.of(editor.document);
    const passages = session ? passagesAround(session, [editor]) : [];
    const starts = (decided: boolean): ReturnType<typeof rangeOf>[] => passages
      .filter(({ annotation }) => (annotation?.status === 'accepted') === decided)
      .map(({ start }) => rangeOf(editor.document, { start, end: start }));
    const [open, decided] = [starts(false), starts(true)];
    const elsewhereOnly = passages.filter(({ annotation }) => !annotation).map((span) => rangeOf(editor.document, span));
    this.shown.set(editor, this.open, open);
    this.shown.set(editor, this.decided, decided);
    this.shown.set(editor, this.elsewhere, elsewhereOnly);
    this.drawn.set(editor, { open: open.length, decided: decided.length, elsewhereOnly: elsewhereOnly.length });
    this.drawings.fire(editor);
  }
}

function sign(extension: Uri, name: string): TextEditorDecorationType {
  const icon = (theme: string): Uri => Uri.joinPath(extension, 'media', `${name}-${theme}.svg`);
  return window.createTextEditorDecorationType({
    gutterIconSize: 'contain',
    light: { gutterIconPath: icon('light') },
    dark: { gutterIconPath: icon('dark') },
  });
}
