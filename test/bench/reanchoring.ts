import { Random } from '../../src/entities/training/random';
import { annotatedPages, type AnnotatedPage } from '../unit/annotations/annotatedPages';
import { DISTURBANCES, disturb, type DisturbedText, type Disturbance } from '../unit/annotations/disturb';
import { scoreLive } from '../unit/annotations/scoreLive';
import { noScore, scoreRestore, type RestoreScore } from '../unit/annotations/scoreRestore';

/**
 * How many decisions find their words again after a page was changed: `closed` while nobody watched, `at once` by one
 * replacement in the editor (a file read again from disk), `long page` the same where the comparison is made in the
 * analysis process, `step by step` by single edits. `verbose`: each failure.
 */
const SHARES = [0.01, 0.05, 0.1, 0.2, 0.4];
const verbose = process.argv.includes('verbose');
const ROUNDS = Number(process.argv.find((argument) => /^\d+$/u.test(argument)) ?? 2);
type Score = (page: AnnotatedPage, changed: DisturbedText, score: RestoreScore, report?: (line: string) => void) => void;
const pages = annotatedPages(40, 30);
const longPages = annotatedPages(4, 600);
const WAYS: readonly { readonly name: string; readonly kinds: readonly Disturbance[]; readonly pages: readonly AnnotatedPage[]; readonly score: Score }[] = [
  { name: 'closed', kinds: DISTURBANCES, pages, score: scoreRestore },
  { name: 'at once', kinds: DISTURBANCES, pages, score: (page, changed, score, report) => { scoreLive(page, changed, 'atOnce', score, report); } },
  { name: 'long page', kinds: DISTURBANCES, pages: longPages, score: (page, changed, score, report) => { scoreLive(page, changed, 'atOnce', score, report); } },
  // moving a paragraph is no single edit, and a character in another width is another character typed over it
  { name: 'step by step', kinds: ['insert', 'delete', 'replace', 'mixed'], pages, score: (page, changed, score, report) => { scoreLive(page, changed, 'stepByStep', score, report); } },
];

for (const some of [pages, longPages]) console.log(`${some.length} pages, ${some.reduce((sum, { text }) => sum + text.length, 0)} characters, ${some.reduce((sum, { annotations }) => sum + annotations.length, 0)} annotations`);
console.log('way           change    share  decisions whose words survive  placed    on other words');
for (const way of WAYS) {
  const total = noScore();
  let milliseconds = 0;
  let characters = 0;
  for (const kind of way.kinds) {
    for (const share of SHARES) {
      const score = noScore();
      for (let round = 0; round < ROUNDS; round++) for (const [index, page] of way.pages.entries()) {
        const random = new Random(((round * SHARES.length + SHARES.indexOf(share)) * way.pages.length + index) * 7919 + 1);
        const changed = disturb(page.text, kind, share, (below) => random.below(below));
        const started = performance.now();
        way.score(page, changed, score, verbose ? (line) => { console.log(`  ${way.name} ${kind} ${share} ${line}`); } : undefined);
        milliseconds += performance.now() - started;
        characters += page.text.length;
      }
      total.survivors += score.survivors;
      total.placed += score.placed;
      total.wrong += score.wrong;
      console.log(`${way.name.padEnd(13)} ${kind.padEnd(9)} ${`${share * 100} %`.padStart(5)} ${String(score.survivors).padStart(15)} ${(100 * score.placed / score.survivors).toFixed(2).padStart(20)} % ${String(score.wrong).padStart(8)}`);
    }
  }
  console.log(`${way.name}: ${(100 * total.placed / total.survivors).toFixed(2)} % of ${total.survivors} placed, ${total.wrong} on other words; ${(characters / milliseconds).toFixed(0)} characters a millisecond`);
}
