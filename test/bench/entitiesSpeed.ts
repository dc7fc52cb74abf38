import { readFileSync } from 'node:fs';
import { unpackModel } from '../../src/analysis/modelFile';
import { EntityTagger } from '../../src/entities/tagger';
import { ENTITIES, readCorpus } from '../../src/build/entityData';
import { loadJieba, requireJieba } from '../../src/build/jieba';

/** How long entity tagging takes beside nodejieba alone, on the text of the training corpus, best of several runs. */
const RUNS = 15;
const jieba = requireJieba();
const segmenter = loadJieba();
const tagger = new EntityTagger(unpackModel(readFileSync(`${ENTITIES}model/entities.bin`)), segmenter);
const paragraphs = readCorpus().flatMap(({ articles }) => articles.flat());
const length = paragraphs.reduce((sum, { text }) => sum + text.length, 0);

function best(work: () => void): number {
  let least = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

const cutting = best(() => {
  for (const { text } of paragraphs) jieba.tag(text);
});
const tagging = best(() => {
  for (const paragraph of paragraphs) tagger.tagParagraph(paragraph);
});
const found = paragraphs.map((paragraph) => tagger.tagParagraph(paragraph));
const sensing = best(() => {
  tagger.pageSense(paragraphs.slice(0, 100), found.slice(0, 100));
});
console.log(`${length} code units`);
console.log(`nodejieba.tag alone          ${((cutting / length) * 1e6).toFixed(0)} ns a code unit`);
console.log(`tagging, segmenting included ${((tagging / length) * 1e6).toFixed(0)} ns, ${(tagging / cutting).toFixed(2)} × nodejieba`);
console.log(`tagging without segmenting   ${(((tagging - cutting) / length) * 1e6).toFixed(0)} ns, ${((tagging - cutting) / cutting).toFixed(2)} × nodejieba`);
console.log(`page sense of 100 paragraphs ${sensing.toFixed(1)} ms`);
