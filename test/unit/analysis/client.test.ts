import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { AnalysisClient, type AnalysisListener, type Outcome } from '../../../src/analysis/client';
import { placeFinder, textComparer } from '../../../src/analysis/placeFinder';
import type { AnalysisOptions, FigureFinding } from '../../../src/analysis/protocol';
import type { Layer, Suggestion } from '../../../src/annotations/model';
import type { Traces } from '../../../src/annotations/sidecar';
import type { PageOutline } from '../../../src/page/page';

const OPTIONS: AnalysisOptions = { layers: ['number', 'duplicate'] };
const TEXT = '这个合作社去年有社员86人，今年又来了12人。';

/** Answers like the analysis process, but does as the text of the page says: 崩溃 crashes, 沉默 never answers, 挂断 hangs up. */
const FAKE = `
const fs = require('node:fs');
fs.appendFileSync(__filename + '.log', 'start\\n');
const texts = new Map();
process.on('disconnect', () => { if (!texts.has('deaf')) process.exit(); });
process.on('message', (request) => {
  fs.appendFileSync(__filename + '.log', request.type + '\\n');
  if (request.type === 'text') texts.set(request.page, (request.first ? '' : texts.get(request.page)) + request.piece);
  if (request.type === 'cancel') process.send({ type: 'end', id: request.id, outcome: 'cancelled' });
  if (['number', 'read', 'findPlaces', 'compare'].includes(request.type)) process.exit(4);
  if (request.type !== 'analyse') return;
  const text = texts.get(request.page);
  if (text === '崩溃') process.exit(3);
  else if (text === '沉默') process.send({ type: 'structure', id: request.id, paragraphs: [], articles: [] });
  else if (text === '挂断') { texts.set('deaf', ''); setInterval(() => {}, 1000); process.disconnect(); }
  else if (text === '失败') process.send({ type: 'end', id: request.id, outcome: 'failed', message: 'broken' });
  else process.send({ type: 'end', id: request.id, outcome: 'done' });
});
`;

class Recorder implements AnalysisListener {
  paragraphs = -1;
  readonly found: [Layer, string][] = [];
  readonly problems: string[] = [];
  onStructure: (() => void) | undefined;

  structure({ paragraphs }: PageOutline): void {
    this.paragraphs = paragraphs.length;
    this.onStructure?.();
  }

  suggestions(layer: Layer, _from: number, _to: number, suggestions: readonly Suggestion[]): void {
    for (const { quote } of suggestions) this.found.push([layer, quote]);
  }

  figures(figures: readonly FigureFinding[]): void {
    this.problems.push(...figures.map(({ problem }) => problem));
  }
}

/** What a sidecar of the text knows of the words that the pattern finds. */
function tracesOf(text: string, pattern: RegExp): Traces {
  const annotations = [...text.matchAll(pattern)].map(({ 0: quote, index }, id) => ({ id: `a${id}`, layer: 'entity' as const, quote, start: index, end: index + quote.length }));
  return { annotations, contexts: new Map(annotations.map(({ id, start, end }) => [id, { before: text.slice(Math.max(0, start - 8), start), after: text.slice(end, end + 8) }])) };
}

