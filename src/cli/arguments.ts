import * as l10n from '@vscode/l10n';
import type { AnalysisOptions } from '../analysis/protocol';
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

function layersIn(parts: readonly Part[]): Layer[] {
  return LAYERS.filter((layer) => parts.includes(layer));
}

export function encodingOf(value: string | undefined): string | undefined {
  if (value !== undefined && !Object.hasOwn(ENCODINGS, value)) {
    throw new UsageError(l10n.t('unknown encoding: {0}; known: {1}', value, Object.keys(ENCODINGS).join(', ')));
  }
  return value;
}

/** The options that say what is analysed, for `parseArgs`. */
export const ANALYSIS_OPTIONS = {
  layer: { type: 'string', multiple: true }, encoding: { type: 'string' }, today: { type: 'string' }, 'unresolved-dates': { type: 'boolean' },
  model: { type: 'string' },
} as const;

/** What `--today` and `--unresolved-dates` mean for the analysis. */
export function analysisOptions(parts: readonly Part[], values: { readonly today?: string | undefined; readonly 'unresolved-dates'?: boolean | undefined }): AnalysisOptions {
  const today = dateOf(values.today);
  return { layers: layersIn(parts), ...(today === undefined ? {} : { today }), unresolvedDates: values['unresolved-dates'] === true };
}

function dateOf(value: string | undefined): string | undefined {
  if (value !== undefined && !/^\d{4}-\d\d-\d\d$/.test(value)) throw new UsageError(l10n.t('not a date: {0}; write 2024-05-18', value));
  return value;
}
