import { steadyNeighbour, type StandsAlone } from './accessorVariety';
import type { EntityMention, ParagraphText } from './entity';
import { occurrencesOf, takenFor } from './occurrences';

/** Characters that often follow a name by themselves, as a word. */
const FOLLOWERS = new Set('的了在是将被把从向对于为以到着过很都也就又还不得所让使给说称讲问答和与及同跟等有要会能可曾已正先即便却再则并或之家方');
const SHORT = 2;
const LONGEST = 4;

/**
 * Names of persons whose end the page as a whole says better than one place: two characters that are followed by the same
 * third one wherever they stand, and by different ones after that, are a name of three; four that stand once and begin with
 * a name of three found elsewhere are that name and a word.
 */
export function steadyPersons(
  paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], standsAlone: StandsAlone,
): EntityMention[][] {
  const persons = takenFor(paragraphs, found, 'PERSON');
  const longer = new Map<string, string>();
  for (const [name, occurrences] of occurrencesOf([...persons.keys()].filter((name) => name.length === SHORT), paragraphs)) {
    const third = steadyNeighbour(occurrences, 'after', FOLLOWERS, standsAlone);
    if (third !== undefined) longer.set(name, name + third);
  }
  const known = new Set([...persons.keys(), ...longer.values()]);
  return found.map((mentions, index) => mentions.map((mention) => {
    if (mention.label !== 'PERSON') return mention;
    const { text } = paragraphs[index];
    const name = text.slice(mention.start, mention.end);
    const whole = longer.get(name);
    if (whole !== undefined && !mentions.some(({ start }) => start === mention.end)) return { ...mention, end: mention.start + whole.length };
    const shorter = name.slice(0, -1);
    const isOverlong = name.length === LONGEST && persons.get(name)?.mentions === 1 && known.has(shorter);
    return isOverlong ? { ...mention, end: mention.end - 1 } : mention;
  }));
}
