import { blockAbove, blockBelow, type Likeness, type Parting } from './headlines';
import type { Gap, Topics } from './topics';
import { isBlock, type Block, type Draft, type Head, type Unit } from './units';

/** A cohesion usual inside an article weighs as much as a fifth of a head. */
const WEIGHT_OF_COHESION = 4;
/** Gaps with less evidence are not taken at their word. */
const LEAST_EVIDENCE = 60;
/** What a text must hold of a title, and how many times what the text on the other side holds, to claim it from its neighbours. */
const CLAIM = 0.25;
const LEAD = 2;

/** What blocks and heads share, reckoned by their words. `numberOf` gives the number of a block, by unit, in `topics`. */
export function likenessOf(
  units: readonly Unit[], drafts: readonly Draft[], gaps: readonly Gap[], topics: Topics, numberOf: ReadonlyMap<number, number>, mayPart: boolean,
): Likeness {
  const coverages = units.map((unit) => (unit.type === 'head' ? topics.coverage(unit.titles) : []));
  return {
    share: (head, block) => coverages[head][numberOf.get(block)!],
    parting: (block, above, below) => (mayPart ? bestParting((units[block] as Block).paragraphs, (units[above] as Head).titles, (units[below] as Head).titles, drafts, gaps, topics) : null),
  };
}

function bestParting(
  paragraphs: readonly number[], above: readonly number[], below: readonly number[], drafts: readonly Draft[], gaps: readonly Gap[], topics: Topics,
): Parting | null {
  const { upper, lower } = topics.sharesOfParts(paragraphs, above, below);
  let best: Parting | null = null;
  for (let at = 1; at < paragraphs.length; at++) {
    const index = paragraphs[at];
    if (drafts[index].kind !== 'body' || drafts[paragraphs[at - 1]].kind === 'subhead') continue;
    const { cohesion, evidence } = gaps[index];
    const against = WEIGHT_OF_COHESION * cohesion * (evidence / Math.max(evidence, LEAST_EVIDENCE));
    const share = upper[at] + lower[at] - against;
    if (!best || share > best.share) best = { at, share };
  }
  return best;
}

/** The units with the parted blocks in two. */
export function partBlocks(units: readonly Unit[], partings: ReadonlyMap<number, number>): Unit[] {
  return units.flatMap((unit, index): Unit[] => {
    const at = partings.get(index);
    if (at === undefined || !isBlock(unit)) return [unit];
    return [{ ...unit, paragraphs: unit.paragraphs.slice(0, at) }, { type: 'block', paragraphs: unit.paragraphs.slice(at), dateline: false }];
  });
}

/**
 * Where titles stand between two texts without a byline, the first may belong to the text above and the last to the text
 * below: such a head is parted if each text holds its share of the words, and clearly more than the other text does.
 */
export function partHeads(units: readonly Unit[], topics: Topics, numberOf: ReadonlyMap<number, number>): Unit[] {
  return units.flatMap((unit, index): Unit[] => {
    if (unit.type !== 'head' || unit.titles.length < 2) return [unit];
    const above = numberOf.get(blockAbove(units, index));
    const below = numberOf.get(blockBelow(units, index));
    if (above === undefined || below === undefined) return [unit];
    let best = { at: 0, sum: 0 };
    for (let at = 1; at < unit.titles.length; at++) {
      const first = topics.coverage(unit.titles.slice(0, at));
      const last = topics.coverage(unit.titles.slice(at));
      const isClaimed = first[above] >= CLAIM && first[above] >= LEAD * first[below] && last[below] >= CLAIM && last[below] >= LEAD * last[above];
      if (isClaimed && first[above] + last[below] > best.sum) best = { at, sum: first[above] + last[below] };
    }
    return best.at === 0 ? [unit] : headsOf(unit, unit.titles[best.at]);
  });
}

function headsOf(head: Head, from: number): Head[] {
  const { type, paragraphs, titles, columns, hasByline } = head;
  const isBefore = (index: number): boolean => index < from;
  const isAfter = (index: number): boolean => index >= from;
  return [
    { type, paragraphs: paragraphs.filter(isBefore), titles: titles.filter(isBefore), columns: columns.filter(isBefore), hasByline: false },
    { type, paragraphs: paragraphs.filter(isAfter), titles: titles.filter(isAfter), columns: columns.filter(isAfter), hasByline },
  ];
}
