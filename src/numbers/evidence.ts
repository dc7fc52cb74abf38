import { isArabicAt, isHanAt, isLatinAt, isNumeralAt, isSpaceAt, skipSpace } from './characters';
import type { NumberMention } from './mention';
import { isNamed } from './notNumbers';
import type { Quantity } from './quantities';

/** 一 before these words is a number and no article: a length of time, a sum of money, a weight. */
const ONE_COUNTS = new Set(['duration', 'money', 'measure', 'percent', 'age', 'ordinal', 'time']);
/** Before 一年, 一天 …: one among several, no length of time. */
const POINTING = '这那某有每同第哪另整当头上下单如无的';
/** A bare 百, 千, 万 counts with these units: 百家企业, 万亩良田, 千亿元. */
const BARE_UNITS = new Set(['家', '名', '人', '亩', '元', '吨', '米', '公里', '平方米', '户', '辆', '台', '只', '头', '只', '个', '余', '公斤', '美元', '人次', '件', '份', '册', '余人', '字', '瓦', '千瓦', '位']);
/** What a number without a unit stands behind: 达到360, 为3.5. */
const BEFORE_BARE_DIGITS = /(?:达|达到|为|是|至|到|得|有|共|共计|仅|仅为|等于|过|破|超|约|近|第|在|从|降|升|增|减|于|比|以|分|值|数|计|剩|余|满|足|突破|只|就|乘以|除以|加|减|乘|除|倍|前|后|逾)$/;
const AFTER_BARE_DIGITS = '，。；！？,;!?）)”’%…】》';
/** White space that may stand around a text that is one number. */
const MARGIN = 4;
/** No count that a newspaper prints is larger: what is, is a string of digits. */
const LARGEST = 1e24;
const OPENING = '（([【“‘';

/** Whether a quantity really counts something where it stands: weighs what is around it. */
export function isConvincing(text: string, quantity: Quantity, mention: NumberMention, floor: number): boolean {
  const { numeral, unit } = quantity;
  if (!(Math.abs(numeral.value) < LARGEST)) return false;
  if (numeral.bare && !numeral.hasArabic && !POWER_OF_TEN.test(String(numeral.value)) && !mention.approx) return false;
  if (isNumeralAt(text, mention.start - 1) && mention.start > floor) return false;
  if (isWholeText(text, mention)) return !isNamed(text, numeral.start, numeral.end);
  if (isModelName(text, quantity, mention)) return false;
  if (quantity.formed) return true;
  if (isNamed(text, numeral.start, numeral.end)) return false;
  if (mention.kind === 'money' && mention.start < numeral.start && !mention.approx) return true;
  if (numeral.bare && mention.start === numeral.start && !mention.approx) {
    // the unit of a table: 单位：万元, （亿元）
    if ('：:（('.includes(text.charAt(mention.start - 1) || '：')) return false;
    return numeral.value >= 100 && unit !== undefined && BARE_UNITS.has(unit.word) && (numeral.value > 1000 || '家人亩元名吨'.includes(unit.word[0]));
  }
  if (unit) return countsWithUnit(text, quantity, mention);
  return numeral.hasArabic ? bareDigitsCount(text, quantity, mention) : bareHanziCounts(text, quantity, mention);
}

function isWholeText(text: string, mention: NumberMention): boolean {
  if (mention.start > MARGIN || text.length - mention.end > MARGIN) return false;
  return text.slice(0, mention.start).trim() === '' && text.slice(mention.end).trim() === '';
}

/** 歼-20, 长征-5: a hyphen between a word and bare digits makes a name, unless the word says what follows (降到-5). */
function isModelName(text: string, { numeral, unit, start }: Quantity, mention: NumberMention): boolean {
  if (mention.start !== start - 1 || unit || numeral.decimal || !'-－−'.includes(text.charAt(mention.start))) return false;
  return isHanAt(text, mention.start - 1) && !'为到至是达在约近于从和与得温即减加乘除余亏'.includes(text.charAt(mention.start - 1));
}

