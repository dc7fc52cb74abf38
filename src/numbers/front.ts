import { BEFORE, BEFORE_BARE, type Approximator, approximatorBefore } from './approximators';
import { rounded } from './arithmetic';
import { isHanAt, isNumeralAt, isSpaceAt } from './characters';
import { CURRENCY_SIGNS } from './currencyTables';
import type { NumberMention } from './mention';
import { type Quantity, boundFields } from './quantities';

/** Takes in what stands before the quantity: its sign, a currency sign, an approximator. */
export function withFront(text: string, quantity: Quantity, sign: number, floor: number): NumberMention {
  let mention: NumberMention = { start: sign, end: quantity.end, kind: quantity.kind, ...quantity.fields };
  const currency = currencyBefore(text, sign, floor);
  if (currency && quantity.unit?.word === '起') {
    // ￥1280起: from this price on, no count of cases
    const { unit: _case, ...rest } = mention;
    mention = { ...rest, end: mention.end - 1 };
  }
  if (currency) mention = withCurrency(text, mention, currency, quantity) ?? mention;
  const scale = temperatureScale(text, mention, quantity, floor);
  if (scale) mention = { ...mention, ...scale };
  if (quantity.unit?.canonical === 'm') mention = perTime(text, mention, floor);
  const before = frontApproximator(text, mention, quantity, floor);
  if (!before) return mention;
  const { value } = mention;
  return {
    ...mention,
    start: before.word.detached === true ? mention.start : before.start,
    ...(typeof value === 'number' ? boundFields(before.word.bound, value) : {}),
    approx: true,
  };
}

const SIGN_ENDS = new Set(CURRENCY_SIGNS.map(([sign]) => sign.charCodeAt(sign.length - 1)));

interface Currency {
  readonly start: number;
  readonly sign: string;
  readonly code: string;
}

/**
 * ￥128, 港币100元, 人民币500: the currency in front says which money it is. Null where the number counts something else, or
 * where a word goes on behind it (日元8连跌).
 */
function withCurrency(text: string, mention: NumberMention, { start, sign, code }: Currency, { numeral, unit }: Quantity): NumberMention | null {
  const named = isHanAt(text, start);
  if (mention.unit !== undefined ? unit?.kind !== 'money' : named && numeral.magnitude === 1 && isHanAt(text, mention.end)) return null;
  const own = mention.unit !== undefined && unit?.canonical !== 'CNY' ? unit?.canonical : code;
  return { ...mention, ...inUnit(mention, own ?? code, (value) => value * (unit?.factor ?? 1)), kind: 'money', start, unit: mention.unit ?? sign };
}

/** The value, or the ends of the range, in another canonical unit. */
function inUnit({ value, min, max }: NumberMention, canonicalUnit: string, convert: (value: number) => number): Partial<NumberMention> {
  const tidied = (number: number): number => rounded(convert(number));
  if (typeof value === 'number') return { canonicalUnit, canonicalValue: tidied(value) };
  return typeof min === 'number' && typeof max === 'number' ? { canonicalUnit, canonicalMin: tidied(min), canonicalMax: tidied(max) } : {};
}

/** Words that make 度 a degree of temperature. */
const WARMTH = /(?:气温|氣溫|体温|體溫|水温|室温|温度|溫度|高温|低温|降温|升温)[^，。；！？\d]{0,5}$/;

/** 华氏100度, 摄氏20度: the scale stands in front of the number. */
function temperatureScale(text: string, mention: NumberMention, quantity: Quantity, floor: number): Partial<NumberMention> | null {
  if (quantity.unit?.word !== '度') return null;
  const celsius = (value: number): number => value;
  if (text.startsWith('零下', mention.start) || WARMTH.test(text.slice(Math.max(floor, mention.start - 8), mention.start))) return inUnit(mention, '℃', celsius);
  const start = mention.start - 2;
  if (start < floor || !(text.startsWith('摄氏', start) || text.startsWith('华氏', start))) return null;
  return { ...inUnit(mention, '℃', text.startsWith('摄氏', start) ? celsius : (value) => (value - 32) / 1.8), start };
}

const PER_TIME: readonly (readonly [RegExp, number])[] = [
  [/(?:每小时|每小時|时速|時速)(?:达到?|為|为|约|约为|超过?|在)?$/, 3600], [/(?:每分钟|每分鐘)$/, 60], [/(?:每秒|秒速)(?:钟)?(?:达到?|约|为)?$/, 1],
];
const LONGEST_PER_TIME = 6;

/** 时速60公里, 每秒5米: a length in a stretch of time is a speed, in m/s. */
function perTime(text: string, mention: NumberMention, floor: number): NumberMention {
  const before = text.slice(Math.max(floor, mention.start - LONGEST_PER_TIME), mention.start);
  const seconds = before.includes('速') || before.includes('每') ? PER_TIME.find(([words]) => words.test(before))?.[1] : undefined;
  if (seconds === undefined) return mention;
  const { canonicalValue, canonicalMin, canonicalMax } = mention;
  const speed = (metres: number): number => rounded(metres / seconds);
  return {
    ...mention, canonicalUnit: 'm/s',
    ...(canonicalValue === undefined ? {} : { canonicalValue: speed(canonicalValue) }),
    ...(canonicalMin === undefined || canonicalMax === undefined ? {} : { canonicalMin: speed(canonicalMin), canonicalMax: speed(canonicalMax) }),
  };
}

function currencyBefore(text: string, end: number, floor: number): Currency | null {
  const stop = isSpaceAt(text, end - 1) ? end - 1 : end;
  if (stop === 0 || !SIGN_ENDS.has(text.charCodeAt(stop - 1))) return null;
  let best: Currency | null = null;
  for (const [sign, code] of CURRENCY_SIGNS) {
    const start = stop - sign.length;
    if (start >= floor && text.startsWith(sign, start) && (!best || start < best.start)) best = { start, sign, code };
  }
  return best;
}

/** 近三年 is the last three years; 已近三年, 用了近三年 say how long. */
function isRecent(text: string, at: number, mention: NumberMention, quantity: Quantity): boolean {
  if (mention.kind !== 'duration' || (quantity.unit?.canonical === 's' && !'天周'.includes(quantity.unit.word))) return false;
  return !'已有了过达用历经长时续'.includes(text.charAt(at - 1) || '，');
}

function frontApproximator(text: string, mention: NumberMention, quantity: Quantity, floor: number): { start: number; word: Approximator } | null {
  const end = isSpaceAt(text, mention.start - 1) ? mention.start - 1 : mention.start;
  if (quantity.numeral.bare && mention.start === quantity.start) {
    const bare = approximatorBefore(text, end, floor, BEFORE_BARE);
    if (bare) return { start: end - bare.word.length, word: bare };
  }
  const word = approximatorBefore(text, end, floor, BEFORE);
  if (!word) return null;
  if (word.word === '近' && isRecent(text, end - 1, mention, quantity)) return null;
  if (isNumeralAt(text, end - word.word.length - 1) && word.word.length === 1) return null;
  return { start: end - word.word.length, word };
}
