import { ROLE, isArabicAt, isHanAt, isNumeralAt, roleAt, skipSpace } from './characters';
import type { NumberMention } from './mention';
import { type Numeral, readNumeral } from './numeral';
import { afterRangeMark } from './quantities';
import { inBothScripts } from './traditional';

interface TimeRead {
  readonly start: number;
  readonly end: number;
  readonly hour: number;
  readonly minute?: number;
  readonly second?: number;
  readonly approx: boolean;
  /** Something besides the hour shows that it is a time of day: a minute, 钟, 整, a part of the day. */
  readonly sure: boolean;
  /** The minute is digits without 分 (一点零二): a decimal, unless a part of the day stands before. */
  readonly spelled?: boolean;
}

/** How a part of the day tells the hours: before noon, around noon, after noon, in the evening and the night after it. */
type DayPart = 'morning' | 'noon' | 'afternoon' | 'night';

const DAY_PARTS: readonly (readonly [string, DayPart])[] = parts({
  morning: '今天上午 凌晨 清晨 早晨 早上 上午 清早 今早 明早 昨早 早',
  noon: '中午 正午',
  afternoon: '今天下午 当天下午 午后 下午 傍晚',
  night: '晚上 晚间 夜里 夜间 深夜 午夜 半夜 当晚 今晚 昨晚 明晚 今夜 昨夜 晚',
});

/** Longest first. */
function parts(table: Readonly<Record<DayPart, string>>): [string, DayPart][] {
  return (Object.keys(table) as DayPart[])
    .flatMap((part) => table[part].split(' ').flatMap(inBothScripts).map((word): [string, DayPart] => [word, part]))
    .sort(([one], [other]) => other.length - one.length);
}

/** The hour of 24 that an hour means in a part of the day: 下午三点 is 15, 晚上12点 is 24, 半夜两点 is 2. */
function hourOfDay(hour: number, part: DayPart | undefined, word: string): number {
  if (hour > 12 || part === undefined) return hour;
  switch (part) {
    case 'morning': return hour === 12 && word === '凌晨' ? 0 : hour;
    case 'noon': return hour < 10 && hour > 0 ? hour + 12 : hour;
    case 'afternoon': return hour < 12 && hour > 0 ? hour + 12 : hour;
    case 'night': return hour < 5 ? hour : hour + 12;
  }
}

/** The part of the day that ends at `end` (one space allowed). */
function dayPartBefore(text: string, end: number, floor: number): { start: number; part: DayPart; word: string } | null {
  const stop = text[end - 1] === ' ' ? end - 1 : end;
  for (const [word, part] of DAY_PARTS) {
    const start = stop - word.length;
    if (!text.startsWith(word, start) || (start < floor && stop !== floor)) continue;
    if (word.length === 1 && !/[今昨明当每日号]/.test(text[start - 1] ?? '日')) return null;
    // 今晚 may have been taken as a date already: it tells the hour all the same
    return { start: start < floor ? end : start, part, word };
  }
  return null;
}

function hourOf(numeral: Numeral | null): numeral is Numeral {
  return numeral !== null && !numeral.decimal && !numeral.approx && numeral.high === undefined && numeral.value <= 24 && numeral.end - numeral.start <= 3;
}

function sixty(numeral: Numeral | null): number | undefined {
  if (!numeral || numeral.decimal || numeral.approx || numeral.value >= 60 || numeral.high !== undefined) return undefined;
  return numeral.value;
}

function readTimeOfDay(text: string, start: number): TimeRead | null {
  const hour = readHour(text, start);
  if (!hour) return null;
  return hour.colon ? readColon(text, start, hour.value, hour.end) : readSpoken(text, start, hour.value, hour.end, hour.arabic);
}

function readHour(text: string, start: number): { value: number; end: number; colon: boolean; arabic: boolean } | null {
  let numeral = readNumeral(text, start);
  if (numeral?.decimal && !numeral.hasArabic) numeral = readNumeral(text.slice(start, text.indexOf('点', start)), 0);
  if (!hourOf(numeral)) return null;
  const end = start + (numeral.end - numeral.start);
  const place = skipSpace(text, end);
  const mark = text[place] ?? '。';
  if (mark === '点' || mark === '點' || mark === '时' || mark === '時') return { value: numeral.value, end: place + 1, colon: false, arabic: numeral.hasArabic };
  if ((mark === ':' || mark === '：' || mark === '∶') && numeral.arabic) return { value: numeral.value, end: end + 1, colon: true, arabic: true };
  return null;
}

/** 15:30 and 15:30:20: two digits behind every colon. */
function readColon(text: string, start: number, hour: number, at: number): TimeRead | null {
  const two = (place: number): number | undefined =>
    isArabicAt(text, place) && isArabicAt(text, place + 1) && !isArabicAt(text, place + 2) ? sixty(readNumeral(text.slice(place, place + 2), 0)) : undefined;
  const minute = two(at);
  if (minute === undefined) return null;
  const mark = text[at + 2] ?? '。';
  const second = ':：∶'.includes(mark) ? two(at + 3) : undefined;
  const end = second === undefined ? at + 2 : at + 5;
  const full = text[end] === '整' && !'个理合体改治齐修'.includes(text[end + 1] ?? '。') ? 1 : 0;
  return { start, end: end + full, hour, minute, ...(second === undefined ? {} : { second }), approx: false, sure: true };
}

