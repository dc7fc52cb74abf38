/** A date with what is known of it. */
export interface PartialDate {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** The week of the year, as ISO 8601 counts them. */
  readonly week?: number;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** ISO 8601 without the unknown part: 2021, 2021-W09, 2021-09, --09-07, ---21; years before Christ with a minus. */
export function isoDate(date: PartialDate): string {
  const { year, month, day, week } = date;
  const head = year === undefined ? '-' : `${year < 0 ? '-' : ''}${pad(Math.abs(year), 4)}`;
  if (week !== undefined) return `${head}-W${pad(week, 2)}`;
  if (month === undefined) return day === undefined ? head : `--${head === '-' ? '-' : head}${pad(day, 2)}`;
  return `${head}-${pad(month, 2)}${day === undefined ? '' : `-${pad(day, 2)}`}`;
}
