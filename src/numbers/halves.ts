import { BEFORE, approximatorAfter, approximatorBefore } from './approximators';
import type { NumberMention } from './mention';
import { readNumeral } from './numeral';
import { boundFields } from './quantities';
import { canonicalOf, unitAt } from './units';

/** What 半 belongs to when it stands behind these: 上半年, 一半, 过半. */
const NOT_BEFORE_HALF = '上下前后大小多过一两各参对另';
const ONE = readNumeral('一', 0)!;

/** Reads half of a unit of time or of a physical unit: 半年, 半小时, 半个月, 半个多小时, 半公里, 半打. */
export function readHalf(text: string, at: number): NumberMention | null {
  if (text[at] !== '半') return readHalfPrice(text, at);
  if (at > 0 && NOT_BEFORE_HALF.includes(text[at - 1])) return null;
  let place = at + 1;
  let approx = false;
  if (text[place] === '打' && !'开听算工听折'.includes(text[place + 1] ?? '。')) return { start: at, end: place + 1, kind: 'cardinal', value: 6, unit: '打' };
  if (text.startsWith('个多', place)) {
    approx = true;
    place += 2;
  }
  const unit = unitAt(text, place, ONE) ?? (approx ? unitAt(`个${text[place] ?? ''}`, 0, ONE) : undefined);
  if (!unit || (unit.kind !== 'duration' && unit.kind !== 'measure') || unit.word === '天' || unit.word === '度') return null;
  const length = approx && unit.word.startsWith('个') ? unit.word.length - 1 : unit.word.length;
  const more = text[place + length] === '多' && !'元样彩种方边次位数'.includes(text[place + length + 1] ?? '。');
  if (more) approx = true;
  return { start: at, end: place + length + (more ? 1 : 0), kind: unit.kind, value: 0.5, unit: unit.word, ...canonicalOf(unit, 0.5), ...(approx ? { approx: true as const } : {}) };
}

/** 对折: half the price. */
function readHalfPrice(text: string, at: number): NumberMention | null {
  if (text[at + 1] !== '折' || (at > 0 && text[at - 1] !== '打')) return null;
  return { start: at, end: at + 2, kind: 'percent', value: 50, unit: '折', canonicalUnit: '%', canonicalValue: 50 };
}

/** 一半 with an approximator (一半以上, 近一半, 超过一半) says how much; alone it is a word (另一半, 一半是海水). */
export function readOneHalf(text: string, at: number, floor: number): NumberMention | null {
  if (!text.startsWith('一半', at)) return null;
  const after = approximatorAfter(text, at + 2);
  const behind = after !== undefined && after.word.length > 1 ? after : undefined;
  const front = approximatorBefore(text, at, floor, BEFORE);
  const bound = behind?.bound ?? front?.bound;
  if (bound === undefined) return null;
  return {
    start: at - (front?.word.length ?? 0), end: at + 2 + (behind?.word.length ?? 0), kind: 'cardinal', value: 0.5, approx: true,
    ...boundFields(bound, 0.5),
  };
}
