import { contextOf, type Context } from './context';
import { folded } from './foldText';
import { isOpenSuggestion, isUnplaced, type Annotation } from './model';
import type { Span } from '../page/span';
import { Reanchorer } from './reanchor';
import { comparisonOf, inPage, isLongReplacement, placesIn } from './replacedText';
import { fateOf, type TextChange } from './textChange';
import { rewrappedOffsets, withoutWhitespace } from './whitespace';

/** How much text around an edit is searched for words that the edit replaced. */
const NEIGHBOURHOOD = 64;

/** Carries annotations over one change of the text. */
export class ChangeFollower {
  private readonly from: number;
  private readonly to: number;
  private reanchorer: Reanchorer | undefined;
  /** Where the words that the change took away stand now; undefined where it changed more than white space. */
  private rewrapping: Int32Array | undefined;
  private readonly replaced: ReadonlyMap<string, Annotation>;
  private places: Map<string, Span> | undefined;
  private readonly isLong: boolean;

  /**
   * @param before the page before the change
   * @param text the page after it
   * @param replaced the annotations that share text with what the change takes away; not needed for a long replacement, which is not compared here
   */
  constructor(
    private readonly change: TextChange, private readonly before: string, private readonly text: string, replaced: readonly Annotation[],
  ) {
    this.from = Math.max(0, change.start - NEIGHBOURHOOD);
    this.to = Math.min(text.length, change.start + change.inserted.length + NEIGHBOURHOOD);
    this.isLong = isLongReplacement(change);
    this.replaced = new Map(replaced.map((annotation) => [annotation.id, annotation]));
  }

  /** Looks at the change as a whole, with breaks: to be done before anything follows it. */
  * prepare(): Generator<void, void> {
    const { start, removed, inserted } = this.change;
    this.rewrapping = yield* rewrappedOffsets(this.before.slice(start, start + removed), inserted);
  }

  /**
   * The annotation after the change: itself where nothing changed, undefined where a suggestion lost its words (the
   * next analysis decides anew). A decision is never dropped: it says `changed` until its words are back. After a long
   * replacement (`isLongReplacement`) all that it took away wait for a comparison that is made elsewhere.
   */
  follow(annotation: Annotation): Annotation | undefined {
    if (isUnplaced(annotation)) return this.comeBack(annotation);
    const fate = fateOf(annotation, this.change);
    if (fate.kind === 'kept') return at(annotation, fate.span);
    const rewrapped = this.rewrapped(annotation);
    if (rewrapped) return rewrapped;
    if (isOpenSuggestion(annotation)) return undefined;
    // some or all of it was replaced at once (format, other line breaks, the file read again): its words may stand there
    const span = this.compared(annotation);
    if (span) return unchanged({ ...annotation, ...span, quote: this.text.slice(span.start, span.end) });
    if (fate.kind === 'touched') return withChangeMark(at(annotation, fate.span), this.text);
    const context = contextOf(this.before, annotation);
    const placed = span === undefined ? this.placed(annotation, context) : undefined;
    if (placed) return placed;
    const place = this.isLong ? this.likelyPlace(annotation.start) : fate.at;
    return { ...annotation, ...context, start: place, end: place, changed: true };
  }

  /** About where in a long replacement something stands that stood here before it. */
  private likelyPlace(offset: number): number {
    const { start, removed, inserted } = this.change;
    return start + Math.floor((Math.max(offset, start) - start) / removed * inserted.length);
  }

  /**
   * Where a comparison of both texts finds the words: null where it finds none for certain, or is too long to be made
   * here; undefined where it does not apply.
   */
  private compared({ id, start, end }: Annotation): Span | null | undefined {
    if (this.isLong) return null;
    // an undo step may know the annotation with other edges
    const one = this.replaced.get(id);
    if (this.change.removed === 0 || this.change.inserted === '' || one?.start !== start || one.end !== end) return undefined;
    return (this.places ??= this.compare()).get(id) ?? null;
  }

  private compare(): Map<string, Span> {
    const comparison = comparisonOf(this.change, this.before, this.text, [...this.replaced.values()]);
    return inPage(placesIn(comparison), comparison);
  }

