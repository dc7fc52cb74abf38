import type { Span } from '../page/span';
import { ChangeFollower } from './follow';
import { annotationId } from './identity';
import { byPosition, isDecided, type Annotation, type Layer, type Suggestion } from './model';
import { reconcile } from './reconcile';
import { IntervalList } from './intervalList';
import type { TextChange } from './textChange';

/** One annotation before and after a decision; undefined where it was not there. */
export interface Edit {
  readonly id: string;
  readonly before: Annotation | undefined;
  readonly after: Annotation | undefined;
}

/** What one command did: undone and redone as a whole. */
export interface Step {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** What happened to the annotations: a person decided, the machine suggested, or the text moved under them. */
export interface StoreChange {
  readonly kind: 'decided' | 'suggested' | 'moved';
  /** The annotations concerned, where there are few of them; absent: any may have changed. */
  readonly ids?: readonly string[];
}

/**
 * All annotations of one page, in reading order, with undo and redo of decisions. The only place that holds them:
 * views read it, commands change it. Offsets are UTF-16 code units of `text`.
 */
export class PageAnnotations {
  private list: IntervalList<Annotation>;
  private readonly byId = new Map<string, Annotation>();
  private undoSteps: Step[] = [];
  private redoSteps: Step[] = [];
  private readonly listeners = new Set<(change: StoreChange) => void>();

  constructor(private currentText: string, annotations: readonly Annotation[]) {
    this.list = new IntervalList([...annotations].sort(byPosition));
    for (const annotation of annotations) this.byId.set(annotation.id, annotation);
  }

  get text(): string {
    return this.currentText;
  }

  /** In reading order. */
  get all(): readonly Annotation[] {
    return this.list.items;
  }

  get(id: string): Annotation | undefined {
    return this.byId.get(id);
  }

  /** Those that share text with the span or, where it is empty, hold its offset; in reading order. */
  touching(span: Span): Annotation[] {
    return this.list.touching(span);
  }

  get undoTitle(): string | undefined {
    return this.undoSteps.at(-1)?.title;
  }

  get redoTitle(): string | undefined {
    return this.redoSteps.at(-1)?.title;
  }

  /** @returns a function that stops listening. */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The id that a new annotation of these words gets. */
  newId(layer: Layer, span: Span): string {
    return annotationId(this.currentText, layer, span, (id) => this.byId.has(id));
  }

  /** Carries out one command as one undoable step: each pair is an id and what it becomes (undefined removes it). */
  decide(title: string, afters: readonly (readonly [id: string, after: Annotation | undefined])[]): Step {
    const edits = afters.map(([id, after]): Edit => ({ id, before: this.byId.get(id), after }));
    const step: Step = { title, edits };
    this.undoSteps.push(step);
    this.redoSteps = [];
    this.show(step, 'after');
    return step;
  }

  /** Takes the last step back; undefined where there is none. */
  undo(): Step | undefined {
    const step = this.undoSteps.pop();
    if (!step) return undefined;
    this.redoSteps.push(step);
    this.show(step, 'before');
    return step;
  }

  /** Carries the last undone step out again; undefined where there is none. */
  redo(): Step | undefined {
    const step = this.redoSteps.pop();
    if (!step) return undefined;
    this.undoSteps.push(step);
    this.show(step, 'after');
    return step;
  }

  /** The passages of one group of copies, in reading order. */
  copies(group: string | undefined): Annotation[] {
    return this.list.items.filter((annotation) => annotation.layer === 'duplicate' && annotation.group === group);
  }