describe('the client of the analysis process', () => {
  let folder: string;
  let client: AnalysisClient;
  let version = 0;
  const clients: AnalysisClient[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'client-'));
    await writeFile(join(folder, 'fake.js'), FAKE);
    await build({
      entryPoints: [join(__dirname, '../../../src/analysis/process.ts')], outfile: join(folder, 'analysis.js'),
      bundle: true, platform: 'node', format: 'cjs', mainFields: ['module', 'main'], external: ['nodejieba'], logLevel: 'error',
    });
  });
  beforeEach(async () => { await rm(join(folder, 'fake.js.log'), { force: true }); });
  afterEach(() => { for (const each of clients.splice(0)) each.dispose(); });
  after(async () => { await rm(folder, { recursive: true }); });

  function start(program: string, idleTime = 60_000): void {
    client = new AnalysisClient({ program: join(folder, program), idleTime, log: () => undefined });
    clients.push(client);
  }

  function analyse(text: string, listener = new Recorder(), signal = new AbortController().signal, options = OPTIONS): Promise<Outcome> {
    return client.analyse({ page: 'p', version: ++version, text }, options, false, listener, signal);
  }

  /** An analysis that the process has begun and does not end by itself; in a list, since awaiting would wait for its end. */
  async function hanging(signal?: AbortSignal): Promise<Promise<Outcome>[]> {
    const listener = new Recorder();
    const begun = new Promise<void>((resolve) => { listener.onStructure = resolve; });
    const outcome = analyse('沉默', listener, signal);
    await begun;
    return [outcome];
  }

  const requests = async (): Promise<string[]> => (await readFile(join(folder, 'fake.js.log'), 'utf8')).trim().split('\n');

  it('hears the findings of the real process, and reads numbers', async () => {
    start('analysis.js');
    const listener = new Recorder();
    assert.deepEqual(await analyse(TEXT, listener), { kind: 'done' });
    assert.equal(listener.paragraphs, 1);
    assert.ok(listener.found.some(([layer, quote]) => layer === 'number' && quote === '86人'));
    const reading = await client.readNumber('三百\n五十元', 'money');
    assert.deepEqual([reading?.kind, reading?.fields.value], ['money', 350]);
    assert.equal((await client.readNumber('没有数', 'money'))?.kind, undefined);
  });

  it('reads several texts at once without annotating them, however long', async () => {
    start('analysis.js');
    const long = '石榴镇的灯会开了\n三个晚上，每晚都有人唱到天亮。\n'.repeat(20_000);
    const { signal } = new AbortController();
    const [short, reflowed] = await Promise.all([client.read(TEXT, false, signal), client.read(long, true, signal)]);
    assert.deepEqual(short, { paragraphs: [{ start: 0, end: TEXT.length, kind: 'body' }], articles: [{ title: null, titleSpan: null, pieces: [{ start: 0, end: TEXT.length }] }] });
    assert.equal(reflowed?.reflowed?.text.replace(/\n/g, ''), long.replace(/\n/g, ''));
    assert.equal(reflowed.reflowed.runs.length % 3, 0);
  });

  it('a reading ends when the process crashes, and when it is given up', async () => {
    start('fake.js');
    assert.equal(await client.read(TEXT, true, new AbortController().signal), undefined);
    assert.equal(await client.read(TEXT, true, AbortSignal.abort()), undefined);
    start('analysis.js');
    const abort = new AbortController();
    const reading = client.read('长'.repeat(1_000_000), true, abort.signal);
    abort.abort();
    assert.equal(await reading, undefined);
    assert.ok(await client.read(TEXT, false, new AbortController().signal));
  });

  it('finds the annotations of a long changed page in the process, and those of a page that did not change', async () => {
    start('analysis.js');
    const find = placeFinder(client);
    const before = Array.from({ length: 3000 }, (_, index) => `第${index}亩茶园归${'甲乙丙丁'[index % 4]}${index}户照看。`).join('\n');
    const after = before.replaceAll('\n', '\n\n');
    const traces = tracesOf(before, /归.\d+户/gu);
    const places = await find(traces, after, false);
    assert.equal(places.size, 3000);
    for (const { id, quote } of traces.annotations) assert.equal(after.slice(places.get(id)?.start, places.get(id)?.end), quote);
    const [lost] = traces.annotations;
    const unplaced = { ...traces, annotations: [{ ...lost, start: 9, end: 9, changed: true as const }, ...traces.annotations.slice(1)] };
    assert.deepEqual([...await find(unplaced, before, true)], [[lost.id, { start: lost.start, end: lost.end }]]);
    assert.equal((await find(traces, before, true)).size, 0); // nothing is looked for
  });

  it('compares a long text with the one that took its place in the process, and without it where it crashes', async () => {
    const before = Array.from({ length: 800 }, (_, index) => `第${index}亩茶园归${'甲乙丙丁'[index % 4]}${index}户照看。`).join('\n');
    const after = `茶讯\n${before.replaceAll('照看', '精心照看')}`;
    const traces = tracesOf(before, /归.\d+户/gu);
    for (const program of ['analysis.js', 'fake.js']) {
      start(program);
      const places = await textComparer(client)({ ...traces, old: before, now: after, from: 0 });
      assert.equal(places.size, 800);
      for (const { id, quote } of traces.annotations) assert.equal(after.slice(places.get(id)?.start, places.get(id)?.end), quote);
      client.dispose();
    }
    assert.ok((await requests()).includes('compare'));
  });

  it('finds them without the process where it crashes again and again, and says so where the extension ends', async () => {
    start('fake.js');
    const text = '渡口的老船修好了。'.repeat(1500);
    const traces = tracesOf(`${text}姚满仓上了船。`, /姚满仓/gu);
    const places = await placeFinder(client)(traces, `序。${text}姚满仓上了船。`, false);
    assert.deepEqual([...places.values()], [{ start: text.length + 2, end: text.length + 5 }]);
    assert.ok((await requests()).includes('findPlaces'));
    client.dispose();
    await assert.rejects(placeFinder(client)(traces, text, false), /deactivated/);
  });

  it('tells the real process of edits instead of sending the text again, and hears only what is new', async () => {
    start('analysis.js');
    await analyse(TEXT);
    const from = version;
    client.change('p', from, ++version, [{ start: 0, removed: 0, inserted: '又花了7万元。' }]);
    const listener = new Recorder();
    // another text on purpose: it must not be looked at
    const outcome = await client.analyse({ page: 'p', version, text: '' }, OPTIONS, false, listener, new AbortController().signal);
    assert.deepEqual(outcome, { kind: 'done' });
    assert.deepEqual(listener.found, [['number', '7万元']]);
  });

  it('sends other layers where names cannot be found: the model is not beside this bundle', async () => {
    start('analysis.js');
    const listener = new Recorder();
    const outcome = await analyse(TEXT, listener, undefined, { layers: ['entity', 'number'] });
    assert.equal(outcome.kind, 'failed');
    assert.ok(listener.found.some(([layer]) => layer === 'number'));
  });

  it('sends a large text in pieces, and nothing where it has the version', async () => {
    start('fake.js');
    const text = '文'.repeat(450_000);
    await analyse(text);
    await client.analyse({ page: 'p', version, text }, OPTIONS, false, new Recorder(), new AbortController().signal);
    assert.deepEqual(await requests(), ['start', 'text', 'text', 'text', 'analyse', 'analyse']);
  });

  it('tells a crash, and starts again for the next request with the whole text', async () => {
    start('fake.js');
    const outcome = await analyse('崩溃');
    assert.ok(outcome.kind === 'crashed' && outcome.message.includes('3'));
    assert.equal(client.processId, undefined);
    assert.equal(await client.readNumber('1', 'cardinal'), undefined, 'not asked during the pause after a crash');
    assert.deepEqual(await analyse('好'), { kind: 'done' });
    assert.deepEqual(await requests(), ['start', 'text', 'analyse', 'start', 'text', 'analyse']);
  });

  it('ends every request when the process is killed', async () => {
    start('fake.js');
    const waiting = [...await hanging(), ...await hanging()];
    process.kill(client.processId!, 'SIGKILL');
    for (const outcome of await Promise.all(waiting)) assert.equal(outcome.kind, 'crashed');
    assert.deepEqual(await analyse('好'), { kind: 'done' });
  });

  it('ends what waits when the process hangs up without ending, and ends the process', async () => {
    start('fake.js');
    const outcome = analyse('挂断');
    await Promise.resolve(); // the process is started a turn later
    const pid = client.processId!;
    assert.equal((await outcome).kind, 'crashed');
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  it('reads no number where the process ends meanwhile or the program is not there', async () => {
    start('fake.js');
    assert.equal(await client.readNumber('1', 'cardinal'), undefined);
    start('absent.js');
    assert.equal((await analyse('好')).kind, 'crashed');
  });

  it('passes on why an analysis failed, and lets the process live', async () => {
    start('fake.js');
    assert.deepEqual(await analyse('失败'), { kind: 'failed', message: 'broken' });
    assert.ok(client.processId);
  });

  it('cancels before, during and after the pause for a crash', async () => {
    start('fake.js');
    const early = new AbortController();
    early.abort();
    assert.deepEqual(await analyse('好', undefined, early.signal), { kind: 'cancelled' });
    assert.equal(client.processId, undefined, 'nothing started in vain');
    const late = new AbortController();
    const waiting = await hanging(late.signal);
    late.abort();
    assert.deepEqual(await Promise.all(waiting), [{ kind: 'cancelled' }]);
    await analyse('崩溃');
    const paused = new AbortController();
    const outcome = analyse('好', undefined, paused.signal);
    paused.abort();
    assert.deepEqual(await outcome, { kind: 'cancelled' });
  });

  it('cancels what a hanging process owes when it is restarted or disposed, and starts anew only after the first', async () => {
    start('fake.js');
    let waiting = await hanging();
    const pid = client.processId;
    client.restart();
    assert.deepEqual(await Promise.all(waiting), [{ kind: 'cancelled' }]);
    waiting = await hanging();
    assert.notEqual(client.processId, pid);
    client.dispose();
    assert.deepEqual(await Promise.all(waiting), [{ kind: 'cancelled' }]);
    assert.deepEqual(await analyse('好'), { kind: 'cancelled' });
    assert.equal(client.processId, undefined);
  });

  it('gives an idle process back, not one at work', async () => {
    start('fake.js', 30);
    const waiting = await hanging();
    await new Promise((resolve) => setTimeout(resolve, 90));
    assert.ok(client.processId);
    client.restart();
    await Promise.all(waiting);
    await analyse('好');
    while (client.processId !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
