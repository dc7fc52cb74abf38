import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** What one mocha run counted. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The environment variable that names the file for the counts. */
export const COUNTS_FILE = 'NEWS_ANNOTATOR_COUNTS';

/** Mocha's usual report; the counts also go, as JSON, to the file that the environment names, for the sum of all stages. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env[COUNTS_FILE];
    if (!file) return;
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      const counts: Counts = { passed: passes, failed: failures, skipped: pending };
      writeFileSync(file, JSON.stringify(counts));
    });
  }
}
