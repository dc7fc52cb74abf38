import { tidy } from './arithmetic';
import { readArabic } from './arabicDigits';
import { FORMAL, ROLE, VALUE_OF, isArabicAt, isNumeralAt, roleAt } from './characters';

/** A numeral without its unit, as read from the text. Offsets are UTF-16 code units. */
export interface Numeral {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** The upper value of 三四十 or 十五六. */
  readonly high?: number;
  /** Vague inside: 几十, 十几, 100多万. */
  readonly approx: boolean;
  /** Only Arabic digits, no multiplier. */
  readonly arabic: boolean;
  /** Whether an Arabic digit stands anywhere in it. */
  readonly hasArabic: boolean;
  /** The digits, where the numeral is nothing but digits: 2021, 二〇二一. */
  readonly sequence?: string;
  /** It begins with a multiplier that has no coefficient: 百, 千万. 十 does not count. */
  readonly bare: boolean;
  /** It begins with 几 or 数. */
  readonly vague: boolean;
  readonly decimal: boolean;
  /** 1,234,567 */
  readonly grouped: boolean;
  /** Written as no number is (10.1万零100): nothing in it counts. */
  readonly malformed?: true;
  /** The last 万, 亿 … that the whole numeral is multiplied by, 1 where there is none: 3至5万 is 3万至5万. */
  readonly magnitude: number;
}

export interface NumeralOptions {
  /** 兆 is 10¹² where true (the default), else 10⁶. */
  readonly bigZhao?: boolean;
}

/** Words that end in 数 and turn 数百 into …数 + 百: 人数百余. */
const COUNT_NOUNS = '人总户次个分指系基函倍件票多少无整参读字位半岁招算对负奇偶复实小常个级点页台套单笔间天月年车层';
/** After a numeral, 一 with one of these is “a …”: 一百一个 is 100 for one, not 110. */
export const PRICED_ONE = '个斤年月天台张件次亩平公只位支条瓶套盒场块晚间桌份座克吨';

/** What 千 and 兆 make a unit with, beside 米 and 克. */
const METRIC_KILO = '瓦伏卡帕焦赫牛欧安乏';
const METRIC_MEGA = '瓦帕赫焦字欧伏牛';
const MYRIAD = 1e4;
/** More than this is no hour: 九十八点五分 is a mark, 八点五分 a time of day. */
const MOST_HOURS = 24;

function isFormalAt(text: string, at: number): boolean {
  return FORMAL[text.charCodeAt(at)] === 1;
}

/** Whether 一两 before `at` is “one or two”: 一两个, 一两百; else 两 is the weight (一两黄金). */
function isPairUnit(text: string, at: number): boolean {
  return isNumeralAt(text, at) || '个天年次名位人家只点条句里块斤米度周月场部件项头本层间分小公万种'.includes(text.charAt(at) || '。');
}

/** What has been read of a numeral so far. `low` and `high` differ once a pair such as 三四 has been met. */
interface Sums {
  total: number;
  section: number;
  current: number | null;
}

const isPair = (first: number, second: number): boolean => second === first + 1 || (first === 3 && second === 5);

/**
 * Reads the numeral that starts at `start`, or null where none does. The grammar is the usual one of sections (千百十)
 * under 万, 亿 and 兆, with Arabic digits allowed as coefficients (3万5千), the omitted last multiplier (一百二),
 * pairs (三四十), vague digits (几十, 十几), 多/余/来 before 万 or 亿, and 点 decimals.
 */
export function readNumeral(text: string, start: number, options?: NumeralOptions): Numeral | null {
  return readPlainArabic(text, start) ?? new NumeralReader(text, start, options?.bigZhao !== false).read();
}

/** The common case, Arabic digits that no multiplier follows; null for all others. */
function readPlainArabic(text: string, start: number): Numeral | null {
  if (!isArabicAt(text, start)) return null;
  const read = readArabic(text, start);
  const role = roleAt(text, read.end);
  if (role !== ROLE.none && ((role >= ROLE.arabic && role <= ROLE.vague) || role === ROLE.relative) && continuesNumeral(text, read.end, role)) return null;
  if (role === ROLE.none && '点點多余餘'.includes(text.charAt(read.end) || '。')) return null;
  const { end, value, decimal, grouped, digits } = read;
  if (decimal || grouped) return { start, end, value, approx: false, arabic: true, hasArabic: true, bare: false, vague: false, decimal, grouped, magnitude: 1 };
  return { start, end, value, approx: false, arabic: true, hasArabic: true, bare: false, vague: false, decimal, grouped, magnitude: 1, sequence: digits };
}

