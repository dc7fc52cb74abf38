import type { Span } from '../page/span';
import { atOnce } from './atOnce';
import { AnnotationList } from './annotationList';
import { ChangeFollower, putOn } from './follow';
import { RecordedStep, type Edit, type Step } from './history';
import { annotationId } from './identity';
import { sameDecision } from './merge';
import { isOpenSuggestion, type Annotation, type Layer, type Suggestion } from './model';
import { reconcile } from './reconcile';
import type { Progress } from './progress';
import { isLongReplacement } from './replacedText';
import type { TextChange } from './textChange';

/** What becomes of an annotation: undefined where it goes. */
type After = readonly [id: string, after: Annotation | undefined];

/** Annotations decided between two breaks: a few milliseconds' worth. */
const PORTION = 256;
/** A change of the text that touches more annotations is followed with breaks. */
const FOLLOWED_AT_ONCE = 2000;

/** The ids of more new suggestions are not told. */
const FEW = 100;

/**
 * What happened to the annotations: a person decided, the machine suggested, the text moved under them, or so much of it
 * was replaced at once that nothing shown of them stands where it did.
 */
export interface StoreChange {
  readonly kind: 'decided' | 'suggested' | 'moved' | 'replaced';
  /** The annotations concerned, where there are few of them; absent: any may have changed. */
  readonly ids?: readonly string[];
}

/**
 * All annotations of one page, in reading order, with undo and redo of decisions. The only place that holds them:
 * views read it, commands change it. Offsets are UTF-16 code units of `text`.
 */
export class PageAnnotations {
  private held: AnnotationList;
  private readonly done: RecordedStep[] = [];
  private undone: RecordedStep[] = [];
  /** A change of the text that is being followed with breaks. */
  private following: Generator<void, void> | undefined;
  /** What is being carried out with breaks, or was last. */
  private running: Generator<void, unknown> | undefined;
  private readonly listeners = new Set<(change: StoreChange) => void>();

  constructor(private currentText: string, annotations: readonly Annotation[]) {
    this.held = new AnnotationList(annotations);
  }

  /** The same for very many annotations, with breaks. */
  static* inSlices(text: string, annotations: readonly Annotation[]): Generator<void, PageAnnotations> {
    const page = new PageAnnotations(text, []);
    page.held = yield* AnnotationList.inSlices(annotations);
    return page;
  }

  get text(): string {
    return this.currentText;
  }

  /** The annotations on the text as it is: whoever looks while a change is being followed waits for the rest of it. */
  private get list(): AnnotationList {
    this.finishFollowing();
    return this.held;
  }

  /** What can be undone, on the text as it is. */
  private get undoSteps(): RecordedStep[] {
    this.finishFollowing();
    return this.done;
  }

  /** What can be done again, on the text as it is. */
  private get redoSteps(): RecordedStep[] {
    this.finishFollowing();
    return this.undone;
  }

  /** In reading order; the same array until something changes. Costs time on a long page: see `size`, `progress`, `touching`. */
  get all(): readonly Annotation[] {
    return this.list.all;
  }

  /** How many there are; about so many while a change is being followed. */
  get size(): number {
    return this.held.size;
  }

  /** How far the review of the page is, or was before a change that is being followed; known without looking at all annotations. */
  get progress(): Progress {
    return this.held.progress;
  }

  /**
   * Whether a change of the text is still being followed (`settle`): what is asked for now takes the time of all that is
   * left of it. When it is done, listeners are told that they were `replaced`.
   */
  get isFollowing(): boolean {
    return this.following !== undefined;
  }

  get(id: string): Annotation | undefined {
    return this.list.get(id);
  }

  /** Those that share text with the span or, where it is empty, hold its offset; in reading order. */
  touching(span: Span): Annotation[] {
    return this.list.touching(span);
  }

  get undoTitle(): string | undefined {
    return this.done.at(-1)?.title;
  }

  get redoTitle(): string | undefined {
    return this.undone.at(-1)?.title;
  }

  /** @returns a function that stops listening. */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The id that a new annotation of these words gets. */
  newId(layer: Layer, span: Span): string {
    return annotationId(this.currentText, layer, span, (id) => this.list.has(id));
  }

  /**
   * Carries out one command as one undoable step: each pair is an id and what it becomes (undefined removes it).
   * @param shared names the step where it is part of one on several pages
   */
  decide(title: string, afters: readonly After[], shared?: string): Step {
    this.finishRunning();
    const step = new RecordedStep(title, this.editsOf(afters), shared);
    this.undoSteps.push(step);
    this.undone = [];
    this.show(step.edits, 'after');
    return step;
  }

