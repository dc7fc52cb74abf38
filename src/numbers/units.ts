import { rounded } from './arithmetic';
import type { NumberKind } from '../annotations/model';
import { isLatinAt } from './characters';
import { CURRENCIES } from './currencyTables';
import type { Numeral } from './numeral';
import { AGES, CLASSIFIERS, DURATIONS, LOOSE_CLASSIFIERS, MEASURES, ORDINAL_UNITS, PERCENTS, TEMPERATURES } from './unitTables';
import { inBothScripts } from './traditional';
import { WordTrie } from '../page/wordTrie';

/** A word that can stand after a numeral and says what is counted. */
export interface Unit {
  readonly word: string;
  readonly kind: NumberKind;
  readonly canonical?: string;
  readonly factor?: number;
  /** Needs Arabic digits or a numeral of more than one character before it. */
  readonly loose: boolean;
}

const UNITS = new WordTrie<Unit>();

function factorOf(text: string): number {
  const [above, below] = text.split('/');
  return Number(above) / Number(below ?? 1);
}

function addTable(table: string, kind: NumberKind): void {
  for (const line of table.trim().split('\n')) {
    const [head, words] = line.split(': ') as [string, string];
    const [canonical, factor] = head.split(' ') as [string, string];
    for (const word of words.split(' ').flatMap(inBothScripts)) UNITS.add(word, { word, kind, canonical, factor: factorOf(factor), loose: false });
  }
}

function addWords(table: string, kind: NumberKind, loose: boolean): void {
  for (const word of table.trim().split(/\s/).flatMap(inBothScripts)) UNITS.add(word, { word, kind, loose });
}

addWords(CLASSIFIERS, 'cardinal', false);
addWords(LOOSE_CLASSIFIERS, 'cardinal', true);
addWords(ORDINAL_UNITS, 'ordinal', false);
addTable(MEASURES, 'measure');
addTable(TEMPERATURES, 'measure');
addTable(CURRENCIES, 'money');
addTable(DURATIONS, 'duration');
addTable(AGES, 'age');
addTable(PERCENTS, 'percent');

/** The longest unit that stands at `at` and goes with the numeral. */
export function unitAt(text: string, at: number, numeral: Numeral): Unit | undefined {
  return UNITS.longest(text, at, (unit, end) => {
    if (unit.loose && !numeral.hasArabic && numeral.end - numeral.start < 2) return false;
    return !(isLatinAt(text, end - 1) && (isLatinAt(text, end) || isDigitCode(text.charCodeAt(end))));
  });
}

/** Any unit at all, whatever the numeral: for the word after 第 and for patterns. */
export function anyUnitAt(text: string, at: number): Unit | undefined {
  return UNITS.longest(text, at);
}

function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Canonical units whose sign differs from the name in the tables. */
const SIGNS: Readonly<Record<string, string>> = { 成: '%', 折: '%', m2: 'm²', m3: 'm³', 'm/s2': 'm/s²', 'm3/s': 'm³/s' };

/** The number in the canonical unit; Fahrenheit and kelvin become ℃. */
export function canonicalOf(unit: Unit, value: number): { canonicalUnit: string; canonicalValue: number } | undefined {
  if (unit.canonical === undefined || unit.factor === undefined) return undefined;
  if (unit.canonical === '℉') return { canonicalUnit: '℃', canonicalValue: rounded((value - 32) / 1.8) };
  if (unit.canonical === 'K') return { canonicalUnit: '℃', canonicalValue: rounded(value - 273.15) };
  if (unit.factor === 1 && !(unit.canonical in SIGNS)) return { canonicalUnit: unit.canonical, canonicalValue: value };
  return { canonicalUnit: SIGNS[unit.canonical] ?? unit.canonical, canonicalValue: rounded(value * unit.factor) };
}

/** A number in the canonical unit of a unit word, as in the fields of a mention; undefined where the word is no such unit. */
export function canonicalOfWord(word: string, value: number): { canonicalUnit: string; canonicalValue: number } | undefined {
  const unit = UNITS.longest(word, 0);
  return unit?.word === word ? canonicalOf(unit, value) : undefined;
}
