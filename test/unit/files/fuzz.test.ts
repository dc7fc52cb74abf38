import { equal, ok } from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageMemory, analysePage } from '../../../src/analysis/analysePage';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { Random } from '../../../src/entities/training/random';
import { diskStorage } from '../../../src/files/diskStorage';
import { SidecarStore } from '../../../src/files/sidecarStore';
import { textHash } from '../../../src/files/textHash';
import { annotatedPages } from '../annotations/annotatedPages';
import { assertFitsSchema, writeSidecar } from '../../sidecarSchema';

/** As many as the bars ask: `SIDECARS=20000 PAGES=5000`. */
const SIDECARS = Number(process.env.SIDECARS ?? 150);
const PAGES = Number(process.env.PAGES ?? 100);
const SPLINTERS = ['', '\u0000', '"', '{', '}', '[', ']', ',', ':', '\\', '-1', '1e999', 'null', 'true', '"\\ud800"', '\ufeff', '\r', '9'.repeat(30), '<<<<<<< HEAD\n', '__proto__', '三', '\u{20BB7}', '\udc00', '　', '\n\n\n'];

function mutated(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(result.length + 1);
    const length = random.below(3) === 0 ? random.below(200) : random.below(4);
    switch (random.below(4)) {
      case 0: result = result.slice(0, at) + result.slice(at + length); break;
      case 1: result = result.slice(0, at) + SPLINTERS[random.below(SPLINTERS.length)] + result.slice(at + length); break;
      case 2: result = result.slice(0, at) + result.slice(at, at + length).repeat(2) + result.slice(at + length); break;
      default: result = result.slice(0, at) + String.fromCharCode(random.below(0x10000)) + result.slice(at + 1);
    }
  }
  return result;
}

describe('whatever is in a file', () => {
  let folder: string;
  before(() => { folder = mkdtempSync(join(tmpdir(), 'fuzz-')); });
  after(() => { rmSync(folder, { recursive: true }); });

  it(`${SIDECARS} mutated sidecars are read or refused with their place; what was refused is not written over`, async function () {
    this.timeout(60_000 + SIDECARS * 50);
    const random = new Random(11);
    const [{ text, annotations }] = annotatedPages(1, 12);
    const sound = writeSidecar({ file: 'page.txt', hash: textHash(text), length: text.length, eol: 'lf', encoding: 'utf8' }, annotations, text);
    const path = join(folder, 'page.txt.ann.json');
    let refused = 0;
    for (let round = 0; round < SIDECARS; round++) {
      const content = mutated(sound, random);
      const reading = readSidecar(content);
      assertFitsSchema(content);
      writeFileSync(path, content);
      const bytes = readFileSync(path);
      const file = new SidecarStore(diskStorage(path), 'page.txt');
      const load = await file.load();
      const page = new PageAnnotations(text, load.kind === 'read' ? await file.restored(load.sidecar, text) : []);
      for (const { start, end } of page.all) ok(start >= 0 && start <= end && end <= text.length);
      const saved = await file.save(file.headerFor(text, 'lf', 'utf8'), page.all, text);
      if (load.kind === 'read') {
        equal(saved.kind, 'saved');
        ok(assertFitsSchema(readFileSync(path, 'utf8')));
        continue;
      }
      refused++;
      equal(saved.kind, 'refused');
      equal(Buffer.compare(readFileSync(path), bytes), 0);
      if (reading.ok) continue; // lone surrogates are other bytes on disk
      const { line, column } = reading.problem;
      ok(line >= 1 && line <= content.split('\n').length && column >= 1);
    }
    ok(refused > SIDECARS / 4);
    ok(refused < SIDECARS);
  });

  it(`${PAGES} mutated pages are analysed without an exception, every span on its words`, function () {
    this.timeout(60_000 + PAGES * 50);
    const random = new Random(12);
    const pages = annotatedPages(10, 30);
    for (let round = 0; round < PAGES; round++) {
      const text = mutated(pages[round % pages.length].text, random);
      for (const finding of analysePage(text, { layers: ['number', 'duplicate'] }, new PageMemory(), () => { throw new Error('not asked for'); })) {
        if (finding.type !== 'complete') continue;
        for (const { start, end, quote } of finding.suggestions) equal(text.slice(start, end), quote);
      }
    }
  });
});
