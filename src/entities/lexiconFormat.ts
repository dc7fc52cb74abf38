import type { JSONPath } from 'jsonc-parser';
import { syntaxPlace, valuePlace, type FilePlace } from '../annotations/jsonPlaces';
import { ENTITY_LABELS } from '../annotations/model';
import { isLexiconName, LONGEST_NAME, rejectionKey, SHORTEST_NAME, type LexiconContent, type LexiconName, type LexiconRejection } from './workspaceLexicon';

export const LEXICON_FORMAT = 1;

/** What is wrong with a lexicon file, with its place. */
export interface LexiconProblem extends FilePlace {
  /** `syntax`: not JSON; `newer`: of a later format, which `detail` names; `field`: `detail` says what was expected. */
  readonly fault: 'syntax' | 'newer' | 'field';
  readonly detail: string;
}

export type LexiconReading =
  | { readonly ok: true; readonly content: LexiconContent }
  | { readonly ok: false; readonly problem: LexiconProblem };

type Check = readonly [expected: string, check: (value: unknown) => boolean];
const isString = (value: unknown): boolean => typeof value === 'string';
const NAME: Check = [`string of ${SHORTEST_NAME} to ${LONGEST_NAME} characters`, (value) => typeof value === 'string' && isLexiconName(value)];
const TEXT: Check = ['string', isString];
const NOTE: Check = ['string', (value) => value === undefined || isString(value)];
const LABEL: Check = [ENTITY_LABELS.map((label) => `"${label}"`).join(' | '), (value) => (ENTITY_LABELS as readonly unknown[]).includes(value)];

/** The fields of the entries, in the order in which they are written. */
export const NAME_FIELDS = { name: NAME, label: LABEL, note: NOTE } as const;
export const REJECTION_FIELDS = { name: NAME, before: TEXT, after: TEXT, note: NOTE } as const;

class Refusal {
  constructor(readonly fault: LexiconProblem['fault'], readonly path: JSONPath, readonly detail: string) {}
}

/** Reads a lexicon file strictly: everything in it is understood, or the first fault is told with its place. */
export function readLexicon(text: string): LexiconReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problem: { fault: 'syntax', detail: '', ...syntaxPlace(text) } };
  }
  const content = contentOf(json);
  if (!(content instanceof Refusal)) return { ok: true, content };
  return { ok: false, problem: { fault: content.fault, detail: content.detail, ...valuePlace(text, content.path) } };
}

function contentOf(json: unknown): LexiconContent | Refusal {
  if (!isRecord(json)) return new Refusal('field', [], 'object');
  const { format, names = [], rejected = [], ...others } = json;
  if (typeof format === 'number' && format > LEXICON_FORMAT) return new Refusal('newer', ['format'], String(format));
  if (format !== LEXICON_FORMAT) return new Refusal('field', format === undefined ? [] : ['format'], `format: ${LEXICON_FORMAT}`);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return new Refusal('field', [unknown], 'format, names, rejected');
  const nameList = entriesOf<LexiconName>(names, 'names', NAME_FIELDS);
  if (nameList instanceof Refusal) return nameList;
  const rejectedList = entriesOf<LexiconRejection>(rejected, 'rejected', REJECTION_FIELDS);
  if (rejectedList instanceof Refusal) return rejectedList;
  return { names: new Map(nameList.map((entry) => [entry.name, entry])), rejected: new Map(rejectedList.map((entry) => [rejectionKey(entry), entry])) };
}

function entriesOf<Entry>(list: unknown, field: string, fields: Readonly<Record<string, Check>>): Entry[] | Refusal {
  if (!Array.isArray(list)) return new Refusal('field', [field], `${field}: array`);
  for (const [index, entry] of (list as unknown[]).entries()) {
    const path = [field, index];
    if (!isRecord(entry)) return new Refusal('field', path, 'object');
    for (const [name, [expected, check]] of Object.entries(fields)) {
      if (!check(entry[name])) return new Refusal('field', name in entry ? [...path, name] : path, `${name}: ${expected}`);
    }
    const unknown = Object.keys(entry).find((name) => !Object.hasOwn(fields, name));
    if (unknown !== undefined) return new Refusal('field', [...path, unknown], Object.keys(fields).join(', '));
  }
  return list as Entry[];
}

/** The file: one entry a line, sorted by code units, fields in fixed order, so that git shows and merges single names. */
export function writeLexicon(content: LexiconContent): string {
  const names = [...content.names.keys()].sort().map((key) => line(content.names.get(key)!, NAME_FIELDS));
  const rejected = [...content.rejected.keys()].sort().map((key) => line(content.rejected.get(key)!, REJECTION_FIELDS));
  return `{\n  "format": ${LEXICON_FORMAT},\n  "names": [${list(names)}],\n  "rejected": [${list(rejected)}]\n}\n`;
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `;
}

function line(entry: LexiconName | LexiconRejection, fields: Readonly<Record<string, Check>>): string {
  const record = entry as unknown as Readonly<Record<string, unknown>>;
  const parts = Object.keys(fields).filter((field) => record[field] !== undefined).map((field) => `${JSON.stringify(field)}: ${JSON.stringify(record[field])}`);
  return `    { ${parts.join(', ')} }`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
