import * as l10n from '@vscode/l10n';
import { LAYERS, type Layer } from '../annotations/model';
import { ENCODINGS } from '../files/detectEncoding';

/** The person called the command in a way it does not know; ends with exit code 2. */
export class UsageError extends Error {}

export const PARTS = [...LAYERS, 'structure'] as const;
export type Part = (typeof PARTS)[number];

/** What `--layer` asks for; all parts where it is not given. */
export function partsOf(values: readonly string[] | undefined): readonly Part[] {
  if (!values || values.length === 0) return PARTS;
  const unknown = values.find((value) => !(PARTS as readonly string[]).includes(value));
  if (unknown !== undefined) throw new UsageError(l10n.t('unknown layer: {0}; known: {1}', unknown, PARTS.join(', ')));
  return PARTS.filter((part) => values.includes(part));
}

export function layersIn(parts: readonly Part[]): Layer[] {
  return LAYERS.filter((layer) => parts.includes(layer));
}

export function encodingOf(value: string | undefined): string | undefined {
  if (value !== undefined && !Object.hasOwn(ENCODINGS, value)) {
    throw new UsageError(l10n.t('unknown encoding: {0}; known: {1}', value, Object.keys(ENCODINGS).join(', ')));
  }
  return value;
}

export function dateOf(value: string | undefined): string | undefined {
  if (value !== undefined && !/^\d{4}-\d\d-\d\d$/.test(value)) throw new UsageError(l10n.t('not a date: {0}; write 2024-05-18', value));
  return value;
}
