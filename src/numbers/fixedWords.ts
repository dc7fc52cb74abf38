import { isArabicAt, isNumeralAt, roleAt, ROLE } from './characters';
import { FIXED_WORDS } from './fixedWordList';
import { inBothScripts } from './traditional';
import { WordTrie } from '../page/wordTrie';

interface FixedWord {
  readonly length: number;
  /** The word does not stand where one of these follows. */
  readonly unless: string;
}

function startsNumber(word: string, at: number): boolean {
  const role = roleAt(word, at);
  return role !== ROLE.none && role !== ROLE.relative && role !== ROLE.lunar;
}

/** Words of so many characters are idioms, also behind 上 or 过: 配上千变万化的灯. */
const IDIOM = 4;

/** 上万人, 超千里: an approximator makes a count even of a word such as 万人. */
function isRounded(text: string, at: number): boolean {
  return '百千万亿'.includes(text[at]) && at > 0 && '上过超近逾约破成'.includes(text[at - 1]);
}

/** Words by the place of their first numeral: WORDS[2] holds those with two characters before it. */
const WORDS: WordTrie<FixedWord>[] = [];

for (const entry of FIXED_WORDS.trim().split(/\s+/)) {
  const [word, unless = ''] = entry.split('!') as [string, string?];
  let lead = 0;
  while (lead < word.length && !startsNumber(word, lead)) lead++;
  while (WORDS.length <= lead) WORDS.push(new WordTrie());
  WORDS[lead].add(word, { length: word.length, unless: Array.from(unless, (mark) => inBothScripts(mark).join('')).join('') });
}

/**
 * The end of the fixed word whose first numeral stands at `at`, or -1. Nothing before `floor` is looked at. A word that
 * breaks a longer numeral in two (万一 in 三万一千) does not count.
 */
export function fixedWordEnd(text: string, at: number, floor: number): number {
  if (isArabicAt(text, at)) return -1; // the words are written in characters
  let found = -1;
  for (let lead = 0; lead < WORDS.length && at - lead >= floor; lead++) {
    const start = at - lead;
    if (lead === 0 && isNumeralAt(text, at - 1)) continue;
    const shortest = lead === 0 && isRounded(text, at) ? IDIOM : 0;
    const word = WORDS[lead].longest(text, start, (one, end) => {
      if (lead === 0 && isNumeralAt(text, end) && isNumeralAt(text, end - 1)) return false;
      return one.length >= shortest && !one.unless.includes(text.charAt(end) || '。');
    });
    if (word && start + word.length > found) found = start + word.length;
  }
  return found;
}
