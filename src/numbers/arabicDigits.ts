import { isArabicAt, isHanAt, isSpaceAt } from './characters';
import { anyUnitAt } from './units';

/** Digits as read from the text. Offsets are UTF-16 code units. */
export interface ArabicRead {
  readonly end: number;
  readonly value: number;
  readonly digits: string;
  readonly decimal: boolean;
  readonly grouped: boolean;
}

/** Reads 1234, 1,234.5 or １２３; one pass over its characters. */
export function readArabic(text: string, start: number): ArabicRead {
  let end = digitsEnd(text, start);
  let grouped = false;
  if (end - start <= 3 && threeDigitsAt(text, end + 1)) {
    const spaced = isSpacedNumber(text, end) || isWideGrouped(text, start, end);
    while ((isComma(text, end) || (spaced && (text[end] === '，' || isThinSpace(text, end)))) && threeDigitsAt(text, end + 1)) {
      end += 4;
      grouped = true;
    }
  }
  const point = text.charCodeAt(end);
  const decimal = (point === POINT || point === WIDE_POINT) && isArabicAt(text, end + 1);
  if (decimal) end = digitsEnd(text, end + 1);
  let digits = text.slice(start, end);
  if (grouped || isWide(text, start, end)) {
    digits = digits.replace(/[,， \u2009\u202f]/g, '').replace(/[０-９．]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - FULL_WIDTH));
  }
  return { end, value: valueOf(digits), digits, decimal, grouped };
}

const EXACT_DIGITS = 15;
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, place) => 10 ** place);

/** The value of ASCII digits with at most one point. Up to 15 digits the quotient of two exact numbers is the nearest one, as in `Number`. */
function valueOf(digits: string): number {
  if (digits.length > EXACT_DIGITS) return Number(digits);
  let value = 0;
  let places = 0;
  for (let at = 0; at < digits.length; at++) {
    const code = digits.charCodeAt(at);
    if (code === POINT) places = digits.length - at - 1;
    else value = value * 10 + code - 0x30;
  }
  return places === 0 ? value : value / POWERS[places];
}

/** Whether a full-width digit or point stands in a stretch. */
function isWide(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > FULL_WIDTH) return true;
  return false;
}

const POINT = 0x2e;
const WIDE_POINT = 0xff0e;

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isArabicAt(text, end)) end++;
  return end;
}

/** From an ASCII character to its full-width twin. */
const FULL_WIDTH = 0xfee0;
function isComma(text: string, at: number): boolean {
  // a full-width comma groups full-width digits only: 110，120 is a list
  return text[at] === ',' || (text[at] === '，' && text.charCodeAt(at - 1) > FULL_WIDTH);
}

/** Words after which a number ends before a comma: 第1，234人; and those after which it may, unless a decimal or 万 follows: 得分为3，200人. */
const ENDS_BEFORE_COMMA = '第比';
const MAY_END_BEFORE_COMMA = '为是至达到得和及与';

/**
 * 1，234人: a full-width comma parts half-width digits in groups of three where one or two digits stand before it, behind
 * a word that does not itself ask for a number, and a unit stands behind the last group; 110，120人 is a list. A currency
 * sign in front says it too.
 */
function isWideGrouped(text: string, start: number, at: number): boolean {
  if (text[at] !== '，' || text[start] === '0' || text.charCodeAt(start) > FULL_WIDTH) return false;
  const before = text[isSpaceAt(text, start - 1) ? start - 2 : start - 1] ?? '，';
  if ('￥¥$'.includes(before)) return true;
  if (at - start > 2 || !(isHanAt(before, 0) ? !ENDS_BEFORE_COMMA.includes(before) : '，。；（“'.includes(before))) return false;
  let end = at;
  while (end - at < MOST_GROUPED && text[end] === '，' && threeDigitsAt(text, end + 1)) end += 4;
  if (text[end] === '.' && isArabicAt(text, end + 1)) end = digitsEnd(text, end + 1);
  const large = '万亿萬億'.includes(text[end] ?? '。') || text[end - 2] === '.' || text[end - 3] === '.';
  if (MAY_END_BEFORE_COMMA.includes(before) && !large) return false;
  return large || '余多%％'.includes(text[end] ?? '。') || anyUnitAt(text, end) !== undefined;
}

function isThinSpace(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\u2009' || text[at] === '\u202f';
}

/** 12 000人: spaces part groups of three where a word stands right behind the last group, and else are just spaces. */
function isSpacedNumber(text: string, at: number): boolean {
  if (!isThinSpace(text, at) || !threeDigitsAt(text, at + 1)) return false;
  let end = at;
  while (end - at < MOST_GROUPED && isThinSpace(text, end) && threeDigitsAt(text, end + 1)) end += 4;
  return isHanAt(text, end) || text[end] === '%' || text[end] === '℃';
}

/** Groups of three that are looked through for a word behind them, in code units. */
const MOST_GROUPED = 20;

function threeDigitsAt(text: string, at: number): boolean {
  return isArabicAt(text, at) && isArabicAt(text, at + 1) && isArabicAt(text, at + 2) && !isArabicAt(text, at + 3);
}
