import type { Occurrence } from './occurrences';

/** Whether no word of the text runs over the edges of the stretch from start to end. */
export type StandsAlone = (text: string, start: number, end: number) => boolean;

/** From how many places on a page what stands beside a name says something. */
const OFTEN = 3;
/** In how many of them the longer name must stand by itself. */
const ALONE = 2;
const HAN = /^\p{Script=Han}$/u;

/**
 * The character that stands on one side of a name in all its places and seems to belong to it: what is beyond it varies, so
 * that the name ends there (accessor variety, Feng and others, “Accessor Variety Criteria for Chinese Word Extraction”, 2004).
 * @param words characters that often stand on that side by themselves, as a word
 */
export function steadyNeighbour(occurrences: readonly Occurrence[], side: 'before' | 'after', words: ReadonlySet<string>, standsAlone: StandsAlone): string | undefined {
  if (occurrences.length < OFTEN) return undefined;
  const [left, right] = side === 'before' ? [1, 0] : [0, 1];
  const beside = ({ text, start, end }: Occurrence, distance: number): string => text.charAt(side === 'before' ? start - distance : end - 1 + distance);
  const neighbour = beside(occurrences[0], 1);
  if (!HAN.test(neighbour) || words.has(neighbour) || occurrences.some((one) => beside(one, 1) !== neighbour)) return undefined;
  const beyond = new Set(occurrences.map((one) => beside(one, 2)));
  const alone = occurrences.filter(({ text, start, end }) => standsAlone(text, start - left, end + right)).length;
  return beyond.size > 1 && alone >= ALONE ? neighbour : undefined;
}
