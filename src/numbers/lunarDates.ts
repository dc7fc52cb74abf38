import { isArabicAt, skipSpace } from './characters';
import { isoDate } from './isoDate';
import { fromLunar } from './lunarCalendar';
import type { NumberMention } from './mention';
import { readNumeral } from './numeral';
import { inBothScripts } from './traditional';

const PREFIXES = ['农历', '阴历', '旧历', '夏历'].flatMap(inBothScripts);
const NAMED_MONTHS: Readonly<Record<string, number>> = { 正月: 1, 冬月: 11, 腊月: 12, 臘月: 12 };
const LONGEST_MONTH = 30;
const LEAP = '闰閏';
/** What the modifier of a date of the old calendar begins with. */
export const OLD_CALENDAR = '农历';
const LEAP_MONTH = `${OLD_CALENDAR}闰月`;

/** The day of the old calendar that starts at `at`: 初五, 十五, 廿三, 三十; null where none does. */
function readLunarDay(text: string, at: number, loose = false): { day: number; end: number } | null {
  const first = text[at] === '初';
  const numeral = isArabicAt(text, at) ? null : readNumeral(text, first ? at + 1 : at);
  if (!numeral || numeral.high !== undefined || numeral.decimal || numeral.approx || numeral.bare) return null;
  const day = numeral.value;
  if (day < 1 || day > LONGEST_MONTH || (first ? day > 10 : day < 10 && !loose)) return null;
  return { day, end: text[numeral.end] === '日' && !first ? numeral.end + 1 : numeral.end };
}

/**
 * Reads a date of the old calendar: 农历八月十五, 正月初五, 腊月廿三, 五月初五, 大年三十. `at` is that of the numeral, of 正,
 * 冬, 腊 or 初. Its month and day count in the old calendar, which the modifier says: 农历, or 农历闰月 for 闰四月初八.
 */
export function readLunarDate(text: string, at: number, floor: number): NumberMention | null {
  const newYear = at - 2 >= floor && text.startsWith('大年', at - 2);
  if (newYear) {
    const day = readLunarDay(text, at);
    if (!day || (text[at] !== '初' && day.day < 29)) return null;
    const month = text[at] === '初' ? 1 : 12;
    return { start: at - 2, end: day.end, kind: 'date', value: isoDate({ month, day: day.day }), modifier: OLD_CALENDAR };
  }
  const month = readLunarMonth(text, at);
  if (!month) return null;
  const isLeap = at > floor && LEAP.includes(text[at - 1]);
  const monthStart = isLeap ? at - 1 : at;
  const prefix = PREFIXES.find((word) => monthStart - word.length >= floor && text.startsWith(word, monthStart - word.length));
  const isOld = prefix !== undefined || isLeap;
  const dayStart = skipSpace(text, month.end);
  const day = readLunarDay(text, dayStart, isOld);
  if (!day && !isOld) return null;
  if (day && !isOld && !month.named && dayStart === month.end && isNamedDay(text, at, day.end)) return lunar(at, day.end, month.month, day.day);
  // 八月十五 without 农历 or 初 may be any count: 三月十五人
  if (day && !isOld && !month.named && text[dayStart] !== '初') return null;
  return {
    start: monthStart - (prefix?.length ?? 0), end: day?.end ?? month.end, kind: 'date',
    value: isoDate({ month: month.month, ...(day ? { day: day.day } : {}) }), modifier: isLeap ? LEAP_MONTH : OLD_CALENDAR,
  };
}

function lunar(start: number, end: number, month: number, day: number): NumberMention {
  return { start, end, kind: 'date', value: isoDate({ month, day }), modifier: OLD_CALENDAR };
}

/** 八月十五 in Chinese numerals with nothing behind it that is counted: the day of the old calendar. */
function isNamedDay(text: string, at: number, end: number): boolean {
  const after = text[end] ?? '，';
  return !isArabicAt(text, at) && '，。、；：！？）”的中夜晚这那是吃赏賞前后後'.includes(after);
}

/** The day of the old calendar behind a year, as the day that it was: 2021年农历三月初三 is 2021-04-14. */
export function withLunarDay(text: string, date: NumberMention): NumberMention {
  if (typeof date.value !== 'string' || !/^\d{4}$/.test(date.value) || date.modifier !== undefined) return date;
  const prefix = PREFIXES.find((word) => text.startsWith(word, date.end));
  const start = date.end + (prefix?.length ?? 0);
  const isLeap = LEAP.includes(text[start] ?? '。');
  const found = readLunarDate(text, isLeap ? start + 1 : start, date.end);
  if (!found || (prefix === undefined && !/^[正腊冬臘闰閏]/.test(text.slice(date.end, date.end + 1)))) return date;
  const [month, day] = String(found.value).slice(2).split('-').map(Number);
  const known = day === undefined ? undefined : fromLunar({ year: Number(date.value), month, day }, isLeap);
  if (known) return { start: date.start, end: found.end, kind: 'date', value: isoDate(known) };
  return { ...found, start: date.start, value: `${date.value}${String(found.value).slice(1)}` };
}

function readLunarMonth(text: string, at: number): { month: number; end: number; named: boolean } | null {
  const named = NAMED_MONTHS[text.slice(at, at + 2)];
  if (named !== undefined) return { month: named, end: at + 2, named: true };
  const numeral = readNumeral(text, at);
  if (!numeral || numeral.high !== undefined || numeral.decimal || numeral.value < 1 || numeral.value > 12) return null;
  return text[numeral.end] === '月' ? { month: numeral.value, end: numeral.end + 1, named: false } : null;
}
