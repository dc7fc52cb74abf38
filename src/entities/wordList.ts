import { ENTITY_LABELS, type EntityLabel } from '../annotations/model';
import { isLexiconName } from './workspaceLexicon';

/** A name of a word list; undefined where the list does not say its label. */
export interface ListedName {
  readonly name: string;
  readonly label: EntityLabel | undefined;
}

/** What a word list says. */
export interface WordListReading {
  /** Each name once, in the order of the list. */
  readonly names: readonly ListedName[];
  /** Lines that hold no name: too short or too long, or with a label that is not known; counted from 1. */
  readonly skipped: readonly number[];
}

/** What word lists call the labels, beside their ids: in words, and in the tag set of jieba's dictionaries. */
const LABEL_WORDS: Readonly<Record<string, EntityLabel>> = {
  person: 'PERSON', per: 'PERSON', nr: 'PERSON', 人名: 'PERSON', 人物: 'PERSON', 人: 'PERSON',
  organisation: 'ORG', organization: 'ORG', nt: 'ORG', 机构: 'ORG', 机构名: 'ORG', 组织: 'ORG', 单位: 'ORG',
  place: 'PLACE', location: 'PLACE', loc: 'PLACE', ns: 'PLACE', 地名: 'PLACE', 地点: 'PLACE',
  work: 'WORK', 作品: 'WORK', 作品名: 'WORK',
  ...Object.fromEntries(ENTITY_LABELS.map((label) => [label.toLowerCase(), label])),
};

/** Reads a text with one name a line, optionally followed by a tab and a label. Empty lines and lines that begin with # are left out. */
export function readWordList(text: string): WordListReading {
  const names = new Map<string, ListedName>();
  const skipped: number[] = [];
  for (const [index, line] of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [name, given] = line.split('\t').map((field) => field.trim());
    const label = given ? labelOf(given) : undefined;
    if (!isLexiconName(name) || (given && label === undefined)) skipped.push(index + 1);
    else names.set(name, { name, label });
  }
  return { names: [...names.values()], skipped };
}

function labelOf(word: string): EntityLabel | undefined {
  const known = word.toLowerCase();
  return Object.hasOwn(LABEL_WORDS, known) ? LABEL_WORDS[known] : undefined;
}
