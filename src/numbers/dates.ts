import type { NumberFields } from '../annotations/model';
import { isArabicAt, isHanAt, isNumeralAt, skipSpace } from './characters';
import { AFTER_MIDDLE, ERAS, MONTH_MODIFIERS, NOT_DAY, NOT_MONTH, NUMBERED, SEASONS, YEAR_MODIFIERS } from './dateWords';
import { holidayAt } from './holidays';
import { type PartialDate, isoDate } from './isoDate';
import type { NumberMention } from './mention';
import { type Numeral, readNumeral } from './numeral';
import { firstMonths, firstMonthsAt, periodEnds } from './periods';
import { afterRangeMark } from './quantities';

interface DateRead {
  readonly start: number;
  readonly end: number;
  readonly date: PartialDate;
  readonly modifier?: string;
  /** Which number is the month cannot be told. */
  readonly ambiguous?: true;
}

const LIMITS = { month: 12, day: 31 } as const;

const ONE = readNumeral('一', 0)!;

/** The number of the month: 元月 is the first. */
function monthNumber(text: string, at: number): Numeral | null {
  if (text.startsWith('元月', at)) return { ...ONE, start: at, end: at + 1 };
  return isMonthStart(text, at) ? wholeNumber(text, at) : null;
}

function wholeNumber(text: string, at: number): Numeral | null {
  const numeral = readNumeral(text, at);
  if (!numeral || numeral.decimal || numeral.grouped || numeral.approx || numeral.bare) return null;
  return numeral;
}

/** The year that a numeral before 年 means, or null where it is a length of time. */
function yearOf(text: string, numeral: Numeral, monthFollows: boolean): number | null {
  const { sequence } = numeral;
  const before = text.slice(Math.max(0, numeral.start - 3), numeral.start);
  if (before.endsWith('公元前')) return -numeral.value;
  if (before.endsWith('公元')) return numeral.value;
  if (before.endsWith('前') && sequence?.length === 3) return -numeral.value;
  const era = ERAS[before.slice(-2)];
  if (era !== undefined && numeral.value < 100) return era + numeral.value - 1;
  if (sequence !== undefined && numeral.high === undefined) {
    if (sequence.length === 4 && numeral.value >= 1000 && numeral.value < 3000) return numeral.value;
    if (sequence.length === 2 && numeral.value >= 70 && numeral.hasArabic && isLastCentury(text, numeral)) return shortYear(numeral.value);
    if (sequence.length === 2 && (monthFollows || sequence.startsWith('0') || (!numeral.hasArabic && numeral.value > 0))) return shortYear(numeral.value);
    return null;
  }
  if (sequence?.length === 2 && monthFollows) return shortYear(Number(sequence));
  const spoken = !numeral.hasArabic && numeral.value > 1000 && numeral.value < 2100 && /[千仟][零〇]/.test(text.slice(numeral.start, numeral.end));
  return spoken ? numeral.value : null;
}

/** 98年 is a year where nothing else stands there, or what follows belongs to years: 98年底, 85年以来. */
function isLastCentury(text: string, { start, end }: Numeral): boolean {
  const after = skipSpace(text, end) + 1;
  return (start === 0 && after === text.length) || /^(?:底|初|末|以来|年底|年初|生人|出生)/.test(text.slice(after, after + 2));
}

/** Two digits of a year: up to 39 in this century, later in the last. */
function shortYear(value: number): number {
  return value < 40 ? 2000 + value : 1900 + value;
}

function small(numeral: Numeral | null, limit: number): numeral is Numeral {
  return numeral?.high === undefined && numeral !== null && numeral.value >= 1 && numeral.value <= limit && numeral.end - numeral.start <= 3;
}

/** Reads a date at `start` whose units are written: 2021年3月4日, 3月, 4日. */
function readWritten(text: string, start: number): DateRead | null {
  const first = monthNumber(text, start) ?? wholeNumber(text, start);
  if (!first) return null;
  const place = skipSpace(text, first.end);
  const mark = text[place];
  if (mark === '年') return readYear(text, first, place + 1);
  if (mark === '财' || mark === '学' || mark === '赛') return readNamedYear(text, first, place);
  if (mark === '月') return readMonth(text, start, first, place, {});
  if (mark === '日' || mark === '号' || mark === '號') return readDay(text, start, first, place, {});
  return null;
}

