import { writeFileSync } from 'node:fs';
import { packModel } from '../analysis/modelFile';
import { NameMaker } from '../entities/training/nameMaker';
import { trainWithFigures, type TrainingOptions } from '../entities/training/trainModel';
import { divisionNames, readDivisions } from './divisions';
import { ENTITIES, readCorpus, readLexicons } from './entityData';
import { loadJieba } from './jieba';
import { readNameParts } from './nameParts';

const OPTIONS: TrainingOptions = {
  runs: 1, epochs: 12, rate: 0.03, decay: 0.002, dropout: 0.2, renaming: 0.5, knowing: 0.2, rows: 160_000, seed: 20260101,
  maker: new NameMaker(readNameParts()),
  report: (line) => console.log(line),
};

const segmenter = loadJieba();
const words = { ...readLexicons(), admin: divisionNames(readDivisions(), segmenter) };
const corpus = readCorpus();
const articles = corpus.flatMap((file) => file.articles);
const { model, figures, measured } = trainWithFigures(articles, words, segmenter, OPTIONS);
const bytes = packModel(model);
writeFileSync(`${ENTITIES}model/entities.bin`, bytes);
const { maker, report, ...options } = OPTIONS;
writeFileSync(`${ENTITIES}model/figures.json`, `${JSON.stringify({
  corpus: {
    files: corpus.length, articles: articles.length, paragraphs: articles.flat().length,
    characters: articles.flat().reduce((sum, { text }) => sum + text.length, 0),
    names: articles.flat().reduce((sum, { entities }) => sum + entities.length, 0),
  },
  options, measured, heldOut: figures, features: model.table.rows, bytes: bytes.length,
}, null, 2)}\n`);
console.log(`${model.table.rows} features, ${bytes.length} bytes`);
