import { ok } from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sidecarSchema from '../media/sidecar.schema.json';
import { readSidecar } from '../src/annotations/sidecarRead';
import { writeSidecar as write } from '../src/annotations/sidecarWrite';

export type Json = Record<string, unknown>;

export const schema = sidecarSchema as Json;
export const definitions = schema.definitions as Record<string, Json>;

/** Whether a value is a sidecar by the schema that ships. */
export function fitsSchema(value: unknown): boolean {
  return fits(value, schema);
}

/** Fails where a sidecar that the reader accepts is none by the schema. Returns whether the reader accepts it. */
export function assertFitsSchema(text: string, name = 'a sidecar'): boolean {
  const isSidecar = readSidecar(text).ok;
  if (isSidecar) ok(fitsSchema(JSON.parse(text)), `${name} does not fit the schema: ${text.slice(0, 2000)}`);
  return isSidecar;
}

/** What the writer writes, which always fits. */
export function writeSidecar(...args: Parameters<typeof write>): string {
  const text = write(...args);
  ok(assertFitsSchema(text));
  return text;
}

/** The same for every file in a folder that the reader accepts; returns how many there are. */
export function assertSidecarsFitSchema(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return paths.filter((path) => statSync(path).isFile() && assertFitsSchema(readFileSync(path, 'utf8'), path)).length;
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
