import type { Layer, Suggestion } from '../annotations/model';
import { applyChange, fateOf, type TextChange } from '../annotations/textChange';
import { PageMemory } from './analysePage';
import type { Page } from '../page/page';
import { readPage } from '../page/readPage';
import type { Edited } from './delta';

/** A page as the analysis process knows it: the text, what was found in it, and what the host was told. */
export class PageMirror {
  readonly memory = new PageMemory();
  /** The lexicon of the last analysis. */
  lexicon: string | undefined;
  private read: Page | undefined;
  private told = new Map<Layer, ToldLayer>();

  constructor(public text: string, public version: number) {}

  change(changes: readonly TextChange[], version: number): void {
    for (const change of changes) {
      this.text = applyChange(this.text, change);
      for (const layer of this.told.values()) layer.edited = widened(layer.edited, change);
    }
    this.version = version;
  }

  /** Replaces the text; what was told stays known only if the text is the same. */
  replace(text: string, version: number): void {
    if (text !== this.text) this.forgetTold();
    this.text = text;
    this.version = version;
  }

  /** The page as it is now; what an analysis has read already is not read again. */
  page(): Page {
    if (this.read?.raw !== this.text) this.read = readPage(this.text);
    return this.read;
  }

  /** Keeps what an analysis has read. */
  keepPage(page: Page): void {
    this.read = page;
  }

  forgetTold(): void {
    this.told = new Map();
  }

  /** What the host was told of a layer, and how the text was edited since; undefined before the first time. */
  toldOf(layer: Layer): Readonly<ToldLayer> | undefined {
    return this.told.get(layer);
  }

  /** @param complete false while the first analysis of a long page is still sending */
  tell(layer: Layer, suggestions: readonly Suggestion[], complete: boolean): void {
    this.told.set(layer, { suggestions, complete, edited: undefined });
  }
}

interface ToldLayer {
  readonly suggestions: readonly Suggestion[];
  readonly complete: boolean;
  edited: Edited | undefined;
}

function widened(edited: Edited | undefined, change: TextChange): Edited {
  const changed = { start: change.start, end: change.start + change.inserted.length };
  const shift = change.inserted.length - change.removed;
  if (!edited) return { ...changed, shift };
  const fate = fateOf(edited, change);
  const before = fate.kind === 'gone' ? changed : fate.span;
  return { start: Math.min(before.start, changed.start), end: Math.max(before.end, changed.end), shift: edited.shift + shift };
}
