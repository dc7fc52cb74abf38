import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABEL_LAYERS, LINE_FORMS, THEME_KINDS } from '../../../src/annotations/labelSet';
import { FILE_FIELDS, LABEL_FIELDS } from '../../../src/annotations/labelsRead';
import { LABEL_KEYS } from '../../../src/contract';

const PROJECT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');

interface Rule { readonly properties: Record<string, Rule>; readonly enum?: readonly string[]; readonly anyOf?: readonly Rule[] }
const schema = JSON.parse(read('media/labels.schema.json')) as Rule & { readonly definitions: { readonly label: Rule } };

describe('schema of labels', () => {
  it('lists the fields and values that the reader knows', () => {
    const { properties } = schema.definitions.label;
    deepEqual(Object.keys(schema.properties).sort(), Object.keys(FILE_FIELDS).sort());
    deepEqual(Object.keys(properties).sort(), Object.keys(LABEL_FIELDS).sort());
    deepEqual(properties.layer.enum, LABEL_LAYERS);
    deepEqual(properties.line.enum, LINE_FORMS);
    deepEqual(Object.keys(properties.color.anyOf?.[1].properties ?? {}).sort(), [...THEME_KINDS].sort());
  });
});

describe('digit keys', () => {
  it('name their digit, so that a folder can give it to a label of its own', () => {
    const { contributes } = JSON.parse(read('package.json')) as { contributes: { keybindings: { command: string; key: string; args?: unknown }[] } };
    for (const [index, { command }] of LABEL_KEYS.entries()) {
      const digit = (index + 1) % 10;
      const keys = contributes.keybindings.filter((binding) => binding.command === command);
      deepEqual(keys.map(({ key, args }) => [key, args]), [[`${digit}`, { digit }], [`alt+${digit}`, { digit }]]);
    }
  });
});
