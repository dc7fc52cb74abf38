import { tidy } from './arithmetic';
import { isArabicAt, isLatinAt } from './characters';
import { type Numeral, readNumeral } from './numeral';

/** What can follow a numeral and change its value. */
const MARKS = ' eE×xX*^的个個⁰¹²³⁴⁵⁶⁷⁸⁹⁻tTmMbB';
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const YI = 1e8;
/** As English counts: 3 million. */
const ENGLISH: readonly (readonly [word: string, magnitude: number])[] = [['thousand', 1e3], ['million', 1e6], ['billion', 1e9], ['trillion', 1e12]];
const LONGEST_ENGLISH = 8;
/** Longer exponents make no number. */
const LARGEST_EXPONENT = 300;

interface Power {
  readonly end: number;
  readonly exponent: number;
}

/**
 * A numeral with what follows it in scientific notation (1.5e6, 3.4×10^8, 10的8次方, 10⁶), 个亿 (3个亿 is 300 million), or an English magnitude (3 million);
 * the numeral itself where nothing of the kind follows.
 */
export function extendNumeral(text: string, numeral: Numeral): Numeral {
  const mark = text[numeral.end] ?? '。';
  if (!MARKS.includes(mark) || (numeral.high !== undefined && !'个個'.includes(mark)) || numeral.approx) return numeral;
  if (mark === '个' || mark === '個') {
    const next = text[numeral.end + 1] ?? '。';
    return (next === '亿' || next === '億') && numeral.magnitude === 1 ? extended(numeral, numeral.end + 2, numeral.value * YI, YI, numeral.high === undefined ? undefined : numeral.high * YI) : numeral;
  }
  if (' tTmMbB'.includes(mark)) return withEnglish(text, numeral);
  const power = readPower(text, numeral.end);
  if (power && !numeral.grouped) return extended(numeral, power.end, numeral.value ** power.exponent, 1);
  if (!numeral.hasArabic) return numeral;
  if (mark === 'e' || mark === 'E') {
    const exponent = readExponent(text, numeral.end + 1);
    return exponent ? extended(numeral, exponent.end, times10(numeral.value, exponent.exponent), 1) : numeral;
  }
  if (!'×xX*'.includes(mark) || !text.startsWith('10', numeral.end + 1)) return numeral;
  const ten = readPower(text, numeral.end + 3);
  return ten ? extended(numeral, ten.end, times10(numeral.value, ten.exponent), 1) : numeral;
}

function withEnglish(text: string, numeral: Numeral): Numeral {
  if (!numeral.hasArabic || numeral.magnitude !== 1) return numeral;
  const at = text[numeral.end] === ' ' ? numeral.end + 1 : numeral.end;
  const behind = text.slice(at, at + LONGEST_ENGLISH).toLowerCase();
  const found = ENGLISH.find(([word]) => behind.startsWith(word) && !isLatinAt(text, at + word.length));
  return found ? extended(numeral, at + found[0].length, numeral.value * found[1], found[1]) : numeral;
}

/** 1.1e6 as the machine's own reader reads it, without the noise of a multiplication. */
function times10(value: number, exponent: number): number {
  const digits = String(value);
  return digits.includes('e') ? value * 10 ** exponent : Number(`${digits}e${exponent}`);
}

function extended(numeral: Numeral, end: number, value: number, magnitude: number, high?: number): Numeral {
  if (!Number.isFinite(value)) return numeral;
  const { sequence: _, ...rest } = numeral;
  return { ...rest, end, value: tidy(value), ...(high === undefined ? {} : { high }), decimal: true, magnitude };
}

/** ^8, 的8次方, ⁸ at `at`. */
function readPower(text: string, at: number): Power | null {
  const mark = text[at] ?? '。';
  if (mark === '^') return readExponent(text, at + 1);
  if (mark === '的') {
    const numeral = readNumeral(text, at + 1);
    const after = numeral ? ['次方', '次幂', '次冪'].find((word) => text.startsWith(word, numeral.end)) : undefined;
    if (!numeral || after === undefined || numeral.decimal || numeral.high !== undefined || numeral.value > LARGEST_EXPONENT) return null;
    return { end: numeral.end + after.length, exponent: numeral.value };
  }
  let end = at;
  let exponent = 0;
  const negative = mark === '⁻';
  if (negative) end++;
  while (end - at < 4 && SUPERSCRIPT.includes(text[end] ?? '。')) exponent = exponent * 10 + SUPERSCRIPT.indexOf(text[end++]);
  return end > at + (negative ? 1 : 0) ? { end, exponent: negative ? -exponent : exponent } : null;
}

/** Up to three digits with a sign, after which no letter or digit stands. */
function readExponent(text: string, at: number): Power | null {
  const sign = text[at] ?? '。';
  const start = '+-−'.includes(sign) ? at + 1 : at;
  let end = start;
  while (end - start < 4 && isArabicAt(text, end)) end++;
  if (end === start || end - start > 3 || isLatinAt(text, end) || isArabicAt(text, end)) return null;
  const size = Number(text.slice(start, end).replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)));
  if (size > LARGEST_EXPONENT) return null;
  return { end, exponent: sign === '-' || sign === '−' ? -size : size };
}
