import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inPortions, layerDelta } from '../../../src/analysis/delta';
import { PageMirror } from '../../../src/analysis/pageMirror';
import { fateOf, type TextChange } from '../../../src/annotations/textChange';
import type { Suggestion } from '../../../src/annotations/model';
import { bySpan } from '../../../src/page/span';

const LENGTH = 40;
type Mark = readonly [start: number, length: number, label: string];

function listOf(marks: readonly Mark[], length: number): Suggestion[] {
  return marks.filter(([start, size]) => start + size <= length)
    .map(([start, size, label]): Suggestion => ({ layer: 'duplicate', label, start, end: start + size, quote: '文'.repeat(size) }))
    .sort(bySpan);
}

/** What the host does with its suggestions on an edit: moved where untouched, dropped where touched. */
function followed(list: readonly Suggestion[], change: TextChange): Suggestion[] {
  return list.flatMap((suggestion) => {
    const fate = fateOf(suggestion, change);
    return fate.kind === 'kept' ? [{ ...suggestion, ...fate.span }] : [];
  });
}

const byAll = (a: Suggestion, b: Suggestion): number => bySpan(a, b) || (a.label < b.label ? -1 : 1);

const marks = fc.array(fc.tuple(fc.nat(LENGTH), fc.integer({ min: 1, max: 5 }), fc.constantFrom('exact', 'near')), { maxLength: 14 });
const edits = fc.array(fc.tuple(fc.nat(LENGTH), fc.nat(6), fc.nat(6)), { maxLength: 4 });

describe('what the host is told of a layer', () => {
  it('turns what it has into what was found, whatever was edited meanwhile and however it is cut', () => {
    fc.assert(fc.property(marks, marks, fc.nat(14), edits, fc.integer({ min: 1, max: 4 }), (before, fresh, shared, steps, most) => {
      const told = listOf(before, LENGTH);
      const mirror = new PageMirror('文'.repeat(LENGTH), 0);
      mirror.tell('duplicate', told, true);
      let host = told;
      for (const [at, removed, inserted] of steps) {
        const start = Math.min(at, mirror.text.length);
        const change = { start, removed: Math.min(removed, mirror.text.length - start), inserted: '文'.repeat(inserted) };
        host = followed(host, change);
        mirror.change([change], 1);
      }
      const { length } = mirror.text;
      const now = [...host.slice(0, shared), ...listOf(fresh, length).slice(shared)].sort(bySpan);
      const delta = layerDelta(told, now, mirror.toldOf('duplicate')!.edited, length);
      let reached: number | undefined;
      for (const { from, to, suggestions } of delta ? inPortions(delta, most) : []) {
        if (reached !== undefined) assert.equal(from, reached, 'portions follow one another');
        reached = to;
        assert.ok(suggestions.every(({ start }) => start >= from && start < to), 'suggestions lie in their stretch');
        host = [...host.filter(({ start }) => start < from || start >= to), ...suggestions];
      }
      assert.deepEqual([...host].sort(byAll), [...now].sort(byAll));
    }), { numRuns: 2000 });
  });

  it('is nothing where nothing changed, and little where little did', () => {
    const list = listOf([[0, 2, 'near'], [5, 2, 'near'], [9, 2, 'near'], [20, 3, 'near']], LENGTH);
    assert.equal(layerDelta(list, list, undefined, LENGTH), undefined);
    const changed = list.map((each) => (each.start === 9 ? { ...each, label: 'exact' } : each));
    assert.deepEqual(layerDelta(list, changed, undefined, LENGTH), { from: 6, to: 20, suggestions: [changed[2]] });
  });

  it('is the neighbourhood of an edit, the rest moved along', () => {
    const list = listOf([[0, 2, 'near'], [9, 2, 'near'], [20, 3, 'near']], LENGTH);
    const now = followed(list, { start: 10, removed: 0, inserted: '文' });
    const delta = layerDelta(list, now, { start: 10, end: 11, shift: 1 }, LENGTH + 1);
    assert.deepEqual(delta, { from: 1, to: 21, suggestions: [] });
  });

  it('is cut only between suggestions that do not start together', () => {
    const suggestions = listOf([[0, 1, 'near'], [3, 1, 'near'], [3, 2, 'near'], [3, 3, 'near'], [7, 1, 'near']], LENGTH);
    const portions = [...inPortions({ from: 0, to: 41, suggestions }, 2)];
    assert.deepEqual(portions.map(({ from, to, suggestions: { length } }) => [from, to, length]), [[0, 7, 4], [7, 41, 1]]);
  });
});
