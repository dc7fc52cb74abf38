import { OLD_CALENDAR } from './lunarDates';
import type { Page } from '../page/page';
import { dayNumber, daysInMonth, weekday } from './calendar';
import { findNumbers } from './findNumbers';
import type { CalendarDay } from './mention';

/** What is known of the page's day beside its text. */
export interface DateHints {
  /** The day that a person has set; it counts more than all the page says. */
  readonly today?: CalendarDay | undefined;
  /** The name of the file, without folders. */
  readonly fileName?: string | undefined;
}

/** A line of the page's head is among so many paragraphs and not longer than so many code units. */
const HEAD = { paragraphs: 10, length: 48 } as const;
const DATELINE_LENGTH = 60;
/** An article carries the dateline of its day or of some days before. */
const MOST_DAYS_LATE = 31;
const WEEKDAYS = '一二三四五六日';

/**
 * The day that relative dates of each paragraph are counted from, undefined where nothing tells it for certain:
 * the day set by a person, else that in the file's name, else that of a date line in the page's head; an article with
 * a dateline (本报北京3月5日电) has its own day, if its year is told by the line itself, by the page's day, or by the same
 * day written in full on the page.
 */
export function datesOfParagraphs(page: Pick<Page, 'paragraphs' | 'articles'>, hints: DateHints): readonly (CalendarDay | undefined)[] {
  const texts = page.paragraphs.map(({ text }) => text);
  const pageDay = hints.today ?? dayInFileName(hints.fileName ?? '') ?? dayOfHead(texts.slice(0, HEAD.paragraphs));
  const days = new Array<CalendarDay | undefined>(texts.length).fill(pageDay);
  let written: ReadonlyMap<string, ReadonlySet<number>> | undefined;
  const yearsOf = (month: number, day: number): number[] => [...(written ??= fullDates(texts)).get(`${month}-${day}`) ?? []];
  const datelines = texts.map((text) => readDateline(text, pageDay, yearsOf));
  for (const { paragraphs } of page.articles) {
    let day = paragraphs.map((index) => datelines[index]).find((found) => found !== undefined);
    for (const index of paragraphs) {
      day = datelines[index] ?? day;
      days[index] = day ?? pageDay;
    }
  }
  return days;
}

function isDay({ year, month, day }: CalendarDay): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(month, year);
}

function onlyOne(days: readonly CalendarDay[]): CalendarDay | undefined {
  const first = days.at(0);
  return first && days.every((day) => dayNumber(day) === dayNumber(first)) ? first : undefined;
}

/** The day in a file's name (2021-03-05, 20210305, 2021年3月5日), where there is just one. */
export function dayInFileName(name: string): CalendarDay | undefined {
  const found = [...name.matchAll(/(?<!\d)((?:19|20)\d\d)(?:([-_.])(\d\d?)\2(\d\d?)|(\d\d)(\d\d)|年(\d\d?)月(\d\d?)日)(?!\d)/g)]
    .map(([, year, , a, b, c, d, e, f]): CalendarDay => ({ year: Number(year), month: Number(a ?? c ?? e), day: Number(b ?? d ?? f) }));
  return onlyOne(found.filter(isDay));
}

/** The day of a date line: nothing but a full date, with the number of the page or a weekday that agrees with it. */
function dayOfHead(texts: readonly string[]): CalendarDay | undefined {
  return onlyOne(texts.filter((text) => text.length <= HEAD.length).flatMap((text) => dayOfLine(text) ?? []));
}

function dayOfLine(line: string): CalendarDay | undefined {
  const dates = findNumbers(line).filter(({ kind, modifier }) => kind === 'date' && !modifier?.startsWith(OLD_CALENDAR));
  const [date] = dates;
  const match = dates.length === 1 ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(date.value)) : null;
  if (!match) return undefined;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (!isDay(day)) return undefined;
  const rest = line.slice(0, date.start) + line.slice(date.end);
  const named = /(?:星期|周|礼拜)([一二三四五六日天])/.exec(rest);
  if (named) return WEEKDAYS.indexOf(named[1].replace('天', '日')) + 1 === weekday(day) ? day : undefined;
  return /^[\sA-Za-z\d第版期总|｜·/,，:：.—-]*$/.test(rest) ? day : undefined;
}

/** The day of 新华社北京3月5日电 or 本报3月5日讯 at the start of a paragraph. */
function readDateline(text: string, pageDay: CalendarDay | undefined, yearsOf: (month: number, day: number) => number[]): CalendarDay | undefined {
  const match = /^[^，。；！？：“”\d]{0,30}(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月 ?(\d{1,2}) ?日 ?(?:专?电|讯)/.exec(text.slice(0, DATELINE_LENGTH));
  if (!match) return undefined;
  const month = Number(match[2]);
  const day = Number(match[3]);
  const written = match[1] as string | undefined;
  const years = written !== undefined ? [Number(written)] : pageDay ? [pageDay.year, pageDay.year - 1] : yearsOf(month, day);
  const days = years.map((year) => ({ year, month, day })).filter(isDay);
  if (written !== undefined || !pageDay) return onlyOne(days);
  return days.find((one) => dayNumber(pageDay) >= dayNumber(one) && dayNumber(pageDay) - dayNumber(one) <= MOST_DAYS_LATE);
}

/** The years in which the page writes a day in full, by `month-day`. */
function fullDates(texts: readonly string[]): Map<string, Set<number>> {
  const years = new Map<string, Set<number>>();
  for (const text of texts) {
    for (const [, year, month, day] of text.matchAll(/(?<!\d)(\d{4}) ?年 ?(\d\d?) ?月 ?(\d\d?) ?日/g)) {
      const key = `${Number(month)}-${Number(day)}`;
      years.set(key, (years.get(key) ?? new Set<number>()).add(Number(year)));
    }
  }
  return years;
}
