import { parseTree, findNodeAtLocation, type JSONPath, type Node } from 'jsonc-parser';
import { CONTEXT_LENGTH } from './context';
import { placeOf, syntaxPlace, valuePlace } from './jsonPlaces';
import { COPY_ROLES, type Annotation } from './model';
import { SIDECAR_FORMAT, type LineEnding, type Sidecar, type SidecarHeader } from './sidecar';

/** What is wrong with a sidecar. Each code has a message of its own in the user interface. */
export type SidecarFault =
  /** Not JSON. */
  | 'syntax'
  /** Valid JSON, but no sidecar: a field is missing or of another type. `detail` names what was expected. */
  | 'field'
  /** Written by a newer version. `detail` is its format number. */
  | 'newer'
  /** Of a format older than the first one that was published. `detail` is its format number. */
  | 'older'
  /** A span is upside down or beyond the text's length. */
  | 'span'
  /** Two annotations have one id. */
  | 'duplicateId';

export interface SidecarProblem {
  readonly fault: SidecarFault;
  readonly detail: string;
  /** Where in the file, counted from 1. */
  readonly line: number;
  readonly column: number;
}

export type SidecarReading =
  | { readonly ok: true; readonly sidecar: Sidecar }
  | { readonly ok: false; readonly problem: SidecarProblem };

type Check = (value: unknown) => boolean;
const isString: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isOffset: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isTrue: Check = (value) => value === true;
const isValue: Check = (value) => isString(value) || isNumber(value);
const isOneOf = (...values: string[]): Check => (value) => values.includes(value as string);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const isStatus = isOneOf('suggested', 'accepted', 'rejected');
const isConflict: Check = (value) => isRecord(value) && Object.entries(CONFLICT_FIELDS).every(([field, check]) => check(value[field]));
/** Early sidecars have one conflict instead of a list. */
const isConflictOrList: Check = (value) => (Array.isArray(value) ? value.every(isConflict) : isConflict(value));

/** What each field must be, in words for the message and as a check. */
const HEADER_FIELDS: Record<string, readonly [expected: string, check: Check]> = {
  format: ['1', isNumber],
  file: ['string', isString],
  hash: ['string', isString],
  length: ['integer >= 0', isOffset],
  unit: ['"utf-16"', isOneOf('utf-16')],
  eol: ['"lf" | "crlf"', isOneOf('lf', 'crlf')],
  encoding: ['string', isString],
  annotations: ['array', Array.isArray],
};

const ANNOTATION_FIELDS: Record<string, readonly [expected: string, check: Check]> = {
  id: ['string', (value) => isString(value) && value !== ''],
  layer: ['string', isString],
  label: ['string', isString],
  start: ['integer >= 0', isOffset],
  end: ['integer >= 0', isOffset],
  quote: ['string', isString],
  before: ['string', optional(isString)],
  after: ['string', optional(isString)],
  status: ['"suggested" | "accepted" | "rejected"', isStatus],
  origin: ['"suggested" | "manual" | "imported"', isOneOf('suggested', 'manual', 'imported')],
  by: ['string', optional(isString)],
  at: ['string', optional(isString)],
  value: ['number or string', optional(isValue)],
  unit: ['string', optional(isString)],
  canonicalUnit: ['string', optional(isString)],
  canonicalValue: ['number', optional(isNumber)],
  min: ['number or string', optional(isValue)],
  max: ['number or string', optional(isValue)],
  canonicalMin: ['number', optional(isNumber)],
  canonicalMax: ['number', optional(isNumber)],
  approx: ['true', optional(isTrue)],
  modifier: ['string', optional(isString)],
  unresolved: ['true', optional(isTrue)],
  group: ['string', optional(isString)],
  similarity: ['number', optional(isNumber)],
  copy: [COPY_ROLES.map((role) => `"${role}"`).join(' | '), optional(isOneOf(...COPY_ROLES))],
  of: ['string', optional(isString)],
  link: ['string', optional(isString)],
  role: ['string', optional(isString)],
  confidence: ['number', optional(isNumber)],
  note: ['string', optional(isString)],
  changed: ['true', optional(isTrue)],
  conflict: ['array of decisions', optional(isConflictOrList)],
};

