import { deepEqual, equal, ok } from 'node:assert/strict';
import type { TextComparer } from '../../../src/analysis/placeFinder';
import type { Annotation } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { placesIn } from '../../../src/annotations/replacedText';
import { applyChange, likelyChange, type TextChange } from '../../../src/annotations/textChange';
import { DisplacedWords } from '../../../src/review/displacedWords';
import { annotation } from '../annotations/build';

const LINES = Array.from({ length: 400 }, (_, index) => `第${index}户的${'甲乙丙丁'[index % 4]}某${index}养了羊。`);
const TEXT = `${LINES.join('\n')}\n`;
const NAMES = ['甲某4', '丙某102', '丁某399'];

/** A page with some names accepted, whose comparisons wait until they are let go. */
class Page {
  readonly store = new PageAnnotations(TEXT, NAMES.map((name) => annotation(TEXT, `${name}养`, { status: 'accepted' })));
  readonly failures: string[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly words: DisplacedWords;

  constructor(compare: TextComparer = (comparison) => Promise.resolve(placesIn(comparison))) {
    this.words = new DisplacedWords(this.store, async (comparison) => {
      await new Promise<void>((resolve) => { this.waiting.push(resolve); });
      return compare(comparison);
    }, { found: () => undefined, failed: (error) => { this.failures.push(String(error)); } });
  }

  replaceAll(text: string): void {
    this.words.change(likelyChange(this.store.text, { start: 0, removed: this.store.text.length, inserted: text }), text);
  }

  edit(change: TextChange): void {
    this.words.change(change, applyChange(this.store.text, change));
  }

  /** Lets one comparison after the other be made until none is wanted. */
  async settled(): Promise<void> {
    const settled = this.words.settled().then(() => true);
    for (let done = false; !done;) {
      this.waiting.shift()?.();
      done = await Promise.race([settled, new Promise<false>((resolve) => { setImmediate(() => { resolve(false); }); })]);
    }
  }

  get placed(): string[] {
    const { all, text } = this.store;
    return all.filter(({ changed }) => !changed).map(({ start, end }) => text.slice(start, end).replaceAll('\n', ''));
  }

  get lost(): readonly Annotation[] {
    return this.store.all.filter(({ changed }) => changed);
  }
}

/** The page as another program wrote it: a line more, each line broken in the middle, one line gone. */
const REWRITTEN = `本报讯\n${LINES.filter((_, index) => index !== 200).map((line) => `${line.slice(0, 6)}\n${line.slice(6)}`).join('\n')}\n`;
/** Each line has another word: no words stand there as they did. */
const CORRECTED = TEXT.replaceAll('养了羊', '养过羊');
const NAME = (index: number): string => `${'甲乙丙丁'[index % 4]}某${index}`;
const EXPECTED = NAMES.map((name) => `${name}养`);

describe('words of a page that was replaced at once', () => {
  it('wait for the comparison, are found by it, and go on following what is typed meanwhile', async () => {
    const page = new Page();
    page.replaceAll(REWRITTEN);
    deepEqual([page.placed, page.lost.length], [[], 3]);
    page.edit({ start: 0, removed: 0, inserted: '（续）' });
    page.edit({ start: page.store.text.indexOf('丙某102'), removed: 2, inserted: '赵' });
    await page.settled();
    deepEqual(page.placed, [EXPECTED[0], EXPECTED[2]]);
    deepEqual(page.lost.map(({ quote }) => quote), [EXPECTED[1]]);
  });

  it('are put back with breaks in which the page is typed in, decided on and undone', () => {
    const store = new PageAnnotations(TEXT, LINES.map((_, index) => annotation(TEXT, `${NAME(index)}养`, { status: 'accepted' })));
    const first = store.all[0];
    store.decide('reject', [[first.id, { ...first, status: 'rejected' }]]);
    const change = likelyChange(TEXT, { start: 0, removed: TEXT.length, inserted: CORRECTED });
    store.changeText(change, CORRECTED, (allKept) => { equal(allKept, false); });
    const lost = store.all.filter(({ changed }) => changed).map(({ id }) => id);
    equal(lost.length, LINES.length);
    let typed = 0;
    const work = store.putBack(new Set(lost), (id) => {
      const start = store.text.indexOf(store.get(id)!.quote.replace('养', ''));
      return { start, end: start + store.get(id)!.quote.length };
    });
    const noted = store.all.at(-1)!; // of the last portion
    for (let step = 0; !work.next().done; step++) {
      if (step === 0) equal(store.undo()?.title, 'reject');
      if (step === 1) store.decide('note', [[noted.id, { ...store.get(noted.id)!, note: '核对' }]]);
      store.changeText({ start: 0, removed: 0, inserted: '续' }, `续${store.text}`);
      typed++;
    }
    ok(typed > 2);
    const placed = (): string[] => store.all.filter(({ changed, start, end, quote }) => !changed && store.text.slice(start, end) === quote).map(({ id }) => id);
    equal(placed().length, LINES.length);
    deepEqual([store.get(first.id)?.status, store.get(noted.id)?.note], ['accepted', '核对']);
    store.undo();
    store.redo();
    store.redo();
    equal(placed().length, LINES.length);
    equal(store.get(noted.id)?.note, '核对');
  });

  it('are not looked for where nothing but line breaks moved: they stand there at once', async () => {
    const page = new Page(() => Promise.reject(new Error('nothing was to be compared')));
    page.replaceAll(TEXT.replaceAll('养', '\n养'));
    deepEqual([page.placed, page.lost.length], [EXPECTED, 0]);
    await page.settled();
    deepEqual(page.failures, []);
  });

  it('are found though the page is replaced again before they were', async () => {
    const page = new Page();
    page.replaceAll(REWRITTEN);
    page.replaceAll(REWRITTEN.replace('本报讯\n', '').replaceAll('养了羊', '养着羊'));
    await page.settled();
    deepEqual(page.placed, EXPECTED);
    page.replaceAll(TEXT);
    await page.settled();
    deepEqual(page.store.all.map(({ start, end }) => TEXT.slice(start, end)), EXPECTED);
  });

  it('are found for steps that are undone later, too', async () => {
    const page = new Page();
    const [first] = page.store.all;
    page.store.decide('reject', [[first.id, { ...first, status: 'rejected' }]]);
    page.replaceAll(REWRITTEN);
    await page.settled();
    page.store.undo();
    equal(page.store.get(first.id)?.status, 'accepted');
    deepEqual(page.placed, EXPECTED);
  });

  it('never stand on other words, whatever the comparison says, and wait where it fails', async () => {
    const mistaken = new Page(({ annotations }) => Promise.resolve(new Map(annotations.map(({ id }) => [id, { start: 0, end: 5 }]))));
    mistaken.replaceAll(REWRITTEN);
    await mistaken.settled();
    equal(mistaken.lost.length, 3);
    const failing = new Page(() => Promise.reject(new Error('gone')));
    failing.replaceAll(REWRITTEN);
    await failing.settled();
    deepEqual([failing.lost.length, failing.failures], [3, ['Error: gone']]);
  });
});