/** Whether a character with a role goes on with a numeral of digits; 来 has the role of relative dates. */
function continuesNumeral(text: string, at: number, role: number): boolean {
  return role !== ROLE.relative || '来來'.includes(text[at]);
}

class NumeralReader {
  private at: number;
  private readonly low: Sums = { total: 0, section: 0, current: null };
  private readonly high: Sums = { total: 0, section: 0, current: null };
  private lastSmall = Infinity;
  private lastBig = Infinity;
  private lastMultiplier = 0;
  private currentStart = 0;
  private currentArabic = false;
  private sequence = '';
  private multiplied = false;
  private paired = false;
  private approx = false;
  private vague = false;
  private bare = false;
  private hasArabic = false;
  private decimal = false;
  private grouped = false;
  private malformed = false;
  private zeroAt = -1;
  private magnitude = 1;

  constructor(
    private readonly text: string,
    private readonly start: number,
    private readonly bigZhao: boolean,
  ) {
    this.at = start;
  }

  read(): Numeral | null {
    const { text } = this;
    if (roleAt(text, this.at) === ROLE.vague && !this.takeVagueStart()) return null;
    while (this.at < text.length && this.step());
    return this.finish();
  }

  private step(): boolean {
    const role = roleAt(this.text, this.at);
    if (role === ROLE.arabic) return this.takeArabic();
    if (role === ROLE.digit) return this.takeDigit();
    if (role === ROLE.small) return this.takeSmall();
    if (role === ROLE.big) return this.takeBig();
    if (role === ROLE.vague) return this.takeVagueEnd();
    return this.takeDecimal() || this.takeRemainderWord();
  }

  private takeVagueStart(): boolean {
    const { text, at } = this;
    const next = roleAt(text, at + 1);
    if (next !== ROLE.small && next !== ROLE.big) return false;
    if ((text[at] === '数' || text[at] === '數') && at > 0 && COUNT_NOUNS.includes(text[at - 1])) return false;
    this.setCurrent(1, at, false);
    this.vague = this.approx = true;
    this.at++;
    return true;
  }

  private setCurrent(value: number, at: number, arabic: boolean): void {
    this.low.current = this.high.current = value;
    this.currentStart = at;
    this.currentArabic = arabic;
  }

  private takeArabic(): boolean {
    if (this.low.current !== null) return false;
    if (this.decimal && this.zeroAt >= 0) this.malformed = true;
    const read = readArabic(this.text, this.at);
    if (this.multiplied && (read.decimal || read.grouped)) return false;
    this.setCurrent(read.value, this.at, true);
    this.sequence = read.decimal || read.grouped ? '' : read.digits;
    this.decimal = read.decimal || this.malformed;
    this.grouped = read.grouped;
    this.hasArabic = true;
    this.at = read.end;
    return true;
  }

  private takeDigit(): boolean {
    const { text, at, low } = this;
    const digit = VALUE_OF[text.charCodeAt(at)];
    if (FORMAL[text.charCodeAt(at)] && !this.formalFits(at)) return false;
    if (low.current === null) {
      if (digit === 0 && this.multiplied) {
        this.zeroAt = at;
        this.at++;
        return isNumeralAt(text, this.at) || '几幾'.includes(text[this.at] ?? '。');
      }
      if (this.lastMultiplier >= 100 && this.zeroAt < 0 && digit === 1 && PRICED_ONE.includes(text[at + 1] ?? '。')) return false;
      if (this.zeroAt < 0 && this.multiplied && (text[at] === '两' || text[at] === '兩') && !isNumeralAt(text, at + 1)) return false;
      this.setCurrent(digit, at, false);
      this.sequence = String(digit);
      this.at++;
      return true;
    }
    if (this.currentArabic) return false;
    if (!this.multiplied) {
      if (this.sequence.length > 1) return false;
      this.takeSequence();
      return this.at > at;
    }
    if (this.paired || this.zeroAt >= 0 || !isPair(low.current, digit)) return false;
    this.high.current = digit;
    this.paired = true;
    this.at++;
    return true;
  }

  /** The rest of 二〇二一 or 三四: two digits in a row are a pair as well as a sequence. */
  private takeSequence(): void {
    const { text, low, high } = this;
    const first = low.current!;
    while (roleAt(text, this.at) === ROLE.digit && !this.isWeightAt(this.at)) this.sequence += String(VALUE_OF[text.charCodeAt(this.at++)]);
    if (this.sequence.length === 1) return;
    const second = Number(this.sequence[1]);
    this.paired = this.sequence.length === 2 && first > 0 && isPair(first, second);
    if (this.paired) high.current = second;
    else low.current = high.current = Number(this.sequence);
  }