const CONFLICT_FIELDS: Record<string, Check> = {
  label: isString,
  start: isOffset,
  end: isOffset,
  quote: optional(isString),
  status: isStatus,
  by: optional(isString),
  at: optional(isString),
  value: optional(isValue),
  unit: optional(isString),
  canonicalUnit: optional(isString),
  canonicalValue: optional(isNumber),
  min: optional(isValue),
  max: optional(isValue),
  canonicalMin: optional(isNumber),
  canonicalMax: optional(isNumber),
  approx: optional(isTrue),
  modifier: optional(isString),
  unresolved: optional(isTrue),
  copy: optional(isOneOf(...COPY_ROLES)),
  of: optional(isString),
  link: optional(isString),
  note: optional(isString),
};

class Refusal {
  constructor(readonly fault: SidecarFault, readonly path: JSONPath, readonly detail: string) {}
}

/** Reads a sidecar strictly: everything in it is understood or kept, or the first fault is told with its place. */
export function readSidecar(text: string): SidecarReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problem: { fault: 'syntax', detail: '', ...syntaxPlace(text) } };
  }
  const result = sidecarOf(json);
  if (!(result instanceof Refusal)) return { ok: true, sidecar: result };
  return { ok: false, problem: { fault: result.fault, detail: result.detail, ...valuePlace(text, result.path) } };
}

/** Where the annotations begin in a sidecar as it is written: one a line from here on. */
const ANNOTATIONS = '\n  "annotations": [\n';
/** Lines read between two breaks: a few milliseconds' worth. */
const SLICE = 200;

/**
 * The same, in slices, for large sidecars; one that is not laid out as it is written, or is broken, is read at once.
 * @param pieces the text, cut anywhere: to join a large one takes too long
 */
export function* readSidecarInSlices(pieces: readonly string[]): Generator<void, SidecarReading> {
  const sidecar = yield* readLines(pieces);
  return sidecar ? { ok: true, sidecar } : readSidecar(pieces.join(''));
}

function* readLines(pieces: readonly string[]): Generator<void, Sidecar | undefined> {
  const first = pieces.at(0) ?? '';
  const end = first.indexOf(ANNOTATIONS);
  const header = end < 0 ? undefined : headerOf(parsed(`${first.slice(0, end)}\n"annotations": []}`));
  if (!header || header instanceof Refusal) return undefined;
  const entries = new Entries(header.length);
  let text = first;
  let from = end + ANNOTATIONS.length;
  let next = 1;
  for (let more = true; more;) {
    const lineEnd = text.indexOf('\n', from);
    if (lineEnd < 0) {
      if (next === pieces.length) return undefined;
      text = text.slice(from) + pieces[next++];
      from = 0;
      yield;
      continue;
    }
    more = text[lineEnd - 1] === ',';
    if (entries.add(parsed(text.slice(from, more ? lineEnd - 1 : lineEnd)))) return undefined;
    if (entries.annotations.length % SLICE === 0) yield;
    from = lineEnd + 1;
  }
  const rest = text.slice(from) + pieces.slice(next).join('');
  return rest === '  ]\n}\n' ? { header, annotations: entries.annotations, contexts: entries.contexts } : undefined;
}

