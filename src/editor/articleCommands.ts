import { Range, Selection, TextEditorRevealType, l10n, window, type TextEditor } from 'vscode';
import { COMMAND, LANGUAGES, type CommandId } from '../contract';
import { sectionsOf } from '../page/sections';
import type { Handler } from '../review/decisionCommands';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageReader } from './pageReader';

/** Commands that go from article to article. */
export class ArticleCommands {
  constructor(private readonly pages: PageRegistry, private readonly reader: PageReader) {}

  handlers(): Partial<Record<CommandId, Handler>> {
    return {
      [COMMAND.nextArticle]: () => this.go(1),
      [COMMAND.previousArticle]: () => this.go(-1),
    };
  }

  /** To the headline of the next article, or where it begins if that has none above it; each piece of an article counts. */
  private async go(direction: 1 | -1): Promise<void> {
    const editor = window.activeTextEditor;
    if (!editor || !(LANGUAGES as readonly string[]).includes(editor.document.languageId)) {
      return void window.showInformationMessage(l10n.t('Open a plain text file first.'));
    }
    const { document } = editor;
    const outline = await this.reader.outline(document);
    if (!outline) return void window.setStatusBarMessage(l10n.t('The articles of this page could not be read; see the log.'), 5000);
    const starts = sectionsOf(document.getText(), outline).filter(({ kind }) => kind === 'article').map(({ head }) => head.start);
    const here = document.offsetAt(editor.selection.active);
    const target = direction === 1 ? starts.find((start) => start > here) : starts.findLast((start) => start < here);
    if (target === undefined) {
      return void window.setStatusBarMessage(direction === 1 ? l10n.t('There is no further article on this page.') : l10n.t('There is no article before this one.'), 3000);
    }
    this.pages.of(document)?.setCurrent(undefined); // the review goes on from here
    show(editor, target);
  }
}

function show(editor: TextEditor, offset: number): void {
  const position = editor.document.positionAt(offset);
  editor.selection = new Selection(position, position);
  editor.revealRange(new Range(position, position), TextEditorRevealType.InCenterIfOutsideViewport);
}
