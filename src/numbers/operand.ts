import type { NumberFields } from '../annotations/model';
import { tidy } from './arithmetic';
import { extendNumeral } from './extendedNumeral';
import { NOT_DAY } from './dateWords';
import { type Bound, approximatorAfter } from './approximators';
import { VALUE_OF, isArabicAt, isHanAt, isLatinAt, isNumeralAt, skipSpace } from './characters';
import { type Numeral, type NumeralOptions, PRICED_ONE, readNumeral } from './numeral';
import { type Unit, canonicalOf, unitAt } from './units';

/** One numeral with its unit, and what is stuck to it behind. */
export interface Operand {
  readonly start: number;
  readonly end: number;
  readonly numeral: Numeral;
  readonly value: number;
  readonly high?: number;
  readonly unit?: Unit;
  readonly approx: boolean;
  readonly bound?: Bound;
}

const LETTER_FACTORS: Readonly<Record<string, number>> = { K: 1e3, k: 1e3, M: 1e6, G: 1e9, B: 1e9, T: 1e12 };
const DOZEN = 12;
/** 成 is a verb or part of a word before these: 三成为, 五成立. */
const NOT_SHARE = '为立果功员长本绩都型套就语因交品名分人年批堆';
/** 对 is a preposition or begins a word before these: 两对此, 二对于. */
const NOT_PAIR = '于於待我他她其这那此方面外内付应策口立手阵照比象话抗象';
/** 多 begins a word of its own before these: 三年多元, 5家多样. */
const NOT_MORE = '元样彩种方边次位数云功能维少么级';
/** A thing cut in pieces, not money: 三块田. */
const MONEY_AFTER_PIECE = '的左以上每一呢吧了多钱买卖给人吗啊起到至和、，。；！？）”…';

/** A sign before a numeral, reading forward: −5, 负三, 零下5. Returns the offset after it, or `at`. */
export function afterSign(text: string, at: number): number {
  const mark = text[at];
  if (mark === '-' || mark === '−' || mark === '－' || mark === '负' || mark === '負') return at + 1;
  return text.startsWith('零下', at) ? at + 2 : at;
}

/** Reads a numeral, its unit and the approximators behind it; `negative` where a sign stood before, `known` where the numeral has been read. */
export function readOperand(text: string, start: number, negative: boolean, options?: NumeralOptions, known?: Numeral): Operand | null {
  const plain = known ?? readNumeral(text, start, options);
  if (!plain) return null;
  const numeral = extendNumeral(text, plain);
  let { value, high } = numeral;
  let { end } = numeral;
  let approx = numeral.approx;
  let bound: Bound | undefined;
  const data = dataUnit(text, numeral);
  const factor = data ? 1 : letterFactor(text, numeral);
  if (factor > 1) {
    value = tidy(value * factor);
    end++;
  }
  const numberEnd = end;
  const middle = moreBeforeUnit(text, end, numeral);
  let half = 0;
  let unit: Unit | undefined;
  const unitStart = skipSpace(text, middle);
  if (text.startsWith('个半', unitStart) || text.startsWith('個半', unitStart)) {
    unit = unitAt(text, unitStart + 2, numeral) ?? unitAt(`个${text[unitStart + 2] ?? ''}`, 0, numeral);
    if (unit?.kind === 'duration') {
      half = 0.5;
      end = unitStart + 2 + (unit.word.startsWith('个') ? unit.word.length - 1 : unit.word.length);
    } else {
      unit = undefined;
    }
  }
  if (!unit) {
    unit = data ?? unitFor(text, unitStart, numeral);
    if (unit) {
      end = unitStart + unit.word.length;
    } else if (text.startsWith('个', unitStart) && '多余餘'.includes(text[unitStart + 1] ?? '。')) {
      // 5个多月, 一个多小时: the unit stands behind 多
      unit = unitAt(text, unitStart + 2, numeral);
      end = unitStart + 2 + (unit?.word.length ?? 0);
    }
  }
  if (unit?.word === '个' && '多余餘'.includes(text[end] ?? '。')) {
    const behind = unitAt(text, end + 1, numeral) ?? unitAt(`个${text[end + 1] ?? ''}`, 0, numeral);
    if (behind?.kind === 'duration') {
      end += 1 + (behind.word.startsWith('个') ? behind.word.length - 1 : behind.word.length);
      unit = behind;
      approx = true;
    }
  }
  const rounding = middle > numberEnd ? text.charAt(middle - 1) : '';
  if (rounding !== '' && (unit !== undefined || !'来來把'.includes(rounding))) {
    approx = true;
    bound = '来來几把'.includes(rounding) ? 'about' : 'from';
    end = Math.max(end, middle);
  }
  if (unit?.canonical === '成' || unit?.canonical === '折') {
    const share = shareOf(text, end, unit, numeral);
    value = share.value;
    high = share.high;
    end = share.end;
  } else if (unit?.word === '打') {
    value *= DOZEN;
  } else if (unit?.word === '旬') {
    value *= 10;
    approx = true;
  } else if (unit) {
    const rest = readRest(text, end, unit, numeral);
    if (rest.value + half > 0) value = tidy(value + rest.value + half);
    end = rest.end;
  }
  const after = trailing(text, end, unit, numeral);
  if (after) {
    approx = true;
    bound = after.bound;
    end = after.end;
  }
  const sign = negative ? -1 : 1;
  return {
    start, end, numeral, value: sign * value, approx,
    ...(high !== undefined && high > value ? { high: sign * high } : {}),
    ...(unit ? { unit } : {}),
    ...(bound ? { bound } : {}),
  };
}

