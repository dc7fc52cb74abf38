import { ROLE, isArabicAt, isHanAt, isLatinAt, isNumeralAt, isSpaceAt, roleAt } from './characters';
import { anyUnitAt } from './units';
import { CURRENCY_SIGNS } from './currencyTables';

/** How far a quoted slogan is looked through, in code units. */
const SLOGAN_LIMIT = 12;
const OPENING = '“‘「『"';
const CLOSING = '”’」』"';
const SENTENCE_MARKS = '，。；！？,;!?：:';

/** The end of a list marker such as 一、 （二） 1. ① that starts at `at`, or -1. `at` may be the bracket or the numeral. */
export function listMarkerEnd(text: string, at: number): number {
  const before = text[at - 1] ?? '\n';
  const bracketed = before === '（' || before === '(';
  let end = at;
  while (end - at < 4 && isNumeralAt(text, end)) end++;
  if (end === at || end - at >= 4) return -1;
  const mark = text[end] ?? '';
  if (bracketed && (mark === '）' || mark === ')')) {
    return isChineseList(text, at, end) || startsItem(text, at - 1) ? end + 1 : -1;
  }
  if (!startsItem(text, at)) return -1;
  if (mark === '、' && !isNumeralAt(text, end + 1)) return end + 1;
  if ((mark === '.' || mark === '．' || mark === ')' || mark === '）') && isArabicAt(text, at) && !isArabicAt(text, end + 1)) return end + 1;
  return -1;
}

function isChineseList(text: string, at: number, end: number): boolean {
  for (let place = at; place < end; place++) if (isArabicAt(text, place)) return false;
  return true;
}

function startsItem(text: string, at: number): boolean {
  let place = at - 1;
  if (isSpaceAt(text, place)) place--;
  return place < 0 || '。；;！？\n：:'.includes(text[place]);
}

/**
 * The end of a quoted slogan whose numerals are no numbers (“四个到位”, “三清一改”), where `at` follows an opening quote
 * and holds a Chinese numeral; -1 where there is none. A quote with Arabic digits in it (“两个95%”) states numbers.
 */
export function sloganEnd(text: string, at: number): number {
  if (at === 0 || !OPENING.includes(text[at - 1])) return -1;
  const first = roleAt(text, at);
  const numeralAt = first === ROLE.ordinal ? at + 1 : at;
  if (roleAt(text, numeralAt) !== ROLE.digit && roleAt(text, numeralAt) !== ROLE.small) return -1;
  if (first === ROLE.ordinal && anyUnitAt(text, numeralAt + 1)) return -1;
  for (let end = at; end < text.length && end - at <= SLOGAN_LIMIT; end++) {
    const mark = text[end];
    if (CLOSING.includes(mark)) return isPlainQuantity(text, at, end) ? -1 : end;
    if (isArabicAt(text, end) || mark === '%' || SENTENCE_MARKS.includes(mark)) return -1;
  }
  return -1;
}

/** A quote that holds nothing but a longer numeral and its unit states a number: “三千元”. */
function isPlainQuantity(text: string, at: number, end: number): boolean {
  let stop = at;
  while (stop < end && isNumeralAt(text, stop)) stop++;
  if (stop - at < 2) return false;
  const unit = anyUnitAt(text, stop);
  return unit !== undefined && stop + unit.word.length === end;
}

/**
 * The end of four characters in which two single numerals run parallel and no pair of units stands behind them (一村一策,
 * 三清一改, 一对一, 五花八门), or -1.
 */