/** The value; undefined, which JSON cannot say, where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sidecarOf(json: unknown): Sidecar | Refusal {
  const header = headerOf(json);
  if (header instanceof Refusal) return header;
  const entries = new Entries(header.length);
  for (const entry of (json as { annotations: unknown[] }).annotations) {
    const refusal = entries.add(entry);
    if (refusal) return refusal;
  }
  return { header, annotations: entries.annotations, contexts: entries.contexts };
}

function headerOf(json: unknown): SidecarHeader | Refusal {
  if (!isRecord(json)) return new Refusal('field', [], 'object');
  if (typeof json.format === 'number' && json.format > SIDECAR_FORMAT) return new Refusal('newer', ['format'], String(json.format));
  if (typeof json.format === 'number' && json.format < SIDECAR_FORMAT) return new Refusal('older', ['format'], String(json.format));
  const wrong = wrongField(json, HEADER_FIELDS, []);
  if (wrong) return wrong;
  return {
    file: json.file as string,
    hash: json.hash as string,
    length: json.length as number,
    eol: json.eol as LineEnding,
    encoding: json.encoding as string,
    ...unknownFields(json, HEADER_FIELDS),
  };
}

/** The annotations of a sidecar as they are read, one after the other. */
class Entries {
  readonly annotations: Annotation[] = [];
  readonly contexts = new Map<string, { before: string; after: string }>();

  /** @param length of the page that the sidecar was written for */
  constructor(private readonly length: number) {}

  add(entry: unknown): Refusal | undefined {
    const path = ['annotations', this.annotations.length];
    const annotation = annotationOf(entry, path, this.length);
    if (annotation instanceof Refusal) return annotation;
    if (this.contexts.has(annotation.id)) return new Refusal('duplicateId', path, annotation.id);
    const { before, after } = entry as { before?: string; after?: string };
    this.contexts.set(annotation.id, { before: (before ?? '').slice(-CONTEXT_LENGTH), after: (after ?? '').slice(0, CONTEXT_LENGTH) });
    this.annotations.push(annotation);
    return undefined;
  }
}

function annotationOf(entry: unknown, path: JSONPath, length: number): Annotation | Refusal {
  if (!isRecord(entry)) return new Refusal('field', path, 'object');
  const wrong = wrongField(entry, ANNOTATION_FIELDS, path);
  if (wrong) return wrong;
  const { start, end } = entry as { start: number; end: number };
  const empty = start === end && entry.changed !== true;
  if (start > end || end > length || empty) return new Refusal('span', path, `${start}–${end} / ${length}`);
  const known: Record<string, unknown> = {};
  for (const field of Object.keys(ANNOTATION_FIELDS)) {
    const isContext = field === 'before' || field === 'after'; // in the annotation itself only where its words are gone
    if ((!isContext || start === end) && entry[field] !== undefined) known[field] = entry[field];
  }
  if (isRecord(known.conflict)) known.conflict = [known.conflict];
  if (Array.isArray(known.conflict) && known.conflict.length === 0) delete known.conflict;
  return { ...(known as unknown as Annotation), ...unknownFields(entry, ANNOTATION_FIELDS) };
}

function wrongField(record: Record<string, unknown>, fields: typeof HEADER_FIELDS, path: JSONPath): Refusal | undefined {
  for (const [field, [expected, check]] of Object.entries(fields)) {
    if (check(record[field])) continue;
    const at = field in record ? [...path, field] : path;
    return new Refusal('field', at, `${field}: ${expected}`);
  }
  return undefined;
}

function unknownFields(record: Record<string, unknown>, known: Record<string, unknown>): { extra?: Record<string, unknown> } {
  const unknown = Object.entries(record).filter(([field]) => !Object.hasOwn(known, field));
  return unknown.length === 0 ? {} : { extra: Object.fromEntries(unknown) };
}

/** Tells where in a sidecar an annotation stands, by its id; counted from 1. */
export function annotationPlaces(text: string): (id: string) => { line: number; column: number } | undefined {
  let offsets: Map<unknown, number> | undefined;
  return (id) => {
    offsets ??= new Map(idNodes(text).map((node) => [node.value as unknown, node.parent?.parent?.offset ?? 0]));
    const offset = offsets.get(id);
    return offset === undefined ? undefined : placeOf(text, offset);
  };
}

function idNodes(text: string): Node[] {
  const tree = parseTree(text);
  const entries = tree && findNodeAtLocation(tree, ['annotations']);
  return (entries?.children ?? []).flatMap((entry) => findNodeAtLocation(entry, ['id']) ?? []);
}