const DATA_LETTERS: Readonly<Record<string, Unit>> = Object.fromEntries(
  [['M', 2 ** 20], ['G', 2 ** 30], ['T', 2 ** 40]].map(([word, factor]) => [word, { word, kind: 'measure', canonical: 'B', factor, loose: false } as Unit]));

/** 128G内存: a letter before what holds data is short for its bytes. */
function dataUnit(text: string, { end, arabic }: Numeral): Unit | undefined {
  return arabic && 'MGT'.includes(text[end] ?? '。') && /^[MGT](?:的|大)?(?:内存|流量|存储|硬盘|数据|空间|显存|容量|闪存|固态)/.test(text.slice(end, end + 5)) ? DATA_LETTERS[text[end]] : undefined;
}

function letterFactor(text: string, numeral: Numeral): number {
  if (!isLatinAt(text, numeral.end)) return 1;
  const factor = LETTER_FACTORS[text[numeral.end]];
  if (factor === undefined || !numeral.arabic || isLatinAt(text, numeral.end + 1) || isArabicAt(text, numeral.end + 1)) return 1;
  return factor;
}

/** The offset after 余, 多, 来 or 几 between a numeral and its unit; the numeral's end where none stands there. */
function moreBeforeUnit(text: string, at: number, numeral: Numeral): number {
  const place = skipSpace(text, at);
  const mark = text[place] ?? '';
  if (mark === '') return at;
  const last = text.charCodeAt(numeral.end - 1);
  const round = VALUE_OF[last] === 0 || VALUE_OF[last] >= 10;
  if ('余餘'.includes(mark) && round) return place + 1;
  if (mark === '多' && round && !'样元彩边云维'.includes(nextAfterMore(text, place)) ) return place + 1;
  if ('来來几'.includes(mark) && round && unitAt(text, place + 1, numeral)) return place + 1;
  if ('+＋'.includes(mark) && numeral.arabic && unitAt(text, place + 1, numeral)) return place + 1;
  if (mark === '把' && numeral.bare && '人块塊斤里年元户戶'.includes(text[place + 1] ?? '。')) return place + 1;
  return at;
}

