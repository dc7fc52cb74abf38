import type { CopyKind } from '../annotations/model';
import { groupsOfFrequentParagraphs, groupsOfRepeats, type RangeGroup } from './exactGroups';
import { findExactRepeats } from './exactRepeats';
import { FOLD, FOLD_SCRIPTS } from './foldTable';
import { DEFAULT_LIMITS, type CopyLimits, type CopyLimitsHit } from './limits';
import { groupRegions, notInside } from './nearGroups';
import { findNearRegions } from './nearRegions';
import { buildPageText, type CopyPassage } from './pageText';

export type { CopyPassage, CopyPoint } from './pageText';

/** Passages of one page that are copies of each other. */
export interface CopyGroup {
  /** 16 hexadecimal digits made from the normalised content: the same wherever and however often the passage stands. */
  readonly id: string;
  readonly kind: CopyKind;
  /** 0 to 1; 1 where the passages differ in nothing but white space, width forms and punctuation. */
  readonly similarity: number;
  /** At least two, in page order, without overlap. */
  readonly passages: readonly CopyPassage[];
}

export interface CopyOptions {
  /** Shortest passage, in characters without white space. Default 20. */
  readonly minLength?: number;
  /** Whether copies with edits are looked for too. Default true. */
  readonly near?: boolean;
  /** Whether a traditional character equals the simplified one it is written as. Default false. */
  readonly scriptsAlike?: boolean;
  readonly limits?: CopyLimits;
}

export interface CopySearch extends CopyLimitsHit {
  /** In page order of their first passages. */
  readonly groups: readonly CopyGroup[];
}

/** Shortest passage that is looked for, in characters without white space. */
export const DEFAULT_MIN_LENGTH = 20;

/** Share of the shortest passage that must be letters: quotation marks and commas make up the rest of a headline. */
const LETTER_SHARE = 0.6;

/** Finds the copied passages of a page at once. */
export function findCopies(paragraphs: readonly { readonly text: string }[], options: CopyOptions = {}): CopyGroup[] {
  const search = findCopiesInSlices(paragraphs, options);
  for (;;) {
    const step = search.next();
    if (step.done === true) return [...step.value.groups];
  }
}

/**
 * The same search in slices: yields after every few milliseconds of work, so that the caller can take another turn or
 * give up by not asking for more. Returns the groups and says which bounds were hit.
 */
export function* findCopiesInSlices(
  paragraphs: readonly { readonly text: string }[], options: CopyOptions = {},
): Generator<undefined, CopySearch> {
  const minLength = options.minLength ?? DEFAULT_MIN_LENGTH;
  const limits = options.limits ?? DEFAULT_LIMITS;
  const seedLength = Math.max(4, Math.ceil(minLength * LETTER_SHARE));
  const page = yield* buildPageText(paragraphs, options.scriptsAlike === true ? FOLD_SCRIPTS : FOLD);
  const exact = yield* findExactRepeats(page.units, seedLength, limits);
  const repeated = yield* groupsOfRepeats(page, exact.repeats, seedLength, minLength);
  yield;
  const near = options.near === false ? [] : yield* groupRegions(page, yield* findNearRegions(page, repeated));
  const frequent = yield* groupsOfFrequentParagraphs(page, limits, minLength);
  yield;
  const groups = [
    ...[...notInside(repeated, near), ...frequent].map(exactGroup),
    ...near.map(({ id, kind, similarity, passages }): CopyGroup => ({ id, kind, similarity, passages })),
  ];
  return {
    groups: groups.sort((a, b) => byPassage(a.passages[0], b.passages[0])),
    frequentStretches: exact.frequentStretches,
    stoppedEarly: exact.stoppedEarly,
  };
}

/** A phrase in so many places, and this short in characters, is formula text and no copy. */
const FORMULA_PLACES = 5;
const FORMULA_LENGTH = 40;

function exactGroup({ id, ranges, passages }: RangeGroup): CopyGroup {
  const isPhrase = ranges.length >= FORMULA_PLACES && ranges[0].end - ranges[0].start < FORMULA_LENGTH
    && passages.every(({ from, to }) => from.paragraph === to.paragraph && from.offset > 0);
  return { id, kind: isPhrase ? 'formula' : 'exact', similarity: 1, passages };
}

function byPassage(a: CopyPassage, b: CopyPassage): number {
  return a.from.paragraph - b.from.paragraph || a.from.offset - b.from.offset
    || b.to.paragraph - a.to.paragraph || b.to.offset - a.to.offset;
}
