import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ProgressLocation, Uri, l10n, window, type CancellationToken } from 'vscode';
import type { AnnotateProgress } from '../cli/annotate';
import { nodeEnvironment } from '../processes/nodeEnvironment';
import { settings } from '../settings';
import { fileName } from '../ui/words';
import type { CorpusService } from './corpusService';

/** The longest command line that every system takes, with room to spare, in characters. */
const LONGEST_COMMAND = 20_000;
/** Lines of a failed run that are shown in the log. */
const MOST_LINES = 200;

export interface AnnotateRun {
  readonly annotated: number;
  readonly failures: readonly string[];
  readonly cancelled: boolean;
}

/**
 * Annotates pages that no editor has open, by the command line in a process of its own, and shows how far it is.
 * @param cli the bundle of the command line
 */
export async function annotateFiles(corpus: CorpusService, cli: string, paths: readonly string[], log: (message: string) => void): Promise<AnnotateRun> {
  const closed = paths.filter((path) => !corpus.sessionOf(path)); // open pages are annotated as they are
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Annotating {0} pages', closed.length), cancellable: true },
    async (progress, token) => {
      let done = 0;
      let annotated = 0;
      const failures: string[] = [];
      for (const batch of batches(closed)) {
        if (token.isCancellationRequested) break;
        const run = await runBatch(cli, batch, token, (now) => {
          progress.report({ message: l10n.t('{0} of {1}: {2}', done + now.done + 1, closed.length, fileName(Uri.file(now.file))), increment: 100 / closed.length });
        });
        failures.push(...run.errors);
        done += batch.length;
        annotated += run.finished;
        for (const line of run.errors.slice(0, MOST_LINES)) log(line);
      }
      await corpus.refresh(closed);
      return { annotated, failures, cancelled: token.isCancellationRequested };
    },
  );
}

/** Runs the command line on some pages; a page that is being written when it is ended keeps its old sidecar. */
async function runBatch(
  cli: string, paths: readonly string[], token: CancellationToken, follow: (progress: AnnotateProgress) => void,
): Promise<{ finished: number; errors: string[] }> {
  const child = fork(cli, ['annotate', ...optionsFor(paths[0]), ...paths], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: nodeEnvironment(), execArgv: [],
  });
  const cancelling = token.onCancellationRequested(() => { child.kill(); });
  let begun = 0;
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { errors += text; });
  child.on('message', (message) => {
    begun++;
    follow(message as AnnotateProgress);
  });
  try {
    const [code] = await once(child, 'close') as [number | null];
    const lines = errors.split('\n').filter((line) => line.trim() !== '');
    if (token.isCancellationRequested) return { finished: Math.max(0, begun - 1), errors: [] };
    const failed = code === 0 ? [] : lines.length > 0 ? lines : [l10n.t('the command line ended with {0}', String(code))];
    return { finished: Math.max(0, begun - failed.length), errors: failed };
  } finally {
    cancelling.dispose();
  }
}

/** What the settings say about the analysis, as options of the command line. */
function optionsFor(path: string): string[] {
  const uri = Uri.file(path);
  const date = settings.pageDate(uri);
  return [
    ...settings.layers(uri).flatMap((layer) => ['--layer', layer]),
    ...(date === '' ? [] : ['--today', date]),
    ...(settings.unresolvedDates(uri) ? ['--unresolved-dates'] : []),
  ];
}

function batches(paths: readonly string[]): string[][] {
  const all: string[][] = [];
  let length = Infinity;
  for (const path of paths) {
    if (length + path.length + 1 > LONGEST_COMMAND) {
      all.push([]);
      length = 0;
    }
    all[all.length - 1].push(path);
    length += path.length + 1;
  }
  return all;
}
