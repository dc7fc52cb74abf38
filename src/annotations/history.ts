import type { ChangeFollower } from './follow';
import type { Annotation } from './model';
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
  /** The same for the steps that one command did on several pages: they are undone together. */
  readonly shared?: string;
}

/** Edits in one part of a step. */
const PART = 256;

/**
 * A step that follows the text without being rewritten at every keystroke: a decision about a whole label has tens of
 * thousands of edits. A part of it that a change does not touch only notes how far it moved.
 */
export class RecordedStep implements Step {
  private readonly parts: Part[] = [];

  constructor(readonly title: string, edits: readonly Edit[] = [], readonly shared?: string) {
    this.add(edits);
  }

  add(edits: readonly Edit[]): void {
    for (let from = 0; from < edits.length; from += PART) this.parts.push(new Part(edits.slice(from, from + PART)));
  }

  /** The edits in portions. */
  * portions(): Generator<readonly Edit[]> {
    for (const part of this.parts) yield part.edits;
  }

  /** On the text as it is now. */
  get edits(): readonly Edit[] {
    return this.parts.flatMap((part) => part.edits);
  }

  /** With breaks, in which nobody may look at the step. */
  * follow(change: TextChange, follower: ChangeFollower): Generator<void, void> {
    for (const part of this.parts) {
      part.follow(change, follower);
      yield;
    }
  }

  /** @param become what an annotation of the step is now */
  * rewriteInSlices(become: (annotation: Annotation) => Annotation): Generator<void, void> {
    for (const part of this.parts) {
      part.rewrite(become);
      yield;
    }
  }
}

/** Some edits of a step with the stretch of text that they are about. */
class Part {
  private shift = 0;
  private start = 0;
  private end = 0;

  constructor(private written: readonly Edit[]) {
    this.measure();
  }

  /** Where they stand now. */
  get edits(): readonly Edit[] {
    const { shift } = this;
    if (shift !== 0) this.write((annotation) => ({ ...annotation, start: annotation.start + shift, end: annotation.end + shift }));
    return this.written;
  }

  follow(change: TextChange, follower: ChangeFollower): void {
    if (change.start > this.end + this.shift) return;
    if (change.start + change.removed < this.start + this.shift) this.shift += change.inserted.length - change.removed;
    else this.rewrite((annotation) => follower.followStep(annotation));
  }

  rewrite(become: (annotation: Annotation) => Annotation): void {
    if (this.edits.length > 0) this.write(become);
  }

  private write(become: (annotation: Annotation) => Annotation): void {
    this.written = this.written.map(({ id, before, after }) => ({ id, before: before && become(before), after: after && become(after) }));
    this.shift = 0;
    this.measure();
  }

  private measure(): void {
    this.start = Infinity;
    this.end = 0;
    for (const { before, after } of this.written) {
      for (const one of [before, after]) {
        if (!one) continue;
        this.start = Math.min(this.start, one.start);
        this.end = Math.max(this.end, one.end);
      }
    }
  }
}
