import { readCorpus } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import { FEATURE_FAMILIES, type FeatureFamily } from '../../src/entities/features';
import { EntityTagger } from '../../src/entities/tagger';
import { trainModel, type TrainingOptions } from '../../src/entities/training/trainModel';
import { LABELS, readShared, scoreShared, SHARED_SETS, trainingWords } from './entityBenchData';
import { f1, scoreEntities } from './entityScore';

/** What each family of features adds: a model is trained without it, short and on four fifths of the corpus, and measured. */
const OPTIONS: TrainingOptions = {
  runs: 1, epochs: 5, rate: 0.03, decay: 0.001, dropout: 0.2, renaming: 0, knowing: 0, rows: 150_000, seed: 1, maker: null,
};
const segmenter = loadJieba();
const words = trainingWords(segmenter);
const articles = readCorpus().flatMap((file) => file.articles);
const heldOut = articles.filter((_, index) => index % 5 === 4).flat();
const sets = SHARED_SETS.map((name) => ({ name, gold: readShared(name) }));

console.log(['without'.padEnd(12), 'held out', ...SHARED_SETS].join('  '));
for (const family of [null, ...FEATURE_FAMILIES.filter((name) => name !== 'known')]) {
  const off = new Set<FeatureFamily>(family === null ? [] : [family]);
  const tagger = new EntityTagger(trainModel(articles.filter((_, index) => index % 5 !== 4), words, segmenter, { ...OPTIONS, off }), segmenter, undefined, off);
  const own = scoreEntities(heldOut, heldOut.map((paragraph) => tagger.tagParagraph(paragraph)), LABELS, true).rows.at(-1)!;
  const scores = [f1(own), ...sets.map(({ name, gold }) => (gold ? f1(scoreShared(name, gold, tagger).rows.at(-1)!) : NaN))];
  console.log([(family ?? '(nothing)').padEnd(12), ...scores.map((score, index) => (100 * score).toFixed(1).padStart(['held out', ...SHARED_SETS][index].length))].join('  '));
}
