import { isNumeralAt, skipSpace } from './characters';
import { isoDate } from './isoDate';
import type { NumberMention } from './mention';
import { readNumeral } from './numeral';
import { afterRangeMark } from './quantities';

const MODIFIERS = ['上半叶', '下半叶', '中后期', '中叶', '初期', '中期', '后期', '末期', '初', '末', '中'];
const THIS_CENTURY = 2000;

/** The first year of the century that a word or ordinal before a decade names; 上世纪 is the twentieth. */
const CENTURY_WORDS: readonly (readonly [string, number])[] = [
  ['上个世纪', THIS_CENTURY - 100], ['上個世紀', THIS_CENTURY - 100], ['上世紀', THIS_CENTURY - 100], ['上世纪', THIS_CENTURY - 100], ['本世纪', THIS_CENTURY], ['本世紀', THIS_CENTURY], ['新世纪', THIS_CENTURY],
];

interface Read {
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** 19到20世纪, 18、19世纪, 60至70年代: the era is written once, for both. */
function readPair(text: string, at: number): Read | null {
  const first = readNumeral(text, at);
  if (!first || first.decimal || first.approx || first.high !== undefined) return null;
  const beyond = text[first.end] === '、' ? first.end + 1 : afterRangeMark(text, first.end);
  if (beyond < 0) return null;
  const century = readCentury(text, beyond);
  if (century) return first.value >= 1 && (first.value - 1) * 100 < century.from ? { ...century, from: (first.value - 1) * 100 } : null;
  const decade = readDecade(text, beyond, undefined);
  if (!decade || first.value % 10 !== 0 || first.value > 90) return null;
  const from = Math.floor(decade.from / 100) * 100 + first.value;
  return from < decade.from ? { ...decade, from } : null;
}

/** Reads 90年代, 上世纪90年代, 20世纪80年代初, 二十世纪, 1990年代; years as `min` and `max`. */
export function readEra(text: string, at: number, floor: number): NumberMention | null {
  const century = readPair(text, at) ?? readCentury(text, at);
  let start = at;
  let read: Read | null;
  if (century) {
    read = readDecade(text, skipSpace(text, century.end), century.from) ?? century;
  } else {
    const word = CENTURY_WORDS.find(([name]) => at - name.length >= floor && text.startsWith(name, at - name.length));
    read = readDecade(text, at, word?.[1]);
    if (word) start = at - word[0].length;
  }
  if (!read) return null;
  const { end } = read;
  const modifier = MODIFIERS.find((word) => text.startsWith(word, end));
  const common = ['公元前', '公元', '前'].find((word) => century && at - word.length >= floor && text.startsWith(word, at - word.length));
  if (common !== undefined) start = at - common.length;
  if (common?.endsWith('前') === true) read = { end: read.end, from: -read.from - 100, to: -read.from - 1 };
  return {
    start, end: end + (modifier?.length ?? 0), kind: 'date', min: isoDate({ year: read.from }), max: isoDate({ year: read.to }),
    ...(modifier === undefined ? {} : { modifier }),
  };
}

/** 上世纪初, 本世纪中叶, 上世纪: a century that is named without its number, with the decade behind it where one stands there. */
export function readNamedCentury(text: string, at: number): NumberMention | null {
  if (text[at + 1] !== '世' && text[at + 2] !== '世') return null;
  const named = CENTURY_WORDS.find(([name]) => text.startsWith(name, at));
  if (!named) return null;
  const [word, from] = named;
  const place = at + word.length;
  if (isNumeralAt(text, place)) return readEra(text, place, at);
  const modifier = MODIFIERS.find((one) => text.startsWith(one, place));
  return {
    start: at, end: place + (modifier?.length ?? 0), kind: 'date', min: String(from), max: String(from + 99),
    ...(modifier === undefined ? {} : { modifier }),
  };
}

function readCentury(text: string, at: number): Read | null {
  const numeral = readNumeral(text, at);
  if (!numeral || numeral.high !== undefined || numeral.decimal || numeral.approx) return null;
  const place = skipSpace(text, numeral.end);
  if (!(text.startsWith('世纪', place) || text.startsWith('世紀', place)) || numeral.value < 1 || numeral.value > 30) return null;
  const from = (numeral.value - 1) * 100;
  return { end: place + 2, from, to: from + 99 };
}

/** A decade; without a century 30 to 90 are of the twentieth, 00 to 20 of this one. */
function readDecade(text: string, at: number, century: number | undefined): Read | null {
  const numeral = readNumeral(text, at);
  if (!numeral || numeral.decimal || numeral.approx || numeral.value % 10 !== 0) return null;
  const place = skipSpace(text, numeral.end);
  if (!text.startsWith('年代', place)) return null;
  const { value } = numeral;
  const length = numeral.high === undefined ? 10 : 20;
  if (value >= 1000 && value < 3000 && century === undefined) return { end: place + 2, from: value, to: value + length - 1 };
  if (value > 90 || (value === 0 && numeral.sequence?.length !== 2)) return null;
  const from = (century ?? (value >= 30 ? THIS_CENTURY - 100 : THIS_CENTURY)) + value;
  return { end: place + 2, from, to: from + length - 1 };
}
