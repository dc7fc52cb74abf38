import type { NumberMention, NumberOptions } from '../../src/numbers/findNumbers';
import { findNumbers } from '../../src/numbers/findNumbers';

/** What the WeText suite leaves in Chinese characters: single digits, numerals without a unit. */
export interface WrittenOptions {
  readonly enable_standalone_number: boolean;
  readonly enable_0_to_9: boolean;
}

const UNIT_SIGNS: Readonly<Record<string, string>> = {
  公里: 'km', 千米: 'km', 克: 'g', 千克: 'kg', 公斤: 'kg', 秒: 's', 毫秒: 'ms', 分钟: 'min', 摩尔: 'mol', 平方米: 'm²',
  摄氏度: '°C', 度: '°', 千瓦时: 'kwh', 千米每小时: 'km/h', 公里每小时: 'km/h',
};
const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
  元: '¥', 人民币: 'CNY', 美元: '$', 澳元: 'A$', 港元: 'HKD', 英镑: '£', 卢布: '₽', 新台币: 'TWD', 欧元: '€', 马来西亚令吉: 'RM',
};
const HOUR_PREFIXES = ['每小时'];
const ENTITY = /[一二三四五六七八九十百千万亿兆两零〇点负]/;
/** Telephone numbers and the like, which findNumbers leaves alone, read out digit by digit. */
const SPOKEN = '零一二三四五六七八九洞幺两___________拐__〇';
const SPOKEN_DIGITS = /[〇零一二三四五六七八九洞幺两拐柒]{4,}|[一二三四五六七八九]*幺[〇零一二三四五六七八九幺]+/g;
const YI = 1e8;
const WAN = 1e4;
const ZHAO = 1e12;

/** Digits with the magnitudes that WeText keeps: 1亿2300, 100万1111, 12300. */
function magnitudes(value: number): string {
  let rest = Math.abs(value);
  let written = '';
  for (const [size, sign] of [[ZHAO, '兆'], [YI, '亿']] as const) {
    if (rest < size) continue;
    const head = Math.floor(rest / size);
    written += `${head}${sign}`;
    rest -= head * size;
  }
  if (rest >= 100 * WAN) {
    written += `${Math.floor(rest / WAN)}万`;
    rest %= WAN;
  }
  if (rest > 0 || written === '') written += String(Number(rest.toPrecision(12)));
  return value < 0 ? `-${written}` : written;
}

/** 三五百 is 300~500, 十五六 is 15-6, 三四十万 30~40万: how WeText writes a pair. */
function pair(min: number, max: number, quote: string): string {
  if (/[至到]/.test(quote)) return `${magnitudes(min)}~${magnitudes(max)}`;
  const big = /(\D)$/.exec(quote.replace(/[^万亿]/g, ' ').trimEnd())?.[1];
  const digits = quote.match(/[一二三四五六七八九][一二三四五六七八九]/);
  const pairEnds = digits ? quote.indexOf(digits[0]) + 2 : quote.length;
  const scaled = big !== undefined && quote.lastIndexOf(big) >= pairEnds;
  const factor = scaled ? (big === '亿' ? YI : WAN) : 1;
  const low = min / factor;
  const high = max / factor;
  const step = high - low;
  const plain = low < 10 ? true : Number.isInteger(Math.log10(high)) || low % 10 ** Math.floor(Math.log10(low)) === 0;
  const tail = plain ? `~${high}` : `-${step >= 1000 ? high % 10000 : step >= 10 ? high % 100 : high % 10}`;
  return `${low}${tail}${scaled ? big : ''}`;
}

function number(mention: NumberMention, quote: string): string {
  const digits = /^[〇零一二三四五六七八九幺两洞拐]{2,}/.exec(quote)?.[0];
  if (mention.min !== undefined && mention.max !== undefined) return pair(mention.min as number, mention.max as number, quote);
  const value = mention.value as number;
  const decimal = /点[〇零一二三四五六七八九]+([万亿])/.exec(quote)?.[1];
  if (decimal !== undefined) return `${value / (decimal === '万' ? WAN : YI)}${decimal}`;
  const round = /^两?[一二三四五六七八九十百千两]+([万亿])[^零一二三四五六七八九]*$/.exec(quote);
  if (round && value >= 1e6) return `${value / (round[1] === '万' ? WAN : YI)}${round[1]}`;
  return digits !== undefined && digits.length >= 3 ? String(value) : magnitudes(value);
}

