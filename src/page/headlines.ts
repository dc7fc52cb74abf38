import { isBlock, type Head, type Unit } from './units';

/** Where the heads of a stretch of the page belong. */
export interface HeadPlaces {
  /** For each head with a title the block it belongs to, as indexes into the units; -1 for none. */
  readonly blocks: ReadonlyMap<number, number>;
  /** Blocks that hold the end of one article and the whole of the next, which is headed below: the paragraph of the block, by order, that begins the second. */
  readonly partings: ReadonlyMap<number, number>;
}

/** What a block holds of the heads above and below it. */
export interface Likeness {
  /** What head and block share, 0–1, by unit index. */
  share(head: number, block: number): number;
  /** The best place to part a block between the head above it and the one below; null where it cannot be parted. */
  parting(block: number, above: number, below: number): Parting | null;
}

export interface Parting {
  /** The order of the paragraph that begins the second part, 1 or more. */
  readonly at: number;
  /** What the upper part holds of the head above and the lower part of the head below, each 0–1, less what speaks against the place. */
  readonly share: number;
}

const SIMILARITY = 5;
/** Above its text is where a headline stands unless something speaks against it. */
const ABOVE = 0.5;
const CHANGE_OF_SIDE = 0.6;
const PARTED_BLOCK = 0.6;
const BLOCK_WITHOUT_HEAD = 1;
const HOMELESS = -3;

type Side = 'above' | 'below' | 'nowhere';
const SIDES: readonly Side[] = ['above', 'below', 'nowhere'];

interface Step {
  readonly score: number;
  readonly from: number;
  readonly parting?: { readonly block: number; readonly at: number };
}

/**
 * Matches heads with the text below or above them (PDF extraction often leaves a headline after its text): the best sum,
 * over the page, of what head and text share, the usual place, and keeping to one side. A block takes one head, or, parted,
 * the one above it and the one below. Viterbi over the heads in page order.
 */
export function placeHeads(units: readonly Unit[], likeness: Likeness): HeadPlaces {
  const heads = units.flatMap((unit, index) => (isTitled(unit) ? [index] : []));
  const steps: Step[][] = [];
  heads.forEach((at, order) => {
    const before = order === 0 ? null : { at: heads[order - 1], steps: steps[order - 1] };
    steps.push(SIDES.map((side) => bestStep(units, before, at, side, likeness)));
  });
  const blocks = new Map<number, number>();
  const partings = new Map<number, number>();
  if (heads.length === 0) return { blocks, partings };
  let side = 0;
  const ends = steps[heads.length - 1];
  ends.forEach((end, index) => { if (end.score > ends[side].score) side = index; });
  for (let order = heads.length - 1; order >= 0; order--) {
    const at = heads[order];
    blocks.set(at, SIDES[side] === 'above' ? blockBelow(units, at) : SIDES[side] === 'below' ? blockAbove(units, at) : -1);
    const { from, parting } = steps[order][side];
    if (parting) partings.set(parting.block, parting.at);
    side = from;
  }
  return { blocks, partings };
}

function bestStep(units: readonly Unit[], before: { at: number; steps: readonly Step[] } | null, at: number, side: Side, likeness: Likeness): Step {
  const own = scoreOf(units, at, side, likeness);
  if (!before) return { score: own, from: -1 };
  const between = blocksBetween(units, before.at, at);
  let best: Step = { score: -Infinity, from: 0 };
  SIDES.forEach((sideBefore, from) => {
    const sofar = before.steps[from].score;
    if (between.length === 1 && sideBefore === 'above' && side === 'below') {
      const [block] = between;
      const bound = sofar + own - PARTED_BLOCK; // no part holds more than the whole
      const parting = bound > best.score ? likeness.parting(block, before.at, at) : null;
      if (!parting) return;
      const score = sofar - SIMILARITY * likeness.share(before.at, block) + SIMILARITY * parting.share - PARTED_BLOCK;
      if (score > best.score) best = { score, from, parting: { block, at: parting.at } };
      return;
    }
    const score = sofar + own - costOf(sideBefore, side, between.length);
    if (score > best.score) best = { score, from };
  });
  return best;
}

/** The cost of going on to another side, with so many blocks between the heads: with none the first stands below, the second above. */
function costOf(before: Side, after: Side, blocksBetween: number): number {
  if (before === 'nowhere' || after === 'nowhere' || before === after || blocksBetween === 0) return 0;
  return CHANGE_OF_SIDE + (before === 'below' && blocksBetween === 1 ? BLOCK_WITHOUT_HEAD : 0);
}

function isTitled(unit: Unit): unit is Head {
  return unit.type === 'head' && unit.titles.length > 0;
}

function scoreOf(units: readonly Unit[], at: number, side: Side, likeness: Likeness): number {
  if (side === 'nowhere') return HOMELESS;
  const block = side === 'above' ? blockBelow(units, at) : blockAbove(units, at);
  if (block < 0) return -Infinity;
  return SIMILARITY * likeness.share(at, block) + (side === 'above' ? ABOVE : 0);
}

function blocksBetween(units: readonly Unit[], from: number, to: number): number[] {
  const blocks: number[] = [];
  for (let index = from + 1; index < to; index++) if (isBlock(units[index])) blocks.push(index);
  return blocks;
}

/** The block right below a head (column titles and bylines between them do not count); -1 if there is none. */
export function blockBelow(units: readonly Unit[], head: number): number {
  let index = head + 1;
  while (index < units.length && isTransparent(units[index])) index++;
  return index < units.length && units[index].type === 'block' ? index : -1;
}

/** The block right above a head; -1 if there is none. */
export function blockAbove(units: readonly Unit[], head: number): number {
  let index = head - 1;
  while (index >= 0 && isTransparent(units[index])) index--;
  return index >= 0 && units[index].type === 'block' ? index : -1;
}

function isTransparent(unit: Unit): boolean {
  return unit.type === 'head' && unit.titles.length === 0;
}
