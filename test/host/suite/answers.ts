import * as vscode from 'vscode';

/** A message that the extension showed, with its buttons. */
export interface Shown {
  readonly text: string;
  /** The small print of a modal message. */
  readonly detail?: string;
  readonly buttons: readonly string[];
}

const MESSAGES = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;
const ASKING = ['showInputBox', 'showSaveDialog', 'showOpenDialog', 'showQuickPick'] as const;
const MAKING = ['createQuickPick', 'createInputBox'] as const;
const STATUS = 'setStatusBarMessage';
type Show = (text: string, ...items: unknown[]) => Thenable<unknown>;

/** Stands in for the person at messages: notes what is shown and presses the button that a test wants. */
export class Answers implements vscode.Disposable {
  readonly shown: Shown[] = [];
  private readonly before: Record<string, Show> = {};
  private readonly came = new vscode.EventEmitter<void>();
  readonly onDidShow = this.came.event;

  /** @param answer the button to press; undefined: the message is closed. Tests and extension share one `vscode`. */
  constructor(private readonly answer: (shown: Shown) => string | undefined) {
    const window = vscode.window as unknown as Record<string, Show>;
    for (const kind of [...MESSAGES, ...ASKING, ...MAKING, STATUS]) this.before[kind] = window[kind];
    for (const kind of MESSAGES) {
      window[kind] = (text, ...items) => this.show(text, items);
    }
    window[STATUS] = (text, ...items) => {
      void this.show(text, []);
      return this.before[STATUS](text, ...items);
    };
  }

  /** The person closes whatever asks for something. */
  close(): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    for (const kind of ASKING) window[kind] = () => Promise.resolve(undefined);
    for (const kind of MAKING) {
      window[kind] = () => {
        const input = (this.before[kind] as unknown as () => vscode.QuickInput)();
        const show = input.show.bind(input);
        input.show = () => {
          show();
          input.hide();
        };
        return input;
      };
    }
  }

  /** What the person types into the next input boxes. */
  type(text: string): void {
    (vscode.window as unknown as Record<string, unknown>).showInputBox = () => Promise.resolve(text);
  }

  /** Where the person saves to; undefined: the dialog is closed. Returns what the dialogs were opened with. */
  save(uri: vscode.Uri | undefined): vscode.SaveDialogOptions[] {
    const opened: vscode.SaveDialogOptions[] = [];
    (vscode.window as unknown as Record<string, unknown>).showSaveDialog = (options: vscode.SaveDialogOptions) => {
      opened.push(options);
      return Promise.resolve(uri);
    };
    return opened;
  }

  /** Which file the person opens; undefined: the dialog is closed. Returns what the dialogs were opened with. */
  open(uri: vscode.Uri | undefined): vscode.OpenDialogOptions[] {
    const opened: vscode.OpenDialogOptions[] = [];
    (vscode.window as unknown as Record<string, unknown>).showOpenDialog = (options: vscode.OpenDialogOptions) => {
      opened.push(options);
      return Promise.resolve(uri && [uri]);
    };
    return opened;
  }

  /** What the person picks from a list. */
  pick(choose: (items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined): void {
    (vscode.window as unknown as Record<string, unknown>).showQuickPick = async (items: readonly vscode.QuickPickItem[]) => choose(await Promise.resolve(items));
  }

  /** Waits for a message whose words match. */
  async message(words: RegExp): Promise<Shown> {
    for (;;) {
      const found = this.shown.find(({ text }) => words.test(text));
      if (found) return found;
      await new Promise<void>((resolve) => {
        const subscription = this.onDidShow(() => {
          subscription.dispose();
          resolve();
        });
      });
    }
  }

  dispose(): void {
    Object.assign(vscode.window, this.before);
    this.came.dispose();
  }

  private show(text: string, items: readonly unknown[]): Promise<unknown> {
    const buttons = items.filter((item) => typeof item === 'string');
    const [options] = items as ({ detail?: string } | undefined)[];
    const shown = { text, buttons, ...(typeof options === 'object' && options.detail !== undefined ? { detail: options.detail } : {}) };
    this.shown.push(shown);
    this.came.fire();
    return Promise.resolve(this.answer(shown));
  }
}
