import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type NumberMention, findNumbers } from '../../../src/numbers/findNumbers';

interface Row {
  readonly form: string;
  readonly text: string;
  readonly expected: readonly string[] | null;
}

/** The rows of the table of forms in GRAMMAR.md. */
function readRows(): Row[] {
  const lines = readFileSync(new URL('../../../src/numbers/GRAMMAR.md', import.meta.url), 'utf8').split('\n');
  const first = lines.findIndex((line) => line.startsWith('| form |'));
  return lines.slice(first + 2).filter((line) => line.startsWith('|')).map((line) => {
    const [form, example, kind, value, unit] = line.split('|').slice(1).map((cell) => cell.trim()) as [string, string, string, string, string];
    const span = /\[(.+)\]/.exec(example)?.[1];
    return { form, text: example.replace(/[[\]]/g, ''), expected: span === undefined ? null : [span, kind, value, unit] };
  });
}

function show(mention: NumberMention, text: string): string[] {
  const { kind, value, min, max, unit, approx, modifier } = mention;
  const unbounded = (min === undefined) === (max === undefined);
  const marks = value === undefined || unbounded ? (approx ? '≈' : '') : min === undefined ? '≤' : '≥';
  const shown = `${marks}${value ?? `${min!}~${max!}`}${modifier === undefined ? '' : ` (${modifier})`}`;
  return [text.slice(mention.start, mention.end), kind, shown, unit ?? ''];
}

describe('numbers: the grammar as GRAMMAR.md states it', () => {
  const rows = readRows();

  it('has a table of forms', () => {
    assert.ok(rows.length > 100);
  });

  for (const { form, text, expected } of rows) {
    it(`${form}: ${text}`, () => {
      assert.deepEqual(findNumbers(text).map((mention) => show(mention, text)), expected === null ? [] : [expected]);
    });
  }
});
