import assert from 'node:assert/strict';
import { decoded, encoded, inSlices, sameBytes } from '../../../src/files/slices';

describe('work in slices', () => {
  it('lets others have their turn and gives the result', async () => {
    let others = 0;
    const timer = setInterval(() => { others++; }, 1);
    const result = await inSlices((function* work(): Generator<void, string> {
      for (let round = 0; round < 5; round++) {
        const started = performance.now();
        while (performance.now() - started < 20);
        yield;
      }
      return 'done';
    })());
    clearInterval(timer);
    assert.equal(result, 'done');
    assert.ok(others >= 3, `${others} turns`);
  });

  it('fails where the work fails', async () => {
    await assert.rejects(inSlices((function* work(): Generator<void, string> { throw new Error('half way'); })()), /half way/);
  });

  it('compares contents that are cut differently', () => {
    const cut = (...pieces: string[]): Buffer[] => pieces.map((piece) => Buffer.from(piece));
    assert.ok(sameBytes(cut('abc', 'def'), cut('a', '', 'bcdef')));
    assert.ok(sameBytes(cut('', ''), []));
    assert.ok(!sameBytes(cut('abc', 'def'), cut('abcdeg')));
    assert.ok(!sameBytes(cut('abc', 'def'), cut('abcde')));
    assert.ok(!sameBytes(cut('abc'), cut('abc', 'd')));
  });

  it('encodes and decodes text of any length without loss at the seams', async () => {
    const text = `\uFEFF${'县志第9卷\u{20BB7}é\r\n'.repeat(60_000)}`;
    const blocks = await encoded(text.match(/[^\n]*\n/gu) ?? []);
    assert.ok(blocks.length > 1);
    assert.deepEqual(Buffer.concat(blocks), Buffer.from(text));
    assert.equal(await decoded(Buffer.concat(blocks)), text);
    assert.equal(await decoded(Buffer.alloc(0)), '');
    assert.equal(await decoded(Buffer.from([0xe5, 0x8e])), '\uFFFD');
  });
});
