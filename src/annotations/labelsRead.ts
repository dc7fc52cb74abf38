import type { JSONPath } from 'jsonc-parser';
import { LABEL_LAYERS, LINE_FORMS, THEME_KINDS, labelSetOf, type Label, type LabelSet } from './labelSet';
import { syntaxPlace, valuePlace } from './jsonPlaces';

/** What is wrong with a file of labels. Each code has a message of its own in the user interface. */
export type LabelsFault =
  /** Not JSON. */
  | 'syntax'
  /** A field is missing or of another type. `detail` says what was expected. */
  | 'field'
  /** A field that there is not, most likely mistyped. `detail` names it. */
  | 'unknown'
  /** Two labels have one name. */
  | 'duplicateName'
  /** Two labels have one digit. */
  | 'duplicateKey';

export interface LabelsProblem {
  readonly fault: LabelsFault;
  readonly detail: string;
  /** Where in the file, counted from 1. */
  readonly line: number;
  readonly column: number;
}

export type LabelsReading = { readonly ok: true; readonly labels: LabelSet } | { readonly ok: false; readonly problem: LabelsProblem };

/** A name is part of sidecars, queries and lists: no spaces, no control characters. */
const NAME = /^[^\s\p{C}:,"]{1,64}$/u;
/** Colours become part of a style: nothing but ids and hexadecimal colours may. */
const COLOR = /^(#[0-9a-f]{6}([0-9a-f]{2})?|[a-z][\w-]*(\.[\w-]+)*)$/i;
const THEME_COLOR = /^[a-z][\w-]*(\.[\w-]+)+$/i;

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, readonly [expected: string, check: Check]>>;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isString: Check = (value) => typeof value === 'string';
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const isOneOf = (values: readonly string[]): Check => (value) => values.includes(value as string);
const matching = (pattern: RegExp): Check => (value) => typeof value === 'string' && pattern.test(value);
const listed = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(' | ');

export const FILE_FIELDS: Fields = {
  $schema: ['string', optional(isString)],
  defaults: ['true | false', optional((value) => typeof value === 'boolean')],
  labels: ['array', Array.isArray],
};

export const LABEL_FIELDS: Fields = {
  name: ['1–64 characters without spaces', matching(NAME)],
  layer: [listed(LABEL_LAYERS), isOneOf(LABEL_LAYERS)],
  title: ['{ "en", "zh" }', optional(isRecord)],
  key: ['0–9', optional((value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9)],
  color: ['"theme.colorId" | { "light", "dark" }', optional((value) => isRecord(value) || matching(THEME_COLOR)(value))],
  line: [listed(LINE_FORMS), optional(isOneOf(LINE_FORMS))],
  guideline: ['{ "en", "zh" }', optional(isRecord)],
};

const TEXT_FIELDS: Fields = { en: ['string', optional(isString)], zh: ['string', optional(isString)] };
const COLOR_FIELDS: Fields = Object.fromEntries(THEME_KINDS.map((kind) => {
  const check = matching(COLOR);
  return [kind, ['"#rrggbb" | "theme.colorId"', kind === 'light' || kind === 'dark' ? check : optional(check)] as const];
}));

class Refusal {
  constructor(readonly fault: LabelsFault, readonly path: JSONPath, readonly detail: string) {}
}

/** Reads a file of labels strictly; the first fault is told with its place. Takes time linear in the file. */
export function readLabels(text: string): LabelsReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problem: { fault: 'syntax', detail: '', ...syntaxPlace(text) } };
  }
  const labels = labelsOf(json);
  if (!(labels instanceof Refusal)) return { ok: true, labels };
  return { ok: false, problem: { fault: labels.fault, detail: labels.detail, ...valuePlace(text, labels.path) } };
}

function labelsOf(json: unknown): LabelSet | Refusal {
  const wrong = wrongIn(json, FILE_FIELDS, []);
  if (wrong) return wrong;
  const { labels, defaults } = json as { labels: unknown[]; defaults?: boolean };
  const names = new Set<string>();
  const keys = new Set<number>();
  for (const [index, entry] of labels.entries()) {
    const path = ['labels', index];
    const fault = wrongLabel(entry, path);
    if (fault) return fault;
    const { name, key } = entry as Label;
    if (names.has(name)) return new Refusal('duplicateName', [...path, 'name'], name);
    names.add(name);
    if (key === undefined) continue;
    if (keys.has(key)) return new Refusal('duplicateKey', [...path, 'key'], String(key));
    keys.add(key);
  }
  return labelSetOf(labels as Label[], defaults !== false);
}

function wrongLabel(entry: unknown, path: JSONPath): Refusal | undefined {
  const wrong = wrongIn(entry, LABEL_FIELDS, path);
  if (wrong) return wrong;
  const { title, guideline, color } = entry as Label;
  return (title && wrongIn(title, TEXT_FIELDS, [...path, 'title']))
    ?? (guideline && wrongIn(guideline, TEXT_FIELDS, [...path, 'guideline']))
    ?? (typeof color === 'object' ? wrongIn(color, COLOR_FIELDS, [...path, 'color']) : undefined);
}

function wrongIn(record: unknown, fields: Fields, path: JSONPath): Refusal | undefined {
  if (!isRecord(record)) return new Refusal('field', path, 'object');
  for (const field of Object.keys(record)) {
    if (!Object.hasOwn(fields, field)) return new Refusal('unknown', [...path, field], field);
  }
  for (const [field, [expected, check]] of Object.entries(fields)) {
    if (!check(record[field])) return new Refusal('field', field in record ? [...path, field] : path, `${field}: ${expected}`);
  }
  return undefined;
}
