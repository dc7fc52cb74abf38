import assert from 'node:assert/strict';
import fc from 'fast-check';
import { atOnce } from '../../../src/annotations/atOnce';
import { AnnotationList } from '../../../src/annotations/annotationList';
import { ChangeFollower } from '../../../src/annotations/follow';
import { byPosition, type Annotation } from '../../../src/annotations/model';
import { progressOf } from '../../../src/annotations/progress';
import { applyChange, type TextChange } from '../../../src/annotations/textChange';
import type { Span } from '../../../src/page/span';

const LENGTH = 4000;

const places = fc.tuple(fc.nat(LENGTH - 20), fc.integer({ min: 0, max: 12 }), fc.constantFrom('suggested', 'accepted', 'rejected'));

function annotations(drawn: readonly (readonly [number, number, string])[], text: string, from = 0): Annotation[] {
  return drawn.map(([start, length, status], index) => ({
    id: `n${from + index}`, layer: status === 'rejected' && start < LENGTH / 2 ? 'duplicate' : 'entity', label: 'PERSON', start, end: start + length, quote: text.slice(start, start + length),
    status: length === 0 ? 'accepted' : status as Annotation['status'], origin: 'suggested', ...(length === 0 ? { changed: true as const } : {}),
  }));
}

/** Overlap; an empty span holds its offset, which a span has from its start up to its end. */
function touches(a: Span, b: Span): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  if (a.start === a.end) return b.start <= a.start && a.start < b.end;
  if (b.start === b.end) return a.start <= b.start && b.start < a.end;
  return a.start < b.end && b.start < a.end;
}

describe('the list of a page’s annotations', () => {
  const TEXT = Array.from({ length: LENGTH }, (_, index) => String.fromCharCode(0x4e00 + ((index * 131) % 5000))).join('');
  const steps = fc.array(fc.oneof(
    fc.record({ kind: fc.constant('put' as const), add: fc.array(places, { maxLength: 60 }), remove: fc.array(fc.nat(2000), { maxLength: 40 }) }),
    fc.record({ kind: fc.constant('edit' as const), start: fc.nat(LENGTH), removed: fc.nat(30), inserted: fc.stringMatching(/^[甲乙丙]{0,9}$/) }),
    fc.record({ kind: fc.constant('settle' as const), most: fc.nat(500) }),
  ), { maxLength: 12 });

  it('is what a plain sorted array would be, whatever is edited, added and taken out', () => {
    fc.assert(fc.property(fc.array(places, { maxLength: 1500, size: 'max' }), steps, fc.nat(LENGTH), fc.nat(40), (drawn, todo, at, length) => {
      let text = TEXT;
      let plain = annotations(drawn, text).sort(byPosition);
      let next = plain.length;
      const list = new AnnotationList(plain);
      for (const step of todo) {
        if (step.kind === 'settle') {
          list.settle(step.most);
        } else if (step.kind === 'edit') {
          const change: TextChange = { ...step, start: Math.min(step.start, text.length), removed: Math.min(step.removed, Math.max(0, text.length - step.start)) };
          const after = applyChange(text, change);
          const follower = new ChangeFollower(change, text, after, list.touching({ start: change.start, end: change.start + change.removed }));
          atOnce(follower.prepare());
          atOnce(list.change(change, (annotation) => follower.follow(annotation)));
          plain = plain.map((annotation) => follower.follow(annotation)).filter((annotation) => annotation !== undefined).sort(byPosition);
          text = after;
        } else {
          const added = annotations(step.add, text, next);
          next += added.length;
          const gone = new Set(step.remove.map((number) => `n${number}`));
          list.put([...[...gone].map((id) => [id, undefined] as const), ...added.map((one) => [one.id, one] as const)]);
          plain = [...plain.filter(({ id }) => !gone.has(id)), ...added].sort(byPosition);
          assert.deepEqual(list.all, plain);
          const redone = new Map(plain.slice(0, 5).map((one) => [one.id, { ...one, note: 'again' }]));
          list.put([...redone]);
          plain = plain.map((one) => redone.get(one.id) ?? one);
          assert.deepEqual(list.all, plain);
        }
        assert.equal(list.size, plain.length);
        assert.deepEqual(list.progress, progressOf(plain));
        const span = { start: at, end: at + length };
        assert.deepEqual(list.touching(span), plain.filter((one) => touches(one, span)));
        assert.deepEqual(list.startingIn(at, at + length), plain.filter(({ start }) => start >= at && start < at + length));
        assert.deepEqual(list.copies, plain.filter(({ layer }) => layer === 'duplicate'));
        assert.equal(list.copies, list.copies);
        for (const one of plain.slice(0, 20)) assert.deepEqual(list.get(one.id), one);
      }
      assert.deepEqual(list.all, plain);
    }), { numRuns: 60 });
  });

  it('gets everything that an edit moved ready in portions, and then has nothing more to do', () => {
    const list = new AnnotationList(annotations(Array.from({ length: 2000 }, (_, index) => [index * 2, 2, 'suggested'] as const), TEXT));
    atOnce(list.change({ start: 0, removed: 0, inserted: '甲' }, (annotation) => annotation));
    let rounds = 1;
    while (list.settle(300)) rounds++;
    assert.ok(rounds >= 2 && rounds <= 7, `${rounds} rounds`);
    assert.equal(list.settle(0), false);
    assert.deepEqual(list.all.at(-1)?.start, 3999);
  });
});
