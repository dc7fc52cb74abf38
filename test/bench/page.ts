import { readPage } from '../../src/page/readPage';

/**
 * Speed of reading pages: MB of UTF-8 a second, and what a MB costs at 1, 10 and 50 MB (linear: about 1). The best of
 * several readings, since others have their share of the machine; and the first, before the engine has compiled anything.
 */

const SENTENCES = [
  '石坪村是青石镇最后一个没有通硬化路的行政村，全村186户人家散居在三道山梁上。', '去年3月，镇里把修路列为头一件民生实事，筹集资金1260万元，分三段同时开工。',
  '“路修到哪里，产业就跟到哪里。”镇长介绍，沿线已经规划了三个茶叶加工点。', '截至目前，合作社已经清理淤泥8600立方米，社员户均增收2300余元。',
  '从市场看，对东南亚国家的出口占比首次超过三成，达到31.7%。', '山上缺水，他们用屋檐接雨水，一盆水先洗脸，再洗菜，最后浇花。',
];

const MEGABYTE = 1_000_000;

function repeated(part: (index: number) => string, bytes: number): string {
  const parts: string[] = [];
  for (let size = 0, index = 0; size < bytes; index++) {
    const text = part(index);
    parts.push(text);
    size += Buffer.byteLength(text);
  }
  return parts.join('');
}

function wrapped(text: string, width: number): string {
  return text.match(new RegExp(`.{1,${width}}`, 'gu'))?.join('\n') ?? '';
}

function paragraph(index: number): string {
  return Array.from({ length: 3 + (index % 4) }, (_, order) => SENTENCES[(index * 7 + order * 5) % SENTENCES.length]).join('');
}

function article(index: number): string {
  const body = Array.from({ length: 6 }, (_, order) => paragraph(index * 6 + order));
  return [`第${index}号林场启用新的监测系统`, '本报记者 顾晓帆', ...body].join('\n\n') + '\n\n';
}

const KINDS: Record<string, (bytes: number) => string> = {
  'news, whole paragraphs': (bytes) => repeated(article, bytes),
  'news, cut at 18': (bytes) => repeated((index) => article(index).split('\n').map((line) => wrapped(line, 18)).join('\n'), bytes),
  'news, one line': (bytes) => repeated((index) => paragraph(index), bytes),
  'English prose': (bytes) => repeated(() => 'The road to the village was finished last week, and the first bus has already come up the hill with letters,\nbooks and a piano.\n\n', bytes),
  'line breaks': (bytes) => '\n'.repeat(bytes),
  'short lines': (bytes) => repeated(() => '他说，不看一眼，心里不踏实\n', bytes),
  'nested quotes': (bytes) => repeated((index) => (index % 40 === 0 ? '\n' : '“‘（《'), bytes),
};

/** Processor time of this process, so that a busy machine does not count. */
function seconds(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const RUNS: Record<number, number> = { 1: 5, 10: 3, 50: 2 };

for (const [name, make] of Object.entries(KINDS)) {
  const start = make(MEGABYTE);
  const first = seconds(() => readPage(start));
  const costs = [1, 10, 50].map((size) => {
    const text = make(size * MEGABYTE);
    text.charCodeAt(0);
    const runs = RUNS[size];
    return Math.min(...Array.from({ length: runs }, () => seconds(() => readPage(text)))) / (Buffer.byteLength(text) / MEGABYTE);
  });
  const speeds = costs.map((cost) => (1 / cost).toFixed(1).padStart(7));
  console.log(`${name.padEnd(24)} ${speeds.join(' ')} MB/s at 1, 10, 50 MB; cost of a MB ${costs.map((cost) => (cost / costs[0]).toFixed(2)).join(' : ')}; first MB ${(1000 * first).toFixed(0)} ms`);
}
