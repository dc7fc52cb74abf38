import assert from 'node:assert/strict';
import { readSidecar, type SidecarProblem } from '../../../src/annotations/sidecarRead';
import { annotation, STAMP } from './build';
import { writeSidecar } from '../../sidecarSchema';

const TEXT = '记者\u{20BB7}明\n在云台区报道，花了1.5万元。';
const HEADER = { file: '一版.txt', hash: 'sha256:00', length: TEXT.length, eol: 'lf', encoding: 'gb18030' } as const;

function written(): string {
  return writeSidecar(HEADER, [
    annotation(TEXT, '1.5万元', { layer: 'number', label: 'money', value: 15000, unit: '元', canonicalUnit: 'CNY', canonicalValue: 15000 }),
    annotation(TEXT, '\u{20BB7}明', { status: 'accepted', role: '记者', note: '"两"字\n名', ...STAMP, conflict: [{ label: 'ORG', start: 2, end: 3, status: 'rejected' }] }),
    annotation(TEXT, '云台区', { start: 20, end: 20, changed: true, status: 'accepted' }),
  ], TEXT);
}

function problemOf(text: string): SidecarProblem {
  const reading = readSidecar(text);
  assert.ok(!reading.ok, 'read without complaint');
  return reading.problem;
}

/** The place of the words in the text, counted from 1. */
function placeOf(text: string, words: string): { line: number; column: number } {
  const lines = text.slice(0, text.indexOf(words)).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

describe('a sidecar', () => {
  it('read and written again is the same to the byte', () => {
    const reading = readSidecar(written());
    assert.ok(reading.ok);
    assert.equal(writeSidecar(reading.sidecar.header, [...reading.sidecar.annotations].reverse(), TEXT), written());
  });

  it('has one annotation a line, in reading order, so that one decision is a one-line diff', () => {
    const reading = readSidecar(written());
    assert.ok(reading.ok);
    const changed = reading.sidecar.annotations.map((each) => (each.layer === 'number' ? { ...each, status: 'rejected' as const } : each));
    const before = written().split('\n');
    const after = writeSidecar(HEADER, changed, TEXT).split('\n');
    assert.equal(before.length, after.length);
    assert.equal(before.filter((line, index) => line !== after[index]).length, 1);
    const ids = before.filter((line) => line.startsWith('    {')).map((line) => /"id":"([^"]+)"/.exec(line)?.[1]);
    assert.deepEqual(ids, ['\u{20BB7}明0', '1.5万元0', '云台区0']);
  });

  it('is valid JSON with no annotations too', () => {
    const text = writeSidecar(HEADER, [], TEXT);
    const reading = readSidecar(text);
    assert.ok(reading.ok && reading.sidecar.annotations.length === 0);
    assert.equal(writeSidecar(reading.sidecar.header, [], TEXT), text);
  });

  it('carries the words around each annotation without white space or halves of characters', () => {
    const text = `${'\u{20BB7}'.repeat(7)}。钱\n穗${'\u{20BB7}'.repeat(7)}`;
    const entry = (JSON.parse(writeSidecar(HEADER, [annotation(text, '钱\n穗')], text)) as { annotations: { before: string; after: string }[] }).annotations[0];
    assert.equal(entry.before, `${'\u{20BB7}'.repeat(5)}。`);
    assert.equal(entry.after, '\u{20BB7}'.repeat(6));
  });

  it('keeps fields it does not know, of header and annotations', () => {
    const text = written()
      .replace('"encoding"', '"reviewedBy": {"round":[1,null]},\n  "encoding"')
      .replace('"changed":true', '"changed":true,"__proto__":{"a":1},"mood":"glad"');
    const reading = readSidecar(text);
    assert.ok(reading.ok);
    const again = writeSidecar(reading.sidecar.header, reading.sidecar.annotations, TEXT);
    assert.deepEqual(JSON.parse(again), JSON.parse(text));
    const second = readSidecar(again);
    assert.ok(second.ok);
    assert.equal(writeSidecar(second.sidecar.header, second.sidecar.annotations, TEXT), again);
  });
});

describe('a damaged sidecar', () => {
  const text = written();
  const damages: [name: string, damaged: string, at: string, fault: SidecarProblem['fault'], detail: RegExp][] = [
    ['a missing comma', text.replace('"lf",', '"lf"'), '"encoding"', 'syntax', /^$/],
    ['a conflict marker of git', text.replace('    {"id"', '<<<<<<< HEAD\n    {"id"'), '<<<<<<<', 'syntax', /^$/],
    ['another JSON value', '[1]', '[1]', 'field', /object/],
    ['a newer format', text.replace('"format": 1', '"format": 2'), '2,', 'newer', /^2$/],
    ['an older format', text.replace('"format": 1', '"format": 0'), '0,', 'older', /^0$/],
    ['a format that is no number', text.replace('"format": 1', '"format": "1"'), '"1",', 'field', /format: 1/],
    ['a missing header field', text.replace(/ {2}"hash".*\n/, ''), '{', 'field', /hash: string/],
    ['a header field of another type', text.replace(`"length": ${TEXT.length}`, '"length": -1'), '-1', 'field', /length: integer/],
    ['another unit', text.replace('"utf-16"', '"utf-8"'), '"utf-8"', 'field', /utf-16/],
    ['annotations that are no list', text.replace(/"annotations": \[[^]*\]/, '"annotations": {}'), '{}', 'field', /array/],
    ['an annotation that is no object', text.replace('    {"id"', '    7,\n    {"id"'), '7,\n', 'field', /object/],
    ['an unknown status', text.replace('"status":"accepted"', '"status":"maybe"'), '"maybe"', 'field', /status/],
    ['a label that is no string', text.replace('"label":"money"', '"label":5'), '5,"start"', 'field', /label: string/],
    ['a conflict without a status', text.replace('"end":3,"status":"rejected"}', '"end":3}'), '[{"label":"ORG"', 'field', /conflict/],
    ['a missing annotation field', text.replace('"origin":"suggested",', ''), '{"id":"\u{20BB7}', 'field', /origin/],
    ['a span that is upside down', text.replace('"start":2,"end":5', '"start":5,"end":2'), '{"id":"\u{20BB7}', 'span', /5–2/],
    ['a span beyond the text', text.replace('"start":2,"end":5', '"start":2,"end":500'), '{"id":"\u{20BB7}', 'span', /500/],
    ['an empty span whose words are not lost', text.replace('"start":2,"end":5', '"start":2,"end":2'), '{"id":"\u{20BB7}', 'span', /2–2/],
    ['two of one id', text.replace('"id":"1.5万元0"', '"id":"\u{20BB7}明0"'), '{"id":"\u{20BB7}明0","layer":"number"', 'duplicateId', /\u{20BB7}明0/u],
  ];
  for (const [name, damaged, at, fault, detail] of damages) {
    it(`with ${name} is told with its place`, () => {
      assert.notEqual(damaged, text);
      const problem = problemOf(damaged);
      assert.equal(problem.fault, fault);
      assert.match(problem.detail, detail);
      assert.deepEqual({ line: problem.line, column: problem.column }, placeOf(damaged, at));
    });
  }

  it('cut off anywhere is a syntax error', () => {
    for (let length = 0; length < text.length - 2; length += 7) assert.equal(problemOf(text.slice(0, length)).fault, 'syntax', `${length}`);
  });
});
