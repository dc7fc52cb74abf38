import { FORMULAS, GIVEN, LINKS, MANNERS, MEASURES, NOUNS, ORGS, PLACES, SURNAMES, VERBS, WORD_PARTS } from './newsWords';
import type { Random } from './random';

/** Share of paragraphs that hold a formula sentence. */
const FORMULA_SHARE = 0.25;

function person(random: Random): string {
  return random.pick(SURNAMES) + random.pick(GIVEN) + (random.next() < 0.6 ? random.pick(GIVEN) : '');
}

/** A word that exists or, more often, a made-up one of two characters: real news has many more words than a test can list. */
function word(random: Random): string {
  return random.next() < 0.3 ? random.pick(NOUNS) : random.pick(WORD_PARTS) + random.pick(WORD_PARTS);
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => word(random)).join('');
}

function clause(random: Random): string {
  const noun = word(random);
  const other = word(random);
  const amount = `${random.between(2, 980)}${random.pick(MEASURES)}`;
  switch (random.between(0, 8)) {
    case 0: return `${random.pick(PLACES)}的${person(random)}${random.pick(MANNERS)}${random.pick(VERBS)}${noun}`;
    case 1: return `${random.pick(LINKS)}${random.pick(ORGS)}${random.pick(VERBS)}${amount}${noun}`;
    case 2: return `${noun}和${other}加起来有${amount}`;
    case 3: return `${random.pick(ORGS)}的${person(random)}说“${words(random, random.between(3, 6))}”`;
    case 4: return `${random.between(1, 12)}月${random.between(1, 28)}日${random.pick(PLACES)}${random.pick(VERBS)}${noun}`;
    case 5: return `${person(random)}${random.pick(MANNERS)}把${noun}换成${other}`;
    case 6: return `${words(random, 2)}${random.pick(VERBS)}${words(random, random.between(2, 4))}`;
    case 7: return `${noun}的${words(random, 2)}比${words(random, 2)}还${other}`;
    default: return `${random.pick(LINKS)}${noun}旁边的${other}${random.pick(MANNERS)}${random.pick(VERBS)}`;
  }
}

/** One composed sentence of one to four clauses. */
export function composeSentence(random: Random): string {
  return `${Array.from({ length: random.between(1, 4) }, () => clause(random)).join('，')}。`;
}

/** One composed paragraph, as sentences; a quarter of them with a formula sentence in a place of its own. */
export function composeParagraph(random: Random, fewest = 1, most = 4): string[] {
  const sentences = Array.from({ length: random.between(fewest, most) }, () => composeSentence(random));
  if (random.next() < FORMULA_SHARE) sentences.splice(random.between(0, sentences.length), 0, random.pick(FORMULAS));
  return sentences;
}
