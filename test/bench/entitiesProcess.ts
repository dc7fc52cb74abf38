import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_FLAGS } from '../../src/analysis/engineFlags';
import type { Reply, Request } from '../../src/analysis/protocol';
import type { Layer } from '../../src/annotations/model';
import { ENTITIES, readCorpus } from '../../src/build/entityData';
import { PROJECT } from '../../src/build/project';
import type { Lesson } from '../../src/entities/lessons';
import { figures } from './figures';

/**
 * The analysis process as it ships: how long the first page takes, how soon names are on a page once it is warm, and how
 * much memory it holds, before and after it has learned. A number: how many pages (40).
 */
const PAGES = Number(process.argv.find((argument) => /^\d+$/u.test(argument)) ?? 40);
/** Code units of a page: a full page of a newspaper. */
const PAGE_LENGTH = 8000;
const LESSONS = 2000;
const LAYERS: readonly Layer[] = ['number', 'duplicate', 'entity'];

const child = fork(join(PROJECT, 'dist', 'bench', 'program', 'analysis.js'), [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [...ENGINE_FLAGS] });
const paragraphs = readCorpus().flatMap(({ articles }) => articles.flat());
let requests = 0;

function send(request: Request): void {
  child.send(request);
}

/** Pages of the training texts, each with other paragraphs. */
function* pages(): Generator<string, void> {
  let page = '';
  for (let index = 0; ; index = (index + 1) % paragraphs.length) {
    page += `${paragraphs[index].text}\n`;
    if (page.length < PAGE_LENGTH) continue;
    yield page;
    page = '';
  }
}

/** Resolves with the last reply to a request; many replies may come at once before it. */
function answered(id: number, type: 'end' | 'weights'): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown): void => {
      const reply = message as Reply;
      if (!('id' in reply) || reply.id !== id || (reply.type !== type && reply.type !== 'end')) return;
      child.off('message', listen);
      if (reply.type === 'end' && reply.outcome !== 'done') reject(new Error(JSON.stringify(reply)));
      else resolve();
    };
    child.on('message', listen);
  });
}

/** Milliseconds until all suggestions of the page are there, names last. */
async function analyse(text: string): Promise<number> {
  const id = ++requests;
  const page = `page ${id}`;
  const started = performance.now();
  const end = answered(id, 'end');
  send({ type: 'text', page, version: 1, piece: text, first: true, last: true });
  send({ type: 'analyse', id, page, version: 1, options: { layers: LAYERS }, fromScratch: true });
  await end;
  const took = performance.now() - started;
  send({ type: 'close', page });
  return took;
}

/** Resident memory in MB, now and at most, as Linux tells it. */
function memory(): string {
  const file = `/proc/${child.pid ?? 0}/status`;
  if (!existsSync(file)) return 'not known on this system';
  const status = readFileSync(file, 'utf8');
  const megabytes = (field: string): string => (Number(new RegExp(`${field}:\\s+(\\d+)`, 'u').exec(status)?.[1]) / 1024).toFixed(0);
  return `${megabytes('VmRSS')} MB, at most ${megabytes('VmHWM')} MB`;
}

/** Milliseconds of a processor that the process has used, as Linux tells it: on a busy machine they say more than a clock. */
function processorTime(): number {
  const file = `/proc/${child.pid ?? 0}/stat`;
  if (!existsSync(file)) return NaN;
  const [, , user, system] = readFileSync(file, 'utf8').replace(/^.*\) /u, '').split(' ').slice(9).map(Number);
  return (user + system) * 10;
}

async function measure(source: Generator<string, void>): Promise<string> {
  const times: number[] = [];
  const before = processorTime();
  for (let count = 0; count < PAGES; count++) times.push(await analyse(source.next().value as string));
  return `${figures(times)}; ${((processorTime() - before) / PAGES).toFixed(0)} ms of a processor each`;
}

async function main(): Promise<void> {
  const source = pages();
  console.log(`first page, dictionaries and model loaded: ${(await analyse(source.next().value as string)).toFixed(0)} ms`);
  console.log(`pages of ${PAGE_LENGTH} code units, until all names are there: ${await measure(source)}`);
  console.log(`memory: ${memory()}`);
  const lessons: Lesson[] = paragraphs.slice(0, LESSONS).map(({ text, kind, entities }) => ({ text, kind, names: entities }));
  const id = ++requests;
  const started = performance.now();
  send({ type: 'learned', lessons });
  const told = answered(id, 'weights');
  send({ type: 'weights', id });
  await told;
  console.log(`${LESSONS} lessons learned at once and gone over: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  console.log(`the same pages after that: ${await measure(source)}`);
  console.log(`memory: ${memory()}; the model file has ${readFileSync(`${ENTITIES}model/entities.bin`).length} bytes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
}).finally(() => { child.kill(); });
