import { overlaps } from '../page/span';
import { steadyNeighbour, type StandsAlone } from './accessorVariety';
import type { EntityMention, ParagraphText } from './entity';
import { NameMatcher } from './nameMatcher';
import { occurrencesOf, takenFor } from './occurrences';

/** Characters that often stand before a name by themselves, as a word. */
const LEADERS = new Set('的和与及同跟或并而但因由在是为将被把从向对于给让使据经如像叫称即原各该某本全另其此每前到赴访驻抵离返来去有没不也都又还就才则之曾已正先后便却再了着过得等以任至往当比');
/** The rest of a name that began with such a character has so many at least. */
const SHORTEST = 2;
/** No name that begins further before a mention reaches into it. */
const LONGEST = 20;

/**
 * Names of organisations whose beginning the page as a whole says better than one place: one before which the same
 * character stands everywhere, and different ones before that, begins with it; one that begins inside a surer name of the page begins with that; one that begins with a word like 而 or 由 and is a name without
 * it elsewhere on the page begins after it.
 */
export function steadyBodies(
  paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], standsAlone: StandsAlone,
): EntityMention[][] {
  const bodies = takenFor(paragraphs, found, 'ORG');
  const longer = new Set<string>();
  for (const [name, occurrences] of occurrencesOf([...bodies.keys()], paragraphs)) {
    if (steadyNeighbour(occurrences, 'before', LEADERS, standsAlone) !== undefined) longer.add(name);
  }
  const matcher = new NameMatcher<number>();
  for (const [name, { confidence }] of bodies) matcher.add(name, confidence);
  return found.map((mentions, index) => mentions.map((mention) => {
    if (mention.label !== 'ORG') return mention;
    const { text } = paragraphs[index];
    const name = text.slice(mention.start, mention.end);
    const start = longer.has(name) ? mention.start - 1 : surerBeginning(text, mention, matcher) ?? mention.start;
    const whole = { ...mention, start };
    if (start < mention.start) return mentions.some((other) => other !== mention && overlaps(other, whole)) ? mention : whole;
    return name.length > SHORTEST && LEADERS.has(name[0]) && bodies.has(name.slice(1)) ? { ...mention, start: start + 1 } : mention;
  }));
}

/** Where a surer name begins that the mention begins inside of, and does not end before. */
function surerBeginning(text: string, { start, end, confidence }: EntityMention, names: NameMatcher<number>): number | undefined {
  for (let from = Math.max(0, start - LONGEST); from < start; from += 1) {
    const name = names.at(text, from);
    if (name && name.end > start && name.end <= end && name.value > confidence) return from;
  }
  return undefined;
}
