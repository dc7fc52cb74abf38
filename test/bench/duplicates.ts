import { findCopiesInSlices, type CopySearch } from '../../src/duplicates/findCopies';
import { corpusGroups, findCorpusCopies, type CorpusText } from '../../src/duplicates/corpus';
import { normaliseInto } from '../../src/duplicates/normalise';
import { composeParagraph } from '../unit/duplicates/composeNews';
import { wholeCopy, WHOLE_CLASSES } from '../unit/duplicates/plantCopies';
import { Random } from '../unit/duplicates/random';

/**
 * Speed of the duplicate finders on composed news with 5 % of the paragraphs copied. MB are of UTF-8.
 * `npx tsx test/bench/duplicates.ts [largest corpus in MB, default 100]`
 */
const largest = Number(process.argv[2] ?? 100);

function* composed(seed: number, bytes: number): Generator<string> {
  const random = new Random(seed);
  const kept: string[][] = [];
  for (let size = 0; size < bytes;) {
    const copied = kept.length > 100 && random.next() < 0.05;
    const sentences = copied ? random.pick(kept) : composeParagraph(random, 1, 5);
    if (!copied && kept.length < 20_000) kept.push(sentences);
    const text = copied ? wholeCopy(random, sentences, random.pick(WHOLE_CLASSES)) : sentences.join('');
    size += Buffer.byteLength(text);
    yield text;
  }
}

/** Runs a sliced search to its end and measures the longest slice. */
function timed<T>(search: Generator<unknown, T>): { result: T; seconds: number; longestSlice: number } {
  const start = performance.now();
  let longestSlice = 0;
  for (;;) {
    const before = performance.now();
    const step = search.next();
    const after = performance.now();
    longestSlice = Math.max(longestSlice, after - before);
    if (step.done === true) return { result: step.value, seconds: (after - start) / 1000, longestSlice };
  }
}

function report(name: string, bytes: number, seconds: number, first: number | null, more: string): number {
  const cost = seconds / (bytes / 1e6);
  const ratio = first === null ? 1 : cost / first;
  console.log(`${name.padEnd(24)} ${(bytes / 1e6).toFixed(2).padStart(8)} MB ${seconds.toFixed(3).padStart(8)} s `
    + `${(1 / cost).toFixed(1).padStart(7)} MB/s  cost per MB × ${ratio.toFixed(2)}  ${more}`);
  return first ?? cost;
}

function benchPage(name: string, texts: readonly string[], first: number | null): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const { result, seconds, longestSlice } = timed<CopySearch>(findCopiesInSlices(texts.map((text) => ({ text }))));
  const bound = result.stoppedEarly ? ', stopped early' : result.frequentStretches > 0 ? `, ${result.frequentStretches} frequent` : '';
  return report(name, bytes, seconds, first, `longest slice ${longestSlice.toFixed(0)} ms, ${result.groups.length} groups${bound}`);
}

/** Normalises while composing, so that the texts themselves need not be kept. */
function composeCorpus(seed: number, bytes: number): { corpus: CorpusText; paragraphs: number; bytes: number } {
  const units = new Uint16Array(Math.ceil(bytes * 0.5) + 100_000);
  const starts = new Int32Array(Math.ceil(bytes / 60) + 1000);
  let [at, paragraphs, size] = [0, 0, 0];
  for (const text of composed(seed, bytes)) {
    at = normaliseInto(text, units, null, at);
    starts[++paragraphs] = at;
    size += Buffer.byteLength(text);
  }
  return { corpus: { units: units.subarray(0, at), starts: starts.subarray(0, paragraphs + 1) }, paragraphs, bytes: size };
}

function benchCorpus(megabytes: number, first: number | null): number {
  const { corpus, paragraphs, bytes } = composeCorpus(megabytes, megabytes * 1e6);
  const { result, seconds, longestSlice } = timed(findCorpusCopies(corpus));
  let groups = 0;
  for (const group of corpusGroups(result)) if (group.members.length > 1) groups++;
  const postings = result.prints.grams.length;
  return report(`corpus ${megabytes} MB`, bytes, seconds, first, `longest slice ${longestSlice.toFixed(0)} ms, ${paragraphs} paragraphs, `
    + `${(postings / paragraphs).toFixed(1)} n-grams each, ${result.pairs.count} pairs, ${groups} groups, `
    + `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`);
}

console.log(`One thread, Node ${process.version}`);
benchPage('warm-up', [...composed(9, 300_000)], null);
let page: number | null = null;
for (const bytes of [10_000, 100_000, 1_000_000, 5_000_000]) page = benchPage(`page ${bytes / 1000} KB`, [...composed(1, bytes)], page);
const sentence = '青石镇新修的两座便桥昨天通车，住在河对岸的学生再也不用绕行十里山路上学。';
benchPage('one paragraph, 10⁵ times', Array.from({ length: 100_000 }, () => sentence), null);
benchPage('one character, 5 MB', ['一'.repeat(1_666_666)], null);
benchPage('numbered sentence, 5 MB', Array.from({ length: 45_000 }, (_, index) => `${sentence}${index}`), null);
benchPage('one line, 1 MB', [[...composed(2, 1_000_000)].join('')], null);
let corpus: number | null = null;
for (const megabytes of [10, 30, 100, 300].filter((size) => size <= largest)) corpus = benchCorpus(megabytes, corpus);
