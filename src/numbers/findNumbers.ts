import { ROLE, ROLE_OF, isHanAt, skipSpace } from './characters';
import { isConvincing } from './evidence';
import { readDate, readFirstOf } from './dates';
import { readEra, readNamedCentury } from './eras';
import { fixedWordEnd } from './fixedWords';
import { asDimension, withLeadingPoint, withPlus } from './marks';
import { withFront } from './front';
import { readHalf, readOneHalf } from './halves';
import { readHoliday } from './holidays';
import { readLunarDate, withLunarDay } from './lunarDates';
import type { CalendarDay, NumberMention, NumberOptions } from './mention';
import { addressEnd, identifierEnd, listMarkerEnd, parallelEnd, sloganEnd } from './notNumbers';
import { readQuantity } from './quantities';
import { type Numeral, readNumeral } from './numeral';
import { asQuarter } from './periods';
import { readOrdinal } from './ordinals';
import { agoFrom, isRelativeBefore, readPeriod, readRelativeDate } from './relativeDates';
import { readShortTime, readTime } from './times';

export type { CalendarDay, NumberMention, NumberOptions } from './mention';

/**
 * Finds every number in `text`, one paragraph without line breaks, in one pass from left to right and in time linear in
 * its length. Offsets are UTF-16 code units of `text`; mentions come in order and do not overlap. The forms that are
 * understood stand in GRAMMAR.md. Never throws.
 */
export function findNumbers(text: string, options: NumberOptions = {}): NumberMention[] {
  const mentions: NumberMention[] = [];
  const relative = options.relativeDates ?? options.today !== undefined;
  let floor = 0;
  let at = 0;
  while (at < text.length) {
    const role = ROLE_OF[text.charCodeAt(at)];
    if (role === ROLE.none || (role === ROLE.relative && !relative)) {
      at++;
      continue;
    }
    const step = readAt(text, at, floor, role, options, relative);
    if (step.mention) {
      const mention = placedInTime(text, step.mention, options.today, relative, floor);
      mentions.push(mention);
      floor = mention.end;
    }
    at = Math.max(step.next, floor, at + 1);
  }
  return mentions;
}

/** What the day of the page adds: 三天前 is a date; the month of 去年11月 has no year where the page has no day. */
function placedInTime(text: string, mention: NumberMention, today: CalendarDay | undefined, relative: boolean, floor: number): NumberMention {
  if (mention.kind === 'duration') return today ? agoFrom(text, mention, today) : mention;
  if (relative || mention.kind !== 'date' || mention.unresolved || !isRelativeBefore(text, mention, floor)) return mention;
  return { ...mention, unresolved: true };
}

/** Numerals with which holidays begin: 五一劳动节, 七夕, 万圣节. */
const HOLIDAY_DIGITS = '三五六七八十万';

interface Step {
  readonly next: number;
  readonly mention?: NumberMention;
}

function readAt(text: string, at: number, floor: number, role: number, options: NumberOptions, relative: boolean): Step {
  if (role === ROLE.relative) {
    const date = readNamedCentury(text, at) ?? readRelativeDate(text, at, options.today) ?? readHoliday(text, at, options.today) ?? readPeriod(text, at);
    return date ? { next: date.end, mention: date } : { next: at + 1 };
  }
  if (role === ROLE.lunar) {
    const date = readOld(text, at, floor) ?? (relative ? readHoliday(text, at, options.today) : null);
    return date ? { next: date.end, mention: date } : { next: at + 1 };
  }
  const half = readOneHalf(text, at, floor);
  if (half) return { next: half.end, mention: half };
  if (text[at - 1] === '差' && at > floor) {
    const missing = readShortTime(text, at, floor);
    if (missing) return { next: missing.end, mention: missing };
  }
  const holiday = relative && HOLIDAY_DIGITS.includes(text[at]) ? readHoliday(text, at, options.today) : null;
  if (holiday) return { next: holiday.end, mention: holiday };
  const skipped = Math.max(fixedWordEnd(text, at, floor), listMarkerEnd(text, at), identifierEnd(text, at), sloganEnd(text, at), parallelEnd(text, at), addressEnd(text, at));
  if (skipped > at) return { next: skipped };
  if (role === ROLE.ordinal) {
    const ordinal = readOrdinal(text, at, floor, options);
    const mention = ordinal && asQuarter(text, ordinal, floor);
    return mention ? { next: mention.end, mention } : { next: at + 1 };
  }
  if (role === ROLE.half) {
    const part = readHalf(text, at);
    return part ? { next: part.end, mention: part } : { next: at + 1 };
  }
  const plain = readNumeral(text, at, options);
  if (!plain) return { next: at + 1 };
  if (plain.malformed) return { next: plain.end };
  const dated = readCalendar(text, at, floor, plain);
  if (dated) return { next: dated.end, mention: dated };
  const numeral = withLeadingPoint(text, plain, floor);
  const sign = signBefore(text, numeral.start, floor);
  const read = readQuantity(text, numeral.start, sign < numeral.start, options, numeral);
  if (!read) return { next: at + 1 };
  const quantity = asDimension(text, read, options);
  const mention = withPlus(text, withFront(text, quantity, sign, floor), quantity, floor);
  if (!isConvincing(text, quantity, mention, floor)) return { next: Math.max(quantity.numeral.end, at + 1) };
  return { next: mention.end, mention: asQuarter(text, mention, floor) };
}

/** A date of the old calendar, or 元月, 贞观元年. */
function readOld(text: string, at: number, floor: number): NumberMention | null {
  return text[at] === '元' ? readFirstOf(text, at, floor) : readLunarDate(text, at, floor);
}

/** Marks behind a numeral that a date or a time of day can go on with. */
const CALENDAR_MARKS = '年财学赛月日号號世点點时時:：∶-－–—─~～∼〜至到−/.、';

/** A date or time of day that begins with the numeral. */
function readCalendar(text: string, at: number, floor: number, numeral: Numeral): NumberMention | null {
  const place = skipSpace(text, numeral.end);
  const mark = text[place] ?? '';
  const newYear = text[at - 1] === '年' && at - 2 >= floor && text[at - 2] === '大';
  if (!newYear && !numeral.decimal && (mark === '' || !CALENDAR_MARKS.includes(mark))) return null;
  const paired = numeral.value < 100 && '、到至-—'.includes(mark || '。');
  return (mark === '月' || newYear ? readLunarDate(text, at, floor) : null)
    ?? (mark === '世' || text[place + 1] === '代' || paired ? readEra(text, at, floor) : null)
    ?? readWrittenDate(text, at, floor) ?? (mark === '、' ? null : readTime(text, at, floor, numeral));
}

function readWrittenDate(text: string, at: number, floor: number): NumberMention | null {
  const date = readDate(text, at, floor);
  return date && withLunarDay(text, date);
}

/** The offset of a minus, 负 or 零下 before `at`, or `at`. A hyphen after a letter or digit links, it is no sign. */
function signBefore(text: string, at: number, floor: number): number {
  const mark = text[at - 1] ?? '';
  if (at - 1 >= floor && mark !== '' && '-−－负負'.includes(mark)) {
    const before = text[at - 2] ?? '，';
    if (mark === '负' || mark === '負') return '正胜肩担欺抱自辜'.includes(before) ? at : at - 1;
    return isHanAt(text, at - 2) || !/[\w）)%％℃”]/.test(before) ? at - 1 : at;
  }
  if (at - 2 >= floor && text.startsWith('负的', at - 2)) return at - 2;
  return at - 2 >= floor && text.startsWith('零下', at - 2) ? at - 2 : at;
}
