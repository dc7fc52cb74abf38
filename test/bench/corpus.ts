import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorpusClient } from '../../src/corpus/client';
import type { CorpusCall, CorpusCalls, CorpusProgress } from '../../src/corpus/protocol';
import { PROJECT } from '../../src/build/project';
import { composeCorpusFiles } from './composeCorpus';

/**
 * The corpus index on composed corpora, through its process: `npm run bench -- corpus [MB…]`, default 10 and 50.
 * Measured: exact groups from nothing, verified near groups, memory of the process with its threads at its peak, size
 * of the index, start with an unchanged corpus, one edited file, copies of an opened page. The pages are kept in the folder
 * for temporary files, for the next time, and read once before, so that the system has them in memory as far as it can.
 */
const sizes = process.argv.slice(2).map(Number);
const program = join(PROJECT, 'dist', 'bench', 'corpusProcess.js');

async function ask<Name extends CorpusCall>(client: CorpusClient, call: Name, what: CorpusCalls[Name]['ask'], progress?: (progress: CorpusProgress) => void): Promise<CorpusCalls[Name]['answer']> {
  const outcome = await client.call(call, what, progress ? { progress } : {});
  if (outcome.kind !== 'done') throw new Error(`${call}: ${outcome.kind === 'failed' ? outcome.message : outcome.kind}`);
  return outcome.answer;
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

/** Peak of resident memory of the process, in MB, as Linux counts it; 0 elsewhere. */
function peakMemory(client: CorpusClient): number {
  try {
    const status = readFileSync(`/proc/${client.processId ?? 0}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Processor seconds of the process with its threads, as Linux counts them; 0 elsewhere. On a busy machine more telling than the clock. */
function processorTime(client: CorpusClient): number {
  try {
    const fields = readFileSync(`/proc/${client.processId ?? 0}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

async function bench(megabytes: number, first: { exact: number; near: number } | undefined): Promise<{ exact: number; near: number }> {
  const folder = join(tmpdir(), `news-annotator-corpus-${megabytes}`);
  const storage = `${folder}-index`;
  rmSync(storage, { recursive: true, force: true });
  const paths = composeCorpusFiles(folder, megabytes);
  for (const path of paths) readFileSync(path); // else the disk is measured: 100,000 small files take it longer than all the rest
  const client = (): CorpusClient => new CorpusClient({ program, corpus: { storage, scriptsAlike: true }, log: () => undefined });
  const ordered = { order: 'members', from: 0, count: 100 } as const;
  let corpus = client();
  let phase = '';
  let phaseAt = performance.now();
  const phases: string[] = [];
  const follow = (progress: CorpusProgress): void => {
    if (progress.phase === phase) return;
    if (phase) phases.push(`${phase} ${((performance.now() - phaseAt) / 1000).toFixed(1)} s`);
    phase = progress.phase;
    phaseAt = performance.now();
  };
  const update = await timed(() => ask(corpus, 'update', { folders: [folder] }, follow));
  const updateCpu = processorTime(corpus);
  const exact = await timed(() => ask(corpus, 'groups', { ...ordered, near: false }, follow));
  const exactCpu = processorTime(corpus);
  const near = await timed(() => ask(corpus, 'groups', { ...ordered, near: true }, follow));
  const nearCpu = processorTime(corpus);
  const peak = peakMemory(corpus);
  const size = readdirSync(storage).reduce((sum, name) => sum + statSync(join(storage, name)).size, 0) / 1e6;
  corpus.dispose();
  corpus = client();
  const start = await timed(() => ask(corpus, 'update', { folders: [folder] }));
  const startCpu = processorTime(corpus);
  const opened: number[] = [];
  for (let turn = 0; turn < 300; turn++) {
    const path = paths[(turn * 7919) % paths.length];
    const text = readFileSync(path, 'utf8');
    opened.push((await timed(() => ask(corpus, 'copiesOf', { text, path }))).seconds * 1000);
  }
  const edited: number[] = [];
  for (let turn = 0; turn < 200; turn++) {
    const path = paths[(turn * 6007) % paths.length];
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `${text.slice(0, 400)}改${turn}${text.slice(400)}`);
    edited.push((await timed(() => ask(corpus, 'fileChanged', { path }))).seconds * 1000);
    writeFileSync(path, text);
  }
  corpus.dispose();
  rmSync(storage, { recursive: true, force: true });
  const costs = { exact: exactCpu / megabytes, near: nearCpu / megabytes };
  const base = first ?? costs;
  console.log(`${megabytes} MB, ${paths.length} files, ${update.result.paragraphs} paragraphs: `
    + `exact groups ${(update.seconds + exact.seconds).toFixed(2)} s (${exact.result.total}), near groups ${(update.seconds + exact.seconds + near.seconds).toFixed(1)} s (${near.result.total})\n`
    + `  processor time of all threads: exact groups ${exactCpu.toFixed(1)} s (update ${updateCpu.toFixed(1)} s), near groups ${nearCpu.toFixed(1)} s in all\n`
    + `  phases: ${phases.join(', ')}; groups exact ${exact.seconds.toFixed(2)} s\n`
    + `  cost per MB × ${(costs.exact / base.exact).toFixed(2)} exact, × ${(costs.near / base.near).toFixed(2)} near; peak ${peak.toFixed(0)} MB, index ${size.toFixed(0)} MB\n`
    + `  start unchanged ${start.seconds.toFixed(2)} s (processor ${startCpu.toFixed(2)} s); edited file ${quantile(edited, 0.5).toFixed(1)} ms median, ${quantile(edited, 0.95).toFixed(1)} ms p95; `
    + `opened file ${quantile(opened, 0.5).toFixed(1)} ms median, ${quantile(opened, 0.95).toFixed(1)} ms p95`);
  return first ?? costs;
}

async function main(): Promise<void> {
  let first: { exact: number; near: number } | undefined;
  for (const megabytes of sizes.length > 0 ? sizes : [10, 50]) first = await bench(megabytes, first);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
