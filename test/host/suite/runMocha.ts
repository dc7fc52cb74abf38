import Mocha from 'mocha';
import { workspace } from 'vscode';
import CountingReporter from '../../countingReporter';
import { assertSidecarsFitSchema } from '../../sidecarSchema';
import { TESTS_BEGIN, TESTS_END } from '../markers';

/** The environment variable with the pattern that test titles must match, as mocha's `--grep`. */
const GREP = 'NEWS_ANNOTATOR_GREP';
const TIMEOUT_IN_MS = 60_000; // generous: the machines that run this are slow and busy

/** Runs the test files inside the extension host; rejects when a test failed, which VS Code makes the exit code. */
export function runMocha(files: readonly (() => void)[]): Promise<void> {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: TIMEOUT_IN_MS,
    color: true,
    reporter: CountingReporter,
    ...(process.env[GREP] ? { grep: process.env[GREP] } : {}),
  });
  mocha.suite.afterAll('every sidecar that the tests left fits the schema', () => {
    for (const { uri } of workspace.workspaceFolders ?? []) assertSidecarsFitSchema(uri.fsPath);
  });
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  console.log(TESTS_BEGIN);
  for (const load of files) load();
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      console.log(TESTS_END);
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
  });
}
