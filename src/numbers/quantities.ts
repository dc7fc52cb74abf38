import type { NumberFields, NumberKind } from '../annotations/model';
import { tidy } from './arithmetic';
import type { Approximator, Bound } from './approximators';
import { approximatorAfter } from './approximators';
import { isArabicAt, isHanAt, isLatinAt, isNumeralAt, skipSpace } from './characters';
import { type Numeral, type NumeralOptions, readNumeral } from './numeral';
import { type Operand, afterSign, canonicalFields, rangeFields, readOperand } from './operand';
import { type Unit, unitAt } from './units';

/** A quantity as read, before the words in front of it and the evidence against it have been looked at. */
export interface Quantity {
  readonly start: number;
  readonly end: number;
  readonly kind: NumberKind;
  readonly fields: NumberFields;
  readonly numeral: Numeral;
  readonly unit?: Unit;
  /** Written as a fraction, percentage or ratio: needs no unit to count. */
  readonly formed: boolean;
}

const RANGE_MARKS = '-－–—─~～∼〜至到−';

/** The offset after a range mark (至, 到, -, —, —— …) at `at`, or -1. */
export function afterRangeMark(text: string, at: number): number {
  const place = skipSpace(text, at);
  if (place >= text.length || !RANGE_MARKS.includes(text[place])) return -1;
  const double = (text[place] === '—' || text[place] === '─' || text[place] === '-') && text[place + 1] === text[place];
  return skipSpace(text, place + (double ? 2 : 1));
}

export function boundFields(bound: Bound | undefined, value: number): NumberFields {
  if (bound === 'from') return { min: value };
  if (bound === 'upTo') return { max: value };
  return {};
}

/** Reads what begins with the numeral `known` at `start`: a fraction, a ratio, a range or one number with its unit. */
export function readQuantity(text: string, start: number, negative: boolean, options: NumeralOptions, known: Numeral): Quantity | null {
  const percent = known.hasArabic ? null : readPercentWords(text, start, negative, options);
  if (percent) return percent;
  const left = readOperand(text, start, negative, options, known);
  if (!left) return null;
  return readFraction(text, left, negative, options) ?? readScore(text, left, options) ?? readRatio(text, left, options) ?? readRange(text, left, options) ?? readNeighbours(text, left, options) ?? single(left);
}

function single(operand: Operand): Quantity {
  const { unit, numeral, value, high } = operand;
  const approx: NumberFields = operand.approx ? { approx: true } : {};
  const named: NumberFields = unit ? { unit: unit.word } : {};
  const fields: NumberFields = high !== undefined
    ? { ...rangeFields(unit, Math.min(value, high), Math.max(value, high)), ...approx }
    : { value, ...named, ...canonicalFields(unit, value), ...boundFields(operand.bound, value), ...approx };
  return { start: operand.start, end: operand.end, kind: unit?.kind ?? 'cardinal', fields, numeral, formed: false, ...(unit ? { unit } : {}) };
}

const PERCENT_WORDS: readonly (readonly [string, string, number])[] = [
  ['百分之', '%', 1], ['百分', '%', 1], ['千分之', '‰', 0.1],
];