const NAMED_YEARS = ['财政年度', '财年', '学年', '赛季'];

/** 2020财年, 2020—2021学年: a year that begins on its own day, as the modifier says. */
function readNamedYear(text: string, { start, value, sequence }: Numeral, place: number): DateRead | null {
  const modifier = NAMED_YEARS.find((word) => text.startsWith(word, place));
  if (modifier === undefined || sequence?.length !== 4 || value < 1900 || value > 2100) return null;
  return { start, end: place + modifier.length, date: { year: value }, modifier };
}

function readYear(text: string, numeral: Numeral, afterYear: number): DateRead | null {
  const monthStart = text[afterYear] === '的' && isNumeralAt(text, afterYear + 1) ? afterYear + 1 : skipSpace(text, afterYear);
  const monthNumeral = monthNumber(text, monthStart);
  const monthPlace = monthNumeral ? skipSpace(text, monthNumeral.end) : -1;
  const monthFollows = small(monthNumeral, LIMITS.month) && text[monthPlace] === '月' && !NOT_MONTH.includes(text[monthPlace + 1] ?? '。');
  const year = yearOf(text, numeral, monthFollows);
  if (year === null || (!monthFollows && '级制龄轮薪历份货均检'.includes(text[afterYear] ?? '。') && text[afterYear] !== '份')) return null;
  if (monthFollows) return readMonth(text, numeral.start, monthNumeral, monthPlace, { year });
  return readWeek(text, numeral.start, year, monthStart) ?? readYearHoliday(text, numeral.start, year, monthStart)
    ?? withModifier(text, { start: numeral.start, end: text[afterYear] === '份' ? afterYear + 1 : afterYear, date: { year } }, YEAR_MODIFIERS);
}

/** 2021年第3周 */
function readWeek(text: string, start: number, year: number, at: number): DateRead | null {
  const week = text[at] === '第' ? wholeNumber(text, at + 1) : null;
  if (!week || week.value < 1 || week.value > 53 || week.high !== undefined || !'周週'.includes(text[week.end] ?? '。') || text[week.end + 1] === '年') return null;
  return { start, end: week.end + 1, date: { year, week: week.value } };
}

/** 2021年国庆节 is its first of October, 2021年春节 the day on which the old calendar's year began. */
function readYearHoliday(text: string, start: number, year: number, at: number): DateRead | null {
  const holiday = holidayAt(text, at, year);
  return holiday ? { start, end: at + holiday.word.length, date: holiday.date, ...(holiday.modifier === undefined ? {} : { modifier: holiday.modifier }) } : null;
}

function isMonthStart(text: string, at: number): boolean {
  return isArabicAt(text, at) || '一二三四五六七八九十'.includes(text[at] ?? '。');
}

function readMonth(text: string, start: number, numeral: Numeral, place: number, known: PartialDate): DateRead | null {
  if (!small(numeral, LIMITS.month) || NOT_MONTH.includes(text[place + 1] ?? '。')) return null;
  const month = { ...known, month: numeral.value };
  const dayStart = skipSpace(text, place + 1);
  const dayNumeral = isArabicAt(text, dayStart) || '一二三四五六七八九十廿卅'.includes(text[dayStart] ?? '。') ? wholeNumber(text, dayStart) : null;
  if (dayNumeral) {
    const dayPlace = skipSpace(text, dayNumeral.end);
    if (dayNumeral.hasArabic && dayNumeral.end === text.length && small(dayNumeral, LIMITS.day)) return { start, end: dayNumeral.end, date: { ...month, day: dayNumeral.value } };
    if ('日号號'.includes(text[dayPlace] ?? '。')) {
      const read = readDay(text, start, dayNumeral, dayPlace, month);
      if (read) return read;
    }
  }
  const end = text[place + 1] === '份' ? place + 2 : place + 1;
  return withModifier(text, { start, end, date: month }, MONTH_MODIFIERS);
}

