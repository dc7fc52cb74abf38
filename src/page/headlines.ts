import type { Head, Unit } from './units';

/** Which block a head belongs to, as an index into the units; -1 for none. */
export type HeadPlace = number;

const SIMILARITY = 5;
/** Above its text is where a headline stands unless something speaks against it. */
const ABOVE = 0.5;
const CHANGE_OF_SIDE = 0.6;
const HOMELESS = -3;

type Side = 'above' | 'below' | 'nowhere';
const SIDES: readonly Side[] = ['above', 'below', 'nowhere'];

/**
 * Matches heads with the text below or above them (PDF extraction often leaves a headline after its text): the best sum,
 * over the page, of what head and text share, the usual place, and keeping to one side. A block takes one head. Viterbi
 * over the heads in page order.
 *
 * @param similarity what head and block share, 0–1, by unit index.
 */
export function placeHeads(units: readonly Unit[], similarity: (head: number, block: number) => number): Map<number, HeadPlace> {
  const heads = units.flatMap((unit, index) => (isTitled(unit) ? [index] : []));
  const steps: { score: number; from: number }[][] = [];
  heads.forEach((at, order) => {
    steps.push(SIDES.map((side) => {
      const own = scoreOf(units, at, side, similarity);
      if (order === 0) return { score: own, from: -1 };
      let best = { score: -Infinity, from: 0 };
      SIDES.forEach((sideBefore, from) => {
        const taken = sideBefore === 'above' && side === 'below' && blockBelow(units, heads[order - 1]) === blockAbove(units, at);
        const change = side !== sideBefore && side !== 'nowhere' && sideBefore !== 'nowhere' ? CHANGE_OF_SIDE : 0;
        const score = taken ? -Infinity : steps[order - 1][from].score + own - change;
        if (score > best.score) best = { score, from };
      });
      return best;
    }));
  });
  const places = new Map<number, HeadPlace>();
  if (heads.length === 0) return places;
  let side = 0;
  const ends = steps[heads.length - 1];
  ends.forEach((end, index) => { if (end.score > ends[side].score) side = index; });
  for (let order = heads.length - 1; order >= 0; order--) {
    const at = heads[order];
    places.set(at, SIDES[side] === 'above' ? blockBelow(units, at) : SIDES[side] === 'below' ? blockAbove(units, at) : -1);
    side = steps[order][side].from;
  }
  return places;
}

function isTitled(unit: Unit): unit is Head {
  return unit.type === 'head' && unit.titles.length > 0;
}

function scoreOf(units: readonly Unit[], at: number, side: Side, similarity: (head: number, block: number) => number): number {
  if (side === 'nowhere') return HOMELESS;
  const block = side === 'above' ? blockBelow(units, at) : blockAbove(units, at);
  if (block < 0) return -Infinity;
  return SIMILARITY * similarity(at, block) + (side === 'above' ? ABOVE : 0);
}

/** The block right below a head (column titles and bylines between them do not count); -1 if there is none. */
function blockBelow(units: readonly Unit[], head: number): number {
  let index = head + 1;
  while (index < units.length && isTransparent(units[index])) index++;
  return index < units.length && units[index].type === 'block' ? index : -1;
}

/** The block right above a head; -1 if there is none. */
function blockAbove(units: readonly Unit[], head: number): number {
  let index = head - 1;
  while (index >= 0 && isTransparent(units[index])) index--;
  return index >= 0 && units[index].type === 'block' ? index : -1;
}

function isTransparent(unit: Unit): boolean {
  return unit.type === 'head' && unit.titles.length === 0;
}
