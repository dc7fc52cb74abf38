import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '../../../src/files/atomicWrite';
import { textHash, textHashInSlices } from '../../../src/files/textHash';

describe('writing a file atomically', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'atomic-')); });
  afterEach(async () => { await rm(folder, { recursive: true }); });

  it('makes and replaces a file and leaves nothing else behind', async () => {
    const path = join(folder, '页.json');
    await writeAtomically(path, ['一', '二\n']);
    await writeAtomically(path, ['三', '', '四\u{20BB7}\n']);
    assert.equal(await readFile(path, 'utf8'), '三四\u{20BB7}\n');
    assert.deepEqual(await readdir(folder), ['页.json']);
  });

  it('writes more than one block in order, and nothing as an empty file', async () => {
    const pieces = Array.from({ length: 9 }, (_, index) => String(index).repeat(70_000));
    await writeAtomically(join(folder, 'large'), pieces);
    assert.equal(await readFile(join(folder, 'large'), 'utf8'), pieces.join(''));
    await writeAtomically(join(folder, 'large'), []);
    assert.equal((await stat(join(folder, 'large'))).size, 0);
  });

  it('keeps the old file and no temporary one when the content fails half way', async () => {
    const path = join(folder, 'page.json');
    await writeFile(path, 'old');
    function* broken(): Generator<string> {
      yield 'x'.repeat(300_000);
      throw new Error('half way');
    }
    await assert.rejects(writeAtomically(path, broken()), /half way/);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['page.json']);
  });

  it('fails without a trace where the file cannot be replaced or the folder is not there', async () => {
    await mkdir(join(folder, 'taken', 'inner'), { recursive: true });
    await assert.rejects(writeAtomically(join(folder, 'taken'), ['x']), { syscall: 'rename' });
    await assert.rejects(writeAtomically(join(folder, 'missing', 'page.json'), ['x']), { code: 'ENOENT' });
    assert.deepEqual(await readdir(folder), ['taken']);
  });

  it('keeps the mode of the file, also one wider than the umask gives', async function () {
    if (process.platform === 'win32') this.skip();
    const path = join(folder, 'page.json');
    for (const mode of [0o666, 0o600]) {
      await writeFile(path, 'old');
      await chmod(path, mode);
      await writeAtomically(path, ['new']);
      assert.equal((await stat(path)).mode & 0o777, mode);
    }
  });

  it('lets many writers of one file end with one whole text', async () => {
    const path = join(folder, 'page.json');
    const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(50_000));
    await Promise.all(texts.map((text) => writeAtomically(path, [text])));
    assert.ok(texts.includes(await readFile(path, 'utf8')));
    assert.deepEqual(await readdir(folder), ['page.json']);
  });
});

describe('the hash of a text', () => {
  it('is the SHA-256 of its UTF-8', () => {
    assert.equal(textHash(''), 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(textHash('中'), 'sha256:a567bdaa11367f260f0708391f4d10766b5962f565d9e432f17981a3584fe1e2');
    assert.notEqual(textHash('一\n二'), textHash('一\r\n二'));
  });

  it('hashes long texts in slices alike, wherever a character of two code units falls', async () => {
    for (const text of ['', '中', ...[0, 1].map((shift) => 'x'.repeat(shift) + '\u{20BB7}'.repeat(250_000)), '\ud842'.repeat(300_000)]) {
      assert.equal(await textHashInSlices(text), textHash(text));
    }
  });
});
