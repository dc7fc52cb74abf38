import { createInterface } from 'node:readline';
import * as l10n from '@vscode/l10n';
import { writeText } from './output';
import { messageOf } from '../files/messageOf';

/**
 * A filter: each line of standard input is read as JSON and answered with any number of lines. A line that cannot be
 * answered is named on standard error; the others go on. Returns the exit code.
 */
export async function filterLines(answer: (entry: Readonly<Record<string, unknown>>) => Iterable<unknown>): Promise<number> {
  let number = 0;
  let failed = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    try {
      for (const result of answer(entryOf(line))) await writeText(`${JSON.stringify(result)}\n`);
    } catch (error) {
      failed++;
      process.stderr.write(`${l10n.t('line {0}: {1}', number, messageOf(error))}\n`);
    }
  }
  return failed > 0 ? 1 : 0;
}

/** @throws Error where the line is no JSON object */
export function entryOf(line: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(l10n.t('expected a JSON object'));
  return value as Record<string, unknown>;
}

/** A text field of a line. @throws Error where it is none */
export function textField(entry: Readonly<Record<string, unknown>>, name: string): string {
  const value = entry[name];
  if (typeof value !== 'string') throw new Error(l10n.t('expected a text in "{0}"', name));
  return value;
}

/** A field of numbers. @throws Error where it is none */
export function numbersField(entry: Readonly<Record<string, unknown>>, name: string): number[] {
  const value = entry[name];
  if (!Array.isArray(value) || !value.every((item): item is number => typeof item === 'number')) throw new Error(l10n.t('expected numbers in "{0}"', name));
  return value;
}
