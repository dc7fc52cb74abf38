import { isHanAt, isNumeralAt, skipSpace } from './characters';
import type { NumberMention } from './mention';
import { type Numeral, type NumeralOptions, readNumeral } from './numeral';
import { afterRangeMark } from './quantities';
import { type Unit, unitAt } from './units';

/** Reads 第三, 第一批, 第3至5名, 倒数第二 whose 第 stands at `at`. Counted from the end, the value is negative. */
export function readOrdinal(text: string, at: number, floor: number, options: NumeralOptions): NumberMention | null {
  const numberStart = skipSpace(text, at + 1);
  if (!isNumeralAt(text, numberStart)) return null;
  const numeral = readNumeral(text, numberStart, options);
  if (!numeral || numeral.decimal) return null;
  const fromEnd = ['倒数', '倒数的'].find((word) => at - word.length >= floor && text.startsWith(word, at - word.length));
  const sign = fromEnd === undefined ? 1 : -1;
  const start = at - (fromEnd?.length ?? 0);
  let { end } = numeral;
  let last = numeral.high;
  const listed = text[end] === '、' && isNumeralAt(text, end + 1);
  const beyond = listed ? end + 1 : afterRangeMark(text, end);
  if (beyond >= 0) {
    const rightStart = text[beyond] === '第' ? beyond + 1 : beyond;
    const right = isNumeralAt(text, rightStart) ? readNumeral(text, rightStart, options) : null;
    if (right && (listed ? right.value === numeral.value + 1 && right.hasArabic === numeral.hasArabic : right.value > numeral.value)) {
      end = right.end;
      last = right.value;
    }
  }
  const unit = ordinalUnit(text, skipSpace(text, end), numeral);
  if (unit) end = skipSpace(text, end) + unit.word.length;
  else if (isEpithet(text, numeral)) return null;
  return {
    start, end, kind: 'ordinal',
    ...(last === undefined ? { value: sign * numeral.value } : { min: sign * numeral.value, max: sign * last }),
    ...(unit ? { unit: unit.word } : {}),
  };
}

/** What can follow a bare 第一 that says a place in an order; before other words it means foremost (第一使命) or names (第一小学). */
const AFTER_PLACE = '的是和及与與或也了位于於在为爲且但就到至后後前高大多长長';

function isEpithet(text: string, numeral: Numeral): boolean {
  return !numeral.hasArabic && numeral.end - numeral.start === 1 && isHanAt(text, numeral.end) && !AFTER_PLACE.includes(text[numeral.end]);
}

/** The classifier behind an ordinal; any numeral can have it, also one Chinese digit (第三段). */
function ordinalUnit(text: string, at: number, numeral: Numeral): Unit | undefined {
  const found = unitAt(text, at, { ...numeral, end: Math.max(numeral.end, numeral.start + 2) });
  if (!found || found.kind === 'money' || found.kind === 'percent' || (found.kind === 'measure' && found.word !== '节') || '大人副点'.includes(found.word)) return undefined;
  return found;
}