  /** 两 behind a digit is the weight, except in 一两个. */
  private isWeightAt(at: number): boolean {
    if (this.text[at] !== '两' && this.text[at] !== '兩') return false;
    return !(this.low.current === 1 && this.sequence.length === 1 && isPairUnit(this.text, at + 1));
  }

  /** 伍, 陆, 拾 … are words of their own (队伍, 大陆, 收拾): they count beside another formal numeral or before 元 only. */
  private formalFits(at: number): boolean {
    const { text } = this;
    if (text.length === 1) return true;
    return isFormalAt(text, at + 1) || isFormalAt(text, at - 1) || isNumeralAt(text, at - 1) || '元圆角分万亿'.includes(text[at + 1] ?? '。');
  }

  private takeSmall(): boolean {
    const { text, at, low, high } = this;
    const code = text.charCodeAt(at);
    if (FORMAL[code] && !this.formalFits(at)) return false;
    const multiplier = VALUE_OF[code];
    if (this.beginsUnit(at, multiplier)) return false;
    if (multiplier === 20 || multiplier === 30) return this.takeTwenty(multiplier);
    if (multiplier >= this.lastSmall) {
      if (low.current !== null && multiplier > 10 && !this.currentArabic) this.dropCurrent();
      return false;
    }
    if (this.sequence.length > 1 && !this.paired && !this.currentArabic) return false;
    if (low.current === null) {
      if (multiplier !== 10 && this.zeroAt < 0) {
        if (this.multiplied) return false;
        this.bare = true;
      }
      low.current = high.current = 1;
    } else if (low.current === 0) {
      return false;
    }
    low.section += low.current * multiplier;
    high.section += (high.current ?? 1) * multiplier;
    this.multiplierTaken(multiplier);
    this.lastSmall = multiplier;
    this.at++;
    return !this.takeMoreBeforeBig();
  }

  /** 500千瓦, 三百一十一千米: 千 belongs to the unit. After one Chinese digit 千米 and 千克 are thousands (八千米). */
  private beginsUnit(at: number, multiplier: number): boolean {
    if (multiplier !== 1000 && multiplier !== 100) return false;
    const next = this.text[at + 1] ?? '。';
    if (multiplier === 100) return next === '帕';
    if (METRIC_KILO.includes(next)) return this.low.current !== null || this.multiplied;
    return '米克'.includes(next) && (this.currentArabic || (this.multiplied && multiplier >= this.lastSmall));
  }

  private takeTwenty(value: number): boolean {
    if (this.low.current !== null || this.lastSmall <= 10) return false;
    this.low.section += value;
    this.high.section += value;
    this.multiplierTaken(10);
    this.lastSmall = 10;
    this.at++;
    return true;
  }

  private takeBig(): boolean {
    const { text, at, low, high } = this;
    if (text[at] === '兆' && METRIC_MEGA.includes(text[at + 1] ?? '。')) return false;
    let multiplier = text[at] === '兆' && !this.bigZhao ? 1e6 : VALUE_OF[text.charCodeAt(at)];
    const lowPart = low.section + (low.current ?? 0);
    const highPart = high.section + (high.current ?? 0);
    const nothing = low.section === 0 && low.current === null;
    if (nothing && !this.multiplied) {
      this.bare = true;
      low.total = high.total = multiplier;
    } else if (multiplier > this.lastBig) {
      low.total = tidy((low.total + lowPart) * multiplier);
      high.total = tidy((high.total + highPart) * multiplier);
    } else if (nothing && multiplier === MYRIAD && this.lastBig === MYRIAD && !this.bare && text[at - 1] === text[at]) {
      low.total = tidy(low.total * MYRIAD); // 四万万 is 400 million
      high.total = tidy(high.total * MYRIAD);
      multiplier *= MYRIAD;
    } else if (nothing || multiplier === this.lastBig || lowPart === 0) {
      return false;
    } else {
      low.total += tidy(lowPart * multiplier);
      high.total += tidy(highPart * multiplier);
    }
    this.magnitude = this.lastBig === Infinity || nothing ? this.magnitude * multiplier : 1;
    low.section = high.section = 0;
    this.multiplierTaken(multiplier);
    this.lastSmall = Infinity;
    this.lastBig = multiplier;
    this.at++;
    return !this.takeMoreBeforeBig();
  }

  private multiplierTaken(multiplier: number): void {
    this.low.current = this.high.current = null;
    this.sequence = '';
    this.multiplied = true;
    this.lastMultiplier = multiplier;
    this.zeroAt = -1;
  }

