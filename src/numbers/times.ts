import { ROLE, isArabicAt, isHanAt, isNumeralAt, roleAt, skipSpace } from './characters';
import type { NumberMention } from './mention';
import { type Numeral, readNumeral } from './numeral';
import { afterRangeMark } from './quantities';

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

/** Parts of the day before the hour; those of the second half add 12. Longest first. */
const DAY_PARTS: readonly (readonly [string, boolean])[] = [
  ['今天下午', true], ['今天上午', false], ['凌晨', false], ['清晨', false], ['早晨', false], ['早上', false], ['上午', false], ['清早', false],
  ['中午', true], ['正午', true], ['午后', true], ['下午', true], ['傍晚', true], ['晚上', true], ['晚间', true], ['夜里', true], ['夜间', true],
  ['深夜', true], ['午夜', true], ['半夜', true], ['当晚', true], ['今晚', true], ['昨晚', true], ['明晚', true], ['今早', false], ['明早', false],
  ['昨早', false], ['当天下午', true], ['晚', true], ['早', false],
].sort((one, other) => (other[0] as string).length - (one[0] as string).length) as unknown as readonly (readonly [string, boolean])[];

/** The part of the day that ends at `end` (one space allowed). */
export function dayPartBefore(text: string, end: number, floor: number): { start: number; afternoon: boolean } | null {
  const stop = text[end - 1] === ' ' ? end - 1 : end;
  for (const [word, afternoon] of DAY_PARTS) {
    const start = stop - word.length;
    if (start < floor || !text.startsWith(word, start)) continue;
    if (word.length === 1 && !/[今昨明当每日号]/.test(text[start - 1] ?? '日')) return null;
    return { start, afternoon };
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
  return { start, end: second === undefined ? at + 2 : at + 5, hour, minute, ...(second === undefined ? {} : { second }), approx: false, sure: true };
}

const HALF_AND_QUARTERS: readonly (readonly [string, number])[] = [['半', 30], ['一刻', 15], ['1刻', 15], ['三刻', 45], ['3刻', 45], ['整', 0], ['钟', -1], ['正', 0]];

/** 十点半, 10时30分20秒, 三点一刻, 10点钟. */
function readSpoken(text: string, start: number, hour: number, at: number, arabic: boolean): TimeRead | null {
  for (const [word, minute] of HALF_AND_QUARTERS) {
    if (!text.startsWith(word, at) || (word === '半' && text[at + 1] === '个') || (word === '正' && isHanAt(text, at + 1))) continue;
    const end = at + word.length;
    return around(text, { start, end, hour, ...(minute < 0 ? {} : { minute }), approx: false, sure: true });
  }
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

/** 左右, 许, 多 behind a time. */
function around(text: string, read: TimeRead): TimeRead {
  for (const word of ['左右', '前后', '许', '多']) {
    if (text.startsWith(word, read.end) && !(word === '多' && (read.minute !== undefined || !/[，。、；]|$/.test(text[read.end + 1] ?? '')))) {
      return { ...read, end: read.end + word.length, approx: true, sure: read.sure || word !== '多' };
    }
  }
  return read;
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

/** Reads the time of day, or range of times, whose hour starts at `start`; the part of the day before it is taken in. */
export function readTime(text: string, start: number, floor: number): NumberMention | null {
  const read = readTimeOfDay(text, start);
  if (!read) return null;
  const part = dayPartBefore(text, start, floor);
  if (!part && (read.spelled === true || !looksLikeTime(text, read))) return null;
  const hour = part?.afternoon && read.hour < 12 && !(read.hour === 0) ? read.hour + 12 : read.hour;
  const approx = read.approx ? { approx: true as const } : {};
  const first = part?.start ?? start;
  const value = isoTime(hour, read.minute, read.second);
  const beyond = afterRangeMark(text, read.end);
  if (beyond >= 0) {
    const rightPart = DAY_PARTS.find(([word]) => text.startsWith(word, beyond));
    const rightStart = beyond + (rightPart?.[0].length ?? 0);
    const right = roleAt(text, rightStart) === ROLE.none ? null : readTimeOfDay(text, rightStart);
    if (right) {
      const afternoon = rightPart ? rightPart[1] : part?.afternoon === true;
      const rightHour = afternoon && right.hour < 12 ? right.hour + 12 : right.hour;
      return { start: first, end: right.end, kind: 'time', min: value, max: isoTime(rightHour, right.minute, right.second), ...approx };
    }
  }
  return { start: first, end: read.end, kind: 'time', value, ...approx };
}