const HALF_AND_QUARTERS: readonly (readonly [string, number])[] = [['半', 30], ['一刻', 15], ['1刻', 15], ['三刻', 45], ['3刻', 45], ['整', 0], ['钟', -1], ['正', 0]];

/** 十点半, 10时30分20秒, 三点一刻, 10点钟. */
function readSpoken(text: string, start: number, hour: number, at: number, arabic: boolean): TimeRead | null {
  for (const [word, minute] of HALF_AND_QUARTERS) {
    if (!text.startsWith(word, at) || (word === '半' && text[at + 1] === '个') || (word === '正' && isHanAt(text, at + 1))) continue;
    const end = at + word.length;
    return around(text, { start, end, hour, ...(minute < 0 ? {} : { minute }), approx: false, sure: true });
  }
  const short = text[at] === '差' ? minutesShort(text, at + 1) : null;
  if (short) return { start, end: short.end, hour: before(hour), minute: 60 - short.minutes, approx: false, sure: true };
  const minuteStart = skipSpace(text, at);
  const past = '过'.includes(text[minuteStart] ?? '。') ? 1 : 0;
  const numeral = isNumeralAt(text, minuteStart + past) ? readNumeral(text, minuteStart + past) : null;
  const minute = sixty(numeral);
  if (numeral && minute !== undefined) {
    const place = skipSpace(text, numeral.end);
    const written = text[place] === '分' && text[place + 1] !== '之';
    if (written) {
      const secondStart = skipSpace(text, place + 1);
      const seconds = isNumeralAt(text, secondStart) ? readNumeral(text, secondStart) : null;
      const second = sixty(seconds);
      const secondMark = seconds ? skipSpace(text, seconds.end) : -1;
      if (second !== undefined && text[secondMark] === '秒') return { start, end: secondMark + 1, hour, minute, second, approx: false, sure: true };
      return around(text, { start, end: text[place + 1] === '钟' && past ? place + 2 : place + 1, hour, minute, approx: false, sure: true });
    }
    const spoken = numeral.end - numeral.start >= 2 && (numeral.sequence === undefined || numeral.sequence.length === 2);
    if (spoken && !'个人年月日号家万亿千百米元块%．.'.includes(text[place] ?? '。')) {
      return around(text, { start, end: numeral.end, hour, minute, approx: false, sure: arabic || numeral.sequence === undefined, spelled: !arabic && numeral.sequence !== undefined });
    }
  }
  return around(text, { start, end: at, hour, approx: false, sure: false });
}

/** 五分, 一刻 and the like that are missing to the full hour: 十二点差五分, 差一刻三点. */
function minutesShort(text: string, at: number): { minutes: number; end: number } | null {
  const numeral = isNumeralAt(text, at) ? readNumeral(text, at) : null;
  const count = sixty(numeral);
  if (!numeral || count === undefined || count === 0) return null;
  if (text[numeral.end] === '刻' && count < 4) return { minutes: count * 15, end: numeral.end + 1 };
  if (text[numeral.end] !== '分') return null;
  return { minutes: count, end: numeral.end + ('钟鐘'.includes(text[numeral.end + 1] ?? '。') ? 2 : 1) };
}

function before(hour: number): number {
  return hour === 0 ? 23 : hour - 1;
}

/** 左右, 许, 多 behind a time. */
function around(text: string, read: TimeRead): TimeRead {
  for (const word of ['左右', '前后', '前後', '许', '許', '多钟', '多鐘', '来钟', '來鐘', '多']) {
    if (text.startsWith(word, read.end) && !(word === '多' && (read.minute !== undefined || !/[，。、；]|$/.test(text[read.end + 1] ?? '')))) {
      return { ...read, end: read.end + word.length, approx: true, sure: read.sure || word !== '多' };
    }
  }
  return read;
}

