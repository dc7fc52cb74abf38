import type { NumberFields, NumberKind } from '../annotations/model';
import { findNumbers } from './findNumbers';
import { readNumeral } from './numeral';
import { afterSign } from './operand';
import { readQuantity } from './quantities';

/** Longer words after a numeral are no unit. In characters. */
const LONGEST_UNIT = 4;

/**
 * The number that a whole stretch of text is, preferably of the kind asked for. A person says here that it is one, so
 * that no evidence is needed, as `findNumbers` wants it: 四回 counts, and what stands behind the numeral is its unit.
 */
export function readMarkedNumber(text: string, wanted: string): { fields: NumberFields; kind: NumberKind | undefined } {
  const words = text.replace(/\s+/gu, '');
  const whole = findNumbers(words).filter(({ start, end }) => start === 0 && end === words.length);
  const best = whole.find(({ kind }) => kind === wanted) ?? whole.at(0);
  if (!best) return withoutEvidence(words) ?? { fields: {}, kind: undefined };
  const { start, end, kind, ...fields } = best;
  return { fields, kind };
}

function withoutEvidence(words: string): { fields: NumberFields; kind: NumberKind } | undefined {
  const begin = afterSign(words, 0);
  const numeral = readNumeral(words, begin);
  const quantity = numeral && !numeral.malformed ? readQuantity(words, begin, begin > 0, {}, numeral) : null;
  if (!quantity) return undefined;
  const { end, kind, fields } = quantity;
  const rest = words.slice(end);
  if (rest === '') return { fields, kind };
  // one unit, not a second one behind the first (3公里路), and no second number (3比2)
  if (quantity.unit || [...rest].length > LONGEST_UNIT || !/^\p{L}+$/u.test(rest) || [...rest].some((_, at) => readNumeral(rest, at))) return undefined;
  return { fields: { ...fields, unit: rest }, kind };
}
