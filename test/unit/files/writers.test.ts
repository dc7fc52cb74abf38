import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SIDECAR_SUFFIX } from '../../../src/annotations/sidecar';
import { Random } from '../../../src/entities/training/random';
import { removeLeftovers, writeAtomically } from '../../../src/files/atomicWrite';
import { alone } from '../../../src/files/writeLock';
import { buildWriter, lostDecisions, startWriter, undecidedPage, type Told } from './writers';

/** As many in the bench: `KILLS=500 ROUNDS=1000`. */
const KILLS = Number(process.env.KILLS ?? 12);
const ROUNDS = Number(process.env.ROUNDS ?? 120);

describe('processes that decide on one page', () => {
  let folder: string;
  let program: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'writers-'));
    program = await buildWriter(folder);
  });
  after(() => { rmSync(folder, { recursive: true }); });

  it(`are killed ${KILLS} times and lose no decision that was on disk`, async function () {
    this.timeout(KILLS * 5000);
    const page = undecidedPage(folder);
    const random = new Random(5);
    const told: Told[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const writer = startWriter(program, page, '周编辑', kill, 'forever');
      await writer.first;
      await pause(random.below(40)); // wherever it is then: between writes, in the temporary file, before the rename
      writer.child.kill('SIGKILL');
      equal(await writer.end, null);
      told.push(...writer.told);
      deepEqual(lostDecisions(readFileSync(page + SIDECAR_SUFFIX, 'utf8'), told), [], `after kill ${kill}`);
    }
    ok(told.filter(({ onDisk }) => onDisk).length >= KILLS);
  });

  it(`decide ${ROUNDS} times each at once; every decision stands, is in a conflict, or was decided anew by one who saw it`, async function () {
    this.timeout(60_000 + ROUNDS * 500);
    const page = undecidedPage(folder);
    const writers = [startWriter(program, page, '周编辑', 1, ROUNDS), startWriter(program, page, '吴编辑', 2, ROUNDS)];
    deepEqual(await Promise.all(writers.map(({ end }) => end)), [0, 0]);
    const told = writers.flatMap((writer) => writer.told);
    equal(told.filter(({ onDisk }) => onDisk).length, 2 * ROUNDS);
    deepEqual(lostDecisions(readFileSync(page + SIDECAR_SUFFIX, 'utf8'), told), []);
  });

  it('leave no files beside the page once another writes', async () => {
    const path = join(folder, 'left.json');
    await writeAtomically(path, ['{}']);
    const dead = startWriter(program, undecidedPage(folder), '周编辑', 3, 1);
    await dead.end;
    const [prefix] = readdirSync(folder).filter((name) => name.endsWith('.tmp'));
    equal(prefix, undefined);
    const { createHash } = await import('node:crypto');
    const mine = `.na-${createHash('sha256').update('left.json').digest('hex').slice(0, 12)}-`;
    writeFileSync(join(folder, `${mine}${dead.child.pid}-1.tmp`), 'half');
    writeFileSync(join(folder, `${mine}${process.pid}-1.tmp`), 'being written');
    await removeLeftovers(path);
    deepEqual(readdirSync(folder).filter((name) => name.startsWith(mine)), [`${mine}${process.pid}-1.tmp`]);
  });
});

describe('work on a file alone', () => {
  it('comes one after another, also where one fails', async () => {
    const path = join(tmpdir(), `alone-${process.pid}`);
    let inside = 0;
    const work = Array.from({ length: 8 }, (_, index) => alone(path, async () => {
      equal(++inside, 1);
      await pause(1);
      inside--;
      if (index === 3) throw new Error('failed');
      return index;
    }).catch((error: unknown) => (error as Error).message));
    deepEqual((await Promise.all(work)).sort(), [0, 1, 2, 4, 5, 6, 7, 'failed'].sort());
  });
});
