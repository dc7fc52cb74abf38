import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PageAnnotations } from '../../src/annotations/pageAnnotations';
import { writeSidecar } from '../../src/annotations/sidecarWrite';
import { PROJECT } from '../../src/build/project';
import { textHash } from '../../src/files/textHash';
import { CallClient, type CallOutcome } from '../../src/processes/callClient';
import type { SurveyCalls, SurveyProgress } from '../../src/survey/protocol';

/**
 * What the views Corpus and Entities wait for: `npm run bench -- corpusView [PAGES…]`, default 2000. Pages with a hundred
 * annotations each, half of them names, in the folder for temporary files. Asked through the process, as the views ask.
 */
const sizes = process.argv.slice(2).map(Number);
const SURNAMES = '赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张';
const PLACES = ['青禾镇', '石桥县', '临江区', '云湖村', '白塬乡', '望海市'];
const DAY = { by: '编辑甲', at: '2024-03-01T08:00:00.000Z' };

function nameAt(index: number): string {
  return SURNAMES[index % SURNAMES.length] + String.fromCharCode(0x4e00 + (index * 37) % 5000) + (index % 3 === 0 ? '' : String.fromCharCode(0x4e00 + (index * 91) % 5000));
}

/** One page and its sidecar; the numbers make it another page, always the same one. */
function compose(page: number): { text: string; sidecar: string } {
  const marks: { start: number; end: number; label: string; layer: 'entity' | 'number' }[] = [];
  let text = `第${page}版　要闻\n`;
  const mark = (words: string, layer: 'entity' | 'number', label: string): void => {
    marks.push({ start: text.length, end: text.length + words.length, layer, label });
    text += words;
  };
  for (let line = 0; line < 25; line++) {
    mark(nameAt((page * 17 + line * 5) % 4000), 'entity', 'PERSON');
    text += '昨日到';
    mark(PLACES[(page + line) % PLACES.length], 'entity', 'PLACE');
    text += '查看渠道整修，当地今年拨款';
    mark(`${page % 90 + 10}万元`, 'number', 'money');
    text += '，修渠';
    mark(`${line + 3}公里`, 'number', 'measure');
    text += line % 3 === 0 ? '，乡亲们都来帮忙，秋后就能通水。\n' : '，乡亲们都来帮忙，秋后就\n能通水。';
  }
  const store = new PageAnnotations(text, []);
  const annotations = marks.map((one, index) => ({
    id: `${page}-${index}`, ...one, quote: text.slice(one.start, one.end), origin: 'suggested' as const, confidence: 0.9,
    ...(index % 3 === 0 ? { status: 'suggested' as const } : { status: 'accepted' as const, ...DAY }),
  }));
  const header = { file: `${page}.txt`, hash: textHash(text), length: text.length, eol: 'lf' as const, encoding: 'utf8' };
  return { text: store.text, sidecar: writeSidecar(header, annotations, text) };
}

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
    const { text, sidecar } = compose(index);
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
  console.log(`symbols, headlines read for the first time, after ${since(from)}`);
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