export function parallelEnd(text: string, at: number): number {
  if (roleAt(text, at) !== ROLE.digit || text[at] === '零' || !isHanAt(text, at + 1) || isNumeralAt(text, at + 1)) return -1;
  const second = at + 2;
  if (!single(text, second) || !single(text, at)) return -1;
  const between = text[at + 1];
  if (between === '对' || (between === '比' && text[at] === text[second])) return text[at] === text[second] ? second + 1 : -1;
  if ('至到'.includes(between) && ('月日号號年点點时時'.includes(text[second + 1] ?? '。') || anyUnitAt(text, second + 1))) return -1;
  if (!isHanAt(text, second + 1) || '月年点时日号元角块米斤分岁又'.includes(between) || text.startsWith('分之', second + 1)) return -1;
  const one = text[at] === '一';
  if (!one && anyUnitAt(text, at + 1) && anyUnitAt(text, second + 1)) return -1;
  if ('第个名位多倍成'.includes(between) || '个名位'.includes(text[second + 1])) return -1;
  if (one && anyUnitAt(text, second + 1) && text[second] !== '一') return -1;
  if (isMeasureLike(text, second + 1) && text[second] !== '一') return -1;
  return second + 2;
}

function isMeasureLike(text: string, at: number): boolean {
  const unit = anyUnitAt(text, at);
  return unit !== undefined && unit.kind !== 'cardinal' && unit.kind !== 'percent';
}

function single(text: string, at: number): boolean {
  const role = roleAt(text, at);
  return (role === ROLE.digit || text[at] === '十' || text[at] === '百' || text[at] === '千' || text[at] === '万') && !isNumeralAt(text, at - 1) && !isNumeralAt(text, at + 1);
}

/** Two dates with times have eight groups of digits; longer chains (1-1-1-1-1…) are no number. */
const MOST_GROUPS = 8;
const LINKS = '-－–—.．·/:：_~～@#+*';
/** Words before a string of digits that names instead of counting: 电话, 邮编, 尾号 … */
const LABELS = /(?:电话|热线|手机|传真|邮编|邮政编码|账号|帐号|卡号|尾号|编号|号码|证号|身份证|车牌|车牌号|微信|微信号|QQ|QQ群|代码|代号|刊号|型号|统一书号|房间|拨打|致电|密码|验证码|学号|工号|订单号|国内|邮发代号|频道|附表|附件|附图|附录)[是为号码：:]?\s?$/i;
/** The characters with which LABELS can end: a cheap look before the expression. */
const LABEL_ENDS = '是为号码：: 话线机编真证牌信Q群代刊型书间打电学单内道表件图录';
const ORG_WORDS = ['集团', '公司', '科技', '网络', '传媒', '互娱', '软件', '信息技术', '股份', '控股', '安全卫士', '浏览器', '杀毒', '搜索', '数科', '金融', '智慧', '租车', '同城'];

const ORG_FIRST = ORG_WORDS.map((word) => word.charAt(0)).join('');

/**
 * Looks at the run of digits and linking marks that starts at `at` and returns its end where it is an identifier, no
 * number: telephone numbers, codes, versions, addresses on the net, numbers glued to Latin letters. -1 otherwise.
 */
export function identifierEnd(text: string, at: number): number {
  if (!isArabicAt(text, at)) return -1;
  const glued = isLatinAt(text, at - 1) || (LINKS.includes(text[at - 1] ?? ' ') && isLatinAt(text, at - 2));
  let end = at;
  let groups = 0;
  let dots = 0;
  let hyphens = 0;
  let named = false; // 12·4: a day that has become a name
  let digits = 0;
  while (end < text.length) {
    const from = end;
    while (isArabicAt(text, end)) end++;
    if (end === from) break;
    digits += end - from;
    groups++;
    const mark = text[end] ?? ' ';
    if (!LINKS.includes(mark) || !isArabicAt(text, end + 1)) break;
    if (mark === '·') named = true;
    else if (mark === '.' || mark === '．') dots++;
    else if (dots < 2) dots = 0; // 1.2-1.5: each side has its own point
    if ('-－–—'.includes(mark)) hyphens++;
    end++;
  }
  if (groups > MOST_GROUPS) return end;
  if (text[end] === '.' && text[end + 1] === '.' && isArabicAt(text, end + 2)) return numeralRunEnd(text, end + 2); // 10..1: a slip of the keys
  if (glued && !isFactor(text, at) && !currencyBefore(text, at) && !isTimeOfDate(text, at)) return letterRunEnd(text, end);
  if (LABEL_ENDS.includes(text[at - 1] ?? '。') && LABELS.test(text.slice(Math.max(0, at - 8), at)) && !isUnitAhead(text, end) && !'×xX*'.includes(text[end] ?? '。')) return end;
  if (groups === 1) return digits >= 11 && !isUnitAhead(text, end) ? end : -1;
  if (named) return end;
  if (dots >= 2 && !isDottedDate(text, at, end)) return end;
  if (hyphens >= 2 && !isDashedDate(text, at, end)) return end;
  if (hyphens === 1 && groups === 2 && text[at] === '0' && digits >= 10) return end;
  return -1;
}