  /**
   * Carries out one command on very many annotations, as one step, with breaks. What is typed in a break is followed;
   * a command that comes in a break finds all of it done.
   * @param become what some of the annotations, as they are then, become
   */
  decideInSlices(title: string, ids: readonly string[], become: (annotations: readonly Annotation[]) => readonly After[]): Generator<void, Step> {
    this.finishRunning();
    const step = new RecordedStep(title);
    this.undoSteps.push(step);
    this.undone = [];
    return this.run(this.decideOn(step, ids, become));
  }

  private* decideOn(step: RecordedStep, ids: readonly string[], become: (annotations: readonly Annotation[]) => readonly After[]): Generator<void, Step> {
    for (let from = 0; from < ids.length; from += PORTION) {
      const edits = this.editsOf(become(ids.slice(from, from + PORTION).flatMap((id) => this.list.get(id) ?? [])));
      step.add(edits);
      this.show(edits, 'after');
      yield;
    }
    return step;
  }

  private editsOf(afters: readonly After[]): Edit[] {
    return afters.map(([id, after]) => ({ id, before: this.list.get(id), after }));
  }

  /** Takes the last step back; undefined where there is none. */
  undo(): Step | undefined {
    return atOnce(this.undoInSlices());
  }

  /** Carries the last undone step out again; undefined where there is none. */
  redo(): Step | undefined {
    return atOnce(this.redoInSlices());
  }

  /** The same with breaks, for steps of very many decisions. */
  undoInSlices(): Generator<void, Step | undefined> {
    this.finishRunning();
    return this.run(this.showStep(moveLast(this.undoSteps, this.redoSteps), 'before'));
  }

  redoInSlices(): Generator<void, Step | undefined> {
    this.finishRunning();
    return this.run(this.showStep(moveLast(this.redoSteps, this.undoSteps), 'after'));
  }

  private* showStep(step: RecordedStep | undefined, side: 'before' | 'after'): Generator<void, Step | undefined> {
    for (const edits of step?.portions() ?? []) {
      this.show(edits, side);
      yield;
    }
    return step;
  }

  /** Notes what is being carried out with breaks. */
  private run<Result>(work: Generator<void, Result>): Generator<void, Result> {
    this.running = work;
    return work;
  }

  /** Brings what is being carried out to its end: commands never mix. */
  private finishRunning(): void {
    const { running } = this;
    this.running = undefined;
    if (running) atOnce(running);
  }

  /** Takes the step of that name back, wherever it is in the history; later decisions on the same annotations stand. */
  undoShared(shared: string): Step | undefined {
    return this.moveShared(shared, this.undoSteps, this.redoSteps, 'after', 'before');
  }

  /** Carries an undone step of that name out again; later decisions on the same annotations stand. */
  redoShared(shared: string): Step | undefined {
    return this.moveShared(shared, this.redoSteps, this.undoSteps, 'before', 'after');
  }

  private moveShared(shared: string, from: RecordedStep[], to: RecordedStep[], now: 'before' | 'after', then: 'before' | 'after'): Step | undefined {
    this.finishRunning();
    const index = from.findLastIndex((step) => step.shared === shared);
    if (index < 0) return undefined;
    const [step] = from.splice(index, 1);
    const standing = new RecordedStep(step.title, step.edits.filter((edit) => isSameState(edit[now], this.list.get(edit.id))), shared);
    to.push(standing);
    this.show(standing.edits, then);
    return step;
  }

  /** Those that mark copied passages, in reading order; the same array until something about one of them changes. */
  get copies(): readonly Annotation[] {
    return this.list.copies;
  }

  /** Replaces the suggestions of one layer that start in the range by the machine's new ones; decisions stay. */
  suggest(layer: Layer, range: Span, suggestions: readonly Suggestion[]): void {
    const inRange = this.list.startingIn(range.start, range.end);
    const decided = this.list.touching({ start: range.start, end: Math.max(range.end, range.start + 1) })
      .filter((annotation) => annotation.layer === layer && !isOpenSuggestion(annotation));
    const { added, updated, removed } = reconcile(layer, inRange, decided, suggestions);
    if (added.length + removed.length + updated.length === 0) return;
    this.list.put([...removed.map(({ id }) => [id, undefined] as const), ...updated.map((annotation) => [annotation.id, annotation] as const)]);
    const taken = new Set<string>();
    const found = added.map((suggestion) => {
      const id = annotationId(this.currentText, layer, suggestion, (candidate) => taken.has(candidate) || this.list.has(candidate));
      taken.add(id);
      return [id, { ...suggestion, id, status: 'suggested', origin: 'suggested' }] as const;
    });
    this.list.put(found);
    const concerned = added.length + removed.length + updated.length;
    this.announce({ kind: 'suggested', ...(concerned > FEW ? {} : { ids: [...removed, ...updated].map(({ id }) => id).concat(found.map(([id]) => id)) }) });
  }

