import { annotationId } from '../../src/annotations/identity';
import type { Annotation } from '../../src/annotations/model';
import type { StoredContent } from '../../src/files/sidecarStore';
import { SidecarStore } from '../../src/files/sidecarStore';

/** Speed of saving and loading a page with many annotations, beside JSON alone. A number: how many annotations (10,000). */
const COUNT = Number(process.argv.find((argument) => /^\d+$/u.test(argument)) ?? 10_000);
const ROUNDS = 9;
const SENTENCE = '柳河镇供销社的周岚说，今年收购山货九吨，比去年多了两成。';

const text = Array.from({ length: Math.ceil(COUNT / 2) }, (_, index) => `${index}${SENTENCE}\n`).join('');
const annotations: Annotation[] = [];
for (const words of ['柳河镇供销社', '周岚']) {
  for (let start = text.indexOf(words); start >= 0 && annotations.length < COUNT; start = text.indexOf(words, start + 1)) {
    const span = { start, end: start + words.length };
    annotations.push({
      id: `${annotationId(text, 'entity', span, () => false)}-${annotations.length}`, layer: 'entity', label: 'PERSON', ...span, quote: words,
      status: 'accepted', origin: 'suggested', by: '周编辑', at: '2024-05-18T08:30:12.000Z', confidence: 0.98,
    });
  }
}

/** A file in memory: the disk is another matter. */
let file: StoredContent = { kind: 'none' };
const storage = {
  read: () => Promise.resolve(file),
  write: (blocks: readonly Buffer[]) => {
    file = { kind: 'bytes', bytes: Buffer.concat(blocks) };
    return Promise.resolve(true);
  },
  alone: <Result>(work: () => Promise<Result>) => work(),
};

async function measure(name: string, work: () => unknown): Promise<number> {
  const times: { cpu: number; elapsed: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const cpu = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(cpu);
    times.push({ cpu: (user + system) / 1000, elapsed: performance.now() - started });
  }
  const middle = times.sort((a, b) => a.cpu - b.cpu)[ROUNDS >> 1];
  console.log(`${name.padEnd(16)} ${middle.cpu.toFixed(0).padStart(6)} ms of one core ${middle.elapsed.toFixed(0).padStart(6)} ms elapsed`);
  return middle.cpu;
}

async function main(): Promise<void> {
  let changes = 0;
  const writer = new SidecarStore(storage, 'page.txt');
  const header = { file: 'page.txt', hash: 'sha256:0', length: text.length, eol: 'lf' as const, encoding: 'utf8' };
  console.log(`${annotations.length} annotations, median of ${ROUNDS}`);
  const save = await measure('save', () => {
    annotations[0] = { ...annotations[0], at: new Date(changes++).toISOString() };
    return writer.save(header, annotations, text);
  });
  const stringify = await measure('JSON.stringify', () => Buffer.from(JSON.stringify(annotations)));
  const load = await measure('load', () => new SidecarStore(storage, 'page.txt').load());
  const content = file.kind === 'bytes' ? Buffer.from(file.bytes).toString('utf8') : '';
  const parse = await measure('JSON.parse', () => { JSON.parse(content); });
  console.log(`save ${(save / stringify).toFixed(1)} times JSON.stringify, load ${(load / parse).toFixed(1)} times JSON.parse`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
