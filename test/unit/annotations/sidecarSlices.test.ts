import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../src/annotations/model';
import { readSidecar, readSidecarInSlices, type SidecarReading } from '../../../src/annotations/sidecarRead';
import { annotation, STAMP } from './build';
import { writeSidecar } from '../../sidecarSchema';

const TEXT = '沙坪的\u{20BB7}师傅\n领走3把锄头。';
const HEADER = { file: '一版.txt', hash: 'sha256:00', length: TEXT.length, eol: 'lf', encoding: 'utf8' } as const;

/** @param cuts where the text is cut into pieces */
function sliced(text: string, cuts: readonly number[] = []): { reading: SidecarReading; slices: number } {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), text.length];
  const work = readSidecarInSlices(edges.slice(1).map((edge, index) => text.slice(edges[index], edge)));
  for (let slices = 1; ; slices++) {
    const step = work.next();
    if (step.done === true) return { reading: step.value, slices };
  }
}

const WRITTEN = writeSidecar(HEADER, [
  annotation(TEXT, '沙坪', { label: 'PLACE', status: 'accepted', note: '"annotations": [\n', ...STAMP }),
  annotation(TEXT, '\u{20BB7}师傅'),
  annotation(TEXT, '3把', { layer: 'number', label: 'measure', value: 3, unit: '把' }),
], TEXT);

describe('a sidecar read in slices', () => {
  it('is read as it is in one go, whatever was cut out of it or put into it', () => {
    const damages = fc.tuple(fc.nat(WRITTEN.length), fc.nat(6), fc.constantFrom('', ',', '\n', '  ]\n}\n', '{}', '"', 'x', '    {"id":"2"},\n', '\n  "annotations": [\n'));
    const cuts = fc.array(fc.integer({ min: 150, max: WRITTEN.length }), { maxLength: 5 });
    fc.assert(fc.property(damages, cuts, ([at, removed, inserted], where) => {
      const text = WRITTEN.slice(0, at) + inserted + WRITTEN.slice(at + removed);
      assert.deepEqual(sliced(text, where).reading, readSidecar(text));
    }), { numRuns: 500 });
    assert.deepEqual(sliced(WRITTEN).reading, readSidecar(WRITTEN));
    assert.deepEqual(sliced(writeSidecar(HEADER, [], TEXT)).reading.ok, true);
  });

  it('gives way again and again while it reads many annotations', () => {
    const text = '田'.repeat(3000);
    const annotations = Array.from({ length: 3000 }, (_, start): Annotation => ({
      id: `n${start}`, layer: 'entity', label: 'PLACE', start, end: start + 1, quote: '田', status: 'suggested', origin: 'suggested',
    }));
    const written = writeSidecar({ ...HEADER, length: text.length }, annotations, text);
    const { reading, slices } = sliced(written);
    assert.ok(slices >= 10, `${slices} slices`);
    assert.deepEqual(reading, readSidecar(written));
  });
});