  /**
   * The annotation where the change moved nothing but white space (other line breaks, spaces, line ends): every
   * character has its certain place then, also in passages that stand twice.
   */
  private rewrapped(annotation: Annotation): Annotation | undefined {
    if (annotation.changed) return undefined;
    const offsets = this.rewrapping;
    if (!offsets) return undefined;
    const { start: changeStart, removed, inserted } = this.change;
    const moved = (offset: number): number => {
      if (offset < changeStart) return offset;
      if (offset >= changeStart + removed) return offset + inserted.length - removed;
      return changeStart + offsets[offset - changeStart];
    };
    const [start, end] = [moved(annotation.start), moved(annotation.end - 1) + 1];
    const quote = this.text.slice(start, end);
    const isSame = quote === annotation.quote || withoutWhitespace(quote) === withoutWhitespace(annotation.quote);
    return isSame ? { ...annotation, start, end, quote } : undefined;
  }

  /** Whether the change moved nothing but white space, so that every word is still there. */
  get isRewrapping(): boolean {
    return this.rewrapping !== undefined;
  }

  /** What an undo step knows of the annotation after the change; a suggestion that lost its words stands empty where they were. */
  followStep(annotation: Annotation): Annotation {
    const offset = Math.min(annotation.start, this.change.start);
    return this.follow(annotation) ?? { ...annotation, start: offset, end: offset, changed: true };
  }

  /** The words of a decision may come back by undo or paste, where they stood. */
  private comeBack(annotation: Annotation): Annotation {
    const { start, removed, inserted } = this.change;
    const near = annotation.start >= start && annotation.start <= start + removed && !this.isLong;
    const context = near ? this.contextFor(annotation) : undefined;
    const back = context && this.placed(annotation, context);
    if (back) return back;
    const offset = annotation.start > start + removed
      ? annotation.start + inserted.length - removed
      : Math.min(annotation.start, start);
    return at(annotation, { start: offset, end: offset });
  }

  /**
   * What must stand around words that come back: nothing where little more than they came, else what stood around them;
   * undefined where nobody knows.
   */
  private contextFor({ quote, before = '', after = '' }: Annotation): Context | undefined {
    if (this.change.inserted.length <= quote.length + 2 * NEIGHBOURHOOD) return { before: '', after: '' };
    return before + after === '' ? undefined : { before, after };
  }

  /** Only words that the edit brought count: the same words nearby were there before and mean somebody else. */
  private placed(annotation: Annotation, context: Context): Annotation | undefined {
    const { start: changeStart, inserted } = this.change;
    if (inserted === '') return undefined;
    this.reanchorer ??= new Reanchorer(this.text.slice(this.from, this.to));
    const within = { start: changeStart - this.from, end: changeStart - this.from + inserted.length };
    const span = this.reanchorer.place({ quote: annotation.quote, start: annotation.start, ...context }, within);
    if (!span) return undefined;
    const start = this.from + span.start;
    const end = this.from + span.end;
    return unchanged({ ...annotation, start, end, quote: this.text.slice(start, end) });
  }
}

/** Sets or clears `changed` by comparing the words of the page with the quote. */
export function withChangeMark(annotation: Annotation, text: string): Annotation {
  const same = annotation.start < annotation.end && text.slice(annotation.start, annotation.end) === annotation.quote;
  if (same) return annotation.changed ? unchanged(annotation) : annotation;
  return annotation.changed ? annotation : { ...annotation, changed: true };
}

/** The annotation on a span, where its words stand there but for white space and width forms; itself otherwise. */
export function putOn(annotation: Annotation, span: Span, text: string): Annotation {
  const quote = text.slice(span.start, span.end);
  return quote !== '' && folded(quote) === folded(annotation.quote) ? unchanged({ ...annotation, ...span, quote }) : annotation;
}

export function unchanged(annotation: Annotation): Annotation {
  const { changed, before, after, ...rest } = annotation;
  return rest;
}

function at(annotation: Annotation, span: Span): Annotation {
  if (annotation.start === span.start && annotation.end === span.end) return annotation;
  return { ...annotation, start: span.start, end: span.end };
}