function readDay(text: string, start: number, numeral: Numeral, place: number, known: PartialDate): DateRead | null {
  if (!small(numeral, LIMITS.day)) return null;
  const next = text[place + 1] ?? '。';
  if (text[place] === '日' ? NOT_DAY.includes(next) : NUMBERED.includes(next)) return null;
  if (known.month === undefined && text[place] !== '日' && !isDayOfMonth(text, start, place)) return null;
  if (known.month === undefined && !numeral.hasArabic && numeral.end - numeral.start === 1) return null;
  if (known.month === undefined && /(?:为期|历时|连续|用时|共|第|每|长达|这|近)$/.test(text.slice(Math.max(0, start - 2), start))) return null;
  return { start, end: place + 1, date: { ...known, day: numeral.value } };
}

/** 15号 alone is a day where a date can stand, else the number of a player, a room, a bill. */
function isDayOfMonth(text: string, start: number, place: number): boolean {
  const before = text.charAt(skipSpace(text, start - 1) < start ? start - 1 : start - 2) || '，';
  const after = text.charAt(place + 1) || '，';
  return '，。；：、！？（“”月在于从至到自是周上下这每前定'.includes(before) && !isArabicAt(text, start - 1) || '上下晚早中凌之前后起至到开召举以当'.includes(after) || ('，。；、）'.includes(after) && !isHanAt(text, start - 1));
}

function withModifier(text: string, read: DateRead, modifiers: readonly string[]): DateRead {
  const at = skipSpace(text, read.end);
  if (modifiers === YEAR_MODIFIERS && SEASONS.includes(text[at] ?? '。') && !isHanAt(text, at + 1)) return { ...read, end: at + 1, modifier: text[at] };
  const modifier = modifiers.find((word) => text.startsWith(word, at));
  if (modifier === undefined) return read;
  const end = at + modifier.length;
  if (modifier === '中' && (AFTER_MIDDLE.includes(text[end] ?? '。') || (modifiers === YEAR_MODIFIERS && isHanAt(text, end)))) return read;
  if ((modifier === '初' || modifier === '末' || modifier === '底') && '中级步心次始端线代下子薄牌'.includes(text[end] ?? '。')) return read;
  return { ...read, end, modifier };
}

/** 2021-03-04, 2021/3/4, 2021.3.4, and 2021-03; nothing that goes on with digits or marks. */
function readDigits(text: string, start: number): DateRead | null {
  const match = /^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?![-/.]?\d)/.exec(text.slice(start, start + 12));
  if (!match) return readSlashed(text, start);
  const [whole, year, mark, month, day] = match as unknown as [string, string, string, string, string | undefined];
  const date = { year: Number(year), month: Number(month), ...(day === undefined ? {} : { day: Number(day) }) };
  if (date.year < 1000 || date.year > 2999 || date.month < 1 || date.month > LIMITS.month) return null;
  const shortForm = mark === '-' ? month.length === 2 : mark === '/' && (month.length === 1 || month.startsWith('0'));
  if (day === undefined ? !shortForm || date.year < 1900 || date.year > 2100 : Number(day) < 1 || Number(day) > LIMITS.day) return null;
  if ('年月人元亩家个'.includes(text[start + whole.length] ?? '。') && day === undefined) return null;
  return { start, end: start + whole.length, date };
}

/**
 * 12/25/2019, 25/12/2019, 12/2019: month and day in either order, as the one above 12 tells. 03/05/2019 may be either: the
 * year is what is known of it.
 */
function readSlashed(text: string, start: number): DateRead | null {
  const match = /^(\d{1,2})\/(?:(\d{1,2})\/)?(\d{4})(?![/\d])/.exec(text.slice(start, start + 11));
  if (!match || text[start - 1] === '/') return null;
  const [whole, first, second, last] = match as unknown as [string, string, string | undefined, string];
  const [year, one, other] = [Number(last), Number(first), Number(second ?? 1)];
  const end = start + whole.length;
  if (year < 1900 || year > 2100 || Math.min(one, other) < 1 || Math.max(one, other) > LIMITS.day) return null;
  if (second === undefined) return first.length === 2 && one <= LIMITS.month ? { start, end, date: { year, month: one } } : null;
  if (Math.min(one, other) > LIMITS.month) return null;
  if (Math.max(one, other) <= LIMITS.month && one !== other) return { start, end, date: { year }, ambiguous: true };
  return { start, end, date: { year, month: Math.min(one, other), day: Math.max(one, other) } };
}