/** 8至10时 is a time; 8到10点 only where one can stand: at the start of a clause or after 在, 每天 … */
function isOpenHour(text: string, start: number, right: TimeRead): boolean {
  const clause = '，。；：（'.includes(text.charAt(start - 1) || '，') || BEFORE_HOUR.includes(text.charAt(start - 1));
  return looksLikeTime(text, right) && ('时時'.includes(text.charAt(right.end - 1)) || right.sure || clause);
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** ISO 8601 time of day with T in front, without what is not said: T15, T15:30, T15:30:20. */
export function isoTime(hour: number, minute?: number, second?: number): string {
  return `T${pad(hour)}${minute === undefined ? '' : `:${pad(minute)}`}${second === undefined ? '' : `:${pad(second)}`}`;
}

/** After an hour without minutes: what shows that 三点 or 8时 is a time of day and no count of points. */
const AFTER_HOUR = '，。、；！？,;）)”’到至前后开起出左便就才准以之的整入上下在，—-~～ ';
const BEFORE_HOUR = '日号天晨早晚午在从于至到自前后间由';

function looksLikeTime(text: string, read: TimeRead): boolean {
  if (read.sure) return true;
  const before = text[read.start - 1] ?? '在';
  const after = text[read.end] ?? '。';
  const arabic = isArabicAt(text, read.end - 2);
  const mark = text[read.end - 1];
  if (mark === '时' || mark === '時') return arabic ? !'代装尚空速常候段差间' .includes(after) : BEFORE_HOUR.includes(before) && text[read.start] !== '一';
  return AFTER_HOUR.includes(after) && (arabic || BEFORE_HOUR.includes(before) || read.start === 0) && !(read.start === 0 && !arabic && read.end < text.length && !'，到至'.includes(after));
}

/** 周三十点零五, 5日十点零五: a day before it makes digits without 分 a time. */
function followsDay(text: string, start: number): boolean {
  return '日号號天晨晚午'.includes(text[start - 1] ?? '。') || /(?:周|星期|礼拜)[一二三四五六]$/.test(text.slice(Math.max(0, start - 3), start));
}

/** 下午两三点, 七八点钟: a pair of hours beside a part of the day or 钟. */
function readHours(text: string, start: number, floor: number, numeral: Numeral): NumberMention | null {
  if (numeral.high === undefined || numeral.decimal || numeral.high > 12 || !'点點'.includes(text[numeral.end] ?? '。')) return null;
  const clock = '钟鐘'.includes(text[numeral.end + 1] ?? '。');
  const part = dayPartBefore(text, start, floor);
  if (!clock && !part) return null;
  const [min, max] = [numeral.value, numeral.high].map((hour) => isoTime(hourOfDay(hour, part?.part, part?.word ?? '')));
  return { start: part?.start ?? start, end: numeral.end + (clock ? 2 : 1), kind: 'time', min, max, approx: true };
}

/** 差五分十二点: what is missing stands before the hour. `start` is that of 五. */
function readShort(text: string, start: number): TimeRead | null {
  const short = text[start - 1] === '差' ? minutesShort(text, start) : null;
  if (!short || !isNumeralAt(text, short.end)) return null;
  const hour = readHour(text, short.end);
  if (!hour || hour.colon) return null;
  return { start: start - 1, end: hour.end, hour: before(hour.value), minute: 60 - short.minutes, approx: false, sure: true };
}

/** Reads 差五分十二点, where 五 stands at `start`. */
export function readShortTime(text: string, start: number, floor: number): NumberMention | null {
  const read = readShort(text, start);
  return read && asMention(text, read, floor);
}

/** Reads the time of day, or range of times, whose hour is the numeral at `start`; the part of the day before it is taken in. */
export function readTime(text: string, start: number, floor: number, numeral: Numeral): NumberMention | null {
  const read = readTimeOfDay(text, start);
  return read ? asMention(text, read, floor) : readHours(text, start, floor, numeral) ?? readOpenHours(text, start, floor, numeral);
}

/** 上午9至11时, 0—24时: the mark of the hour stands on the right side only. */
function readOpenHours(text: string, start: number, floor: number, numeral: Numeral): NumberMention | null {
  if (!hourOf(numeral)) return null;
  const beyond = afterRangeMark(text, numeral.end);
  const right = beyond < 0 || !isNumeralAt(text, beyond) ? null : readTimeOfDay(text, beyond);
  const part = right ? dayPartBefore(text, start, floor) : null;
  if (!right || right.hour <= numeral.value || ':：∶'.includes(text.charAt(right.end - 3) || '，') || (!part && !isOpenHour(text, start, right))) return null;
  const [min, max] = [isoTime(hourOfDay(numeral.value, part?.part, part?.word ?? '')), isoTime(hourOfDay(right.hour, part?.part, part?.word ?? ''), right.minute, right.second)];
  return { start: part?.start ?? start, end: right.end, kind: 'time', min, max, ...(right.approx ? { approx: true } : {}) };
}

function asMention(text: string, read: TimeRead, floor: number): NumberMention | null {
  const part = dayPartBefore(text, read.start, floor);
  if (!part && (read.spelled === true ? !followsDay(text, read.start) : !looksLikeTime(text, read))) return null;
  const hour = hourOfDay(read.hour, part?.part, part?.word ?? '');
  const approx = read.approx ? { approx: true as const } : {};
  const first = part?.start ?? read.start;
  const value = isoTime(hour, read.minute, read.second);
  const beyond = afterRangeMark(text, read.end);
  if (beyond >= 0) {
    const own = DAY_PARTS.find(([word]) => text.startsWith(word, beyond));
    const rightStart = beyond + (own?.[0].length ?? 0);
    const right = roleAt(text, rightStart) === ROLE.none ? null : readTimeOfDay(text, rightStart);
    if (right) {
      const [word, rightPart] = own ?? [part?.word ?? '', part?.part];
      return { start: first, end: right.end, kind: 'time', min: value, max: isoTime(hourOfDay(right.hour, rightPart, word), right.minute, right.second), ...approx };
    }
  }
  return { start: first, end: read.end, kind: 'time', value, ...approx };
}
