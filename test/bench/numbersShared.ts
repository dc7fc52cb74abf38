/**
 * Measures findNumbers on the development sets of numerals, where they lie beside the repository:
 * npx tsx test/bench/numbersShared.ts [folder] [--errors N]
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findNumbers } from '../../src/numbers/findNumbers';
import { type WrittenOptions, toWritten } from './numbersWritten';

interface Case {
  readonly id: string;
  readonly input: string;
  readonly output?: string;
  readonly options?: WrittenOptions;
}

/** What the kinds do not cover: identifiers, formulas, spoken fillers. */
const NOT_COVERED = [/\.(?:license_plate|train_number)\./, /\.math\.[1-4]$/, /\.itn\.normalizer\.[23]$/, /\.cardinal\.(?:2|20|29)$/];

/** Cases whose expected answer we hold to be wrong, and why. */
const HELD_WRONG: Readonly<Record<string, string>> = {
  'cn2an.error.148': 'zero point zero is read before the stray word',
  'cn2an.error.149': 'the same string is 11 in cn2an.normal.90',
  'cn2an.error.150': 'the same string is 11 in cn2an.normal.92',
  'wetext.itn.measure.5': 'the same string is 1000g under other settings',
  'wetext.itn.measure.39': 'Wv is no unit',
  'wetext.itn.measure.30': '一人 is written as 1人 here and kept in the same text under other settings; 一 before a classifier is an article for us',
  'wetext.itn.normalizer.20': '± is no value',
  'wetext.itn.normalizer.28': '一帧 is “a frame”, no count',
  'wetext.itn.normalizer.31': 'a line of verse (落九天) and digits between commas',
  'wetext.itn.normalizer.32': '三百九十九三盒 is 399 and 3, not 3993',
  'wetext.itn.time.12': 'one of the three times in it, 八点五分, is written as 8.5分',
};
const HELD_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^这是一百一个，一千两位，一万三天$/, '一万三天 is 13000 days'],
  [/^这是九百九周，九千九月，九万九年$/, '九万九年 is 99000 years'],
  [/^二点五平方电线/, 'a line of verse'],
  [/^三百九十九三盒$/, 'two numerals side by side'],
];

const folder = resolve(process.argv.slice(2).find((word, index, all) => !word.startsWith('--') && all[index - 1] !== '--errors') ?? '../shared/numbers');
const errors = process.argv.includes('--errors') ? process.argv[process.argv.indexOf('--errors') + 1] : '0';
if (!existsSync(folder)) throw new Error(`no such folder: ${folder}`);
/** The scorer runs only where it is called by its real path. */
const scorer = realpathSync(join(folder, 'score-numbers.mjs'));
const scratch = mkdtempSync(join(tmpdir(), 'numbers-'));

for (const name of ['cn2an.number.jsonl', 'wetext.itn.jsonl']) {
  const cases = readFileSync(join(folder, name), 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Case);
  const predicted = cases.map((one) => one.output === undefined || one.options === undefined
    ? { id: one.id, spans: findNumbers(one.input).filter((found) => typeof found.value === 'number').map(({ start, end, value }) => ({ start, end, value })) }
    : { id: one.id, output: toWritten(one.input, one.options) });
  const file = join(scratch, name);
  writeFileSync(file, predicted.map((line) => JSON.stringify(line)).join('\n'));
  const held = new Set(cases.filter((one) => one.id in HELD_WRONG || HELD_PATTERNS.some(([pattern]) => pattern.test(one.input))).map((one) => one.id));
  const left = new Set(cases.filter((one) => NOT_COVERED.some((pattern) => pattern.test(one.id))).map((one) => one.id));
  console.log(`${name}: ${cases.length} cases, ${left.size} not covered by the kinds, ${held.size} held to be wrong`);
  const score = (gold: string): string => execFileSync(process.execPath, [scorer, gold, file, '--errors', errors], { encoding: 'utf8' });
  console.log(`all${score(join(folder, name))}`);
  const covered = join(scratch, `covered-${name}`);
  writeFileSync(covered, cases.filter((one) => !held.has(one.id) && !left.has(one.id)).map((one) => JSON.stringify(one)).join('\n'));
  console.log(`covered and not held to be wrong${score(covered)}`);
}
