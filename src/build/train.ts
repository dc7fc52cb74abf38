import { writeFileSync } from 'node:fs';
import { Lexicon } from '../entities/lexicon';
import { encodeModel } from '../entities/model';
import { PerceptronTrainer } from '../entities/training/perceptron';
import { Random } from '../entities/training/random';
import { tagsOfSpans } from '../entities/labels';
import { TextView } from '../entities/textView';
import { divisionNames, readDivisions } from './divisions';
import { ENTITIES, readCorpus, readLexicons } from './entityData';
import { loadJieba } from './jieba';

const EPOCHS = 12;
const ROWS = 120_000;

const segmenter = loadJieba();
const words = { ...readLexicons(), admin: divisionNames(readDivisions(), segmenter) };
const lexicon = new Lexicon(words);
const view = new TextView(lexicon);
const trainer = new PerceptronTrainer();
const random = new Random(20260101);
const paragraphs = readCorpus().flatMap(({ articles }) => articles.flat());
for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
  random.shuffle(paragraphs);
  let wrong = 0;
  let total = 0;
  for (const { text, kind, entities } of paragraphs) {
    view.fill(text, kind, segmenter.tag(text), []);
    wrong += trainer.learn(view, tagsOfSpans(text.length, entities));
    total += text.length;
  }
  console.log(`epoch ${epoch}: ${wrong} of ${total} characters, ${trainer.table.rows} rows`);
}
const { table, step } = trainer.average(ROWS);
const bytes = encodeModel({ table, lexicon, calibration: { slope: 0.02, offset: 0 }, step });
writeFileSync(`${ENTITIES}model/entities.bin`, bytes);
console.log(`${table.rows} rows, ${bytes.length} bytes`);
