import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCopies } from '../../../src/duplicates/findCopies';
import { readPage } from '../../../src/page/readPage';

const SHARED = join(import.meta.dirname, '../../../../shared');

interface GoldPage {
  readonly duplicates: readonly (readonly { readonly start: number; readonly end: number }[])[];
}

describe('copies on pages annotated by hand', () => {
  it('are those of the gold, to the character, and no others', function () {
    if (!existsSync(join(SHARED, 'gold'))) this.skip();
    for (const file of readdirSync(join(SHARED, 'gold')).filter((name) => name.endsWith('.gold.json'))) {
      const gold = JSON.parse(readFileSync(join(SHARED, 'gold', file), 'utf8')) as GoldPage;
      const page = readPage(readFileSync(join(SHARED, 'seeds', file.replace('.gold.json', '.txt')), 'utf8'));
      const found = findCopies(page.paragraphs).map((group) => group.passages.map(({ from, to }) => ({
        start: page.paragraphs[from.paragraph].map.spanToRaw(from.offset, from.offset + 1).start,
        end: page.paragraphs[to.paragraph].map.spanToRaw(to.offset - 1, to.offset).end,
      })));
      assert.deepEqual(found, gold.duplicates);
    }
  });
});
