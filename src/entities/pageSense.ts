import type { EntityLabel } from '../annotations/model';
import { bySpan, contains, overlaps } from '../page/span';
import type { StandsAlone } from './accessorVariety';
import type { EntityMention, ParagraphText } from './entity';
import type { Lexicon } from './lexicon';
import { NameMatcher } from './nameMatcher';
import { takenFor, type Taken } from './occurrences';
import { shortNames } from './shortNames';
import { steadyBodies } from './steadyBodies';
import { steadyPersons } from './steadyPersons';

/** A name must be this sure somewhere before it is looked for elsewhere on the page. */
const SURE = 0.75;
/** What an organisation must be that has no word of its own. */
const QUITE_SURE = 0.95;
/** Confidence of a mention that was found only because its name stands elsewhere on the page. */
const ECHO = 0.9;
/** As ECHO, for a short name that the recogniser itself never found. */
const SHORT_ECHO = 0.75;

/** From how many occurrences on the page says something about a string. */
const OFTEN = 3;

interface Name {
  readonly text: string;
  readonly label: EntityLabel;
  readonly confidence: number;
  /** The full name, for a short one. */
  readonly link: string | null;
  /** Where the name was found it stays, but it is looked for nowhere else. */
  readonly isLocal: boolean;
}

/** What the segmenter knows of the words of a page. */
export interface WordKnowledge {
  /** Whether the stretch from start to end can stand for itself: no word of the text runs over its edges. */
  readonly standsAlone: StandsAlone;
  /** Whether the string is one word of the language, and no name. */
  readonly isCommon: (word: string) => boolean;
  /** Whether the string is made of such words alone. */
  readonly isPlain: (name: string) => boolean;
  /** Where a branch or department that follows an organisation's name ends; `end` where none does. */
  readonly branchEnd: (text: string, end: number) => number;
}

/**
 * What is certain in one place of a page helps everywhere else: a name that is sure once is found wherever it stands, a
 * short name is linked to its full one, and one string has one label.
 * @param read the mentions of each paragraph by itself
 */
export function applyPageSense(
  paragraphs: readonly ParagraphText[], read: readonly (readonly EntityMention[])[], lexicon: Lexicon, words: WordKnowledge,
): EntityMention[][] {
  const found = steadyBodies(paragraphs, steadyPersons(paragraphs, read, words.standsAlone), words.standsAlone);
  const tallies = tally(paragraphs, found);
  const labelled = withoutCommonWords(paragraphs, oneLabelEach(paragraphs, found), tallies);
  const names = collectNames(paragraphs, labelled, tallies, lexicon, words);
  const matcher = new NameMatcher<Name>();
  for (const name of names.values()) matcher.add(name.text, name);
  return paragraphs.map(({ text }, index) => {
    const mentions = [...labelled[index]];
    for (const { start, end, value } of matcher.find(text)) place(mentions, text, { start, end, value }, words);
    return mentions.map((mention) => withLink(mention, names.get(text.slice(mention.start, mention.end)))).sort(bySpan);
  });
}

/** Where one string has several labels, each mention gets the one with most confidence over the page. */
function oneLabelEach(paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[]): EntityMention[][] {
  const votes = new Map<string, Map<EntityLabel, number>>();
  found.forEach((mentions, index) => {
    for (const mention of mentions) {
      if (mention.label === 'WORK') continue;
      const name = paragraphs[index].text.slice(mention.start, mention.end);
      let tally = votes.get(name);
      if (!tally) votes.set(name, tally = new Map<EntityLabel, number>());
      tally.set(mention.label, (tally.get(mention.label) ?? 0) + mention.confidence);
    }
  });
  return found.map((mentions, index) => mentions.map((mention) => {
    const tally = votes.get(paragraphs[index].text.slice(mention.start, mention.end));
    if (!tally || tally.size === 1 || mention.label === 'WORK') return mention;
    const [label] = [...tally].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    return label === mention.label ? mention : { ...mention, label };
  }));
}

interface Tally extends Taken {
  /** How often it stands on the page at all. */
  occurrences: number;
}

/** Each string that was taken for a name, of whatever label. */
function tally(paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const matcher = new NameMatcher<string>();
  for (const [name, taken] of takenFor(paragraphs, found)) {
    tallies.set(name, { ...taken, occurrences: 0 });
    matcher.add(name, name);
  }
  for (const { text } of paragraphs) for (const { value } of matcher.find(text)) tallies.get(value)!.occurrences += 1;
  return tallies;
}

