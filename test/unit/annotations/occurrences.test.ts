import { deepEqual } from 'node:assert/strict';
import { findOccurrences, occurrencesOf } from '../../../src/annotations/occurrences';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { annotation } from './build';

const TEXT = '青禾镇来了人。青禾\n镇政府开会，青禾镇政府说，青禾镇要修渠，青禾镇。';

function told(page: PageAnnotations, words: string): string[] {
  return occurrencesOf(page, words, 'entity', 'PLACE').map(({ span, state, here, longer }) =>
    `${span.start} ${state}${here ? ` ${here.label}` : ''}${longer === undefined ? '' : ` in ${longer}`}`);
}

describe('occurrences', () => {
  it('are found across line breaks, without overlap', () => {
    deepEqual(findOccurrences(TEXT, '青禾镇').map(({ start, end }) => TEXT.slice(start, end)), ['青禾镇', '青禾\n镇', '青禾镇', '青禾镇', '青禾镇']);
    deepEqual(findOccurrences('人人人', '人人').length, 1);
    deepEqual(findOccurrences(TEXT, ' \n'), []);
  });

  it('inside a longer name of the page are told as its part, marked there or not', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '青禾镇政府', { label: 'ORG', status: 'accepted' })]);
    const states = occurrencesOf(page, '青禾镇', 'entity', 'PLACE').map(({ state, longer }) => [state, longer]);
    deepEqual(states, [['free', undefined], ['part', '青禾镇政府'], ['other', undefined], ['free', undefined], ['free', undefined]]);
  });

  it('say what stands there already', () => {
    const page = new PageAnnotations(TEXT, [
      annotation(TEXT, '青禾镇', { label: 'PLACE', status: 'accepted' }),
      annotation(TEXT, '青禾镇要', { label: 'WORK', status: 'accepted' }),
      annotation(TEXT, '青禾镇', { label: 'PERSON', status: 'rejected', id: 'last' }, 3),
      annotation(TEXT, '青禾\n镇', { label: 'PLACE' }),
    ]);
    deepEqual(told(page, '青禾镇').map((line) => line.slice(line.indexOf(' ') + 1)), ['done PLACE', 'suggested PLACE', 'free', 'other WORK', 'rejected PERSON']);
  });

  it('leave out the one that is asked about, and other layers', () => {
    const page = new PageAnnotations(TEXT, [annotation(TEXT, '青禾镇', { layer: 'number', label: 'cardinal', status: 'accepted' })]);
    deepEqual(occurrencesOf(page, '青禾镇', 'entity', 'PLACE', { start: 0, end: 3 }).map(({ state }) => state), ['free', 'free', 'free', 'free']);
  });
});
