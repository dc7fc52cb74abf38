import type { TextComparer } from '../analysis/placeFinder';
import { isUnplaced, type Annotation } from '../annotations/model';
import type { PageAnnotations } from '../annotations/pageAnnotations';
import { comparisonOf, inPage, isLongReplacement } from '../annotations/replacedText';
import { fateOf, type TextChange } from '../annotations/textChange';
import { inSlices } from '../files/slices';
import { settled } from './settled';
import type { Span } from '../page/span';

/** A text that another one took the place of, with the annotations that lost their words by that. */
interface Displacement {
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

export interface DisplacementListener {
  /** Annotations have been put on their words again. */
  found(): void;
  /** They wait for a place for good. */
  failed(error: unknown): void;
}

/**
 * Finds the words of annotations again after so much of a page was replaced at once (by a formatter, by git) that the
 * comparison would hold up the extension host. Until then they wait for a place.
 */
export class DisplacedWords {
  private readonly searches = new Map<Displacement, TextChange[]>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly store: PageAnnotations, private readonly compare: TextComparer, private readonly listener: DisplacementListener) {}

  /** Carries out a change of the page's text, and looks for what it displaced. */
  change(change: TextChange, text: string): void {
    const { store } = this;
    if (!isLongReplacement(change)) {
      store.changeText(change, text);
      this.noteChange(change);
      return;
    }
    const touched = store.touching({ start: change.start, end: change.start + change.removed }); // first: this may begin the search for the change before
    const sought = new Set([...this.searches.keys()].flatMap(({ annotations }) => annotations.map(({ id }) => id)));
    const annotations = sought.size === 0 ? touched : touched.filter(({ id }) => !sought.has(id));
    const displaced = { text: store.text, annotations };
    store.changeText(change, text, (allKept) => {
      const allFound = allKept && !annotations.some(isUnplaced);
      if (!allFound && annotations.length > 0) this.start(displaced, change);
    });
    this.noteChange(change);
  }

  /** Notes a change for the searches that are under way, among them that for the change before, which may have begun only now. */
  private noteChange(change: TextChange): void {
    for (const since of this.searches.values()) since.push(change);
  }

  /** Resolves when nothing is being looked for any more. */
  async settled(): Promise<void> {
    await settled(this.store);
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private start(displaced: Displacement, change: TextChange): void {
    const search = this.search(displaced, change).catch((error: unknown) => { this.listener.failed(error); }).finally(() => {
      this.searches.delete(displaced);
      this.running.delete(search);
    });
    this.running.add(search);
  }

  private async search(displaced: Displacement, first: TextChange): Promise<void> {
    for (let change = first; ;) {
      const since: TextChange[] = [];
      this.searches.set(displaced, since);
      const { text } = this.store;
      const comparison = comparisonOf(change, displaced.text, text, displaced.annotations);
      const places = inPage(await this.compare(comparison), comparison);
      if (!since.some(isLongReplacement)) await inSlices(this.store.putBack(new Set(places.keys()), (id) => placeAfter(since, places.get(id))));
      if (!since.some(isLongReplacement)) {
        this.listener.found();
        return;
      }
      // what it was compared with has gone too
      change = { start: 0, removed: displaced.text.length, inserted: this.store.text };
    }
  }
}

/** A span after further changes; undefined where one of these touched it. */
function placeAfter(changes: readonly TextChange[], place: Span | undefined): Span | undefined {
  return changes.reduce<Span | undefined>(moveSpan, place);
}

function moveSpan(span: Span | undefined, change: TextChange): Span | undefined {
  const fate = span && fateOf(span, change);
  return fate?.kind === 'kept' ? fate.span : undefined;
}
