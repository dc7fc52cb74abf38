import { BEFORE, BEFORE_BARE, type Approximator, approximatorBefore } from './approximators';
import { ROLE, ROLE_OF, isHanAt, isNumeralAt, isSpaceAt, skipSpace } from './characters';
import { isConvincing } from './evidence';
import { readDate, readFirstOf } from './dates';
import { readEra } from './eras';
import { fixedWordEnd } from './fixedWords';
import { asDimension, withLeadingPoint, withPlus } from './marks';
import { readHalf, readOneHalf } from './halves';
import { readHoliday } from './holidays';
import { readLunarDate, withLunarDay } from './lunarDates';
import type { CalendarDay, NumberMention, NumberOptions } from './mention';
import { addressEnd, identifierEnd, listMarkerEnd, parallelEnd, sloganEnd } from './notNumbers';
import { type Quantity, boundFields, readQuantity } from './quantities';
import { type Numeral, readNumeral } from './numeral';
import { readOrdinal } from './ordinals';
import { agoFrom, isRelativeBefore, readPeriod, readRelativeDate } from './relativeDates';
import { readShortTime, readTime } from './times';
import { CURRENCY_SIGNS } from './unitTables';

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
    const step = readAt(text, at, floor, role, options);
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

interface Step {
  readonly next: number;
  readonly mention?: NumberMention;
}

