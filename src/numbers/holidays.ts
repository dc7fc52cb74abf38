import { weekday } from './calendar';
import type { NumberMention } from './mention';
import { inBothScripts } from './traditional';
import { WordTrie } from './wordTrie';

/** A holiday that has its own day every year, of the new or the old calendar. */
export interface Holiday {
  readonly word: string;
  readonly month: number;
  readonly day: number;
  readonly lunar: boolean;
}

/** A holiday whose day changes with the year. */
interface MovingHoliday {
  readonly month: number;
  readonly dayIn: (year: number) => number | undefined;
}

/** 月-日: names; the second table counts in the old calendar. those whose day moves stand below. */
const NEW_CALENDAR = '1-1: 元旦节 元旦 2-14: 情人节 3-8: 妇女节 三八妇女节 国际妇女节 3-12: 植树节 5-1: 劳动节 五一劳动节 五一国际劳动节 国际劳动节 5-4: 青年节 五四青年节 '
  + '6-1: 儿童节 六一儿童节 国际儿童节 7-1: 建党节 8-1: 建军节 八一建军节 9-10: 教师节 10-1: 国庆节 国庆 12-24: 平安夜 12-25: 圣诞节 圣诞';
const OLD_CALENDAR = '1-1: 春节 1-15: 元宵节 元宵 5-5: 端午节 端午 7-7: 七夕节 七夕 7-15: 中元节 8-15: 中秋节 中秋 9-9: 重阳节 重阳 12-8: 腊八节 腊八';

const HOLIDAYS = new WordTrie<Holiday>();
for (const [table, lunar] of [[NEW_CALENDAR, false], [OLD_CALENDAR, true]] as const) {
  let date = '';
  for (const entry of table.split(' ')) {
    if (entry.endsWith(':')) {
      date = entry.slice(0, -1);
      continue;
    }
    const [month, day] = date.split('-').map(Number);
    for (const word of inBothScripts(entry)) HOLIDAYS.add(word, { word, month, day, lunar });
  }
}

/** The day of the nth weekday (1 Monday … 7 Sunday) of a month. */
function nth(count: number, day: number, month: number): MovingHoliday {
  return { month, dayIn: (year) => 1 + ((day - weekday({ year, month, day: 1 }) + 7) % 7) + 7 * (count - 1) };
}

/** 清明 by the usual formula for solar terms, which holds from 1901 to 2099. */
function pureBrightness(year: number): number | undefined {
  if (year < 1901 || year > 2099) return undefined;
  const ofCentury = year % 100;
  return Math.floor(ofCentury * 0.2422 + (year < 2000 ? 5.59 : 4.81)) - Math.floor(ofCentury / 4);
}

const CLEAR: MovingHoliday = { month: 4, dayIn: pureBrightness };
const MOVING: Readonly<Record<string, MovingHoliday>> = {
  清明节: CLEAR, 清明: CLEAR, 母亲节: nth(2, 7, 5), 父亲节: nth(3, 7, 6), 感恩节: nth(4, 4, 11),
};
const MOVING_WORDS = new WordTrie<{ word: string; holiday: MovingHoliday }>();
for (const [entry, holiday] of Object.entries(MOVING)) for (const word of inBothScripts(entry)) MOVING_WORDS.add(word, { word, holiday });

/**
 * A holiday of a year whose day has to be computed: 2021年清明 is 4 April. 除夕 keeps the year alone with itself as modifier:
 * it may be that of the old year that ends or of the one that begins.
 */
export function movingHolidayAt(text: string, at: number, year: number): { word: string; month?: number; day?: number; modifier?: string } | undefined {
  if (text.startsWith('除夕', at)) return { word: '除夕', modifier: '除夕' };
  const found = MOVING_WORDS.longest(text, at);
  if (!found) return undefined;
  const { word, holiday } = found;
  const day = holiday.dayIn(year);
  return { word, month: holiday.month, ...(day === undefined ? { modifier: word } : { day }) };
}

export function holidayAt(text: string, at: number): Holiday | undefined {
  return HOLIDAYS.longest(text, at);
}

/** 圣诞 and 元宵 name other things before these: 圣诞树, 元宵晚会 is still the day. */
const NOT_AFTER = '树老卡歌帽岛礼';

/** A holiday without a year as a date: 国庆节 is --10-01, 春节 the first day of the old year. */
export function readHoliday(text: string, at: number): NumberMention | null {
  const holiday = holidayAt(text, at);
  if (!holiday || NOT_AFTER.includes(text.charAt(at + holiday.word.length) || '。')) return null;
  const value = `--${String(holiday.month).padStart(2, '0')}-${String(holiday.day).padStart(2, '0')}`;
  return { start: at, end: at + holiday.word.length, kind: 'date', value, ...(holiday.lunar ? { modifier: '农历' } : {}) };
}