/** The character after 多, unless that is the currency 元 of 300多元. */
function nextAfterMore(text: string, place: number): string {
  const next = text[place + 1] ?? '。';
  return next === '元' && !'化素论'.includes(text[place + 2] ?? '。') ? '。' : next;
}

const MINUTE: Unit = { word: '分', kind: 'duration', canonical: 's', factor: 60, loose: false };
const SQUARE_METRE: Unit = { word: '平', kind: 'measure', canonical: 'm2', factor: 1, loose: false };

/** 分 before seconds or 半钟 is a minute: 1分30秒, 一分半钟. */
function isMinute(text: string, at: number): boolean {
  if (text[at] !== '分') return false;
  if (text.startsWith('半钟', at + 1) || text.startsWith('半鐘', at + 1)) return true;
  const seconds = isNumeralAt(text, skipSpace(text, at + 1)) ? readNumeral(text, skipSpace(text, at + 1)) : null;
  return seconds !== null && text[skipSpace(text, seconds.end)] === '秒';
}

function unitFor(text: string, at: number, numeral: Numeral): Unit | undefined {
  if (isMinute(text, at)) return MINUTE;
  const unit = unitAt(text, at, numeral);
  if (!unit) return undefined;
  const next = text[at + unit.word.length] ?? '。';
  switch (unit.word) {
    case '成':
      return numeral.value <= 10 && numeral.magnitude === 1 && !NOT_SHARE.includes(next) ? unit : undefined;
    case '折':
      return numeral.value < 100 && !'叠磨腾扣旧射返算合断'.includes(next) ? unit : undefined;
    case '块':
      return MONEY_AFTER_PIECE.includes(next) || isNumeralAt(text, at + 1) || !isHanAt(text, at + 1) || numeral.value >= 100 ? unit : pieceUnit;
    case '度':
      return isLoneDigit(numeral) && !'零下摄氏华负'.includes(text.charAt(numeral.start - 1) || '，') ? undefined : unit;
    case '里':
      return isLoneDigit(numeral) && !'地路长远外多半的，。之'.includes(next) ? undefined : unit;
    case '日':
      return NOT_DAY.includes(next) && (next !== '内' || text[at + 2] === '瓦') ? undefined : unit;
    case 's':
      return isDecade(numeral) ? undefined : unit;
    case '对': case '對':
      if (!numeral.hasArabic && (numeral.sequence?.length ?? 0) > 1) return undefined; // 一一对应
      return isLoneDigit(numeral) && (numeral.value < 2 || !isHanAt(text, at + 1) || isNumeralAt(text, at + 1) || NOT_PAIR.includes(next)) ? undefined : unit;
    case '国':
      return next === '道' ? undefined : unit;
    case '次':
      return next === '方' && text.charAt(at + 2) !== '案' ? undefined : unit;
    case '点':
      return numeral.value > 0 ? unit : undefined;
    case '打':
      return (numeral.value !== 1 || isBought(text, numeral)) && !'开听算击造折扫破工卡印电破仗架交动'.includes(next) ? unit : undefined;
    case '双':
      return '十一眼手向方重语赢边'.includes(next) ? undefined : unit;
    case '平':
      return !isLoneDigit(numeral) && '，。、；：）左以多的大至到-—'.includes(next) ? SQUARE_METRE : unit;
    case '旬':
      return numeral.value >= 5 && numeral.value <= 9 && !'上中下'.includes(text.charAt(numeral.start - 1) || '，') ? unit : undefined;
    case '大':
      return !numeral.hasArabic && numeral.end - numeral.start === 1 && numeral.value > 1 && numeral.value < 10 && isHanAt(text, at + 1) ? unit : undefined;
    default:
      return unit;
  }
}

/** 1980s is a decade, no length of time. */
function isDecade({ sequence, value }: Numeral): boolean {
  return sequence?.length === 4 && value % 10 === 0 && value >= 1500 && value < 2100;
}

