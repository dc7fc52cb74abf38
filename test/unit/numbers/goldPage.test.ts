import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import type { NumberMention } from '../../../src/numbers/findNumbers';
import { findNumbers } from '../../../src/numbers/findNumbers';

interface GoldNumber {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly value: number | string | null;
  readonly unit: string | null;
  readonly approx: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
}

interface Gold {
  readonly numbers: readonly GoldNumber[];
  readonly paragraphs: readonly { readonly start: number; readonly end: number }[];
}

const GOLD = new URL('../../../../shared/gold/', import.meta.url);
const PAGES = new URL('../../../../shared/seeds/', import.meta.url);

/** The numbers of a page, paragraph by paragraph with the line breaks left out, at offsets of the page. */
function numbersOf(page: string, gold: Gold): NumberMention[] {
  return gold.paragraphs.flatMap(({ start, end }) => {
    const places: number[] = [];
    for (let at = start; at < end; at++) if (!/[\r\n]/.test(page.charAt(at))) places.push(at);
    const text = places.map((at) => page.charAt(at)).join('');
    return findNumbers(text).map((one) => ({ ...one, start: places[one.start], end: places[one.end - 1] + 1 }));
  });
}

describe('numbers: the annotated pages', () => {
  it('has the spans, kinds and values of the gold', function () {
    if (!existsSync(GOLD) || !existsSync(PAGES)) this.skip();
    const names = readdirSync(GOLD).filter((name) => name.endsWith('.gold.json'));
    assert.ok(names.length > 0);
    for (const name of names) {
      const gold = JSON.parse(readFileSync(new URL(name, GOLD), 'utf8')) as Gold;
      const page = readFileSync(new URL(name.replace('.gold.json', '.txt'), PAGES), 'utf8');
      const got = new Map(numbersOf(page, gold).map((one) => [`${one.start},${one.end}`, one]));
      const hits = gold.numbers.map((one) => [one, got.get(`${one.start},${one.end}`)] as const);
      const right = hits.filter(([, one]) => one).length;
      const kinds = hits.filter(([want, one]) => want.kind === one?.kind).length;
      const values = hits.filter(([want, one]) => one && (want.value ?? undefined) === one.value && (want.unit ?? undefined) === one.unit
        && want.approx === (one.approx ?? false) && (want.min === undefined || (want.min === one.min && want.max === one.max))).length;
      const f1 = (2 * right) / (got.size + gold.numbers.length);
      assert.ok(f1 >= 0.97, `${name}: F1 ${f1}`);
      assert.ok(kinds / gold.numbers.length >= 0.97, `${name}: kinds ${kinds}`);
      assert.ok(values / gold.numbers.length >= 0.97, `${name}: values ${values}`);
    }
  });
});
