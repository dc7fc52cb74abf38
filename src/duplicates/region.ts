import type { EditDistance } from './editDistance';
import type { MatchRuns } from './matchRuns';

/** The stretches of two paragraphs that are copies of each other. Offsets are of the whole unit array, ends exclusive. */
export interface Region {
  readonly leftStart: number;
  readonly leftEnd: number;
  readonly rightStart: number;
  readonly rightEnd: number;
  /** Edits between the two stretches. */
  readonly distance: number;
}

/** Runs that are chained; of more the longest are taken. */
const MAX_CHAINED = 64;

/** What one unit of gap between two runs costs against one unit of run. */
const GAP_COST = 0.3;

/** An end of a paragraph this near to the outermost run belongs to the copy if it agrees well enough. */
const NEAR_END = 12;

/** Gaps wider than this are not aligned but counted as all different. */
const MAX_ALIGNED_GAP = 2048;

export interface Bounds {
  readonly start: number;
  readonly end: number;
}

/**
 * The best chain of runs that stand in the same order on both sides, gaps costing less than they separate (dynamic
 * programming over at most 64 runs), aligned between the runs and extended to near ends of the paragraphs.
 */
export function bestRegion(
  units: Uint16Array, runs: MatchRuns, left: Bounds, right: Bounds, edits: EditDistance,
): Region | null {
  const order = chosenRuns(runs);
  if (order.length === 0) return null;
  const chain = bestChain(runs, order);
  let distance = 0;
  for (let link = 1; link < chain.length; link++) {
    const before = chain[link - 1];
    const leftFrom = runs.left[before] + runs.lengths[before];
    const rightFrom = runs.right[before] + runs.lengths[before];
    distance += gapDistance(units, leftFrom, runs.left[chain[link]], rightFrom, runs.right[chain[link]], edits);
  }
  const first = chain[0];
  const last = chain[chain.length - 1];
  let [leftStart, rightStart] = [runs.left[first], runs.right[first]];
  let [leftEnd, rightEnd] = [runs.left[last] + runs.lengths[last], runs.right[last] + runs.lengths[last]];
  const before = creep(units, leftStart - 1, rightStart - 1, left.start - 1, right.start - 1, -1);
  [leftStart, rightStart, distance] = [before.left + 1, before.right + 1, distance + before.distance];
  const after = creep(units, leftEnd, rightEnd, left.end, right.end, 1);
  [leftEnd, rightEnd, distance] = [after.left, after.right, distance + after.distance];
  const head = Math.min(leftStart - left.start, rightStart - right.start);
  if (head > 0 && head <= NEAR_END) {
    const edited = gapDistance(units, leftStart - head, leftStart, rightStart - head, rightStart, edits);
    if (edited * 2 <= head + 1) [leftStart, rightStart, distance] = [leftStart - head, rightStart - head, distance + edited];
  }
  const tail = Math.min(left.end - leftEnd, right.end - rightEnd);
  if (tail > 0 && tail <= NEAR_END) {
    const edited = gapDistance(units, leftEnd, leftEnd + tail, rightEnd, rightEnd + tail, edits);
    if (edited * 2 <= tail + 1) [leftEnd, rightEnd, distance] = [leftEnd + tail, rightEnd + tail, distance + edited];
  }
  return { leftStart, leftEnd, rightStart, rightEnd, distance };
}

/** Units that must agree behind an edit for the copy to go on there, and units that one edit may touch. */
const CREEP_RUN = 3;
const CREEP_EDIT = 2;

/**
 * Walks on from an end of the copy over edits of one or two units, as long as runs too short to be found by n-grams
 * follow. `step` is 1 or -1; the limits are the first places that may not be read.
 */
function creep(
  units: Uint16Array, fromLeft: number, fromRight: number, leftLimit: number, rightLimit: number, step: 1 | -1,
): { left: number; right: number; distance: number } {
  let [left, right, distance] = [fromLeft, fromRight, 0];
  const runAt = (leftAt: number, rightAt: number): number => {
    let length = 0;
    while ((leftLimit - leftAt) * step > length && (rightLimit - rightAt) * step > length
      && units[leftAt + length * step] === units[rightAt + length * step]) length++;
    return length;
  };
  for (;;) {
    let best = 0;
    let [leftSkip, rightSkip] = [0, 0];
    for (let edit = 0; edit <= CREEP_EDIT && best === 0; edit++) {
      for (let other = 0; other <= edit && best === 0; other++) {
        for (const [one, two] of [[edit, other], [other, edit]]) {
          const run = runAt(left + one * step, right + two * step);
          if (run >= CREEP_RUN && run > best) [best, leftSkip, rightSkip] = [run, one, two];
        }
      }
    }
    if (best === 0) return { left, right, distance };
    distance += Math.max(leftSkip, rightSkip);
    left += (leftSkip + best) * step;
    right += (rightSkip + best) * step;
  }
}

/** Indexes of the runs to chain, in order of their places on the right. */
function chosenRuns(runs: MatchRuns): number[] {
  const order = Array.from({ length: runs.count }, (_, index) => index);
  if (order.length <= MAX_CHAINED) return order;
  return order
    .sort((a, b) => runs.lengths[b] - runs.lengths[a])
    .slice(0, MAX_CHAINED)
    .sort((a, b) => a - b);
}

function bestChain(runs: MatchRuns, order: readonly number[]): number[] {
  const scores = new Float64Array(order.length);
  const previous = new Int32Array(order.length).fill(-1);
  let best = 0;
  for (let index = 0; index < order.length; index++) {
    const run = order[index];
    scores[index] = runs.lengths[run];
    for (let earlier = 0; earlier < index; earlier++) {
      const leftGap = runs.left[run] - runs.left[order[earlier]] - runs.lengths[order[earlier]];
      const rightGap = runs.right[run] - runs.right[order[earlier]] - runs.lengths[order[earlier]];
      if (leftGap < 0 || rightGap < 0) continue;
      const score = scores[earlier] + runs.lengths[run] - GAP_COST * Math.max(leftGap, rightGap);
      if (score > scores[index]) {
        scores[index] = score;
        previous[index] = earlier;
      }
    }
    if (scores[index] > scores[best]) best = index;
  }
  const chain: number[] = [];
  for (let index = best; index >= 0; index = previous[index]) chain.push(order[index]);
  return chain.reverse();
}

function gapDistance(
  units: Uint16Array, leftStart: number, leftEnd: number, rightStart: number, rightEnd: number, edits: EditDistance,
): number {
  const longest = Math.max(leftEnd - leftStart, rightEnd - rightStart);
  if (leftEnd === leftStart || rightEnd === rightStart || longest > MAX_ALIGNED_GAP) return longest;
  edits.setPattern(units, leftStart, leftEnd);
  return edits.distance(units, rightStart, rightEnd, longest);
}