/** 一打 is a dozen where it is bought or drunk, or stands alone; elsewhere 打 is a verb. */
function isBought(text: string, { start, end }: Numeral): boolean {
  return '买買送订訂带帶喝了'.includes(text.charAt(start - 1) || '。') || (start === 0 && end + 1 === text.length);
}

/** One Chinese digit: 两度 is “twice”, 七里 often part of a name. */
function isLoneDigit(numeral: Numeral): boolean {
  return !numeral.hasArabic && numeral.end - numeral.start === 1;
}

const pieceUnit: Unit = { word: '块', kind: 'cardinal', loose: false };

interface Share {
  readonly value: number;
  readonly high: number | undefined;
  readonly end: number;
}

/** 三成 is 30 per cent, 三成五 35, 七五折 75, 8.5折 85. */
function shareOf(text: string, end: number, unit: Unit, numeral: Numeral): Share {
  const scale = (value: number): number => tidy(value <= 10 ? value * 10 : value);
  let value = scale(numeral.value);
  let after = end;
  const tail = unit.canonical === '成' && isNumeralAt(text, end) && !isNumeralAt(text, end + 1) ? readNumeral(text, end) : null;
  if (tail && tail.hasArabic === numeral.hasArabic && tail.value >= 1 && tail.value <= 9) {
    value += tail.value;
    after++;
  } else if (unit.canonical === '成' && text[end] === '半') {
    value += 5;
    after++;
  }
  return { value, high: numeral.high === undefined ? undefined : scale(numeral.high), end: after };
}

/** What follows a first unit and belongs to it: 3小时20分, 5元5角, 1米75, 三年半, 三年零两个月. The value is in the first unit. */
function readRest(text: string, start: number, first: Unit, numeral: Numeral): { value: number; end: number } {
  let end = start;
  let value = 0;
  if (first.canonical === undefined || first.kind === 'percent') {
    const half = first.word === '倍' && text[end] === '半' ? 1 : 0;
    return { value: half / 2, end: end + half };
  }
  if (text[end] === '半' && !'数天夜个空途路山导'.includes(text[end + 1] ?? '。') && first.word !== '块') {
    return { value: 0.5, end: end + (first === MINUTE ? 2 : 1) };
  }
  let smallest = first;
  for (;;) {
    let at = skipSpace(text, end);
    if ('零又'.includes(text[at] ?? '。')) at++;
    if (!isNumeralAt(text, at)) break;
    const next = readNumeral(text, at);
    if (!next) break;
    const unit = followingUnit(text, skipSpace(text, next.end), next, first);
    if (unit && unit.factor! < smallest.factor!) {
      value += (next.value * unit.factor!) / first.factor!;
      end = skipSpace(text, next.end) + unit.word.length;
      smallest = unit;
      continue;
    }
    const priced = isPricedOne(text, next) ? { ...next, end: next.end - 1, sequence: next.sequence!.slice(0, -1) } : next;
    const tail = decimalTail(text, end, priced, smallest, numeral);
    if (tail !== null) {
      value += (tail * (smallest.factor ?? 1)) / first.factor!;
      end = priced.end;
    }
    break;
  }
  if (end > start && first.kind === 'money' && '整正'.includes(text[end] ?? '。')) end++;
  return { value: end > start ? Number(value.toPrecision(12)) : 0, end };
}

/** The unit of a further part, of the same dimension as the first: 分 is minutes after 小时 and cents after 元. */
function followingUnit(text: string, at: number, numeral: Numeral, first: Unit): Unit | undefined {
  if (text[at] === '分' && text[at + 1] !== '钟' && text[at + 1] !== '之') {
    if (first.kind === 'money') return { word: '分', kind: 'money', canonical: first.canonical!, factor: 0.01, loose: false };
    if (first.canonical === '°') return { word: '分', kind: 'measure', canonical: '°', factor: 1 / 60, loose: false };
    if (first.canonical === 's' && first.factor! > 60) return { word: '分', kind: 'duration', canonical: 's', factor: 60, loose: false };
  }
  const unit = unitAt(text, at, numeral);
  if (unit?.factor === undefined) return undefined;
  if (unit.canonical === first.canonical) return unit;
  if (first.kind === 'age' && unit.canonical === 'month') return { ...unit, canonical: 'year', factor: unit.factor / 12 };
  if (first.kind === 'money' && unit.canonical === 'CNY' && unit.factor < 1) return { ...unit, canonical: first.canonical! };
  if (first.kind === 'duration' && unit.kind === 'duration' && first.canonical === 'month') return { ...unit, canonical: 'month', factor: unit.factor / 2629746 };
  return undefined;
}

