import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { writeSidecar } from '../../../src/annotations/sidecarWrite';

type Json = Record<string, unknown>;

const PROJECT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const schema = JSON.parse(read('media/sidecar.schema.json')) as Json;
const definitions = schema.definitions as Record<string, Json>;

/** One sidecar with every field that there is. */
const complete = (): Json & { annotations: Json[] } => ({
  format: 1, file: 'page.txt', hash: 'sha256:00', length: 20, unit: 'utf-16', eol: 'lf', encoding: 'utf8',
  annotations: [{
    id: '1', layer: 'number', label: 'money', start: 2, end: 6, quote: '约3万元', before: '共', after: '。', status: 'accepted',
    origin: 'suggested', by: 'editor', at: '2024-01-01T00:00:00.000Z', value: 30000, unit: '元', canonicalUnit: 'CNY',
    canonicalValue: 30000, min: 1, max: '2', canonicalMin: 1, canonicalMax: 2, approx: true, modifier: '初', unresolved: true, group: 'g', similarity: 0.9, copy: 'kept', of: 'other.txt', link: 'l',
    role: '记者', confidence: 0.5, note: 'n', changed: true,
    conflict: [{
      label: 'percent', start: 2, end: 6, quote: '约3万元', status: 'rejected', by: 'other', at: '2024-01-01T00:00:00.000Z', value: 3,
      unit: '元', canonicalUnit: 'CNY', canonicalValue: 3, min: 1, max: '2', canonicalMin: 1, canonicalMax: 2, approx: true, modifier: '初', unresolved: true, copy: 'same', of: 'other.txt', link: 'l', note: 'n',
    }],
  }],
});

describe('schema of the sidecar', () => {
  it('lists the fields that the reader knows', () => {
    deepEqual(Object.keys(schema.properties as Json).sort(), readerFields('HEADER_FIELDS'));
    deepEqual(Object.keys(definitions.annotation.properties as Json).sort(), readerFields('ANNOTATION_FIELDS'));
    deepEqual(Object.keys(complete().annotations[0]).sort(), readerFields('ANNOTATION_FIELDS'));
    deepEqual(Object.keys(definitions.conflict.properties as Json).sort(), readerFields('CONFLICT_FIELDS'));
    const { conflict } = definitions.annotation.properties as Record<string, Json>;
    deepEqual(conflict.properties, definitions.conflict.properties);
  });

  it('accepts what the reader accepts and refuses what it refuses, field by field', () => {
    const values = [undefined, null, '', 'x', 'lf', 'utf-16', 'accepted', 'manual', 0, 1, 2, -1, 1.5, true, false, [], {}];
    const places: ((sidecar: ReturnType<typeof complete>) => Json)[] = [
      (sidecar) => sidecar, (sidecar) => sidecar.annotations[0], (sidecar) => (sidecar.annotations[0].conflict as Json[])[0],
      (sidecar) => {
        // as early versions wrote it
        const only = (sidecar.annotations[0].conflict as Json[])[0];
        sidecar.annotations[0].conflict = only;
        return only;
      },
    ];
    let refused = 0;
    for (const place of places) {
      for (const field of [...Object.keys(place(complete())), 'somethingNewer']) {
        for (const value of values) {
          const sidecar = complete();
          place(sidecar)[field] = value;
          const text = JSON.stringify(sidecar);
          const reading = readSidecar(text);
          const isShapely = reading.ok || reading.problem.fault === 'span'; // a schema cannot compare two numbers
          equal(fits(JSON.parse(text), schema), isShapely, `${field}: ${JSON.stringify(value)}`);
          if (!isShapely) refused++;
        }
      }
    }
    ok(refused > 200);
    ok(fits(complete(), schema));
  });
});

describe('example in SIDECAR.md', () => {
  const [page, example] = [...read('src/annotations/SIDECAR.md').matchAll(/^```(?:text|json)\n(.*?)^```$/gms)].map(([, block]) => block);

  it('is a sidecar of its page, as the writer writes it', () => {
    const reading = readSidecar(example);
    ok(reading.ok);
    const { header, annotations } = reading.sidecar;
    ok(fits(JSON.parse(example), schema));
    equal(header.hash, `sha256:${createHash('sha256').update(page, 'utf8').digest('hex')}`);
    equal(header.length, page.length);
    for (const { start, end, quote } of annotations) equal(page.slice(start, end), quote);
    equal(writeSidecar(header, annotations, page), example);
  });
});

/** The names in one of the reader's tables of fields. */
function readerFields(table: string): string[] {
  const file = ts.createSourceFile('sidecarRead.ts', read('src/annotations/sidecarRead.ts'), ts.ScriptTarget.Latest, true);
  const names: string[] = [];
  ts.forEachChild(file, (statement) => {
    if (!ts.isVariableStatement(statement)) return;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (name.getText(file) !== table || !initializer || !ts.isObjectLiteralExpression(initializer)) continue;
      names.push(...initializer.properties.map((property) => property.name?.getText(file) ?? ''));
    }
  });
  return names.sort();
}

/** A validator for the part of JSON Schema draft-07 that our schema uses; any other keyword is an error. */
function fits(value: unknown, rule: Json): boolean {
  if (typeof rule.$ref === 'string') return fits(value, definitions[rule.$ref.slice('#/definitions/'.length)]);
  return Object.entries(rule).every(([keyword, wanted]) => {
    switch (keyword) {
      case '$schema': case 'title': case 'description': case 'definitions': return true;
      case 'type': return [wanted].flat().some((type) => isOfType(value, type as string));
      case 'const': return value === wanted;
      case 'enum': return (wanted as unknown[]).includes(value);
      case 'minimum': return typeof value !== 'number' || value >= (wanted as number);
      case 'minLength': return typeof value !== 'string' || value.length >= (wanted as number);
      case 'required': return !isObject(value) || (wanted as string[]).every((name) => name in value);
      case 'properties':
        return !isObject(value) || Object.entries(wanted as Record<string, Json>).every(([name, inner]) => !(name in value) || fits(value[name], inner));
      case 'items': return !Array.isArray(value) || value.every((item) => fits(item, wanted as Json));
      default: throw new Error(`keyword ${keyword} is not known here`);
    }
  });
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'object': return isObject(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'number': case 'string': return typeof value === type;
    default: throw new Error(`type ${type} is not known here`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
