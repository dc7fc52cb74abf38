/** What a single character can be in a number; 0 means that no number starts or goes on with it. */
export const ROLE = {
  none: 0,
  /** 0–9, half and full width. */
  arabic: 1,
  /** 一二三四五六七八九两〇零 and the formal 壹贰… */
  digit: 2,
  /** 十百千, 拾佰仟, 廿 and 卅 (which hold their own coefficient). */
  small: 3,
  /** 万亿兆. */
  big: 4,
  /** 几 and 数, in 几十, 数百. */
  vague: 5,
  /** 第. */
  ordinal: 6,
  /** 半, and 对 in 对折. */
  half: 7,
  /** 正 腊 冬 初: months and days of the old calendar; 元 in 元年, 元月. */
  lunar: 8,
  /** The first characters of relative dates: 今年, 昨日, 上周. */
  relative: 9,
} as const;

const DIGITS = '〇0 ○0 零0 一1 二2 三3 四4 五5 六6 七7 八8 九9 两2 兩2 幺1';
const FORMAL_DIGITS = '壹1 贰2 貳2 叁3 參3 肆4 伍5 陆6 陸6 柒7 捌8 玖9';
const SMALL = '十10 百100 千1000';
const FORMAL_SMALL = '拾10 佰100 仟1000';
const BIG = '万1e4 萬1e4 亿1e8 億1e8 兆1e12';

/** Role of every UTF-16 code unit. */
export const ROLE_OF = new Uint8Array(65536);
/** Value of every digit or multiplier; 0 elsewhere. */
export const VALUE_OF = new Float64Array(65536);
/** 1 for the numerals that forms and cheques use: 壹贰叁 … 拾佰仟. */
export const FORMAL = new Uint8Array(65536);

function enter(table: string, role: number, formal = false): void {
  for (const item of table.split(' ')) {
    const code = item.charCodeAt(0);
    ROLE_OF[code] = role;
    VALUE_OF[code] = Number(item.slice(1));
    if (formal) FORMAL[code] = 1;
  }
}

for (let digit = 0; digit <= 9; digit++) {
  for (const zero of [0x30, 0xff10]) {
    ROLE_OF[zero + digit] = ROLE.arabic;
    VALUE_OF[zero + digit] = digit;
  }
}
enter(DIGITS, ROLE.digit);
enter(FORMAL_DIGITS, ROLE.digit, true);
enter(SMALL, ROLE.small);
enter(FORMAL_SMALL, ROLE.small, true);
enter(BIG, ROLE.big);
enter('廿20 卅30', ROLE.small);
enter('几0 幾0 数0 數0', ROLE.vague);
enter('第0', ROLE.ordinal);
enter('半0.5 对0 對0', ROLE.half);
enter('正1 腊12 臘12 冬11 初0 元1', ROLE.lunar);
enter('年0 月0 农0 農0 除0 愚0 光0 护0 護0 记0 記0 烈0 世0 消0 母0 父0 感0 春0 清0 端0 中0 国0 國0 圣0 聖0 平0 情0 植0 妇0 婦0 劳0 勞0 儿0 兒0 青0 教0 重0 建0 今0 昨0 明0 前0 后0 後0 週0 禮0 去0 来0 次0 本0 这0 上0 下0 大0 周0 星0 礼0 当0', ROLE.relative);

export function roleAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? ROLE_OF[text.charCodeAt(at)] : ROLE.none;
}

/** Whether the character can stand inside a numeral (digits and multipliers, not 第 or 半). */
export function isNumeralAt(text: string, at: number): boolean {
  const role = roleAt(text, at);
  return role >= ROLE.arabic && role <= ROLE.big;
}

export function isArabicAt(text: string, at: number): boolean {
  return roleAt(text, at) === ROLE.arabic;
}

export function isLatinAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const half = code >= 0xff21 && code <= 0xff5a ? code - 0xfee0 : code;
  return (half >= 0x41 && half <= 0x5a) || (half >= 0x61 && half <= 0x7a);
}

/** Han characters of the basic block and 〇. */
export function isHanAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 0x4e00 && code <= 0x9fff) || code === 0x3007;
}

export function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0xa0 || code === 0x3000 || code === 0x09;
}

/** `at`, or the offset after one space that stands there: PDFs leave spaces around digits. */
export function skipSpace(text: string, at: number): number {
  return isSpaceAt(text, at) ? at + 1 : at;
}
