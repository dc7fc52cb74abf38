import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Span } from '../../../src/page/span';
import { readPage } from '../../../src/page/readPage';

interface Gold {
  readonly paragraphs: readonly Span[];
  readonly articles: readonly { readonly title: string | null; readonly pieces: readonly Span[] }[];
}

const SHARED = join(__dirname, '../../../../shared');
const GOLD = join(SHARED, 'gold');
const SUFFIX = '.gold.json';

function goldPages(): { name: string; raw: string; gold: Gold }[] {
  if (!existsSync(GOLD)) return [];
  return readdirSync(GOLD).filter((file) => file.endsWith(SUFFIX)).map((file) => {
    const name = file.slice(0, -SUFFIX.length);
    return { name, raw: readFileSync(join(SHARED, 'seeds', `${name}.txt`), 'utf8'), gold: JSON.parse(readFileSync(join(GOLD, file), 'utf8')) as Gold };
  });
}

function f1(wanted: readonly Span[], found: readonly Span[]): number {
  const keys = new Set(wanted.map(({ start, end }) => `${start}-${end}`));
  const right = found.filter(({ start, end }) => keys.has(`${start}-${end}`)).length;
  return (2 * right) / (wanted.length + found.length);
}

const bare = (title: string | null): string | null => title?.replace(/\s+/g, '') ?? null;

describe('pages annotated by hand', () => {
  const pages = goldPages();

  it('have the paragraphs a careful editor sees', function () {
    if (pages.length === 0) this.skip();
    for (const { raw, gold } of pages) assert.ok(f1(gold.paragraphs, readPage(raw).paragraphs) >= 0.98);
  });

  it('have every broken sentence joined', function () {
    if (pages.length === 0) this.skip();
    for (const { raw, gold } of pages) {
      const broken = gold.paragraphs.filter(({ start, end }) => /\n/.test(raw.slice(start, end)));
      const found = new Set(readPage(raw).paragraphs.map(({ start, end }) => `${start}-${end}`));
      assert.deepEqual(broken.filter(({ start, end }) => !found.has(`${start}-${end}`)), []);
    }
  });

  it('have the articles, titles and pieces of the gold', function () {
    if (pages.length === 0) this.skip();
    for (const { raw, gold } of pages) {
      const articles = readPage(raw).articles.map(({ title, pieces }) => ({ title: bare(title), pieces }));
      assert.deepEqual(articles, gold.articles.map(({ title, pieces }) => ({ title: bare(title), pieces })));
    }
  });
});