  /** 十几, 二十几万. */
  private takeVagueEnd(): boolean {
    const { text, at } = this;
    if (!'几幾'.includes(text[at]) || !this.multiplied || this.low.current !== null || this.vague || (this.zeroAt >= 0 && this.lastMultiplier < 100)) return false;
    this.approx = true;
    this.at++;
    if (this.zeroAt >= 0) {
      this.zeroAt = -1; // 一百零几
      return false;
    }
    if (text[this.at] === '十' && this.lastMultiplier > 10) this.at++; // 一百几十
    return roleAt(text, this.at) === ROLE.big && !this.bare;
  }

  /** 多, 余 or 来 before a further 万 or 亿: 100多万, 十余亿. True where it was taken and nothing can follow. */
  private takeMoreBeforeBig(): boolean {
    const { text, at } = this;
    if (!'多余餘来來'.includes(text[at] ?? '。') || roleAt(text, at + 1) !== ROLE.big || VALUE_OF[text.charCodeAt(at + 1)] >= this.lastBig) return false;
    this.approx = true;
    this.at++;
    this.takeBig();
    return true;
  }

  private takeRemainderWord(): boolean {
    const { text, at } = this;
    if (this.currentArabic && this.low.current !== null && '多余餘'.includes(text[at] ?? '。') && roleAt(text, at + 1) === ROLE.big) {
      this.approx = true;
      this.at++;
      this.takeBig();
    }
    return false;
  }

  /** 点 and digits: 三点一四, 一百点123; not the hour of 三点十分, 两点零二分. */
  private takeDecimal(): boolean {
    const { text, at } = this;
    if ((text[at] !== '点' && text[at] !== '點') || this.at === this.start || this.decimal || this.bare || (this.zeroAt >= 0 && this.low.current === null)) return false;
    let end = at + 1;
    let digits = '';
    if (isArabicAt(text, end)) {
      if (this.hasArabic || !this.multiplied) return false;
      while (isArabicAt(text, end)) digits += String(VALUE_OF[text.charCodeAt(end++)]);
    } else {
      if (this.hasArabic && !this.multiplied) return false;
      while (roleAt(text, end) === ROLE.digit) digits += String(VALUE_OF[text.charCodeAt(end++)]);
    }
    const high = this.low.total + this.low.section + (this.low.current ?? 0) > MOST_HOURS;
    if (digits === '' || (high ? '十' : '十分刻半').includes(text[end] ?? '。')) return false;
    if (this.paired && this.sequence.length === 2) this.low.current = this.high.current = Number(this.sequence);
    const whole = this.low.total + this.low.section + (this.low.current ?? 0);
    this.low.total = this.low.section = this.high.total = this.high.section = 0;
    this.setCurrent(Number(`${whole}.${digits}`), this.currentStart, false);
    this.paired = false;
    this.currentArabic = true; // no further digit can follow
    this.sequence = '';
    this.decimal = true;
    this.multiplied = false;
    this.zeroAt = -1;
    this.lastSmall = this.lastBig = Infinity;
    this.at = end;
    return true;
  }

  private dropCurrent(): void {
    this.low.current = this.high.current = null;
    this.at = this.currentStart;
  }

  private finish(): Numeral | null {
    const { low, high } = this;
    if (this.zeroAt >= 0 && low.current === null) this.at = this.zeroAt;
    if (this.at === this.start) return null;
    let tail = 1;
    const trailing = low.current !== null && this.multiplied && !this.decimal && this.zeroAt < 0;
    if (trailing && this.lastMultiplier >= 100 && this.at - this.currentStart === (this.paired && high.current !== low.current ? 2 : 1)) {
      tail = this.lastMultiplier / 10;
    }
    if (this.vague && !this.multiplied) return null;
    const value = this.multiplied ? tidy(low.total + low.section + (low.current ?? 0) * tail) : (low.current ?? 0);
    const upper = this.paired ? tidy(high.total + high.section + (high.current ?? 0) * tail) : value;
    const numeral: Numeral = {
      start: this.start,
      end: this.at,
      value,
      approx: this.approx,
      arabic: this.hasArabic && !this.multiplied && this.currentArabic,
      hasArabic: this.hasArabic,
      bare: this.bare,
      vague: this.vague,
      decimal: this.decimal,
      grouped: this.grouped,
      magnitude: low.section === 0 && low.current === null ? this.magnitude : 1,
      ...(this.malformed ? { malformed: true as const } : {}),
      ...(this.paired && upper > value ? { high: upper } : {}),
      ...(!this.multiplied && this.sequence !== '' ? { sequence: this.sequence } : {}),
    };
    return numeral;
  }
}
