import type { Range, TextEditor, TextEditorDecorationType } from 'vscode';

interface Shown {
  /** Of the document: VS Code moves what is shown along with edits, in its own way. */
  readonly version: number;
  readonly places: Map<TextEditorDecorationType, string>;
}

/**
 * Sets decorations of editors where they are other than those set before: each call goes to the window and has it lay
 * out the text anew, which takes longer than from one key to the next.
 */
export class ShownDecorations {
  private readonly shown = new WeakMap<TextEditor, Shown>();

  set(editor: TextEditor, type: TextEditorDecorationType, ranges: readonly Range[]): void {
    const { version } = editor.document;
    const before = this.shown.get(editor);
    const shown = before?.version === version ? before : { version, places: new Map<TextEditorDecorationType, string>() };
    this.shown.set(editor, shown);
    const places = ranges.map(({ start, end }) => `${start.line}:${start.character}-${end.line}:${end.character}`).join();
    if (places === shown.places.get(type)) return;
    shown.places.set(type, places);
    editor.setDecorations(type, ranges);
  }
}
