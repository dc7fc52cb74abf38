import { addDays } from './calendar';
import type { CalendarDay } from './mention';

/**
 * The months of the old calendar's years from 1900 to 2100, one word of 17 bits a year: from the lowest, four bits for
 * the month that is followed by a leap month (0: none), a bit each for the months 12 to 1 (set: 30 days, else 29), one
 * for the leap month. Made from the Unicode Consortium's calendar data (ICU, calendar “chinese”).
 */
const MONTHS = (
  '04bd8 04ae0 0a570 054d5 0d260 0d950 16554 056a0 09ad0 055d2 04ae0 0a5b6 0a4d0 0d250 1d255 0b540 0d6a0 18da3 095b0 14977 '
  + '04970 0a4b0 1b0b6 06a50 06d40 1ab54 02b60 09570 052f2 04970 06566 0d4a0 0ea50 16a95 05ad0 02b60 186e3 092e0 1c8d7 0c950 '
  + '0d4a0 1d8a6 0b550 056a0 1a5b4 025d0 092d0 0d2b2 0a950 0b557 06ca0 0b550 15355 04db0 025b0 18573 052b0 0a9a8 0e950 06aa0 '
  + '0aea6 0ab50 04b60 0aae4 0a570 05260 0f263 0d950 05b57 056a0 096d0 04dd5 04ad0 0a4d0 0d4d4 0d250 0d558 0b540 0b6a0 195a6 '
  + '095b0 049b0 0a974 0a4b0 0b27a 06a50 06d40 1ad47 0ab60 09570 04af5 04970 064b0 074a3 0ea50 06b58 05ac0 0ab60 096e5 092e0 '
  + '0c960 0d954 0d4a0 0da50 07552 056a0 0abb7 025d0 092d0 0cab5 0a950 0b4a0 0bca4 0ad50 055d9 04ba0 0a5b0 15176 05270 0a930 '
  + '07954 06aa0 0ad50 05b52 04b60 0a6e6 0a4f0 05260 0ea65 0d520 0daa0 076a3 096d0 04afb 04ad0 0a4d0 1d0b6 0d250 0d520 0dd45 '
  + '0b5a0 056d0 055b2 049b0 0a577 0a4b0 0aa50 1b255 06d20 0ada0 14b63 09370 049f8 04970 064b0 168a6 0ea50 06b20 1a6c4 0aae0 '
  + '092e0 0d2e3 0c960 0d557 0d4a0 0da50 05d55 056a0 0a6d0 055d4 092d0 0a9b8 0a950 0b4a0 0b6a6 0ad50 055a0 0aba4 0a5b0 052b0 '
  + '0b273 06930 07337 06aa0 0ad50 14b55 04b60 0a570 054e4 0d160 0e968 0d520 0daa0 16aa6 056d0 04ae0 0a9d4 0a2d0 0d150 0f252 '
  + '0d520'
).split(' ').map((word) => parseInt(word, 16));

const FIRST_YEAR = 1900;
const FIRST_DAY: CalendarDay = { year: 1900, month: 1, day: 31 };

function daysIn(year: number, month: number): number {
  return (MONTHS[year - FIRST_YEAR] >> (16 - month)) & 1 ? 30 : 29;
}

/** The month that is followed by a leap month, 0 where the year has none. */
function leapOf(year: number): number {
  return MONTHS[year - FIRST_YEAR] & 0xf;
}

/** The days of the leap month, 0 where the year has none. */
function daysInLeap(year: number): number {
  return leapOf(year) === 0 ? 0 : MONTHS[year - FIRST_YEAR] >> 16 ? 30 : 29;
}

/** Day of the new calendar on which each year of the old one begins, counted from FIRST_DAY. */
const NEW_YEARS: number[] = [0];
for (let year = FIRST_YEAR; NEW_YEARS.length < MONTHS.length; year++) {
  let days = daysInLeap(year);
  for (let month = 1; month <= 12; month++) days += daysIn(year, month);
  NEW_YEARS.push(NEW_YEARS[NEW_YEARS.length - 1] + days);
}

/**
 * The day by the calendar that a day of the old one is; undefined before 1900, after 2100 and where it has no such day.
 * @param isLeap whether the leap month is meant that follows the month of this number
 */
export function fromLunar({ year, month, day }: CalendarDay, isLeap = false): CalendarDay | undefined {
  if (year < FIRST_YEAR || year >= FIRST_YEAR + MONTHS.length || month < 1 || month > 12) return undefined;
  if (isLeap && leapOf(year) !== month) return undefined;
  if (day < 1 || day > (isLeap ? daysInLeap(year) : daysIn(year, month))) return undefined;
  let days = NEW_YEARS[year - FIRST_YEAR] + day - 1;
  for (let before = 1; before < month; before++) days += daysIn(year, before);
  if (isLeap) days += daysIn(year, month);
  if (leapOf(year) !== 0 && leapOf(year) < month) days += daysInLeap(year);
  return addDays(FIRST_DAY, days);
}

/** 除夕 of a year: the eve of the new year of the old calendar that falls in it. */
export function lunarNewYearsEve(year: number): CalendarDay | undefined {
  const newYear = fromLunar({ year, month: 1, day: 1 });
  return newYear && addDays(newYear, -1);
}