/** The second number of 30x40cm. */
function isFactor(text: string, at: number): boolean {
  return 'xX'.includes(text[at - 1] ?? ' ') && isArabicAt(text, at - 2);
}

function numeralRunEnd(text: string, from: number): number {
  let end = from;
  while (isNumeralAt(text, end)) end++;
  return end;
}

function letterRunEnd(text: string, from: number): number {
  let end = from;
  while (isLatinAt(text, end) || isArabicAt(text, end)) end++;
  return end;
}

function currencyBefore(text: string, at: number): boolean {
  const code = text.slice(Math.max(0, at - 3), at);
  return CURRENCY_CODES.has(code) || code.endsWith('RM');
}

const CURRENCY_CODES = new Set(CURRENCY_SIGNS.map(([sign]) => sign));

/** The time of 2021-03-05T15:30:00. */
function isTimeOfDate(text: string, at: number): boolean {
  return text[at - 1] === 'T' && isArabicAt(text, at - 2) && text[at + 2] === ':';
}

function isUnitAhead(text: string, end: number): boolean {
  return anyUnitAt(text, end) !== undefined || '万亿年月日世'.includes(text[end] ?? '。');
}

function isDottedDate(text: string, at: number, end: number): boolean {
  return /^\d{4}\.\d{1,2}\.\d{1,2}(?:[-—~～至]\d{4}\.\d{1,2}\.\d{1,2})?$/.test(text.slice(at, Math.min(end, at + 24)));
}

function isDashedDate(text: string, at: number, end: number): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(text.slice(at, Math.min(end, at + 12)));
}

/** The end of the number of a house in a street (南京路21号, 大道 5 号), or -1. */
export function addressEnd(text: string, at: number): number {
  const before = isSpaceAt(text, at - 1) ? at - 2 : at - 1;
  if (!isArabicAt(text, at) || before < 1 || !'路街道巷弄坊苑胡同'.includes(text[before])) return -1;
  let end = at;
  while (end - at < 6 && (isArabicAt(text, end) || text[end] === '-')) end++;
  if (isSpaceAt(text, end)) end++;
  return text[end] === '号' || text[end] === '弄' ? end + 1 : -1;
}

/** Whether the digits from `start` to `end` are part of a name: 88集团, 80后, 5G. */
export function isNamed(text: string, start: number, end: number): boolean {
  if (ORG_FIRST.includes(text[end] ?? '。') && ORG_WORDS.some((word) => text.startsWith(word, end))) return true;
  if (isLatinAt(text, end) && !isLatinAt(text, end + 1)) return /^[GKD]$/.test(text[end]) && end - start === 1 && isArabicAt(text, start);
  if (/^\d\.\d$/.test(text.slice(start, end)) && (text[end] === '版' || text.startsWith('时代', end))) return true; // 2.0版本, 4.0时代
  return text[end] === '后' && /^\d[05]$/.test(text.slice(start, end)) && !/[分秒天年时]/.test(text[end + 1] ?? '');
}
