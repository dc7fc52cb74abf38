import { mix32 } from './hash64';
import type { CopyLimits, CopyLimitsHit } from './limits';

/** One maximal repeat: the same `length` units at every start; no unit more on either side is common to all. */
export interface ExactRepeat {
  /** Indexes of units, ascending. */
  readonly starts: readonly number[];
  readonly length: number;
}

export interface ExactRepeats extends CopyLimitsHit {
  readonly repeats: readonly ExactRepeat[];
}

/** Units of work between two yields: a few milliseconds. */
const STEP = 1 << 16;

/** Multiplier of the rolling hash (Karp and Rabin 1987, modulo 2^32). */
const BASE = 0x01000193;

/**
 * Finds every repeat of at least `seedLength` units that can be extended neither to the left nor to the right with all
 * its occurrences ("maximal repeats", Gusfield 1997, §7.12). The stretches of `seedLength` units are put into buckets
 * by a rolling hash; a bucket is the top of one branch of the suffix tree, and is walked down only where its
 * occurrences differ in the unit before, so that long copies cost one walk, not one for each of their positions.
 * Linear in the page but for the walks, which `limits` bound. Yields every few milliseconds of work.
 */
export function* findExactRepeats(
  units: Uint16Array, seedLength: number, limits: CopyLimits,
): Generator<undefined, ExactRepeats> {
  const buckets = yield* fillBuckets(units, seedLength);
  const repeats: ExactRepeat[] = [];
  const budget = units.length * limits.workPerUnit;
  let frequentStretches = 0;
  let work = 0;
  let pause = STEP;
  for (let slot = 0; slot + 1 < buckets.ends.length; slot++) {
    const from = buckets.ends[slot];
    const to = buckets.ends[slot + 1];
    if ((slot & (STEP - 1)) === 0) yield;
    if (to - from < 2) continue;
    if (to - from > limits.maxOccurrences) {
      frequentStretches++;
      continue;
    }
    const open: Branch[] = [{ starts: buckets.positions.subarray(from, to), depth: 0 }];
    for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
      work += branch.starts.length;
      if (!differBefore(units, branch.starts)) continue;
      const depth = commonDepth(units, branch);
      work += (depth - branch.depth) * branch.starts.length;
      if (depth >= seedLength) repeats.push({ starts: [...branch.starts], length: depth });
      if (branch.starts.length > 2) open.push(...splitByNext(units, branch.starts, depth));
      if (work > pause) {
        pause = work + STEP;
        yield;
      }
    }
    if (work > budget) return { repeats, frequentStretches, stoppedEarly: true };
  }
  return { repeats, frequentStretches, stoppedEarly: false };
}

interface Buckets {
  /** Positions in the units, those of one bucket side by side and ascending. */
  readonly positions: Int32Array;
  /** Bucket `k` is `positions[ends[k]..ends[k + 1])`. Buckets of one position are left empty. */
  readonly ends: Int32Array;
}

interface Branch {
  readonly starts: Int32Array;
  /** Units that all starts are known to share. */
  readonly depth: number;
}

/** A counting sort of all positions by the hash of the `seedLength` units that begin there. */
function* fillBuckets(units: Uint16Array, seedLength: number): Generator<undefined, Buckets> {
  const count = Math.max(0, units.length - seedLength + 1);
  const mask = (1 << Math.max(4, 33 - Math.clz32(count))) - 1;
  const slots = new Int32Array(count);
  const sizes = new Int32Array(mask + 1);
  let hash = 0;
  let power = 1;
  for (let index = 0; index + 1 < seedLength && index < units.length; index++) {
    hash = (Math.imul(hash, BASE) + units[index]) | 0;
    power = Math.imul(power, BASE);
  }
  for (let start = 0; start < count; start++) {
    hash = (Math.imul(hash, BASE) + units[start + seedLength - 1]) | 0;
    slots[start] = mix32(hash) & mask;
    sizes[slots[start]]++;
    hash = (hash - Math.imul(power, units[start])) | 0;
    if ((start & (STEP - 1)) === STEP - 1) yield;
  }
  const ends = new Int32Array(mask + 2);
  let total = 0;
  for (let slot = 0; slot <= mask; slot++) {
    ends[slot] = total;
    if (sizes[slot] > 1) total += sizes[slot];
    if ((slot & (STEP - 1)) === STEP - 1) yield;
  }
  ends[mask + 1] = total;
  const positions = new Int32Array(total);
  const next = ends.slice();
  for (let start = 0; start < count; start++) {
    if (sizes[slots[start]] > 1) positions[next[slots[start]]++] = start;
    if ((start & (STEP - 1)) === STEP - 1) yield;
  }
  return { positions, ends };
}

/** Whether the units before the starts differ. The beginning of the page differs from everything. */
function differBefore(units: Uint16Array, starts: Int32Array): boolean {
  if (starts[0] === 0) return true;
  const before = units[starts[0] - 1];
  for (let index = 1; index < starts.length; index++) {
    if (units[starts[index] - 1] !== before) return true;
  }
  return false;
}

/** How many units all starts of the branch share. */
function commonDepth(units: Uint16Array, branch: Branch): number {
  const { starts } = branch;
  const room = units.length - starts[starts.length - 1];
  let depth = branch.depth;
  for (; depth < room; depth++) {
    const unit = units[starts[0] + depth];
    for (let index = 1; index < starts.length; index++) {
      if (units[starts[index] + depth] !== unit) return depth;
    }
  }
  return depth;
}

/** The starts that agree in the unit at `depth` too, each set of two or more as a branch. */
function splitByNext(units: Uint16Array, starts: Int32Array, depth: number): Branch[] {
  const byUnit = new Map<number, number[]>();
  for (const start of starts) {
    if (start + depth >= units.length) continue;
    const unit = units[start + depth];
    const list = byUnit.get(unit);
    if (list === undefined) byUnit.set(unit, [start]);
    else list.push(start);
  }
  const branches: Branch[] = [];
  for (const list of byUnit.values()) {
    if (list.length > 1) branches.push({ starts: Int32Array.from(list), depth: depth + 1 });
  }
  return branches;
}
