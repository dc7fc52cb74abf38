import { canonicalOfWord } from '../numbers/units';
import { byPosition, NUMBER_KINDS, type Annotation } from './model';

export type NumberOrder = 'value' | 'place';
export type NumberGrouping = 'unit' | 'kind';

/** Numbers of one unit or one kind. Where `unit` is absent, they are all of the kind and have no unit. */
export interface NumberGroup {
  readonly kind?: string;
  readonly unit?: string;
  readonly numbers: readonly Annotation[];
}

/** The numbers of a page that can be compared: those on the page, without the rejected ones. */
export function numbersOf(annotations: readonly Annotation[]): Annotation[] {
  return annotations.filter(({ layer, status, start, end }) => layer === 'number' && status !== 'rejected' && start < end);
}

/**
 * Groups numbers by canonical unit (亩 and 公顷 are both m²; those without a unit by kind) or by kind, and sorts each
 * group. Groups come in the order of the kinds, then of their units by code points.
 */
export function groupNumbers(numbers: readonly Annotation[], grouping: NumberGrouping, order: NumberOrder): NumberGroup[] {
  const groups = new Map<string, { kind: string; unit: string | undefined; numbers: Annotation[] }>();
  for (const number of numbers) {
    const unit = grouping === 'unit' ? unitOf(number) : undefined;
    const key = unit === undefined ? `\n${number.label}` : unit;
    const group = groups.get(key);
    if (group) group.numbers.push(number);
    else groups.set(key, { kind: number.label, unit, numbers: [number] });
  }
  return [...groups.values()]
    .sort((a, b) => rank(a.kind) - rank(b.kind) || compare(a.unit ?? '', b.unit ?? ''))
    .map(({ kind, unit, numbers: members }) => ({ ...(unit === undefined ? { kind } : { unit }), numbers: sorted(members, order) }));
}

function rank(kind: string): number {
  const place = (NUMBER_KINDS as readonly string[]).indexOf(kind);
  return place < 0 ? NUMBER_KINDS.length : place;
}

function unitOf({ unit, canonicalUnit }: Annotation): string | undefined {
  if (canonicalUnit !== undefined) return canonicalUnit;
  return unit === undefined ? undefined : canonicalOfWord(unit, 1)?.canonicalUnit ?? unit;
}

function sorted(numbers: readonly Annotation[], order: NumberOrder): Annotation[] {
  if (order === 'place') return [...numbers].sort(byPosition);
  return numbers.map((number) => ({ number, key: sortKey(number) }))
    .sort((a, b) => compare(a.key, b.key) || byPosition(a.number, b.number))
    .map(({ number }) => number);
}

/** What a number is compared by: its value in the canonical unit, a range by its lower end, a ratio by its quotient; dates as text. */
export function sortKey({ value, min, max, unit, canonicalValue, canonicalMin }: Annotation): number | string {
  const own = value ?? min ?? max;
  if (own === undefined) return '';
  if (typeof own === 'string') {
    const ratio = /^(-?[\d.]+):(-?[\d.]+)$/.exec(own);
    return ratio ? Number(ratio[1]) / Number(ratio[2]) : own;
  }
  const canonical = own === value ? canonicalValue : canonicalMin;
  if (canonical !== undefined) return canonical;
  return (unit === undefined ? undefined : canonicalOfWord(unit, own)?.canonicalValue) ?? own;
}

/** Numbers before texts, each in their own order. */
function compare(a: number | string, b: number | string): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
