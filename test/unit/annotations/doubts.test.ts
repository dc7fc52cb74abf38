import { deepEqual, equal, ok } from 'node:assert/strict';
import { findDoubts, MOST_DOUBTS, type Doubt } from '../../../src/annotations/doubts';
import type { Annotation } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { annotation } from './build';

const TEXT = '青禾镇来了人。青禾\n镇政府开会，青禾镇要修渠，孟广川说，孟广川走了。';

function doubtsOf(text: string, annotations: readonly Annotation[]): Doubt[] {
  const search = findDoubts(new PageAnnotations(text, annotations));
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

const told = (annotations: readonly Annotation[]): string[] =>
  doubtsOf(TEXT, annotations).map(({ problem, start, end }) => `${problem} ${TEXT.slice(start, end).replace(/\s/gu, '')}@${start}`);

describe('doubts', () => {
  it('are names that a person marked elsewhere and that stand unmarked here', () => {
    deepEqual(told([annotation(TEXT, '孟广川', { status: 'accepted' })]), ['untagged 孟广川@28']);
    deepEqual(told([annotation(TEXT, '孟广川')]), [], 'a suggestion says nothing of other places');
  });

  it('are not the parts of longer names, nor what is marked or rejected there', () => {
    const office = annotation(TEXT, '青禾\n镇政府', { label: 'ORG', status: 'accepted' });
    deepEqual(told([annotation(TEXT, '青禾镇', { status: 'accepted' }), office]), ['untagged 青禾镇@16']);
    deepEqual(told([annotation(TEXT, '青禾镇', { status: 'accepted' }), office, annotation(TEXT, '青禾镇', { status: 'rejected', id: 'x' }, 1)]), []);
  });

  it('are not the parts of longer names that are only suggested', () => {
    const text = '青禾镇来了人。青禾镇政府开会，青禾镇政府散会。';
    const office = annotation(text, '青禾镇政府', { label: 'ORG' });
    deepEqual(doubtsOf(text, [annotation(text, '青禾镇', { status: 'accepted' }), office]), []);
  });

  it('are the same words with two labels, and decisions whose words have changed', () => {
    const two = [annotation(TEXT, '孟广川', { status: 'accepted' }), annotation(TEXT, '孟广川', { status: 'accepted', label: 'PLACE' }, 1)];
    deepEqual(told(two), ['twoLabels 孟广川@23', 'twoLabels 孟广川@28']);
    deepEqual(told([annotation(TEXT, '孟广川', { status: 'accepted', changed: true }), two[1]]).filter((line) => line.startsWith('doubtful')), ['doubtful 孟广川@23']);
  });

  it('are found across the edges of slices, and are not more than anybody reads', () => {
    const far = `孟广川${'山'.repeat(19_995)}孟广川`;
    deepEqual(doubtsOf(far, [annotation(far, '孟广川', { status: 'accepted' })]).map(({ start }) => start), [19_998]);
    const many = '孟广川。'.repeat(30_000);
    const started = doubtsOf(many, [annotation(many, '孟广川', { status: 'accepted' })]);
    equal(started.length, MOST_DOUBTS);
    ok(started.every(({ problem }) => problem === 'untagged'));
  });
});
