import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { definitions, fitsSchema, schema, writeSidecar, type Json } from '../../sidecarSchema';

const PROJECT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

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
          equal(fitsSchema(JSON.parse(text)), isShapely, `${field}: ${JSON.stringify(value)}`);
          if (!isShapely) refused++;
        }
      }
    }
    ok(refused > 200);
    ok(fitsSchema(complete()));
  });
});

describe('example in SIDECAR.md', () => {
  const [page, example] = [...read('src/annotations/SIDECAR.md').matchAll(/^```(?:text|json)\n(.*?)^```$/gms)].map(([, block]) => block);

  it('is a sidecar of its page, as the writer writes it', () => {
    const reading = readSidecar(example);
    ok(reading.ok);
    const { header, annotations } = reading.sidecar;
    ok(fitsSchema(JSON.parse(example)));
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
