import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileSegmentBuilder } from '../../../src/corpus/buildSegment';
import { TextFile, writeTexts } from '../../../src/corpus/contentTexts';
import { HeldSegment } from '../../../src/corpus/heldSegment';
import { indexSegments } from '../../../src/corpus/indexSegments';
import { PageReader } from '../../../src/corpus/pageReader';
import { PagesAgain } from '../../../src/corpus/pagesAgain';
import { InlinePool } from '../../../src/corpus/pool';
import { Shelf } from '../../../src/corpus/shelf';
import { CORPUS_SAMPLING } from '../../../src/duplicates/fingerprint';
import { composeParagraph } from '../duplicates/composeNews';
import { Random } from '../duplicates/random';

const OPTIONS = { minUnits: 16, scriptsAlike: true, sampling: CORPUS_SAMPLING };
const CONTROL = { cancelled: () => false, breathe: () => Promise.resolve() };

describe('texts written to a file for comparing', () => {
  let folder: string;
  before(() => { folder = mkdtempSync(join(tmpdir(), 'texts-')); });
  after(() => { rmSync(folder, { recursive: true }); });

  async function segmentOf(names: readonly string[], random: Random): Promise<HeldSegment> {
    const builder = new FileSegmentBuilder(new PageReader(OPTIONS), CORPUS_SAMPLING, 1000);
    for (const name of names) {
      const path = join(folder, name);
      writeFileSync(path, Array.from({ length: 30 }, () => composeParagraph(random, 1, 5).join('')).join('\n'));
      builder.addFile(path, statSync(path));
    }
    const raw = new HeldSegment({ kind: 'raw', filed: builder.build() }, null, null, false);
    const filed = await indexSegments([raw.raw()], new InlinePool(OPTIONS), CONTROL);
    assert.ok(filed);
    return new HeldSegment({ kind: 'indexed', filed }, null, null, false);
  }

  it('are those of the pages, paragraph by paragraph, whoever wrote which files; changed pages and dead paragraphs are left out', async () => {
    const random = new Random(31);
    const held = [
      await segmentOf(Array.from({ length: 80 }, (_, index) => `a${index}.txt`), random),
      await segmentOf(Array.from({ length: 20 }, (_, index) => `b${index}.txt`), random),
    ];
    writeFileSync(join(folder, 'a7.txt'), '这一页已经改写，原来的段落一个也没有留下。');
    held[1].dead.fill(1, held[1].files.first[3], held[1].files.first[4]);
    const reader = new PageReader(OPTIONS);
    const shelf = new Shelf(held.map((segment) => segment.shelved()), CORPUS_SAMPLING, reader);
    const path = join(folder, 'texts');
    writeFileSync(path, '');
    for (const range of [{ part: 1, fromFile: 0, toFile: 20 }, { part: 0, fromFile: 50, toFile: 80 }, { part: 0, fromFile: 0, toFile: 50 }]) {
      assert.ok([...writeTexts(path, shelf, range, reader)].every((done) => done <= range.toFile - range.fromFile));
    }
    const texts = new TextFile(path, shelf);
    const pages = new PagesAgain(shelf, new PageReader(OPTIONS));
    const fromTexts = new Uint16Array(1 << 15);
    const fromPages = new Uint16Array(1 << 15);
    const missing = new Set<string>();
    let compared = 0;
    for (const [part, { files }] of shelf.segments.entries()) {
      files.paths.forEach((name, file) => {
        for (let paragraph = files.first[file]; paragraph < files.first[file + 1]; paragraph += 1 + random.below(3)) {
          const end = texts.textOf(part, file, paragraph, fromTexts, 5);
          assert.equal(end, pages.textOf(part, file, paragraph, fromPages, 5));
          if (end < 0) missing.add(name.slice(folder.length + 1));
          else assert.deepEqual(fromTexts.subarray(5, end), fromPages.subarray(5, end));
          compared++;
        }
      });
    }
    texts.close();
    assert.ok(compared > 1000);
    assert.deepEqual([...missing].sort(), ['a7.txt', 'b3.txt']);
  });
});