function date(mention: NumberMention, quote: string): string {
  const value = String(mention.value);
  const sequence = /^[〇零一二三四五六七八九]{2}年/.test(quote);
  if (/^\d{4}$/.test(value)) return `${quote.startsWith('公元') ? '公元' : ''}${Number(value)}年`;
  const spoken = /^[一二两][千]/.test(quote);
  const parts = value.replace(/^--/, '').split('-');
  if (spoken) return `${parts[0]}年${parts.slice(1).join('/')}`;
  if (sequence) parts[0] = parts[0].slice(2);
  return parts.join('/');
}

function time(mention: NumberMention, quote: string): string {
  const [hour, ...rest] = String(mention.value).slice(1).split(':') as [string, ...string[]];
  if (rest.length === 0) return `${Number(hour)}点`;
  const morning = /上午|早上/.test(quote);
  const evening = /下午|晚上/.test(quote);
  const shown = evening && Number(hour) > 12 ? Number(hour) - 12 : Number(hour);
  return `${shown === 0 ? '00' : shown}:${rest.join(':')}${morning ? 'a.m.' : evening ? 'p.m.' : ''}`;
}

function fraction(quote: string): string | null {
  const match = /^(负?)(.+)分之(.+)$/.exec(quote);
  if (!match) return null;
  const read = (part: string): string => String(findNumbers(part)[0]?.value ?? part);
  return `${match[1] === '' ? '' : '-'}${read(match[3])}/${read(match[2])}`;
}

/** Approximators stay as they are around what is written in digits. */
function written(mention: NumberMention, whole: string, options: WrittenOptions): string {
  const [, before, quote, after] = /^(约?)(.*?)((?:以上|以下|左右)?)$/.exec(whole) as unknown as [string, string, string, string];
  return before + core(mention, quote, options) + after;
}

function core(mention: NumberMention, quote: string, options: WrittenOptions): string {
  const { kind, unit } = mention;
  const size = typeof mention.value === 'number' ? Math.abs(mention.value) : Infinity;
  const small = Number.isInteger(size) && size < 10 && (kind === 'cardinal' || kind === 'duration' || unit === '两');
  if (small && !options.enable_0_to_9) return quote;
  switch (kind) {
    case 'date': return date(mention, quote);
    case 'time': return time(mention, quote);
    case 'ratio': return String(mention.value);
    case 'percent': {
      const shown = mention.min === undefined ? String(mention.value) : `${mention.min}~${mention.max!}`;
      return `${shown}${unit === '%' ? '%' : (unit ?? '')}`;
    }
    case 'money': {
      if (unit === '块' || unit === '块钱') return quote.replace(/[一二三四五六七八九十百千两]+/g, (part) => String(findNumbers(part)[0]?.value ?? part));
      return `${CURRENCY_SIGNS[unit!] ?? ''}${number(mention, quote)}`;
    }
    default: {
      const over = fraction(quote);
      if (over !== null) return over;
      if (unit === undefined && !options.enable_standalone_number && ENTITY.test(quote) && !quote.includes('点')) return quote;
      if (/[几数多余]/.test(quote)) return quote;
      return `${number(mention, quote)}${unit === undefined ? '' : (UNIT_SIGNS[unit] ?? unit)}`;
    }
  }
}

/** The text with every number in it as WeText writes it. */
export function toWritten(text: string, options: WrittenOptions, findOptions?: NumberOptions): string {
  let out = '';
  let from = 0;
  let bare = false;
  for (const mention of findNumbers(text, findOptions)) {
    const perHour = HOUR_PREFIXES.find((word) => text.endsWith(word, mention.start) && /km$/.test(UNIT_SIGNS[mention.unit ?? ''] ?? ''));
    out += text.slice(from, mention.start - (perHour?.length ?? 0));
    if (bare && from === mention.start && options.enable_standalone_number) out += ' ';
    out += written(mention, text.slice(mention.start, mention.end), options) + (perHour === undefined ? '' : '/h');
    from = mention.end;
    bare = mention.unit === undefined;
  }
  return (out + text.slice(from)).replace(SPOKEN_DIGITS, (digits) => Array.from(digits, (digit) => digit === '柒' ? 7 : SPOKEN.indexOf(digit) % 10).join(''));
}