function readAt(text: string, at: number, floor: number, role: number, options: NumberOptions): Step {
  if (role === ROLE.relative) {
    const date = readRelativeDate(text, at, options.today) ?? readHoliday(text, at) ?? readPeriod(text, at);
    return date ? { next: date.end, mention: date } : { next: at + 1 };
  }
  if (role === ROLE.lunar) {
    const lunar = text[at] === '元' ? readFirstOf(text, at, floor) ?? (options.today || options.relativeDates ? readHoliday(text, at) : null) : readLunarDate(text, at, floor);
    return lunar ? { next: lunar.end, mention: lunar } : { next: at + 1 };
  }
  const half = readOneHalf(text, at, floor);
  if (half) return { next: half.end, mention: half };
  if (text[at - 1] === '差' && at > floor) {
    const missing = readShortTime(text, at, floor);
    if (missing) return { next: missing.end, mention: missing };
  }
  const skipped = Math.max(fixedWordEnd(text, at, floor), listMarkerEnd(text, at), identifierEnd(text, at), sloganEnd(text, at), parallelEnd(text, at), addressEnd(text, at));
  if (skipped > at) return { next: skipped };
  if (role === ROLE.ordinal) {
    const ordinal = readOrdinal(text, at, floor, options);
    return ordinal ? { next: ordinal.end, mention: ordinal } : { next: at + 1 };
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
  return { next: mention.end, mention };
}

/** Marks behind a numeral that a date or a time of day can go on with. */
const CALENDAR_MARKS = '年月日号號世点點时時:：∶-－–—─~～∼〜至到−/.、';

/** A date or time of day that begins with the numeral. */
function readCalendar(text: string, at: number, floor: number, numeral: Numeral): NumberMention | null {
  const place = skipSpace(text, numeral.end);
  const mark = text[place] ?? '';
  const newYear = text[at - 1] === '年' && at - 2 >= floor && text[at - 2] === '大';
  if (!newYear && !numeral.decimal && (mark === '' || !CALENDAR_MARKS.includes(mark))) return null;
  const paired = numeral.value < 100 && '、到至-—'.includes(mark || '。');
  return (mark === '月' || newYear ? readLunarDate(text, at, floor) : null)
    ?? (mark === '世' || text[place + 1] === '代' || paired ? readEra(text, at, floor) : null)
    ?? (mark === '、' ? null : readWrittenDate(text, at, floor) ?? readTime(text, at, floor, numeral));
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

/** Takes in what stands before the quantity: its sign, a currency sign, an approximator. */
function withFront(text: string, quantity: Quantity, sign: number, floor: number): NumberMention {
  let mention: NumberMention = { start: sign, end: quantity.end, kind: quantity.kind, ...quantity.fields };
  const currency = currencyBefore(text, sign, floor);
  if (currency && quantity.unit?.word === '起') {
    // ￥1280起: from this price on, no count of cases
    const { unit: _case, ...rest } = mention;
    mention = { ...rest, end: mention.end - 1 };
  }
  if (currency && (mention.unit === undefined || (quantity.unit?.kind === 'money' && currency.sign !== '人民币'))) {
    const { value } = mention;
    mention = {
      ...mention, kind: 'money', start: currency.start, unit: mention.unit ?? currency.sign,
      ...(mention.canonicalUnit === undefined && typeof value === 'number' ? { canonicalUnit: currency.code, canonicalValue: value } : {}),
    };
  }
  const scale = temperatureScale(text, mention, quantity, floor);
  if (scale) mention = { ...mention, ...scale };
  const before = frontApproximator(text, mention, quantity, floor);
  if (!before) return mention;
  const { value } = mention;
  return {
    ...mention,
    start: before.word.detached === true ? mention.start : before.start,
    ...(typeof value === 'number' ? boundFields(before.word.bound, value) : {}),
    approx: true,
  };
}

const SIGN_ENDS = new Set(CURRENCY_SIGNS.map(([sign]) => sign.charCodeAt(sign.length - 1)));

/** Words that make 度 a degree of temperature. */
const WARMTH = /(?:气温|氣溫|体温|體溫|水温|室温|温度|溫度|高温|低温|降温|升温)[^，。；！？\d]{0,5}$/;

/** 华氏100度, 摄氏20度: the scale stands in front of the number. */
function temperatureScale(text: string, mention: NumberMention, quantity: Quantity, floor: number): { start: number; canonicalUnit: string; canonicalValue?: number } | null {
  const start = mention.start - 2;
  if (quantity.unit?.word !== '度') return null;
  if (text.startsWith('零下', mention.start) || WARMTH.test(text.slice(Math.max(floor, mention.start - 8), mention.start))) {
    return { start: mention.start, canonicalUnit: '℃', ...(typeof mention.value === 'number' ? { canonicalValue: mention.value } : {}) };
  }
  if (start < floor) return null;
  const celsius = text.startsWith('摄氏', start);
  if (!celsius && !text.startsWith('华氏', start)) return null;
  const { value } = mention;
  if (typeof value !== 'number') return { start, canonicalUnit: '℃' };
  return { start, canonicalUnit: '℃', canonicalValue: celsius ? value : Number(((value - 32) / 1.8).toPrecision(12)) };
}

function currencyBefore(text: string, end: number, floor: number): { start: number; sign: string; code: string } | null {
  const stop = isSpaceAt(text, end - 1) ? end - 1 : end;
  if (stop === 0 || !SIGN_ENDS.has(text.charCodeAt(stop - 1))) return null;
  let best: { start: number; sign: string; code: string } | null = null;
  for (const [sign, code] of CURRENCY_SIGNS) {
    const start = stop - sign.length;
    if (start >= floor && text.startsWith(sign, start) && (!best || start < best.start)) best = { start, sign, code };
  }
  return best;
}

/** 近三年 is the last three years; 已近三年, 用了近三年 say how long. */
function isRecent(text: string, at: number, mention: NumberMention, quantity: Quantity): boolean {
  if (mention.kind !== 'duration' || (quantity.unit?.canonical === 's' && !'天周'.includes(quantity.unit.word))) return false;
  return !'已有了过达用历经长时续'.includes(text.charAt(at - 1) || '，');
}

function frontApproximator(text: string, mention: NumberMention, quantity: Quantity, floor: number): { start: number; word: Approximator } | null {
  const end = isSpaceAt(text, mention.start - 1) ? mention.start - 1 : mention.start;
  if (quantity.numeral.bare && mention.start === quantity.start) {
    const bare = approximatorBefore(text, end, floor, BEFORE_BARE);
    if (bare) return { start: end - bare.word.length, word: bare };
  }
  const word = approximatorBefore(text, end, floor, BEFORE);
  if (!word) return null;
  if (word.word === '近' && isRecent(text, end - 1, mention, quantity)) return null;
  if (isNumeralAt(text, end - word.word.length - 1) && word.word.length === 1) return null;
  return { start: end - word.word.length, word };
}