/** 五六月, 七八月份: a pair of months. */
function readMonthPair(text: string, start: number, known: PartialDate): { left: DateRead; right: DateRead } | null {
  const numeral = wholeNumber(text, start);
  if (numeral?.high === undefined || numeral.hasArabic || numeral.value < 1 || numeral.high > LIMITS.month) return null;
  if (text[numeral.end] !== '月' || NOT_MONTH.includes(text[numeral.end + 1] ?? '。')) return null;
  const end = numeral.end + (text[numeral.end + 1] === '份' ? 2 : 1);
  return { left: { start, end, date: { ...known, month: numeral.value } }, right: { start, end, date: { ...known, month: numeral.high } } };
}

/** 1至7月, 2021—2025年, 3-5日, 3、4月: the unit stands on the right side only. */
function readOpenLeft(text: string, start: number): { left: DateRead; right: DateRead } | null {
  const numeral = wholeNumber(text, start);
  if (!numeral || numeral.high !== undefined) return null;
  const beyond = afterRangeMark(text, numeral.end);
  const right = readWritten(text, beyond < 0 ? lastOfList(text, numeral) : beyond);
  if (!right) return null;
  const { year, month, day } = right.date;
  let date: PartialDate;
  if (year !== undefined) {
    if (numeral.sequence?.length !== 4 || month !== undefined) return null;
    date = { year: numeral.value };
  } else if (month !== undefined) {
    if (!small(numeral, LIMITS.month) || day !== undefined) return null;
    date = { month: numeral.value };
  } else {
    if (!small(numeral, LIMITS.day)) return null;
    date = { day: numeral.value };
  }
  return { left: { start, end: numeral.end, date }, right };
}

const LONGEST_LIST = 12;

/** Where the last numeral of 5、6、7月 stands, each one more than the one before it; -1 where there is no such list. */
function lastOfList(text: string, first: Numeral): number {
  let last = first;
  for (let count = 1; count < LONGEST_LIST && text[last.end] === '、' && isNumeralAt(text, last.end + 1); count++) {
    const next = wholeNumber(text, last.end + 1);
    if (next?.value !== last.value + 1 || next.hasArabic !== first.hasArabic) break;
    last = next;
  }
  return last === first ? -1 : last.start;
}

/** Reads 元月, 元月5日 and the first year of an era (贞观元年), where 元 stands at `at`. */
export function readFirstOf(text: string, at: number, floor: number): NumberMention | null {
  const next = text[at + 1];
  if (next === '月') return '单公美日欧每'.includes(text.charAt(at - 1) || '，') ? null : readDate(text, at, floor);
  const era = next === '年' && at - 2 >= floor ? ERAS[text.slice(at - 2, at)] : undefined;
  return era === undefined ? null : { start: at - 2, end: at + 2, kind: 'date', value: isoDate({ year: era }) };
}

/** Joins two dates to a range; what the right one leaves out comes from the left. Null where they do not go together. */
function join(left: DateRead, right: DateRead): NumberMention | null {
  const from = left.date;
  const to = right.date;
  if (to.year !== undefined && from.year === undefined) return null;
  if (to.month !== undefined && from.month === undefined && to.year === undefined) return null;
  if (to.year === undefined && to.month === undefined && from.day === undefined) return null;
  const max = to.year !== undefined ? to : to.month !== undefined ? { ...pick(from, 'year'), ...to } : { ...pick(from, 'year'), ...pick(from, 'month'), ...to };
  const modifier = right.modifier ?? left.modifier;
  return { start: left.start, end: right.end, kind: 'date', min: isoDate(from), max: isoDate(max), ...(modifier ? { modifier } : {}) };
}

function pick(date: PartialDate, key: 'year' | 'month'): PartialDate {
  return date[key] === undefined ? {} : { [key]: date[key] };
}

/** Reads the date or range of dates that starts at `start`, with partial ones (9月, 7日, 2021年底); 公元 before it is taken in. */
export function readDate(text: string, start: number, floor = start): NumberMention | null {
  let read = readDateFrom(text, start);
  if (!read) return null;
  if (typeof read.value === 'string' && read.modifier === undefined && !read.unresolved) read = withSide(text, read, read.value);
  const era = ['公元前', '公元', ...(read.min ?? read.value)?.toString().startsWith('-0') ? ['前'] : [], text.slice(Math.max(0, start - 2), start)].find((word) =>
    (word.startsWith('公元') || word === '前' || word in ERAS) && start - word.length >= floor && text.startsWith(word, start - word.length));
  return era === undefined ? read : { ...read, start: start - era.length };
}

