import { Random } from '../../src/entities/training/random';
import { annotatedPages } from '../unit/annotations/annotatedPages';
import { DISTURBANCES, disturb } from '../unit/annotations/disturb';
import { noScore, scoreRestore } from '../unit/annotations/scoreRestore';

/** How many decisions find their words again after a page was changed while nobody watched. `verbose`: each failure. */
const SHARES = [0.01, 0.05, 0.1, 0.2, 0.4];
const verbose = process.argv.includes('verbose');
const pages = annotatedPages(40, 30);
const total = noScore();
console.log(`${pages.length} pages, ${pages.reduce((sum, { annotations }) => sum + annotations.length, 0)} annotations`);
console.log('change    share  decisions whose words survive  placed    on other words');
let milliseconds = 0;
let characters = 0;
for (const kind of DISTURBANCES) {
  for (const share of SHARES) {
    const score = noScore();
    const random = new Random(SHARES.indexOf(share) + 1);
    for (const page of pages) {
      const changed = disturb(page.text, kind, share, (below) => random.below(below));
      const started = performance.now();
      scoreRestore(page, changed, score, verbose ? (line) => { console.log(`  ${kind} ${share} ${line}`); } : undefined);
      milliseconds += performance.now() - started;
      characters += page.text.length;
    }
    total.survivors += score.survivors;
    total.placed += score.placed;
    total.wrong += score.wrong;
    console.log(`${kind.padEnd(9)} ${`${share * 100} %`.padStart(5)} ${String(score.survivors).padStart(15)} ${(100 * score.placed / score.survivors).toFixed(2).padStart(20)} % ${String(score.wrong).padStart(8)}`);
  }
}
console.log(`all: ${(100 * total.placed / total.survivors).toFixed(2)} % placed, ${total.wrong} on other words; ${(characters / milliseconds).toFixed(0)} characters a millisecond, sidecar written and read included`);
