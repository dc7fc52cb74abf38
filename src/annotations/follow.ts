import { contextOf } from './context';
import { isDecided, isUnplaced, type Annotation } from './model';
import type { Span } from '../page/span';
import { Reanchorer } from './reanchor';
import { comparePlaces } from './replacedText';
import { fateOf, type TextChange } from './textChange';
import { stripWithOffsets, withoutWhitespace, type StrippedText } from './whitespace';
import { firstIndex } from '../page/firstIndex';

/** How much text around an edit is searched for words that the edit replaced. */
const NEIGHBOURHOOD = 64;

/** Carries annotations over one change of the text. */
export class ChangeFollower {
  private readonly from: number;
  private readonly to: number;
  private reanchorer: Reanchorer | undefined;
  private strippedChange: { readonly before: StrippedText; readonly after: StrippedText } | undefined;
  private readonly replaced: ReadonlyMap<string, Annotation>;
  private comparison: { readonly places: Map<string, Span> | undefined } | undefined;

  /**
   * @param before the page before the change
   * @param text the page after it
   * @param replaced the annotations that share text with what the change takes away
   */
  constructor(
    private readonly change: TextChange, private readonly before: string, private readonly text: string, replaced: readonly Annotation[],
  ) {
    this.replaced = new Map(replaced.map((annotation) => [annotation.id, annotation]));
    this.from = Math.max(0, change.start - NEIGHBOURHOOD);
    this.to = Math.min(text.length, change.start + change.inserted.length + NEIGHBOURHOOD);
  }

  /**
   * The annotation after the change: itself where nothing changed, undefined where a suggestion lost its words (the
   * next analysis decides anew). A decision is never dropped: it says `changed` until its words are back.
   */
  follow(annotation: Annotation): Annotation | undefined {
    if (isUnplaced(annotation)) return this.comeBack(annotation);
    const fate = fateOf(annotation, this.change);
    if (fate.kind === 'kept') return at(annotation, fate.span);
    const rewrapped = this.rewrapped(annotation);
    if (rewrapped) return rewrapped;
    if (!isDecided(annotation) && annotation.origin === 'suggested') return undefined;
    // some or all of it was replaced at once (format, other line breaks, the file read again): its words may stand there
    const span = this.compared(annotation);
    if (span) return unchanged({ ...annotation, ...span, quote: this.text.slice(span.start, span.end) });
    if (fate.kind === 'touched') return withChangeMark(at(annotation, fate.span), this.text);
    const context = contextOf(this.before, annotation);
    const placed = span === undefined ? this.placed(annotation, context) : undefined;
    return placed ?? { ...annotation, ...context, start: fate.at, end: fate.at, changed: true };
  }

  /** Where a comparison of both texts finds the words: null where it finds none for certain, undefined where it does not apply. */
  private compared({ id, start, end }: Annotation): Span | null | undefined {
    this.comparison ??= { places: comparePlaces(this.change, this.before, this.text, [...this.replaced.values()]) };
    const { places } = this.comparison;
    // an undo step may know the annotation with other edges
    const one = this.replaced.get(id);
    return places && one?.start === start && one.end === end ? places.get(id) ?? null : undefined;
  }

  /**
   * The annotation where the change moved nothing but white space (other line breaks, spaces, line ends): every
   * character has its certain place then, also in passages that stand twice.
   */
  private rewrapped(annotation: Annotation): Annotation | undefined {
    if (annotation.changed) return undefined;
    const { start: changeStart, removed, inserted } = this.change;
    this.strippedChange ??= {
      before: stripWithOffsets(this.before.slice(changeStart, changeStart + removed)), after: stripWithOffsets(inserted),
    };
    const { before, after } = this.strippedChange;
    if (before.text !== after.text) return undefined;
    const moved = (offset: number): number => {
      if (offset < changeStart) return offset;
      if (offset >= changeStart + removed) return offset + inserted.length - removed;
      const index = firstIndex(before.offsets.length, (at) => before.offsets[at] >= offset - changeStart);
      return changeStart + (index < after.offsets.length ? after.offsets[index] : inserted.length);
    };
    const [start, end] = [moved(annotation.start), moved(annotation.end - 1) + 1];
    const quote = this.text.slice(start, end);
    return withoutWhitespace(quote) === withoutWhitespace(annotation.quote) ? { ...annotation, start, end, quote } : undefined;
  }

  /** What an undo step knows of the annotation after the change; a suggestion that lost its words stands empty where they were. */
  followStep(annotation: Annotation): Annotation {
    const offset = Math.min(annotation.start, this.change.start);
    return this.follow(annotation) ?? { ...annotation, start: offset, end: offset, changed: true };
  }

  /** The words of a decision may come back by undo or paste, where they stood. */
  private comeBack(annotation: Annotation): Annotation {
    const { start, removed, inserted } = this.change;
    const near = annotation.start >= start && annotation.start <= start + removed;
    const back = near ? this.placed(annotation, { before: '', after: '' }) : undefined;
    if (back) return back;
    const offset = annotation.start > start + removed
      ? annotation.start + inserted.length - removed
      : Math.min(annotation.start, start);
    return at(annotation, { start: offset, end: offset });
  }

  /** Only words that the edit brought count: the same words nearby were there before and mean somebody else. */
  private placed(annotation: Annotation, context: { before: string; after: string }): Annotation | undefined {
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

export function unchanged(annotation: Annotation): Annotation {
  const { changed, before, after, ...rest } = annotation;
  return rest;
}

function at(annotation: Annotation, span: Span): Annotation {
  if (annotation.start === span.start && annotation.end === span.end) return annotation;
  return { ...annotation, start: span.start, end: span.end };
}
