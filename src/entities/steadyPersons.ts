import type { EntityMention, ParagraphText } from './entity';
import { occurrencesOf, takenFor, type Occurrence } from './occurrences';

/** From how many places on a page what follows a name says something. */
const OFTEN = 3;
/** In how many of them the longer name must stand by itself: no word runs over its end. */
const ALONE = 2;
/** Characters that often follow a name by themselves, as a word. */
const FOLLOWERS = new Set('的了在是将被把从向对于为以到着过很都也就又还不得所让使给说称讲问答和与及同跟等有要会能可曾已正先即便却再则并或之家方');
const HAN = /^\p{Script=Han}$/u;
const SHORT = 2;
const LONGEST = 4;

/**
 * Names of persons whose end the page as a whole says better than one place: two characters that are followed by the same
 * third one wherever they stand, and by different ones after that, are a name of three (what varies is outside: accessor
 * variety, Feng and others, “Accessor Variety Criteria for Chinese Word Extraction”, 2004); four that stand once and begin
 * with a name of three found elsewhere are that name and a word.
 * @param standsAlone whether no word of the text runs over the edges of a stretch
 */
export function steadyPersons(
  paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], standsAlone: (text: string, start: number, end: number) => boolean,
): EntityMention[][] {
  const persons = takenFor('PERSON', paragraphs, found);
  const longer = new Map<string, string>();
  for (const [name, occurrences] of occurrencesOf([...persons.keys()].filter((name) => name.length === SHORT), paragraphs)) {
    const third = steadyFollower(occurrences, standsAlone);
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
    const isOverlong = name.length === LONGEST && persons.get(name)?.count === 1 && known.has(shorter);
    return isOverlong ? { ...mention, end: mention.end - 1 } : mention;
  }));
}

/** The character that follows in all places and seems to belong to the name. */
function steadyFollower(occurrences: readonly Occurrence[], standsAlone: (text: string, start: number, end: number) => boolean): string | undefined {
  if (occurrences.length < OFTEN) return undefined;
  const [{ text: first, end: at }] = occurrences;
  const third = first.charAt(at);
  if (!HAN.test(third) || FOLLOWERS.has(third) || occurrences.some(({ text, end }) => text.charAt(end) !== third)) return undefined;
  const after = new Set(occurrences.map(({ text, end }) => text.charAt(end + 1)));
  const alone = occurrences.filter(({ text, end }) => standsAlone(text, end - SHORT, end + 1)).length;
  return after.size > 1 && alone >= ALONE ? third : undefined;
}
