import { DEFAULT_CORPUS, findPairs, fingerprintAll } from './corpus';
import { Kind, type CopyPairs } from './copyPairs';
import { firstOfClass } from './exactClasses';
import type { RangeGroup } from './exactGroups';
import { samplingFor } from './fingerprint';
import type { PageText, UnitRange } from './pageText';
import { DEFAULT_VERIFY } from './verify';

/** Two stretches of a page that are copies. `left` begins first. */
export interface RegionPair {
  readonly left: UnitRange;
  readonly right: UnitRange;
  readonly similarity: number;
  /** A value of Kind. */
  readonly kind: number;
}

/** Paragraphs of a page with fewer units are copies only when exact: bylines and headlines are alike by nature. */
const PAGE_PARAGRAPH = 36;

/** A passage that two paragraphs of a page share, and little else, is found as an exact one, with its true extent. */
const PAGE_RUN_SHARE = 0.75;

/** Pairs handled between two yields. */
const STEP = 1 << 11;

/** Quotes on a page, in units: with quotation marks and commas some 30 characters. Shorter ones count only when exact. */
const PAGE_QUOTE = 26;

/** Of a class of equal paragraphs, or an exact group, with more members than this only the first take part. */
const MAX_CLASS = 8;

/** Two pairs are one run when not more units than this lie between them on either side … */
const MAX_GAP = 12;

/** … and the longer side has not more than this share more units than the other. */
const MAX_SHIFT = 0.4;

/**
 * Pairs of near paragraphs of the page and of paragraphs that quote each other, with those exact copies that stand
 * beside them, joined to runs where both sides go on together. Pairs with nothing near in them are left out.
 */
export function* findNearRegions(
  page: PageText, exact: readonly RangeGroup[],
): Generator<undefined, RegionPair[]> {
  const sampling = samplingFor(page.units.length);
  const prints = yield* fingerprintAll(page, sampling);
  const first = firstOfClass(prints);
  const verify = { ...DEFAULT_VERIFY, maxRunShare: PAGE_RUN_SHARE, quoteLength: PAGE_QUOTE };
  const pairs = yield* findPairs(page, prints, first, sampling, {
    ...DEFAULT_CORPUS, minUnits: PAGE_PARAGRAPH, verify,
  });
  const classes = classesOf(first);
  const near: RegionPair[] = [];
  for (let pair = 0; pair < pairs.count; pair++) {
    if (pair % STEP === STEP - 1) yield;
    if (pairs.kind[pair] === Kind.formula || isExactPassage(pairs, pair)) continue;
    const at = pair * 4;
    for (const left of classes(pairs.left[pair])) {
      for (const right of classes(pairs.right[pair])) {
        near.push(inOrder(
          { start: page.starts[left] + pairs.stretches[at], end: page.starts[left] + pairs.stretches[at + 1] },
          { start: page.starts[right] + pairs.stretches[at + 2], end: page.starts[right] + pairs.stretches[at + 3] },
          pairs.similarity[pair], pairs.kind[pair],
        ));
      }
    }
  }
  if (near.length === 0) return [];
  yield;
  return yield* joinRuns([...near, ...exactPairs(exact)]);
}

/** A stretch without edits: the exact groups have it already. */
function isExactPassage(pairs: CopyPairs, pair: number): boolean {
  return pairs.kind[pair] === Kind.contains && pairs.similarity[pair] === 1;
}

function classesOf(first: Int32Array): (paragraph: number) => readonly number[] {
  const members = new Map<number, number[]>();
  first.forEach((head, paragraph) => {
    const known = members.get(head);
    if (known === undefined) members.set(head, [paragraph]);
    else if (known.length < MAX_CLASS) known.push(paragraph);
  });
  return (paragraph) => members.get(paragraph) ?? [paragraph];
}

function exactPairs(groups: readonly RangeGroup[]): RegionPair[] {
  return groups.flatMap(({ ranges }) => ranges
    .slice(0, MAX_CLASS)
    .flatMap((right, index, all) => all.slice(0, index).map((left) => inOrder(left, right, 1, Kind.exact))));
}

function inOrder(one: UnitRange, other: UnitRange, similarity: number, kind: number): RegionPair {
  return one.start <= other.start
    ? { left: one, right: other, similarity, kind }
    : { left: other, right: one, similarity, kind };
}

/** Pairs looked back at for one that a pair continues; others lie too far before it or on other diagonals. */
const LOOK_BACK = 32;

/** Joins pairs that continue each other on both sides. Keeps what holds a pair that is not exact. */
function* joinRuns(pairs: readonly RegionPair[]): Generator<undefined, RegionPair[]> {
  const sorted = [...pairs].sort((a, b) => a.left.start - b.left.start || a.right.start - b.right.start);
  const open: RegionPair[] = [];
  const done: RegionPair[] = [];
  yield;
  let seen = 0;
  for (const pair of sorted) {
    if (++seen % STEP === 0) yield;
    let joined = false;
    for (let index = open.length - 1; index >= 0 && !joined; index--) {
      if (!continues(open[index], pair)) continue;
      open[index] = joinOf(open[index], pair);
      joined = true;
    }
    if (!joined) open.push(pair);
    if (open.length > LOOK_BACK) done.push(...open.splice(0, open.length - LOOK_BACK));
  }
  return [...done, ...open].filter((pair) => pair.kind !== Kind.exact && pair.left.end <= pair.right.start);
}

function continues(run: RegionPair, pair: RegionPair): boolean {
  const leftStep = pair.left.start - run.left.start;
  const rightStep = pair.right.start - run.right.start;
  if (rightStep < 0 || pair.left.start - run.left.end > MAX_GAP || pair.right.start - run.right.end > MAX_GAP) return false;
  const leftEnd = Math.max(run.left.end, pair.left.end);
  if (leftEnd > run.right.start) return false;
  return Math.abs(leftStep - rightStep) <= Math.max(MAX_GAP, MAX_SHIFT * Math.max(leftStep, rightStep));
}

/** The run with the pair: what is new of the pair counts with its similarity, what lies between with none. */
function joinOf(run: RegionPair, pair: RegionPair): RegionPair {
  const left = { start: run.left.start, end: Math.max(run.left.end, pair.left.end) };
  const right = { start: run.right.start, end: Math.max(run.right.end, pair.right.end) };
  const before = run.left.end - run.left.start;
  const added = Math.max(0, pair.left.end - Math.max(run.left.end, pair.left.start));
  const similarity = (before * run.similarity + added * pair.similarity) / (left.end - left.start);
  const kind = run.kind === pair.kind ? run.kind : Kind.near;
  return { left, right, similarity, kind };
}
