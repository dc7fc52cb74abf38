import { OLD_CALENDAR } from './lunarDates';
import type { Span } from '../page/span';
import { daysInMonth } from './calendar';
import type { NumberMention } from './mention';

/** What is wrong with a figure in itself. */
export type FigureProblem = 'noSuchDay' | 'rangeUpsideDown' | 'partsOverHundred' | 'percentOverHundred';

/** A figure that cannot be right, with what shows it. Offsets are those of the text that was read. */
export interface FigureWarning extends Span {
  readonly problem: FigureProblem;
  /** The mention, or mentions, that the warning is about, in order. */
  readonly mentions: readonly NumberMention[];
  /** The sum of the parts of `partsOverHundred`, the last day of the month of `noSuchDay`. */
  readonly detail?: number;
}

const SENTENCE_END = /[。！？；\n]/;
/** Words that make a percentage a part of a whole; growth and rates of change may be of any size. */
const SHARE_BEFORE = /(?:占比?|占到|占了|比重为?|份额为?|比例为?|占比分别为|分别占|其中)[^，。；！？]{0,12}$/;
const CHANGE_BEFORE = /(?:增|减|升|降|涨|跌|提高|下滑|超额|完成|翻|扩大|收窄|同比|环比|达产)[^，。；！？]{0,8}$/;
/** Words whose percentage cannot exceed 100. */
const CAPPED_BEFORE = /(?:占比?|占到|占了|合格率|及格率|出勤率|覆盖率|到位率|入学率|升学率|满意率|普及率|识字率|死亡率|成活率|命中率|投票率|支持率)(?:[^\d，。；！？增减升降提]{0,6})$/;
/** Rounded parts can add up to a little more than the whole. */
const ROUNDING = 1;
const WHOLE = 100;
const LOOK_BACK = 20;

/**
 * Points out figures that cannot be right: a day that its month does not have, a range whose first number is the larger
 * one, parts of one whole that add up to more than 100 per cent in one sentence, a share over 100 per cent. `mentions`
 * are those that `findNumbers` gave for `text`; the warnings come in the order of the text.
 */
export function checkFigures(mentions: readonly NumberMention[], text: string): FigureWarning[] {
  const warnings: FigureWarning[] = [];
  for (const mention of mentions) {
    const day = missingDay(mention);
    if (day !== null) warnings.push({ start: mention.start, end: mention.end, problem: 'noSuchDay', mentions: [mention], detail: day });
    if (isUpsideDown(mention)) warnings.push({ start: mention.start, end: mention.end, problem: 'rangeUpsideDown', mentions: [mention] });
    if (isShareOverWhole(mention, text)) warnings.push({ start: mention.start, end: mention.end, problem: 'percentOverHundred', mentions: [mention] });
  }
  warnings.push(...overfullWholes(mentions, text));
  return warnings.sort((one, other) => one.start - other.start || one.end - other.end);
}

/** The last day of the month where the mention names a later one, else null. The old calendar has months of 30 days. */
function missingDay(mention: NumberMention): number | null {
  if (mention.kind !== 'date') return null;
  for (const date of [mention.value, mention.min, mention.max]) {
    const match = /^(-?\d{4}|-)-(\d{2})-(\d{2})$/.exec(String(date));
    if (!match) continue;
    const [, year, month, day] = match as unknown as [string, string, string, string];
    const last = mention.modifier?.startsWith(OLD_CALENDAR) ? 30 : daysInMonth(Number(month), year === '-' ? undefined : Number(year));
    if (Number(day) > last) return last;
  }
  return null;
}

/** A range of months or days without a year may run over the turn of the year or month: 11月至3月 is no mistake. */
function isUpsideDown({ kind, min, max }: NumberMention): boolean {
  if (typeof min === 'number' && typeof max === 'number') return min > max;
  if (typeof min !== 'string' || typeof max !== 'string') return false;
  if (kind === 'time') return false;
  if (min.startsWith('--') && !/^--\d\d-\d\d$/.test(min)) return false;
  if (min.startsWith('--')) return min.slice(0, 4) === max.slice(0, 4) && min > max;
  return !min.startsWith('-') && !max.startsWith('-') && min > max;
}

function isShareOverWhole(mention: NumberMention, text: string): boolean {
  const { kind, value, canonicalValue } = mention;
  const share = typeof value === 'number' ? (canonicalValue ?? value) : 0;
  if (kind !== 'percent' || mention.unit?.endsWith('百分点') === true || share <= WHOLE) return false;
  return CAPPED_BEFORE.test(text.slice(Math.max(0, mention.start - LOOK_BACK), mention.start));
}

/** Runs of shares in one sentence, each introduced as a part (占30%、占50%，其余占40%), that add up to more than the whole. */
function overfullWholes(mentions: readonly NumberMention[], text: string): FigureWarning[] {
  const warnings: FigureWarning[] = [];
  let parts: NumberMention[] = [];
  const close = (): void => {
    const sum = parts.reduce((total, part) => total + (part.value as number), 0);
    const first = parts[0];
    const last = parts.at(-1);
    if (first && last && parts.length > 1 && sum > WHOLE + ROUNDING && parts.every((part) => (part.value as number) <= WHOLE)) {
      warnings.push({ start: first.start, end: last.end, problem: 'partsOverHundred', mentions: parts, detail: Number(sum.toPrecision(12)) });
    }
    parts = [];
  };
  let previousEnd = 0;
  for (const mention of mentions) {
    if (SENTENCE_END.test(text.slice(previousEnd, mention.start))) close();
    const before = text.slice(Math.max(previousEnd, mention.start - LOOK_BACK), mention.start);
    if (isPart(mention, before, parts.length > 0)) parts.push(mention);
    previousEnd = mention.end;
  }
  close();
  return warnings;
}

function isPart(mention: NumberMention, before: string, listed: boolean): boolean {
  if (mention.kind !== 'percent' || typeof mention.value !== 'number' || mention.unit !== '%' && mention.unit !== '％') return false;
  if (CHANGE_BEFORE.test(before)) return false;
  return SHARE_BEFORE.test(before) || (listed && /^[、和及与]$/.test(before));
}
