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

/** 月-日: names; the second table counts in the old calendar. 清明 and the holidays on a weekday have no fixed day. */
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
