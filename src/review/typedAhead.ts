/** What keys do in a list that is open. */
export interface OpenList {
  enter(): void;
  escape(): void;
  digit(digit: number): void;
}

/**
 * Keys that were pressed after the one that opens a list and before the list is there: it gets them when it is, as if
 * they had been pressed in it. VS Code may deliver them before the key that opens the list, when that one is pressed first.
 */
export class TypedAhead {
  private waiting: string[] = [];
  private list: OpenList | undefined;

  /** The list is closed, or none was opened: what was meant for it is forgotten. */
  end(): void {
    this.waiting = [];
    this.list = undefined;
  }

  /** @param key `enter`, `escape` or a digit */
  type(key: string): void {
    if (this.list) pass(this.list, key);
    else this.waiting.push(key);
  }

  /** The list is there. */
  opened(list: OpenList): void {
    this.list = list;
    for (const key of this.waiting.splice(0)) pass(list, key);
  }
}

function pass(list: OpenList, key: string): void {
  switch (key) {
    case 'enter': return list.enter();
    case 'escape': return list.escape();
    default: if (/^[0-9]$/.test(key)) list.digit(Number(key));
  }
}
