import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recoveryLines } from '../../../src/annotations/recovery';
import { RecoveryJournal } from '../../../src/files/recoveryJournal';
import { annotation } from '../annotations/build';

const PAGE = 'file:///%E9%A1%B5/../a%20b.txt';
const MOVED = 'file:///%E9%A1%B5/moved.txt';
const TEXT = '齐小满和温故在柳河。';
const HEADER = { file: 'a b.txt', hash: 'sha256:00', length: TEXT.length, eol: 'lf', encoding: 'utf8' } as const;

function record(words: string, page = PAGE): string[] {
  return [...recoveryLines(page, HEADER, { base: [], ours: [annotation(TEXT, words, { status: 'accepted' })] }, TEXT)];
}

describe('the recovery journal', () => {
  let root: string;
  let folder: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'journal-'));
    folder = join(root, 'recovery');
  });
  afterEach(async () => { await rm(root, { recursive: true }); });

  async function words(journal: RecoveryJournal, page = PAGE): Promise<string[]> {
    return (await journal.claim(page)).records.flatMap(({ ours }) => ours.annotations.map(({ quote }) => quote));
  }

  it('gives a later window what an earlier one kept, and forgets it when told to', async () => {
    await new RecoveryJournal(folder, 'one').keep(PAGE, record('温故'));
    const later = new RecoveryJournal(folder, 'two');
    assert.deepEqual([await later.has(PAGE), await later.has(`${PAGE}x`), await later.pages()], [true, false, [PAGE]]);
    assert.deepEqual(await words(later), ['温故']);
    assert.equal(await later.has(PAGE), true, 'it is there until it is kept or written by the one who took it');
    await later.keep(PAGE, undefined);
    assert.deepEqual([await later.has(PAGE), await readdir(folder)], [false, []]);
  });

  it('keeps the last of many in one file, without waiting in between', async () => {
    const journal = new RecoveryJournal(folder, 'one');
    await Promise.all(['齐小满', '温故', '柳河'].map((one) => journal.keep(PAGE, record(one))));
    assert.equal((await readdir(folder)).length, 1);
    assert.deepEqual(await words(new RecoveryJournal(folder, 'two')), ['柳河']);
  });

  it('keeps what two windows have of one page, and survives a crash after taking over', async () => {
    await new RecoveryJournal(folder, 'one').keep(PAGE, record('温故'));
    await new RecoveryJournal(folder, 'two').keep(PAGE, record('柳河'));
    assert.deepEqual((await words(new RecoveryJournal(folder, 'three'))).sort(), ['柳河', '温故']);
    const last = new RecoveryJournal(folder, 'four'); // the third died before it wrote anything
    assert.deepEqual((await words(last)).sort(), ['柳河', '温故']);
    await last.keep(PAGE, record('齐小满'));
    assert.equal((await readdir(folder)).length, 1);
  });

  it('sets damaged files aside and gives the others', async () => {
    await new RecoveryJournal(folder, 'one').keep(PAGE, record('温故'));
    await new RecoveryJournal(folder, 'two').keep(PAGE, record('柳河'));
    const broken = (await readdir(folder)).find((name) => name.includes('.one.'))!;
    await writeFile(join(folder, broken), '{"recovery":1,');
    const journal = new RecoveryJournal(folder, 'three');
    assert.deepEqual(await journal.pages(), [PAGE]);
    const { records, damaged } = await journal.claim(PAGE);
    assert.deepEqual([records.length, damaged.length], [1, 1]);
    await journal.keep(PAGE, undefined);
    assert.equal(await readFile(damaged[0], 'utf8'), '{"recovery":1,');
    assert.equal(await new RecoveryJournal(folder, 'four').has(PAGE), false);
  });

  it('does not take the record of another page, whatever its file is called', async () => {
    const journal = new RecoveryJournal(folder, 'one');
    await journal.keep(PAGE, record('温故', 'file:///other.txt'));
    const { records, damaged } = await new RecoveryJournal(folder, 'two').claim(PAGE);
    assert.deepEqual([records, damaged.length], [[], 1]);
  });

  it('gives what waits for a page to its new address', async () => {
    await new RecoveryJournal(folder, 'one').keep(PAGE, record('温故'));
    const journal = new RecoveryJournal(folder, 'two');
    await journal.keep(PAGE, record('柳河'));
    await journal.move(PAGE, MOVED);
    assert.deepEqual([await journal.has(PAGE), await journal.pages()], [false, [MOVED]]);
    assert.deepEqual((await words(new RecoveryJournal(folder, 'three'), MOVED)).sort(), ['柳河', '温故']);
  });

  it('gives the new address also what is only in memory, and holds it until it is kept', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const journal = new RecoveryJournal(folder, 'one');
    await journal.keep(PAGE, record('温故'));
    await assert.rejects(journal.move(PAGE, MOVED), 'the folder cannot be read');
    await rm(folder);
    assert.deepEqual([await journal.pages(), await journal.has(PAGE)], [[MOVED], false]);
    assert.ok(journal.problem(MOVED));
    assert.deepEqual(await words(journal, MOVED), ['温故']);
    assert.deepEqual(await words(journal, MOVED), ['温故'], 'it is there until it is kept or written by the one who took it');
    await journal.keep(MOVED, record('柳河', MOVED));
    assert.deepEqual(await words(new RecoveryJournal(folder, 'two'), MOVED), ['柳河']);
    assert.equal(journal.problem(MOVED), undefined);
  });

  it('holds in memory what it cannot write, says so, and writes it when it can', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const journal = new RecoveryJournal(folder, 'one');
    await journal.keep(PAGE, record('温故'));
    assert.ok(journal.problem(PAGE));
    assert.equal(await journal.has(PAGE), true);
    const { records, unreadable } = await journal.claim(PAGE);
    assert.deepEqual(records.flatMap(({ ours }) => ours.annotations.map(({ quote }) => quote)), ['温故']);
    assert.match(unreadable ?? '', /ENOTDIR/);
    await rm(folder);
    assert.deepEqual(await words(journal), ['温故']);
    await journal.keep(PAGE, record('温故'));
    assert.equal(journal.problem(PAGE), undefined);
    assert.deepEqual(await words(new RecoveryJournal(folder, 'two')), ['温故']);
  });
});
