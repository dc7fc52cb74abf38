import { tidy } from './arithmetic';
import { isArabicAt, isHanAt, isLatinAt, isNumeralAt, skipSpace } from './characters';
import type { NumberMention } from './mention';
import { type Numeral, type NumeralOptions, readNumeral } from './numeral';
import { canonicalFields } from './operand';
import type { Quantity } from './quantities';
import { type Unit, unitAt } from './units';

/** .5毫米: a point without a zero before it, where no word or number ends that the point could belong to. */
export function withLeadingPoint(text: string, numeral: Numeral, floor: number): Numeral {
  const at = numeral.start - 1;
  if (at < floor || (text[at] !== '.' && text[at] !== '．') || !isArabicAt(text, numeral.start) || numeral.decimal || numeral.grouped) return numeral;
  if (isNumeralAt(text, at - 1) || isLatinAt(text, at - 1) || '.．)）]】”'.includes(text[at - 1] ?? ' ')) return numeral;
  let digits = numeral.start;
  while (isArabicAt(text, digits)) digits++;
  // after Han the point may be a full stop: only a unit of measure or per cent speaks for a decimal
  const unit = unitAt(text, skipSpace(text, numeral.end), numeral);
  if (isHanAt(text, at - 1) && unit?.kind !== 'measure' && unit?.kind !== 'percent') return numeral;
  const { sequence: _digits, ...rest } = numeral;
  return { ...rest, start: at, value: tidy(numeral.value / 10 ** (digits - numeral.start)), decimal: true };
}

const TIMES = '×✕*＊xX';
const MOST_FACTORS = 4;

/** 3×4×5厘米: each factor is a length of its own, the unit at the end serves all. 4×100米接力 counts runners. */
export function asDimension(text: string, quantity: Quantity, options: NumeralOptions): Quantity {
  const { unit, fields, end } = quantity;
  if (unit || typeof fields.value !== 'number' || !TIMES.includes(text[skipSpace(text, end)] ?? '。') || !quantity.numeral.arabic && !quantity.numeral.decimal) return quantity;
  const length = lengthOfFactors(text, end, options);
  if (!length) return quantity;
  return { ...quantity, kind: 'measure', unit: length, fields: { ...fields, unit: length.word, ...canonicalFields(length, fields.value) } };
}

function lengthOfFactors(text: string, from: number, options: NumeralOptions): Unit | undefined {
  let end = from;
  for (let count = 1; count < MOST_FACTORS; count++) {
    const mark = skipSpace(text, end);
    const start = skipSpace(text, mark + 1);
    if (!TIMES.includes(text[mark] ?? '。') || !isArabicAt(text, start)) return undefined;
    const factor = readNumeral(text, start, options);
    if (!factor) return undefined;
    const place = skipSpace(text, factor.end);
    const unit = unitAt(text, place, factor);
    if (unit) return unit.canonical === 'm' && !'接栏'.includes(text[place + unit.word.length] ?? '。') ? unit : undefined;
    ({ end } = factor);
  }
  return undefined;
}

/** + ± and the last character of 零上. */
const SIGN_CHARACTERS = '+＋±上';

/**
 * +5%, ±0.5毫米, 零上5度: a sign that does not make the number negative is part of it. A plus between words adds
 * (互联网+5家) unless degrees or per cent follow; ± states the range on both sides.
 */
export function withPlus(text: string, mention: NumberMention, quantity: Quantity, floor: number): NumberMention {
  const at = mention.start - 1;
  const { value } = mention;
  if (at < floor || typeof value !== 'number' || mention.start !== quantity.start) return mention;
  const mark = text[at];
  if (!SIGN_CHARACTERS.includes(mark)) return mention;
  if (mark === '±') return withTolerance(text, at, mention, value, floor);
  if (text.startsWith('零上', at - 1) && at - 1 >= floor && '度℃摄'.includes(mention.unit?.[0] ?? '。')) {
    return { ...mention, start: at - 1, ...(mention.unit === '度' ? { canonicalUnit: '℃', canonicalValue: value } : {}) };
  }
  if ((mark !== '+' && mark !== '＋') || isLatinAt(text, at - 1) || isNumeralAt(text, at - 1) || ')）%％”+'.includes(text[at - 1] ?? ' ')) return mention;
  const degrees = mention.kind === 'percent' || '℃°度'.includes(mention.unit?.[0] ?? '。');
  return isHanAt(text, at - 1) && !degrees ? mention : { ...mention, start: at };
}

/** ±0.5毫米 reaches from −0.5 to 0.5. */
function withTolerance(text: string, at: number, mention: NumberMention, value: number, floor: number): NumberMention {
  if (at - 1 >= floor && isArabicAt(text, at - 1)) return mention;
  const { start: _start, value: _value, canonicalValue, ...rest } = mention;
  return { ...rest, start: at, min: -value, max: value, ...(canonicalValue === undefined ? {} : { canonicalMin: -canonicalValue, canonicalMax: canonicalValue }) };
}