function countsWithUnit(text: string, quantity: Quantity, mention: NumberMention): boolean {
  const { numeral, unit } = quantity;
  if (text.slice(numeral.start, numeral.end) !== '一' || mention.end > numeral.end + unit!.word.length || mention.start < numeral.start) return true;
  if (unit!.word === '人') return /^(?:死|受伤|遇难|失踪|轻伤|重伤|获救|被困|被捕|身亡|伤)/.test(text.slice(mention.end, mention.end + 2));
  if (unit!.word === '打' || (unit!.word === '倍' && !isHanAt(text, mention.end))) return true;
  if (unit!.word === '倍') return '增长高涨大多快加了过出升降'.includes(text.charAt(mention.start - 1) || '。');
  if (unit!.word === '番') return /翻[了上过]?$/.test(text.slice(Math.max(0, mention.start - 2), mention.start));
  if (!ONE_COUNTS.has(unit!.kind)) return false;
  if (unit!.kind === 'ordinal') return true;
  if ('寸尺丈里两块度节磅瓦角毛日'.includes(unit!.word) || POINTING.includes(text.charAt(numeral.start - 1) || '，')) return false;
  return !/[^提推以之]前$|[^以之延推]后$/.test(text.slice(Math.max(0, numeral.start - 2), numeral.start));
}

/** 是二, 等于四: one Chinese digit at the end of a clause. */
const EQUALS = '是为得于';
const POWER_OF_TEN = /^10*$/;

/** Digits without a unit: a decimal, a grouped or multiplied number counts, a plain integer needs support around it. */
function bareDigitsCount(text: string, quantity: Quantity, mention: NumberMention): boolean {
  const { numeral } = quantity;
  if (isLatinAt(text, quantity.end) || isLatinAt(text, mention.start - 1)) return false;
  if (numeral.decimal || numeral.grouped || !numeral.arabic || mention.approx || mention.start < quantity.start) return true;
  if (isArabicAt(text, quantity.end) || (numeral.sequence !== undefined && numeral.sequence.length > 1 && numeral.sequence.startsWith('0'))) return false;
  if (isLatinAt(text, mention.start - 2) && isSpaceAt(text, mention.start - 1)) return false;
  const left = isSpaceAt(text, mention.start - 1) ? mention.start - 1 : mention.start;
  const right = skipSpace(text, quantity.end);
  if (OPENING.includes(text[left - 1] ?? '。')) return AFTER_BARE_DIGITS.includes(text[right] ?? '。') && !'“‘'.includes(text[left - 1]);
  if (BEFORE_BARE_DIGITS.test(text.slice(Math.max(0, left - 4), left))) return true;
  return !isHanAt(text, left - 1) && AFTER_BARE_DIGITS.includes(text[right] ?? '。');
}

function bareHanziCounts(text: string, quantity: Quantity, mention: NumberMention): boolean {
  const { numeral } = quantity;
  if (mention.approx && mention.start < quantity.start) return numeral.value >= 10;
  if (numeral.decimal || mention.kind === 'money' || mention.start < quantity.start) return true;
  if (numeral.sequence?.length === 1 && quantity.fields.min === undefined) return EQUALS.includes(text.charAt(mention.start - 1) || '。') && AFTER_BARE_DIGITS.includes(text.charAt(mention.end) || '。');
  if (numeral.sequence !== undefined && (numeral.sequence.length > 1 || quantity.fields.min === undefined)) return false;
  if (numeral.vague) return numeral.end - numeral.start >= 2 && numeral.value >= 10;
  if (mention.approx) return numeral.value >= 10;
  if (quantity.fields.min !== undefined && '从由'.includes(text.charAt(mention.start - 1) || '，')) return true;
  if (numeral.value <= 10 || quantity.fields.min !== undefined) return false;
  // 路易十六 is a name: what is small needs support, as bare digits do
  return numeral.value >= 100 || AFTER_BARE_DIGITS.includes(text.charAt(mention.end) || '。') || BEFORE_BARE_DIGITS.test(text.slice(Math.max(0, mention.start - 4), mention.start));
}