/** 百分之三十, 百分百, 千分之五, and ranges of them. */
function readPercentWords(text: string, start: number, negative: boolean, options?: NumeralOptions): Quantity | null {
  const form = PERCENT_WORDS.find(([word]) => text.startsWith(word, start));
  if (!form) return null;
  const [word, unit, factor] = form;
  const numeral = readNumeral(text, afterSign(text, start + word.length), options);
  if (!numeral || (word === '百分' && text.startsWith('百分点', start))) return null;
  if (word === '百分' && !isNumeralAt(text, start + 2)) return null;
  const sign = negative !== (numeral.start > start + word.length) ? -1 : 1;
  let { end } = numeral;
  let approx = numeral.approx;
  if ('多余几来'.includes(text[end] ?? '。')) {
    end++;
    approx = true;
  }
  const low = sign * numeral.value;
  let high = numeral.high === undefined ? undefined : sign * numeral.high;
  const beyond = afterRangeMark(text, end);
  if (beyond >= 0) {
    const rightStart = text.startsWith(word, beyond) ? beyond + word.length : beyond;
    const right = readNumeral(text, rightStart, options);
    if (right && isBareEnd(text, right.end)) {
      high = right.value;
      end = right.end;
    }
  }
  const after = approximatorAfter(text, skipSpace(text, end));
  let bound: Bound | undefined;
  if (after && (after.bound !== 'from' || after.word.length > 1) && !'许几幾来來'.includes(after.word)) {
    end = skipSpace(text, end) + after.word.length;
    approx = true;
    bound = after.bound;
  }
  const fields: NumberFields = {
    ...(high === undefined ? { value: low } : { min: low, max: high }),
    unit,
    canonicalUnit: '%',
    ...(high === undefined ? { canonicalValue: tidy(low * factor), ...boundFields(bound, low) } : { canonicalMin: tidy(low * factor), canonicalMax: tidy(high * factor) }),
    ...(approx ? { approx: true } : {}),
  };
  return { start, end, kind: 'percent', fields, numeral, formed: true };
}

function isBareEnd(text: string, at: number): boolean {
  return !'年月日号时点个名人家倍元'.includes(text[at] ?? '。');
}

/** 三分之一, 一又二分之一, 1/3, 2又1/2, 万分之三. */
function readFraction(text: string, left: Operand, negative: boolean, options?: NumeralOptions): Quantity | null {
  const { numeral } = left;
  const sign = negative ? -1 : 1;
  let whole = 0;
  let denominator = numeral;
  if (text[numeral.end] === '又') {
    const next = readNumeral(text, numeral.end + 1, options);
    if (!next) return null;
    whole = numeral.value;
    denominator = next;
  }
  if (text.startsWith('分之', denominator.end)) {
    const numerator = readNumeral(text, denominator.end + 2, options);
    if (!numerator || denominator.value === 0) return null;
    return fraction(text, numeral, numerator.end, sign * (whole + numerator.value / denominator.value), numerator.approx);
  }
  const mixed = readMixed(text, numeral, options);
  if (mixed) return fraction(text, numeral, mixed.end, sign * mixed.value, false);
  const slash = text[denominator.end];
  if ((slash === '/' || slash === '／') && denominator.sequence !== undefined && denominator.arabic && text[numeral.start - 1] !== '/' && isArabicAt(text, denominator.end + 1)) {
    const below = readNumeral(text, denominator.end + 1, options);
    if (isSeason(denominator, below)) return null;
    if (!below?.arabic || below.value === 0 || below.decimal || text[below.end] === '/') return null;
    return fraction(text, numeral, below.end, sign * (whole + denominator.value / below.value), false);
  }
  return null;
}

/** 1 1/2: a whole number, a space and a proper fraction. */
function readMixed(text: string, whole: Numeral, options?: NumeralOptions): { value: number; end: number } | null {
  if (text[whole.end] !== ' ' || !whole.arabic || whole.sequence === undefined || !isArabicAt(text, whole.end + 1)) return null;
  const above = readNumeral(text, whole.end + 1, options);
  if (!above?.arabic || above.sequence === undefined || above.sequence.length > 2 || text[above.end] !== '/' || !isArabicAt(text, above.end + 1)) return null;
  const below = readNumeral(text, above.end + 1, options);
  if (!below?.arabic || below.sequence === undefined || below.sequence.length > 2 || above.value >= below.value || text[below.end] === '/') return null;
  return { value: whole.value + above.value / below.value, end: below.end };
}

