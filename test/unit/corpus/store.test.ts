import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorpusEngine, type WorkControl } from '../../../src/corpus/engine';
import { composeParagraph } from '../duplicates/composeNews';
import { editCharacters } from '../duplicates/plantCopies';
import { Random } from '../duplicates/random';

/** How often the process is killed: NEWS_ANNOTATOR_KILLS=100 for the full measure. */
const KILLS = Number(process.env.NEWS_ANNOTATOR_KILLS ?? 2);

const CONTROL: WorkControl = { cancelled: () => false, breathe: () => Promise.resolve(), progress: () => undefined };

describe('the index on disk', () => {
  let folder: string;
  let pages: string;
  let storage: string;

  const open = (): CorpusEngine => new CorpusEngine({ storage, scriptsAlike: true }, { workerProgram: null, threads: 0, smallBytes: 0 });
  const groupsOf = async (engine: CorpusEngine): Promise<string[]> => {
    const { groups } = await engine.groups({ near: true, order: 'members', from: 0, count: 1000 }, CONTROL);
    return groups.map(({ members }) => members.map(({ path, start, end, kind }) => `${path} ${start} ${end} ${kind}`).sort().join('\n')).sort();
  };
  const expected = async (): Promise<string[]> => {
    const engine = new CorpusEngine({ storage: null, scriptsAlike: true }, { workerProgram: null, threads: 0, smallBytes: 0 });
    await engine.update({ folders: [pages] }, CONTROL);
    return groupsOf(engine);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    pages = join(folder, 'pages');
    storage = join(folder, 'index');
    mkdirSync(pages);
    const random = new Random(11);
    const kept = Array.from({ length: 60 }, () => composeParagraph(random, 2, 4).join(''));
    kept.forEach((text, index) => {
      const others = Array.from({ length: 4 }, () => composeParagraph(random, 2, 4).join(''));
      const copy = index % 2 === 0 ? kept[(index + 7) % kept.length] : editCharacters(random, kept[(index + 7) % kept.length], 0.05);
      writeFileSync(join(pages, `${index}.txt`), [text, ...others, copy].join('\n'));
    });
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it('is read back, with its pairs, and nothing is read again', async () => {
    const first = open();
    await first.update({ folders: [pages] }, CONTROL);
    const groups = await groupsOf(first);
    assert.deepEqual(groups, await expected());
    writeFileSync(join(storage, 'texts-left-behind'), '');
    const second = open();
    assert.equal(second.rebuilt, undefined);
    assert.deepEqual(readdirSync(storage).filter((name) => name.startsWith('texts')), []);
    assert.equal((await second.update({ folders: [pages] }, CONTROL)).read, 0);
    assert.deepEqual(await groupsOf(second), groups);
    const text = readFileSync(join(pages, '5.txt'), 'utf8');
    const copies = await first.copiesOf(text, join(pages, '5.txt'), CONTROL); // its n-grams were let go of for the groups
    assert.ok(copies.length >= 2);
    assert.deepEqual(copies, await second.copiesOf(text, join(pages, '5.txt'), CONTROL));
    writeFileSync(join(pages, '3.txt'), readFileSync(join(pages, '4.txt')));
    const third = open();
    assert.equal((await third.update({ folders: [pages] }, CONTROL)).read, 1);
    assert.deepEqual((await groupsOf(third)).length, (await expected()).length);
  });

  it('is made anew, and says so, where any of its files is cut off, changed or missing', async () => {
    const whole = await expected();
    const damages: ((path: string) => void)[] = [
      (path) => { truncateSync(path, Math.floor(readFileSync(path).length * 0.7)); },
      (path) => {
        const bytes = readFileSync(path);
        bytes[Math.floor(bytes.length * 0.6)] ^= 4;
        writeFileSync(path, bytes);
      },
      (path) => { rmSync(path); },
    ];
    for (const kind of ['segment', 'pairs', 'index.json']) {
      for (const damage of kind === 'index.json' ? damages.slice(0, 1) : damages) {
        const engine = open();
        await engine.update({ folders: [pages] }, CONTROL);
        await groupsOf(engine);
        damage(join(storage, readdirSync(storage).find((name) => name.startsWith(kind))!));
        const next = open();
        await next.update({ folders: [pages] }, CONTROL);
        assert.deepEqual(await groupsOf(next), whole);
        assert.ok(next.rebuilt, `${kind} was damaged`);
      }
    }
  });

  it(`is whole or made anew when the process that makes it is killed (${KILLS} times)`, async function () {
    this.timeout(60_000 + KILLS * 30_000);
    const whole = await expected();
    const random = new Random(Number(process.env.NEWS_ANNOTATOR_KILL_SEED ?? 5));
    for (let kill = 0; kill < KILLS; kill++) {
      if (random.next() < 0.3) rmSync(storage, { recursive: true, force: true });
      const child = fork(join(import.meta.dirname, 'indexingProcess.ts'), [pages, storage], { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
      const ended = once(child, 'exit');
      await once(child, 'message');
      const timer = setTimeout(() => { child.kill('SIGKILL'); }, random.next() * 400);
      child.on('message', () => { child.kill('SIGKILL'); });
      await ended;
      clearTimeout(timer);
      const engine = open();
      await engine.update({ folders: [pages] }, CONTROL);
      assert.deepEqual(await groupsOf(engine), whole, `after kill ${kill}`);
    }
  });

  it('takes a file of one paragraph many thousand times and one of equal characters', async () => {
    const text = '镇上的老钟楼在连下三天的大雨之后终于停了摆，修表匠第二天一早就搬来了梯子，街坊们围在下面出主意，一直忙到傍晚钟声才又响起来。';
    rmSync(pages, { recursive: true });
    mkdirSync(pages);
    writeFileSync(join(pages, 'a.txt'), Array.from({ length: 100_000 }, () => text).join('\n'));
    writeFileSync(join(pages, 'b.txt'), '嗡'.repeat(1_000_000));
    const engine = open();
    const summary = await engine.update({ folders: [pages] }, CONTROL);
    assert.equal(summary.problemCount, 0);
    const { groups } = await engine.groups({ near: true, order: 'members', from: 0, count: 2, maxMembers: 3 }, CONTROL);
    assert.deepEqual(groups.map(({ memberCount, members }) => [memberCount, members.length]), [[100_000, 3], [61, 3]]);
  });
});