  /**
   * Follows one change of the text, undo steps included: at once, or, where it touches very many annotations, with the
   * next calls of `settle`.
   * @param followed told when it is done, before anybody else: whether every annotation that had its words has them
   *   still, since nothing but white space moved
   */
  changeText(change: TextChange, text: string, followed?: (allKept: boolean) => void): void {
    const isLong = isLongReplacement(change);
    const replaced = change.removed === 0 || isLong ? [] : this.list.touching({ start: change.start, end: change.start + change.removed });
    const follower = new ChangeFollower(change, this.currentText, text, replaced);
    this.finishFollowing();
    this.currentText = text;
    const isMuch = isLong || replaced.length > FOLLOWED_AT_ONCE;
    this.following = this.follow(change, follower, isMuch ? 'replaced' : 'moved', followed);
    if (!isMuch) this.finishFollowing();
  }

  private* follow(change: TextChange, follower: ChangeFollower, kind: StoreChange['kind'], followed?: (allKept: boolean) => void): Generator<void, void> {
    yield* follower.prepare();
    yield* this.held.change(change, (annotation) => follower.follow(annotation));
    for (const step of [...this.done, ...this.undone]) yield* step.follow(change, follower);
    this.following = undefined;
    followed?.(follower.isRewrapping);
    this.announce({ kind });
  }

  private finishFollowing(): void {
    if (this.following) atOnce(this.following);
  }

  /**
   * Puts annotations whose words a change of the text took away on them again, undo steps too, with breaks. What is
   * typed, decided or undone in a break stands.
   * @param ids of those that have a place
   * @param placeOf the span of an annotation in the text as it is when it is asked for, of the same words but for white
   *   space and width forms; undefined where it has none. What has a place by now stays there
   */
  * putBack(ids: ReadonlySet<string>, placeOf: (id: string) => Span | undefined): Generator<void, void> {
    const back = (annotation: Annotation): Annotation => {
      const span = annotation.changed && ids.has(annotation.id) ? placeOf(annotation.id) : undefined;
      return span ? putOn(annotation, span, this.currentText) : annotation;
    };
    this.finishRunning(); // its step would grow behind our back
    // the steps first: what is undone in a break is put back with the rest
    const known = new Set(this.steps);
    for (const step of known) yield* step.rewriteInSlices(back);
    const lost = this.list.all.filter(({ id, changed }) => changed && ids.has(id)); // neighbours in the list go together
    for (let from = 0; from < lost.length; from += PORTION) {
      this.list.put(lost.slice(from, from + PORTION).flatMap(({ id }) => this.list.get(id) ?? []).map((annotation) => [annotation.id, back(annotation)] as const));
      yield;
    }
    for (const step of this.steps) if (!known.has(step)) atOnce(step.rewriteInSlices(back)); // decided in a break
    this.announce({ kind: 'replaced' });
  }

  private get steps(): RecordedStep[] {
    return [...this.undoSteps, ...this.redoSteps];
  }

  /**
   * Gets some of the annotations that an edit moved ready, `most` or a few more, so that the next look at `all` is fast.
   * @returns whether there is more to do
   */
  settle(most: number): boolean {
    for (let ready = 0; this.following && ready < most; ready += PORTION) this.following.next();
    return this.following !== undefined || this.held.settle(most);
  }

  /** Takes over what somebody else wrote (the sidecar changed on disk); undo steps about other decisions are kept. */
  replaceAll(annotations: readonly Annotation[]): void {
    this.finishRunning();
    this.finishFollowing();
    this.held = new AnnotationList(annotations);
    this.announce({ kind: 'suggested' });
  }

  /** Puts annotations as they are before or after some edits. */
  private show(edits: readonly Edit[], side: 'before' | 'after'): void {
    this.list.put(edits.map((edit) => [edit.id, edit[side]]));
    this.announce({ kind: 'decided', ids: edits.map(({ id }) => id) });
  }

  private announce(change: StoreChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

function moveLast(from: RecordedStep[], to: RecordedStep[]): RecordedStep | undefined {
  const step = from.pop();
  if (step) to.push(step);
  return step;
}

/** Whether an annotation carries the decision of a step, or is as absent. */
export function isSameState(one: Annotation | undefined, other: Annotation | undefined): boolean {
  return one && other ? sameDecision(one, other) : one === other;
}