  /** Replaces the suggestions of one layer that start in the range by the machine's new ones; decisions stay. */
  suggest(layer: Layer, range: Span, suggestions: readonly Suggestion[]): void {
    const { items } = this.list;
    const from = this.list.firstAtOrAfter(range.start);
    const to = this.list.firstAtOrAfter(range.end);
    const inRange = items.slice(from, to);
    const decided = this.list.touching({ start: range.start, end: Math.max(range.end, range.start + 1) })
      .filter((annotation) => annotation.layer === layer && (isDecided(annotation) || annotation.origin !== 'suggested'));
    const result = reconcile(layer, inRange, decided, suggestions);
    for (const gone of result.removed) this.byId.delete(gone.id);
    const added = result.added.map((suggestion): Annotation => {
      const id = this.newId(layer, suggestion);
      const annotation: Annotation = { ...suggestion, id, status: 'suggested', origin: 'suggested' };
      this.byId.set(id, annotation);
      return annotation;
    });
    for (const annotation of result.updated) this.byId.set(annotation.id, annotation);
    if (added.length + result.removed.length + result.updated.length === 0) return;
    const gone = new Set(result.removed.map(({ id }) => id));
    const kept = inRange.filter(({ id }) => !gone.has(id)).map(({ id }) => this.byId.get(id)!);
    this.list = new IntervalList([...items.slice(0, from), ...[...kept, ...added].sort(byPosition), ...items.slice(to)]);
    this.announce({ kind: 'suggested' });
  }

  /** Follows one change of the text, undo steps included. */
  changeText(change: TextChange, text: string): void {
    const follower = new ChangeFollower(change, this.currentText, text);
    this.currentText = text;
    const items: Annotation[] = [];
    let sorted = true;
    for (const annotation of this.list.items) {
      const after = follower.follow(annotation);
      if (!after) this.byId.delete(annotation.id);
      else {
        if (after !== annotation) this.byId.set(annotation.id, after);
        sorted &&= items.length === 0 || byPosition(items[items.length - 1], after) <= 0;
        items.push(after);
      }
    }
    if (!sorted) items.sort(byPosition);
    this.list = new IntervalList(items);
    this.undoSteps = this.undoSteps.map((step) => followStep(step, follower));
    this.redoSteps = this.redoSteps.map((step) => followStep(step, follower));
    this.announce({ kind: 'moved' });
  }

  /** Takes over what somebody else wrote (the sidecar changed on disk); undo steps about other decisions are kept. */
  replaceAll(annotations: readonly Annotation[]): void {
    this.list = new IntervalList([...annotations].sort(byPosition));
    this.byId.clear();
    for (const annotation of annotations) this.byId.set(annotation.id, annotation);
    this.announce({ kind: 'suggested' });
  }

  /** Puts the annotations of a step as they are before or after it. */
  private show(step: Step, side: 'before' | 'after'): void {
    this.put(step.edits.map((edit) => [edit.id, edit[side]]));
    this.announce({ kind: 'decided', ids: step.edits.map(({ id }) => id) });
  }

  private put(afters: readonly (readonly [id: string, after: Annotation | undefined])[]): void {
    const touched = new Set(afters.map(([id]) => id));
    for (const [id, after] of afters) {
      if (after) this.byId.set(id, after);
      else this.byId.delete(id);
    }
    const others = this.list.items.filter(({ id }) => !touched.has(id));
    const arrivals = [...touched].flatMap((id) => this.byId.get(id) ?? []).sort(byPosition);
    this.list = new IntervalList(mergeSorted(others, arrivals));
  }

  private announce(change: StoreChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

function followStep(step: Step, follower: ChangeFollower): Step {
  const followed = (annotation: Annotation | undefined): Annotation | undefined =>
    annotation && follower.followStep(annotation);
  return { ...step, edits: step.edits.map(({ id, before, after }) => ({ id, before: followed(before), after: followed(after) })) };
}

function mergeSorted(a: readonly Annotation[], b: readonly Annotation[]): Annotation[] {
  const merged: Annotation[] = [];
  let next = 0;
  for (const item of a) {
    while (next < b.length && byPosition(b[next], item) < 0) merged.push(b[next++]);
    merged.push(item);
  }
  for (; next < b.length; next++) merged.push(b[next]);
  return merged;
}