/** 3-2, 21-15: digits with a hyphen whose first is the larger are a score, no range. */
function readScore(text: string, left: Operand, options?: NumeralOptions): Quantity | null {
  const { numeral } = left;
  const mark = text[left.end] ?? '。';
  if (left.unit || !numeral.arabic || numeral.sequence === undefined || numeral.sequence.length > 3 || !'-－–—'.includes(mark) || !isArabicAt(text, left.end + 1)) return null;
  const right = readNumeral(text, left.end + 1, options);
  if (!right?.arabic || right.sequence === undefined || right.sequence.length > 3 || right.value >= numeral.value || left.value < 0) return null;
  if (unitAt(text, skipSpace(text, right.end), right) || '/-.%％'.includes(text[right.end] ?? '。')) return null;
  return { start: left.start, end: right.end, kind: 'ratio', fields: { value: `${left.value}:${right.value}` }, numeral, formed: false };
}

/** 2011/12, 1929-30: a season that runs over the turn of the year. */
function isSeason(first: Numeral, second: Numeral | null): boolean {
  return first.sequence?.length === 4 && first.arabic && (second?.sequence?.length === 2 || second?.value === first.value + 1) && first.value >= 1800 && first.value < 2100;
}

/** 三分之一强, 四分之一弱: a little more, a little less. 强 and 弱 begin other words before Han. */
function moreOrLess(text: string, at: number): Approximator | undefined {
  const word = text[at] ?? '。';
  if (!'强弱強'.includes(word) || (isHanAt(text, at + 1) && text[at + 1] !== '的')) return undefined;
  return { word: word === '弱' ? word : '强', bound: word === '弱' ? 'upTo' : 'from' };
}

function fraction(text: string, numeral: Numeral, end: number, value: number, approx: boolean): Quantity {
  const after = moreOrLess(text, end) ?? approximatorAfter(text, end);
  const taken = after !== undefined && (after.word.length > 1 || '强弱'.includes(after.word));
  const rounded = tidy(value);
  const fields: NumberFields = {
    value: rounded,
    ...(taken ? boundFields(after.bound, rounded) : {}),
    ...(approx || taken ? { approx: true } : {}),
  };
  return { start: numeral.start, end: taken ? end + after.word.length : end, kind: 'cardinal', fields, numeral, formed: true };
}

/** 3比1, 2∶0, 1:1.5; the value is the ratio as digits with a colon. */
function readRatio(text: string, left: Operand, options?: NumeralOptions): Quantity | null {
  const { numeral } = left;
  if (left.unit || left.approx || numeral.high !== undefined || numeral.bare) return null;
  const place = skipSpace(text, numeral.end);
  const mark = text[place] ?? '。';
  if (!'比∶:：'.includes(mark)) return null;
  const rightStart = skipSpace(text, place + 1);
  const right = isNumeralAt(text, rightStart) ? readNumeral(text, rightStart, options) : null;
  if (!right || right.approx || right.high !== undefined || right.bare) return null;
  if (!'战胜负平打'.includes(text.charAt(right.end) || '。') && unitAt(text, skipSpace(text, right.end), right)) return null;
  if ('年月日号'.includes(text.charAt(right.end) || '。')) return null;
  let value = `${left.value}:${right.value}`;
  let { end } = right;
  while (text[end] === mark && isNumeralAt(text, end + 1)) {
    const next = readNumeral(text, end + 1, options);
    if (!next || next.approx || next.high !== undefined || next.bare) break;
    value += `:${next.value}`;
    ({ end } = next);
  }
  return { start: left.start, end, kind: 'ratio', fields: { value }, numeral, formed: true };
}

