import { weekday } from './calendar';
import { isoDate } from './isoDate';
import { fromLunar, lunarNewYearsEve } from './lunarCalendar';
import type { CalendarDay, NumberMention } from './mention';
import { inBothScripts } from './traditional';
import { WordTrie } from '../page/wordTrie';

/** A holiday that has its own day every year, of the new or the old calendar. */
interface Holiday {
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

/** Month-day: names; the second table counts in the old calendar. Those whose day moves stand below. */
const NEW_CALENDAR = '1-1: 元旦节 元旦 2-14: 情人节 3-8: 妇女节 三八节 三八妇女节 三八国际妇女节 国际妇女节 3-12: 植树节 3-15: 国际消费者权益日 消费者权益日 4-1: 愚人节 4-22: 世界地球日 4-23: 世界读书日 '
  + '5-1: 劳动节 五一节 五一劳动节 五一国际劳动节 国际劳动节 5-4: 青年节 五四青年节 5-12: 护士节 国际护士节 6-1: 儿童节 六一节 六一儿童节 六一国际儿童节 国际儿童节 6-5: 世界环境日 6-26: 国际禁毒日 7-1: 建党节 七一建党节 '
  + '8-1: 建军节 八一建军节 9-10: 教师节 9-30: 烈士纪念日 10-1: 国庆节 十一国庆节 国庆 10-31: 万圣夜 11-1: 万圣节 11-8: 记者节 11-11: 光棍节 12-4: 国家宪法日 12-13: 国家公祭日 12-24: 平安夜 12-25: 圣诞节 圣诞';
const OLD_CALENDAR = '1-1: 春节 农历新年 1-15: 元宵节 元宵 5-5: 端午节 端午 7-7: 七夕节 七夕 7-15: 中元节 8-15: 中秋节 中秋 9-9: 重阳节 重阳 12-8: 腊八节 腊八';

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
/** The last evening of the old calendar's year. */
const EVE = '除夕';
/** The modifier of dates whose month and day count in the old calendar. */
const OLD = '农历';
const MOVING_WORDS = new WordTrie<{ word: string; holiday: MovingHoliday }>();
for (const [entry, holiday] of Object.entries(MOVING)) for (const word of inBothScripts(entry)) MOVING_WORDS.add(word, { word, holiday });

/** What is known of a holiday: a date whose parts may be unknown, and what the date cannot say. */
export interface HolidayDate {
  readonly word: string;
  readonly date: Partial<CalendarDay>;
  readonly modifier?: string;
}

/**
 * The holiday that stands at `at`, as the day that it is in `year`: 2021年清明 is 4 April, 2021年春节 12 February, 2021年除夕
 * the day before. Without a year what is the same every year: 国庆节 --10-01, 春节 --01-01 of the old calendar, 清明 its
 * month. A holiday of the old calendar before 1900 or after 2100 keeps its month and day there.
 */
export function holidayAt(text: string, at: number, year?: number): HolidayDate | undefined {
  if (text.startsWith(EVE, at)) {
    const date = year === undefined ? undefined : lunarNewYearsEve(year);
    return date ? { word: EVE, date } : { word: EVE, date: { ...(year === undefined ? {} : { year }), month: 12, day: 30 }, modifier: OLD };
  }
  const moving = MOVING_WORDS.longest(text, at);
  if (moving) {
    const { word, holiday: { month, dayIn } } = moving;
    const day = year === undefined ? undefined : dayIn(year);
    return { word, date: { ...(year === undefined ? {} : { year }), month, ...(day === undefined ? {} : { day }) }, ...(day === undefined ? { modifier: word } : {}) };
  }
  const found = HOLIDAYS.longest(text, at);
  if (!found) return undefined;
  const { word, month, day, lunar } = found;
  const converted = lunar && year !== undefined ? fromLunar({ year, month, day }) : undefined;
  if (converted) return { word, date: converted };
  return { word, date: { ...(year === undefined ? {} : { year }), month, day }, ...(lunar ? { modifier: OLD } : {}) };
}

/** 圣诞 and 元宵 name other things before these: 圣诞树, 元宵晚会 is still the day. */
const NOT_AFTER = '树老卡歌帽岛礼';

/** A holiday without a year as a date. That of a moving one is of the page's year, and unresolved where that is not known. */
export function readHoliday(text: string, at: number, today: CalendarDay | undefined): NumberMention | null {
  const holiday = holidayAt(text, at);
  if (!holiday || NOT_AFTER.includes(text.charAt(at + holiday.word.length) || '。')) return null;
  const moves = holiday.date.day === undefined;
  const { word, date, modifier } = (moves && today && holidayAt(text, at, today.year)) || holiday;
  return {
    start: at, end: at + word.length, kind: 'date', value: isoDate(date),
    ...(modifier === undefined ? {} : { modifier }), ...(moves && !today ? { unresolved: true as const } : {}),
  };
}
