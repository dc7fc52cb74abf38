import type { CopyKind } from '../annotations/model';
import { CopyPairs, Kind } from './copyPairs';
import type { RangeGroup } from './exactGroups';
import { starGroups } from './groups';
import { hash64, hashName } from './hash64';
import type { RegionPair } from './nearRegions';
import type { CopyPassage, PageText, UnitRange } from './pageText';
import { toPassages } from './passageEdges';
import { firstIndex } from '../page/firstIndex';
import { bySpan } from '../page/span';

/** Copies found by comparing: mostly such as are not all exact. */
export interface NearGroup {
  readonly id: string;
  readonly kind: CopyKind;
  readonly similarity: number;
  readonly ranges: readonly UnitRange[];
  readonly passages: readonly CopyPassage[];
}

/** Groups made between two yields. */
const STEP = 1 << 8;

/** Two stretches that have this share of the longer in common are one node of a group. */
const SAME_SHARE = 0.8;

/** Groups region pairs around representatives, yielding now and then. The first range of a group is not always its representative. */
export function* groupRegions(page: PageText, regions: readonly RegionPair[]): Generator<undefined, NearGroup[]> {
  const nodes = nodesOf(regions);
  yield;
  const pairs = new CopyPairs();
  for (const region of regions) {
    const left = nodes.indexOf(region.left);
    const right = nodes.indexOf(region.right);
    if (left === right) continue;
    pairs.add(left, right, {
      kind: region.kind, similarity: region.similarity,
      leftStart: 0, leftEnd: 0, rightStart: 0, rightEnd: 0, leftShare: 1, rightShare: 1,
    });
  }
  yield;
  const stars = starGroups(pairs, nodes.ranges.length);
  const groups: NearGroup[] = [];
  for (let index = 0; index < stars.centres.length; index++) {
    if (index % STEP === 0) yield;
    const centre = stars.centres[index];
    const from = stars.starts[index];
    const to = stars.starts[index + 1];
    const members = [centre, ...stars.members.subarray(from, to)].map((node) => nodes.ranges[node]);
    const ranges = apart(members);
    if (ranges.length < 2) continue;
    const links = [...stars.pairs.subarray(from, to)];
    // regions joined out of several may come to copies that are equal after all
    const equal = ranges.every((range) => isEqual(page.units, ranges[0], range));
    const similarity = equal ? 1 : links.reduce((sum, pair) => sum + pairs.similarity[pair], 0) / links.length;
    const kind = equal ? 'exact' : links.every((pair) => pairs.kind[pair] === Kind.contains) ? 'contains' : 'near';
    const heart = nodes.ranges[centre];
    const id = hashName(hash64(page.units, heart.start, heart.end));
    groups.push({ id, kind, similarity, ranges, passages: toPassages(page, ranges) });
  }
  return groups;
}

function isEqual(units: PageText['units'], one: UnitRange, other: UnitRange): boolean {
  if (one.end - one.start !== other.end - other.start) return false;
  for (let at = one.start; at < one.end; at++) if (units[at] !== units[other.start + at - one.start]) return false;
  return true;
}

interface Nodes {
  readonly ranges: readonly UnitRange[];
  indexOf(range: UnitRange): number;
}

/** One node for ranges that begin after one another and mostly overlap: the first of them. */
function nodesOf(regions: readonly RegionPair[]): Nodes {
  const sorted = regions
    .flatMap((region) => [region.left, region.right])
    .sort(bySpan);
  const ranges: UnitRange[] = [];
  const nodeOf = new Map<UnitRange, number>();
  for (const range of sorted) {
    const last = ranges.at(-1);
    if (last === undefined || !mostlySame(last, range)) ranges.push(range);
    nodeOf.set(range, ranges.length - 1);
  }
  return { ranges, indexOf: (range) => nodeOf.get(range) ?? -1 };
}

function mostlySame(one: UnitRange, other: UnitRange): boolean {
  const common = Math.min(one.end, other.end) - Math.max(one.start, other.start);
  return common >= SAME_SHARE * Math.max(one.end - one.start, other.end - other.start);
}

/** In page order, without those that overlap one before. */
function apart(ranges: readonly UnitRange[]): UnitRange[] {
  const result: UnitRange[] = [];
  for (const range of [...ranges].sort(bySpan)) {
    const last = result.at(-1);
    if (last === undefined || range.start >= last.end) result.push(range);
  }
  return result;
}

/**
 * The exact groups that say something the near groups do not: those of which some passage lies outside, or two lie in
 * one passage, of every near group.
 */
export function notInside(exact: readonly RangeGroup[], near: readonly NearGroup[]): RangeGroup[] {
  const spots = near
    .flatMap((group, index) => group.ranges.map((range) => ({ ...range, group: index })))
    .sort((a, b) => a.start - b.start);
  const longest = spots.reduce((length, spot) => Math.max(length, spot.end - spot.start), 0);
  return exact.filter(({ ranges }) => {
    const covered = new Map<number, Set<number>>();
    for (const range of ranges.slice(0, near.length === 0 ? 0 : MAX_CHECKED)) {
      for (let index = firstFrom(spots, range.end - longest); index < spots.length && spots[index].start <= range.start; index++) {
        if (spots[index].end < range.end) continue;
        const holders = covered.get(spots[index].group) ?? new Set();
        covered.set(spots[index].group, holders.add(index));
      }
    }
    return ![...covered.values()].some((holders) => holders.size === ranges.length);
  });
}

/** An exact group with more passages than this is never taken for a part of a near group. */
const MAX_CHECKED = 256;

function firstFrom(spots: readonly UnitRange[], start: number): number {
  return firstIndex(spots.length, (index) => spots[index].start >= start);
}