/** Without unsure mentions of strings that the page uses mostly as common words: often, and seldom taken for a name. */
function withoutCommonWords(
  paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], tallies: ReadonlyMap<string, Tally>,
): EntityMention[][] {
  return found.map((mentions, index) => mentions.filter(({ start, end }) => {
    const { confidence, mentions: taken, occurrences } = tallies.get(paragraphs[index].text.slice(start, end))!;
    return confidence >= SURE || occurrences < OFTEN || taken * 2 >= occurrences;
  }));
}

/**
 * Whether a name says nothing about other places of the page: it is a word of the language, an organisation's of such
 * words alone that is neither quite sure nor found often (党建联盟), or a place's or organisation's that the recogniser saw
 * there often and mostly took for none.
 */
function isLocal(name: string, label: EntityLabel, tallies: ReadonlyMap<string, Tally>, words: WordKnowledge): boolean {
  if (words.isCommon(name)) return true;
  const { mentions, occurrences, confidence } = tallies.get(name)!;
  if (label === 'ORG' && confidence < QUITE_SURE && mentions < OFTEN && words.isPlain(name)) return true;
  return label !== 'PERSON' && occurrences >= OFTEN && mentions * 3 < occurrences;
}

/** Whether a string was taken for a name wherever it stands, and that often: together unsure mentions are sure. */
function isSteady({ mentions, occurrences }: Tally): boolean {
  return mentions >= OFTEN && mentions === occurrences;
}

/** Sure names by their text, and their short names where no sure name has that text itself. */
function collectNames(
  paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], tallies: ReadonlyMap<string, Tally>, lexicon: Lexicon, words: WordKnowledge,
): Map<string, Name> {
  const names = new Map<string, Name>();
  found.forEach((mentions, index) => {
    for (const { start, end, label, confidence } of mentions) {
      const text = paragraphs[index].text.slice(start, end);
      const known = names.get(text);
      if (label === 'WORK' || end - start < 2 || (known && known.confidence >= confidence)) continue;
      names.set(text, { text, label, confidence, link: null, isLocal: isLocal(text, label, tallies, words) });
    }
  });
  for (const [text, { confidence }] of [...names]) if (confidence < SURE && !isSteady(tallies.get(text)!)) names.delete(text);
  const full = [...names.values()].sort((left, right) => right.text.length - left.text.length || right.confidence - left.confidence);
  for (const name of full) {
    for (const short of shortNames(name.text, name.label, lexicon)) {
      const known = names.get(short);
      const isDoubtful = known !== undefined && known.label !== name.label && known.confidence < Math.min(QUITE_SURE, name.confidence);
      if (isDoubtful || (!known && !words.isCommon(short))) names.set(short, { text: short, label: name.label, confidence: 0, link: name.text, isLocal: false });
      else if (known?.label === name.label && known.link === null) names.set(short, { ...known, link: name.text });
    }
  }
  return names;
}

/** Adds a mention of the name, unless what was found there is longer, as long or surer. */
function place(mentions: EntityMention[], text: string, { start, end, value }: { start: number; end: number; value: Name }, words: WordKnowledge): void {
  const span = { start, end: value.label === 'ORG' ? words.branchEnd(text, end) : end };
  const touched = mentions.filter((mention) => overlaps(mention, span));
  if (touched.some((mention) => mention.label === 'WORK' || contains(mention, span))) return;
  const derived = value.confidence === 0;
  const inside = touched.every((mention) => contains(span, mention));
  if (touched.length > 0 && (derived || !inside && touched.some(({ confidence }) => confidence >= value.confidence))) return;
  if (value.isLocal || !words.standsAlone(text, start, span.end)) return;
  for (const mention of touched) mentions.splice(mentions.indexOf(mention), 1);
  mentions.push({ ...span, label: value.label, confidence: derived ? SHORT_ECHO : Math.min(ECHO, value.confidence) });
}

/** The mention with the full name it stands for. An unsure one that is the short form of a sure name has the label of that. */
function withLink(mention: EntityMention, name: Name | undefined): EntityMention {
  if (name?.link == null) return mention;
  const { label, link } = name;
  if (label === mention.label) return { ...mention, link };
  const isDoubtful = name.confidence === 0 && mention.label !== 'WORK' && mention.confidence < QUITE_SURE;
  return isDoubtful ? { ...mention, label, confidence: SHORT_ECHO, link } : mention;
}
