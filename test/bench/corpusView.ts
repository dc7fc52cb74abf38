import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../../src/build/project';
import { CallClient, type CallOutcome } from '../../src/processes/callClient';
import type { SurveyCalls, SurveyProgress } from '../../src/survey/protocol';
import { DAY, PLACES, annotatedPage } from './inside/annotatedPage';

/**
 * What the views Corpus and Entities wait for: `npm run bench -- corpusView [PAGES…]`, default 2000. Pages with a hundred
 * annotations each, half of them names, in the folder for temporary files. Asked through the process, as the views ask.
 */
const sizes = process.argv.slice(2).map(Number);

function answered<Answer>(outcome: CallOutcome<Answer>): Answer {
  if (outcome.kind !== 'done') throw new Error(outcome.kind === 'failed' ? outcome.message : outcome.kind);
  return outcome.answer;
}

async function bench(count: number): Promise<void> {
  const folder = join(tmpdir(), `news-annotator-views-${count}`);
  mkdirSync(folder, { recursive: true });
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.txt`));
  let bytes = 0;
  for (const [index, path] of paths.entries()) {
    const { text, sidecar } = annotatedPage(index);
    bytes += sidecar.length;
    writeFileSync(path, text);
    writeFileSync(`${path}.ann.json`, sidecar);
  }
  const client = new CallClient<SurveyCalls, SurveyProgress>({ program: join(PROJECT, 'dist', 'bench', 'surveyProcess.js'), title: 'survey', log: () => undefined });
  const begun = performance.now();
  const since = (from = begun): string => `${(performance.now() - from).toFixed(0)} ms`;
  let first: string | undefined;
  answered(await client.call('pages', { paths }, { progress: () => { first ??= since(); } }));
  console.log(`${count} pages, ${(bytes / 1e6).toFixed(0)} MB of sidecars: first counts after ${first ?? '-'}, all after ${since()}`);
  let from = performance.now();
  const names = answered(await client.call('names', { words: '', order: 'count', from: 0, count: 500 }));
  console.log(`names: ${names.total}, the first 500 after ${since(from)}`);
  from = performance.now();
  answered(await client.call('names', { words: '禾', order: 'name', from: 0, count: 500 }));
  console.log(`names filtered and sorted otherwise after ${since(from)}`);
  from = performance.now();
  const mentions = answered(await client.call('mentions', { name: names.rows[0].name, most: 1000, except: [] }));
  console.log(`1000 of ${mentions.total} mentions with their lines after ${since(from)}`);
  from = performance.now();
  answered(await client.call('refresh', { paths: [paths[0]] }));
  console.log(`one page read again after ${since(from)}`);
  from = performance.now();
  const found = answered(await client.call('find', { words: PLACES[0], label: 'PLACE', most: 500, except: [] }));
  console.log(`${found.total} places of a name found in all pages after ${since(from)}`);
  from = performance.now();
  await client.call('symbols', { words: '渠道', most: 100 });
  console.log(`symbols after ${since(from)}`);
  from = performance.now();
  const pages = paths.map((path) => ({ path, task: { kind: 'mentions' as const, name: names.rows[0].name, label: 'ORG' } }));
  const change = answered(await client.call('change', { pages, stamp: DAY }));
  console.log(`${change.changed.length} sidecars changed after ${since(from)}`);
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  for (const size of sizes.length > 0 ? sizes : [2000]) await bench(size);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
