import { folded } from './foldText';
import type { Trace, Traces } from './sidecar';
import { bySpan } from '../page/span';

/** Stands for text between annotations that the sidecar knows nothing of; in no page. */
const UNKNOWN = '\uffff';

/** What a sidecar still knows of the text that it was written for. */
export interface RememberedText {
  /** Folded; one character beyond all text wherever something is missing. */
  readonly text: string;
  /** Where the words of an annotation start in it, by id. */
  readonly starts: ReadonlyMap<string, number>;
}

/** A stretch of the old page whose characters are all known, since annotations lie on it. */
interface Block {
  readonly start: number;
  end: number;
  raw: string;
  before: string;
  after: string;
  readonly annotations: Trace[];
}

/**
 * Puts the quotes and contexts of a sidecar together again: where annotations are dense, as in news, this is nearly the
 * whole old page. It is what a changed page is compared with, since the old text itself is nowhere kept.
 */
export function rememberedText(sidecar: Traces): RememberedText {
  const parts: string[] = [];
  const starts = new Map<string, number>();
  let length = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  let previous: Block | undefined;
  for (const block of blocksOf(sidecar)) {
    add(previous ? between(previous, block) : block.before);
    for (const { id, start } of block.annotations) {
      starts.set(id, length + folded(block.raw.slice(0, start - block.start)).length);
    }
    add(folded(block.raw));
    previous = block;
  }
  if (previous) add(previous.after);
  return { text: parts.join(''), starts };
}

function blocksOf({ annotations, contexts }: Traces): Block[] {
  const blocks: Block[] = [];
  // those that lost their words already have no place to learn from
  const placed = annotations.filter(({ start, end, quote, changed }) => !changed && quote.length === end - start).sort(bySpan);
  for (const annotation of placed) {
    const context = contexts.get(annotation.id) ?? { before: '', after: '' };
    const last = blocks.at(-1);
    if (last && annotation.start <= last.end) {
      last.annotations.push(annotation);
      if (annotation.end < last.end) continue;
      last.raw += annotation.quote.slice(last.end - annotation.start);
      last.end = annotation.end;
      last.after = folded(context.after);
    } else {
      blocks.push({
        start: annotation.start, end: annotation.end, raw: annotation.quote, annotations: [annotation],
        before: folded(context.before), after: folded(context.after),
      });
    }
  }
  return blocks;
}

/** The text between two blocks: both contexts, laid over each other where they say the same. */
function between(left: Block, right: Block): string {
  const gap = right.start - left.end;
  const known = left.after + right.before;
  // the longest text that fits is the likeliest: white space, which is left out, is rare inside a paragraph
  for (let length = Math.min(gap, known.length); length >= 0; length--) {
    const text = length <= left.after.length ? left.after.slice(0, length) : left.after + right.before.slice(right.before.length - (length - left.after.length));
    const fitsRight = length <= right.before.length ? right.before.endsWith(text) : text.endsWith(right.before);
    const fitsLeft = length <= left.after.length ? (left.after.length === length || startsAlike(left.after.slice(length), folded(right.raw) + right.after)) : true;
    if (fitsRight && fitsLeft && (gap <= known.length || length < known.length)) return text;
  }
  return left.after + UNKNOWN + right.before;
}

function startsAlike(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) === other.slice(0, length);
}
