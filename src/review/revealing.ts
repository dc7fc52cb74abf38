import type { Disposable, TreeView } from 'vscode';

const PAUSE_MS = 200;
/** VS Code refuses to reveal in a tree that is being refreshed at that moment. */
const ATTEMPTS = 5;

/** Keeps a tree's selection on a node that moves faster than a tree can follow: reveals it once it rests. */
export class Revealing<Node> implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  /** @param find the node to select now; undefined: none, or it is selected already */
  constructor(private readonly view: TreeView<Node>, private readonly find: () => Node | undefined) {}

  soon(attempt = 1): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.reveal(attempt), PAUSE_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async reveal(attempt: number): Promise<void> {
    const node = this.view.visible ? this.find() : undefined;
    if (node === undefined) return;
    try {
      await this.view.reveal(node, { select: true, focus: false });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      this.soon(attempt + 1);
    }
  }
}
