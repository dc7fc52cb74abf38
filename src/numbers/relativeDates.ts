import { addDays, weekday } from './calendar';
import { isArabicAt, isNumeralAt, skipSpace } from './characters';
import { MONTH_MODIFIERS, YEAR_MODIFIERS } from './dateWords';
import { readDate } from './dates';
import { holidayAt } from './holidays';
import { isoDate } from './isoDate';
import { firstMonths, firstMonthsAt, periodEnds } from './periods';
import { afterRangeMark } from './quantities';
import type { CalendarDay, NumberMention } from './mention';
import { inBothScripts } from './traditional';
import { WordTrie } from '../page/wordTrie';

type Step = 'day' | 'week' | 'month' | 'quarter' | 'year';

interface RelativeWord {
  readonly word: string;
  readonly step: Step;
  readonly offset: number;
}

const TABLE: Readonly<Record<Step, string>> = {
  day: '大前天-3 前天-2 前日-2 昨天-1 昨日-1 今天0 今日0 明天1 明日1 后天2 大后天3 昨晚-1 今晚0 明晚1 今早0 昨夜-1 今夜0',
  week: '上上周-2 上周-1 上星期-1 上个星期-1 上礼拜-1 上个礼拜-1 本周0 这周0 本星期0 这个星期0 这星期0 下周1 下星期1 下个星期1 下礼拜1 下下周2 上个周-1 这个周0 下个周1 周0 星期0 礼拜0',
  quarter: '上季度-1 上个季度-1 本季度0 这个季度0 下季度1 下个季度1',
  month: '上上个月-2 上上月-2 下下个月2 下下月2 上月-1 上个月-1 本月0 这个月0 当月0 下月1 下个月1',
  year: '大前年-3 大后年3 前年-2 去年-1 上年-1 上一年-1 今年0 本年0 本年度0 明年1 来年1 次年1 后年2',
};

const WORDS = new WordTrie<RelativeWord>();
for (const step of Object.keys(TABLE) as Step[]) {
  for (const entry of TABLE[step].split(' ')) {
    const [, word, offset] = /^(\D+?)(-?\d)$/.exec(entry) as unknown as [string, string, string];
    for (const written of inBothScripts(word)) WORDS.add(written, { word: written, step, offset: Number(offset) });
  }
}

const BARE_WEEK = new Set(['周', '星期', '礼拜'].flatMap(inBothScripts));
const WEEKDAYS = '一二三四五六日天';
const NOT_AFTER_DAY = /^(?:头条|日报|晚报|说法|天气|之子)/;

/**
 * Reads a date that is said from the page's day: 昨日, 上周三, 去年11月, 今年1至7月, 本月20日. With `today` it is resolved;
 * without, what is known stays and `unresolved` is set.
 */
export function readRelativeDate(text: string, at: number, today: CalendarDay | undefined): NumberMention | null {
  const found = WORDS.longest(text, at);
  if (!found) return null;
  const end = at + found.word.length;
  if (found.step === 'week') return readWeek(text, at, end, found, today);
  if (found.step === 'quarter') return readQuarter(at, end, found.offset, today);
  if (found.step === 'day') {
    if (NOT_AFTER_DAY.test(text.slice(end, end + 2))) return null;
    return mention(at, end, today && isoDate(addDays(today, found.offset)));
  }
  const base = today && shifted(today, found.step, found.offset);
  const holiday = found.step === 'year' ? holidayAt(text, end, base?.year) : undefined;
  if (holiday) {
    const { word, date, modifier } = holiday;
    return { start: at, end: end + word.length, kind: 'date', value: isoDate(date), ...(modifier === undefined ? {} : { modifier }), ...(base ? {} : { unresolved: true as const }) };
  }
  const months = found.step === 'year' ? firstMonthsAt(text, end) : undefined;
  if (months) return { ...mention(at, months.end, base && isoDate(base)), ...firstMonths(base, months.count), modifier: text.slice(end, months.end) };
  const rest = restAfter(text, skipSpace(text, end), found.step);
  const modifiers = found.step === 'year' ? YEAR_MODIFIERS : MONTH_MODIFIERS;
  if (!rest) {
    const modifier = modifiers.find((word) => text.startsWith(word, end));
    return { ...mention(at, end + (modifier?.length ?? 0), base && isoDate(base)), ...periodEnds(base ?? {}, modifier), ...(modifier === undefined ? {} : { modifier }) };
  }
  const resolve = (part: number | string | undefined): string | undefined =>
    typeof part === 'string' ? (base ? isoDate(base) + part.slice(found.step === 'year' ? 1 : 2) : part) : undefined;
  const { value, min, max } = rest;
  return {
    ...rest, start: at,
    ...(min === undefined ? {} : { min: resolve(min)! }),
    ...(max === undefined ? {} : { max: resolve(max)! }),
    ...(value === undefined ? {} : { value: resolve(value)! }),
    ...(base ? {} : { unresolved: true as const }),
  };
}