/** 三块五一斤: the 一 belongs to what is sold. */
function isPricedOne(text: string, { end, sequence, hasArabic }: Numeral): boolean {
  return sequence?.length === 2 && !hasArabic && text[end - 1] === '一' && PRICED_ONE.includes(text[end] ?? '。');
}

/** 1米75 is 1.75 m, 5块5 is 5.5 yuan: digits that continue a unit of ten or a hundred parts. */
function decimalTail(text: string, at: number, next: Numeral, first: Unit, numeral: Numeral): number | null {
  if (next.start !== at || next.sequence === undefined || numeral.decimal || next.high !== undefined && next.hasArabic) return null;
  if (!'米块塊元斤毛角秒丈尺吨亩噸畝度'.includes(first.word) || (first.word === '秒' && next.sequence.length !== 2)) return null;
  const digits = next.sequence;
  if (digits.length > 2 || unitAt(text, next.end, next) || '月年日号时点.%％'.includes(text[next.end] ?? '。')) return null;
  if (next.hasArabic !== numeral.hasArabic) return null;
  return Number(`0.${digits}`);
}

/** 60周岁（含）以上 */
const INCLUSIVE = '（含）';

/** The approximator behind the whole: 左右, 以上, 三年多. */
function trailing(text: string, end: number, unit: Unit | undefined, numeral: Numeral): { end: number; bound: Bound } | undefined {
  const place = text.startsWith(INCLUSIVE, end) ? end + INCLUSIVE.length : skipSpace(text, end);
  const after = approximatorAfter(text, place);
  if (!after || (place > end + 1 && !'以及'.includes(after.word[0]))) return undefined;
  const stop = place + after.word.length;
  const next = text[stop] ?? '。';
  switch (after.word) {
    case '许': case '几': case '幾': case '来': case '來': case '前后': case '前後':
      return undefined;
    case '多': case '余': case '餘':
      if (unit === undefined) return undefined;
      if (unit.kind === 'cardinal' && unit.word !== '倍' && unit.word !== '人') return undefined;
      if ((unit.kind === 'percent' && unit.word !== '成') || NOT_MORE.includes(next) || (numeral.decimal && after.word === '多')) return undefined;
      break;
    case '+': case '＋':
      if ((unit === undefined && numeral.magnitude === 1) || isNumeralAt(text, stop) || isHanAt(text, stop) || isLatinAt(text, stop)) return undefined;
      break;
    case '上下':
      if ('游班联功一文级左课车床铺'.includes(next)) return undefined;
      break;
    default:
  }
  return { end: stop, bound: after.bound };
}

/** A range as fields, its ends in the canonical unit too, where the unit has one. */
export function rangeFields(unit: Unit | undefined, min: number, max: number): NumberFields {
  const low = unit && canonicalOf(unit, min);
  const high = unit && canonicalOf(unit, max);
  return {
    min, max,
    ...(unit ? { unit: unit.word } : {}),
    ...(low && high ? { canonicalUnit: low.canonicalUnit, canonicalMin: low.canonicalValue, canonicalMax: high.canonicalValue } : {}),
  };
}

/** The canonical unit and value of an operand, as fields; empty where the unit has none. */
export function canonicalFields(unit: Unit | undefined, value: number): { canonicalUnit?: string; canonicalValue?: number } {
  return (unit && canonicalOf(unit, value)) ?? {};
}