const SIDE_STARTS = '前左以之后';
const SIDES: readonly (readonly [word: string, unless: string, bound: 'min' | 'max' | 'about'])[] = [
  ['前后', '', 'about'], ['前後', '', 'about'], ['左右', '', 'about'],
  ['以前', '', 'max'], ['之前', '', 'max'], ['前', '往来来进進沿夕途台款期任述提总', 'max'],
  ['以来', '', 'min'], ['以來', '', 'min'], ['以后', '', 'min'], ['之后', '', 'min'], ['后', '半期来勤面卫续备代', 'min'],
];

/** 2025年前, 3月以来: the date is a bound, which the modifier says; 2020年前后: about then. */
function withSide(text: string, read: NumberMention, value: string): NumberMention {
  if (!SIDE_STARTS.includes(text[read.end] ?? '。')) return read;
  const [word, unless, bound] = SIDES.find(([one]) => text.startsWith(one, read.end)) ?? [];
  if (word === undefined || bound === undefined) return read;
  const end = read.end + word.length;
  if (bound === 'about') return { ...read, end, approx: true };
  if (unless !== undefined && (unless.includes(text[end] ?? '。') || (unless !== '' && isNumeralAt(text, end)))) return read;
  return { ...read, [bound]: value, modifier: word };
}

/** （1893—1976）: the years of a life or a reign, in brackets. */
function readYears(text: string, start: number): NumberMention | null {
  if (!'（('.includes(text.charAt(start - 1) || '，')) return null;
  const match = /^(\d{4})[-－–—~～至](\d{4})[）)]/.exec(text.slice(start, start + 10));
  if (!match) return null;
  const [, min, max] = match as unknown as [string, string, string];
  return min >= '1000' && max < '2100' && min < max ? { start, end: start + 9, kind: 'date', min, max } : null;
}

function readOneDate(text: string, start: number): DateRead | null {
  return (isArabicAt(text, start) ? readDigits(text, start) : null) ?? readWritten(text, start);
}

function readDateFrom(text: string, start: number): NumberMention | null {
  const years = readYears(text, start);
  if (years) return years;
  const left = readOneDate(text, start);
  if (!left) {
    const pair = readMonthPair(text, start, {});
    if (pair) return join(pair.left, pair.right);
    const open = readOpenLeft(text, start);
    return open && join(open.left, open.right);
  }
  const months = left.date.year === undefined || left.date.month !== undefined || left.modifier !== undefined ? undefined : firstMonthsAt(text, left.end);
  if (months) return { start, end: months.end, kind: 'date', value: isoDate(left.date), ...firstMonths(left.date, months.count), modifier: text.slice(left.end, months.end) };
  if (left.date.year !== undefined && left.date.month === undefined && left.date.week === undefined && left.modifier === undefined && !left.ambiguous) {
    const monthStart = skipSpace(text, left.end);
    const months = readMonthPair(text, monthStart, left.date) ?? readOpenLeft(text, monthStart);
    const month = months?.left.date.day === undefined ? months?.left.date.month : undefined;
    const range = months && month !== undefined && join({ ...left, date: { year: left.date.year, month } }, months.right);
    if (range) return range;
  }
  const days = left.date.month !== undefined && left.date.day === undefined ? readOpenLeft(text, skipSpace(text, left.end)) : null;
  if (days?.left.date.day !== undefined) {
    const range = join({ ...left, date: { ...left.date, day: days.left.date.day } }, days.right);
    if (range) return range;
  }
  const mark = afterRangeMark(text, left.end);
  if (mark >= 0) {
    const beyond = mark + (text.startsWith('公元', mark) ? (text[mark + 2] === '前' ? 3 : 2) : 0);
    const right = readOneDate(text, beyond);
    const range = right && join(left, right);
    if (range) return range;
  }
  const fields: NumberFields = { value: isoDate(left.date), ...periodEnds(left.date, left.modifier), ...(left.modifier ? { modifier: left.modifier } : {}), ...(left.ambiguous ? { unresolved: true } : {}) };
  return { start: left.start, end: left.end, kind: 'date', ...fields };
}
