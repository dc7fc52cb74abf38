import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { KINDS } from '../duplicates/copyPairs';
import { CORPUS_SAMPLING, sampledGrams, samplingThreshold } from '../duplicates/fingerprint';
import { Verifier } from '../duplicates/verify';
import { UsageError } from './arguments';
import { filterLines, numbersField, textField } from './jsonLines';

/** `news-annotator verify`: candidate pairs in, those that are copies out, with their kind. Constant memory. */
export async function verify(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  if (positionals.length > 0) throw new UsageError(l10n.t('{0} reads standard input and takes no files', 'verify'));
  const verifier = new Verifier(CORPUS_SAMPLING);
  return filterLines((entry) => verified(verifier, entry));
}

/**
 * @param entry `left` and `right` are handed on as they are; `leftText`, `rightText` normalised as `fingerprint` gives
 * them; `rarities` of the left paragraph's n-grams, in their order
 * @returns the pair with `kind`, `similarity` and the stretches in normalised units, or nothing
 */
export function* verified(verifier: Verifier, entry: Readonly<Record<string, unknown>>): Generator<Record<string, unknown>, void> {
  const left = textField(entry, 'leftText');
  const right = textField(entry, 'rightText');
  const { left: leftName, right: rightName } = entry;
  if (left === right) {
    const whole = { leftStart: 0, leftEnd: left.length, rightStart: 0, rightEnd: right.length };
    yield { left: leftName, right: rightName, kind: KINDS[0], similarity: 1, ...whole };
    return;
  }
  const units = new Uint16Array(left.length + right.length);
  for (let index = 0; index < left.length; index++) units[index] = left.charCodeAt(index);
  for (let index = 0; index < right.length; index++) units[left.length + index] = right.charCodeAt(index);
  const rarities = Float32Array.from(numbersField(entry, 'rarities'));
  const sampled = sampledCount(units, left.length);
  if (rarities.length !== sampled) throw new Error(l10n.t('expected {0} numbers in "rarities", one for each n-gram of the left paragraph', sampled));
  verifier.prepare(units, 0, left.length, (_hash, nth) => rarities[nth]);
  const match = verifier.compare(left.length, units.length);
  if (match === null) return;
  const { kind, similarity, leftStart, leftEnd, rightStart, rightEnd } = match;
  yield { left: leftName, right: rightName, kind: KINDS[kind], similarity, leftStart, leftEnd, rightStart, rightEnd };
}

function sampledCount(units: Uint16Array, length: number): number {
  return sampledGrams(units, 0, length, samplingThreshold(length, CORPUS_SAMPLING), new Uint32Array(length), 0);
}
