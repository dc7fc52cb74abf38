import type { NumberFields } from '../annotations/model';
import { daysInMonth } from './calendar';
import { isNumeralAt } from './characters';
import { isoDate } from './isoDate';
import type { NumberMention } from './mention';
import { readNumeral } from './numeral';

const HALF_YEARS: Readonly<Record<string, readonly [number, number]>> = { 上半年: [1, 6], 下半年: [7, 12], 前两季度: [1, 6], 前三季度: [1, 9], 前3季度: [1, 9], H1: [1, 6], H2: [7, 12] };
const THIRDS: Readonly<Record<string, readonly [number, number]>> = { 上旬: [1, 10], 中旬: [11, 20], 上中旬: [1, 20], 中下旬: [11, 31], 下旬: [21, 31] };
const QUARTER = /^(?:第?([一二三四1-4])季度|Q([1-4]))$/;

function monthsOf(modifier: string): readonly [number, number] | undefined {
  const found = QUARTER.exec(modifier);
  const quarter = found?.[1] ?? found?.[2];
  if (quarter === undefined) return HALF_YEARS[modifier];
  const number = '一二三四'.includes(quarter) ? '一二三四'.indexOf(quarter) + 1 : Number(quarter);
  return [3 * number - 2, 3 * number];
}

/** The first and last month of 三季度 or 上半年, the first and last day of 上旬, as `min` and `max`; empty for other modifiers. */
export function periodEnds({ year, month, day }: { readonly year?: number; readonly month?: number; readonly day?: number }, modifier: string | undefined): NumberFields {
  if (modifier === undefined || day !== undefined) return {};
  const known = year === undefined ? {} : { year };
  if (month !== undefined) {
    const days = THIRDS[modifier] as readonly [number, number] | undefined;
    return days ? { min: isoDate({ ...known, month, day: days[0] }), max: isoDate({ ...known, month, day: Math.min(days[1], daysInMonth(month, year)) }) } : {};
  }
  const months = monthsOf(modifier);
  return months ? { min: isoDate({ ...known, month: months[0] }), max: isoDate({ ...known, month: months[1] }) } : {};
}

/** 前10个月, 头三个月 behind a year. `at` is that of 前 or 头. */
export function firstMonthsAt(text: string, at: number): { readonly count: number; readonly end: number } | undefined {
  if (!'前头頭'.includes(text[at] ?? '。')) return undefined;
  const numeral = isNumeralAt(text, at + 1) ? readNumeral(text, at + 1) : null;
  if (!numeral || numeral.decimal || numeral.approx || numeral.high !== undefined || numeral.value < 1 || numeral.value > 12) return undefined;
  return text.startsWith('个月', numeral.end) || text.startsWith('個月', numeral.end) ? { count: numeral.value, end: numeral.end + 2 } : undefined;
}

/** The first and the last of the first months of a year, as `min` and `max`. */
export function firstMonths(known: { readonly year?: number } | undefined, count: number): NumberFields {
  const year = known?.year === undefined ? {} : { year: known.year };
  return { min: isoDate({ ...year, month: 1 }), max: isoDate({ ...year, month: count }) };
}

/** 第一季度, 三季度, 前三季度 without a year: months of a year that nothing tells. Other mentions stay as they are. */
export function asQuarter(text: string, mention: NumberMention, floor: number): NumberMention {
  const { unit, value, min, max } = mention;
  if (unit !== '季度' || mention.kind !== 'ordinal') return mention;
  const [first, last] = [value ?? min, value ?? max];
  if (typeof first !== 'number' || typeof last !== 'number' || first < 1 || last > 4) return mention;
  const upTo = mention.start > floor && text[mention.start - 1] === '前' && text[mention.start] !== '第' && first > 1 && first === last;
  const start = upTo ? mention.start - 1 : mention.start;
  const end = '初末底'.includes(text[mention.end] ?? '。') ? mention.end + 1 : mention.end;
  return {
    start, end, kind: 'date', modifier: text.slice(start, end),
    min: isoDate({ month: upTo ? 1 : 3 * first - 2 }), max: isoDate({ month: 3 * last }),
  };
}