/** 450-500人, 9000至2万斤, 三到五年, 3万—5万元: one unit and one magnitude serve both sides. */
function readRange(text: string, left: Operand, options?: NumeralOptions): Quantity | null {
  if (text[left.end] === '±') return readTolerance(text, left, options);
  const beyond = afterRangeMark(text, left.end);
  if (beyond < 0 || left.high !== undefined || left.bound !== undefined) return null;
  const sum = currencySignEnd(text, beyond);
  const numberStart = afterSign(text, sum);
  if (!isNumeralAt(text, numberStart)) return null;
  const right = readOperand(text, numberStart, numberStart > sum, options);
  if (!right || right.numeral.bare) return null;
  const unit = right.unit ?? left.unit;
  if (!unit && isSeason(left.numeral, right.numeral)) return null;
  if (left.unit && right.unit && !sameDimension(left.unit, right.unit)) return null;
  if (left.unit && !right.unit && left.unit.kind !== 'percent' && !left.unit.word.startsWith('℃')) return null;
  const carries = !left.unit && left.numeral.magnitude === 1 && right.numeral.magnitude > 1 && !left.numeral.grouped
    && left.value * right.numeral.magnitude < right.value;
  let low = carries ? tidy(left.value * right.numeral.magnitude) : left.value;
  let high = right.high ?? right.value;
  if (left.unit && right.unit && left.unit.word !== right.unit.word && left.unit.factor !== undefined && right.unit.factor !== undefined) {
    low = tidy((low * left.unit.factor) / right.unit.factor);
  }
  if (unit?.word === '成' || unit?.word === '折') {
    if (!left.unit && low <= 10) low *= 10;
    if (!right.unit && high <= 10) high *= 10;
  }
  const fields: NumberFields = {
    ...rangeFields(unit, low, high),
    ...(left.approx || right.approx ? { approx: true } : {}),
  };
  return { start: left.start, end: right.end, kind: unit?.kind ?? 'cardinal', fields, numeral: right.numeral, formed: !unit && isLatinAt(text, left.end - 1) && isLatinAt(text, right.end - 1), ...(unit ? { unit } : {}) };
}

/** 10±0.5毫米: from 9.5 to 10.5. */
function readTolerance(text: string, left: Operand, options?: NumeralOptions): Quantity | null {
  if (left.high !== undefined || !isArabicAt(text, left.end + 1)) return null;
  const right = readOperand(text, left.end + 1, false, options);
  if (!right || right.high !== undefined || (left.unit && left.unit.word !== right.unit?.word)) return null;
  const { unit } = right;
  const fields = rangeFields(unit, tidy(left.value - right.value), tidy(left.value + right.value));
  return { start: left.start, end: right.end, kind: unit?.kind ?? 'cardinal', fields, numeral: right.numeral, formed: true, ...(unit ? { unit } : {}) };
}

/** 十七十八岁, 五、六个, 5、6级: two numerals side by side, the second one more than the first. */
function readNeighbours(text: string, left: Operand, options?: NumeralOptions): Quantity | null {
  const digits = left.numeral.arabic && left.numeral.sequence !== undefined && left.numeral.sequence.length <= 2;
  if (left.unit || left.approx || (left.numeral.hasArabic && !digits)) return null;
  const listed = text[left.end] === '、' && (digits || left.numeral.sequence?.length === 1);
  const rightStart = listed ? left.end + 1 : left.end;
  if (!isNumeralAt(text, rightStart)) return null;
  const right = readOperand(text, rightStart, false, options);
  if (!right || (listed && (!right.unit || (!digits && right.numeral.sequence?.length !== 1))) || right.numeral.arabic !== digits || right.numeral.value !== left.numeral.value + 1) return null;
  const { unit } = right;
  const fields: NumberFields = { ...rangeFields(unit, left.value, right.value), ...(right.approx ? { approx: true } : {}) };
  return { start: left.start, end: right.end, kind: unit?.kind ?? 'cardinal', fields, numeral: right.numeral, formed: false, ...(unit ? { unit } : {}) };
}

/** The offset after a currency sign that is repeated in a range ($5-$10), else `at`. */
function currencySignEnd(text: string, at: number): number {
  return '$＄￥¥€£￡'.includes(text[at] ?? '。') ? at + 1 : at;
}

function sameDimension(left: Unit, right: Unit): boolean {
  return left.word === right.word || (left.canonical !== undefined && left.canonical === right.canonical);
}