/** A month after a year word, a day after a month word. */
function restAfter(text: string, at: number, step: Step): NumberMention | null {
  if (!isNumeralAt(text, at) || (!isArabicAt(text, at) && !'一二三四五六七八九十廿'.includes(text[at]))) return null;
  const rest = readDate(text, at);
  const known = rest?.value ?? rest?.min;
  if (typeof known !== 'string') return null;
  if (step === 'year' ? !/^--\d/.test(known) : !known.startsWith('---')) return null;
  return rest;
}

function mention(start: number, end: number, value: string | undefined): NumberMention {
  return { start, end, kind: 'date', ...(value === undefined ? { unresolved: true as const } : { value }) };
}

function shifted(today: CalendarDay, step: Step, offset: number): { year: number; month?: number } {
  if (step === 'year') return { year: today.year + offset };
  const months = today.year * 12 + today.month - 1 + offset;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

/** 上季度, 本季度: three months counted from the page's day. */
function readQuarter(start: number, end: number, offset: number, today: CalendarDay | undefined): NumberMention {
  if (!today) return mention(start, end, undefined);
  const first = shifted({ ...today, month: today.month - ((today.month - 1) % 3) }, 'month', 3 * offset);
  return { start, end, kind: 'date', min: isoDate(first), max: isoDate({ year: first.year, month: first.month! + 2 }) };
}

/** A day of the week, or the week as its Monday and Sunday. */
function readWeek(text: string, start: number, end: number, found: RelativeWord, today: CalendarDay | undefined): NumberMention | null {
  const index = WEEKDAYS.indexOf(text[end] ?? '。');
  const bare = BARE_WEEK.has(found.word);
  const every = bare && (text[start - 1] === '每' || text.startsWith('每个', start - 2)); // each Monday, none of them
  const monday = today && !every ? addDays(today, 1 - weekday(today) + 7 * found.offset) : undefined;
  if (index >= 0 && !(text[end] === '一' && '个個'.includes(text[end + 1] ?? '。')) && !/^[一二三四五六日天][年个次代世游刊报岁气空]/.test(text.slice(end, end + 2))) {
    const first = mention(start, end + 1, monday && isoDate(addDays(monday, Math.min(index, 6))));
    return readWeekdays(text, first, bare, monday) ?? first;
  }
  if (text.startsWith('末', end) && found.word.endsWith('周') && !bare) {
    return monday ? { start, end: end + 1, kind: 'date', min: isoDate(addDays(monday, 5)), max: isoDate(addDays(monday, 6)) } : mention(start, end + 1, undefined);
  }
  if (bare) return null;
  return monday ? { start, end, kind: 'date', min: isoDate(monday), max: isoDate(addDays(monday, 6)) } : mention(start, end, undefined);
}

/** 周一到周五: the second day is of the same week. */
function readWeekdays(text: string, first: NumberMention, bare: boolean, monday: CalendarDay | undefined): NumberMention | null {
  const beyond = afterRangeMark(text, first.end);
  if (beyond < 0) return null;
  const word = [...BARE_WEEK].find((one) => text.startsWith(one, beyond));
  const at = beyond + (word?.length ?? 0);
  const index = WEEKDAYS.indexOf(text[at] ?? '。');
  if (index < 0 || (word === undefined && (!bare || isNumeralAt(text, at + 1)))) return null;
  if (!monday) return { start: first.start, end: at + 1, kind: 'date', unresolved: true };
  const last = isoDate(addDays(monday, Math.min(index, 6)));
  return String(first.value) < last ? { start: first.start, end: at + 1, kind: 'date', min: first.value!, max: last } : null;
}

const PERIODS = new WordTrie<string>();
for (const word of '上半年 下半年 年底 年初 年末 月底 月初 月末'.split(' ')) PERIODS.add(word, word);
/** 每年年底, 三年初, 多年末: no one year or month is meant, or 年 belongs to the word before. */
const NOT_BEFORE_PERIOD = '每多几数近全学幼晚早青成少中老半周历同往常昔个满整本这那上下前后过元正腊冬';

/** 上半年, 年底, 月底 without a year or month: which one is meant nothing says, so only the modifier is known. */
export function readPeriod(text: string, at: number): NumberMention | null {
  const word = PERIODS.longest(text, at);
  if (word === undefined || isNumeralAt(text, at - 1) || /^初[一二三四五六七八九十](?![直定般样度])/.test(text.slice(at + 1, at + 4))) return null;
  const before = text.charAt(at - 1) || '，';
  const firstOfTwo = '年月'.includes(before) && '年月'.includes(word[0]);
  if (NOT_BEFORE_PERIOD.includes(before) || firstOfTwo || '次薪级心中步代'.includes(text.charAt(at + word.length) || '。')) return null;
  return { start: at, end: at + word.length, kind: 'date', ...periodEnds({}, word), modifier: word, unresolved: true };
}

const CLAUSE_START = '，。；：、！？“‘（(';
const AGO = ['以前', '之前', '前', '以后', '之后', '后'].flatMap(inBothScripts);
const DAY = 86400;

/**
 * 三天前, 两年前 at the start of a clause are counted from the page's day; inside one they may be counted from anything,
 * and stay lengths of time, as 三天后 does unless nothing else stands there.
 */
export function agoFrom(text: string, length: NumberMention, today: CalendarDay): NumberMention {
  const { value, start, canonicalUnit, canonicalValue } = length;
  const word = AGO.find((one) => text.startsWith(one, length.end));
  if (word === undefined || typeof value !== 'number' || !Number.isInteger(value) || length.approx || canonicalValue === undefined) return length;
  const end = length.end + word.length;
  const ago = word.endsWith('前');
  const alone = start === 0 && end === text.length;
  if (!alone && !(ago && (start === 0 || CLAUSE_START.includes(text[start - 1])))) return length;
  const steps = ago ? -canonicalValue : canonicalValue;
  if (canonicalUnit === 's') return steps % DAY === 0 ? { start, end, kind: 'date', value: isoDate(addDays(today, steps / DAY)) } : length;
  const { year, month } = shifted(today, 'month', steps);
  return { start, end, kind: 'date', value: isoDate(steps % 12 === 0 || month === undefined ? { year } : { year, month }) };
}

/** Words with which 去年11月 or 上月20日 begin. */
const BASES = ['去年', '今年', '明年', '前年', '上年', '当年', '同年', '次年', '来年', '本年', '后年', '上月', '本月', '下月', '当月', '上个月', '下个月', '这个月'].flatMap(inBothScripts);

/** Whether a month or day of unknown year stands behind a relative word. */
export function isRelativeBefore(text: string, { start, value, min }: NumberMention, floor: number): boolean {
  if (!String(value ?? min).startsWith('--')) return false;
  const end = text[start - 1] === ' ' ? start - 1 : start;
  return BASES.some((word) => end - word.length >= floor && text.startsWith(word, end - word.length));
}
