import { readFileSync } from 'node:fs';
import { ENTITIES, readCorpus } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import { readNameParts } from '../../src/build/nameParts';
import type { EntityLabel } from '../../src/annotations/model';
import { packModel, unpackModel } from '../../src/analysis/modelFile';
import type { EntityModel } from '../../src/entities/model';
import { EntityTagger } from '../../src/entities/tagger';
import { withOtherNames } from '../../src/entities/training/augment';
import { NameMaker } from '../../src/entities/training/nameMaker';
import { Random } from '../../src/entities/training/random';
import type { TrainingArticle } from '../../src/entities/training/trainModel';
import { trainOnExamples } from '../../src/entities/training/trainOnExamples';
import { readShared, scoreShared } from './entityBenchData';
import { percentRow } from './entityScore';

/**
 * What `news-annotator train` costs, and what it brings: on the largest corpus at hand, with F1 on its development set, and
 * on as many sentences as a large corpus has, the training texts with other names in them. A number: how many (45,000).
 */
const SENTENCES = Number(process.argv.find((argument) => /^\d+$/u.test(argument)) ?? 45_000);
const segmenter = loadJieba();
const shipped = (): EntityModel => unpackModel(readFileSync(`${ENTITIES}model/entities.bin`));

function measured(name: string, articles: readonly TrainingArticle[]): EntityModel {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const { model } = trainOnExamples(articles, shipped(), segmenter, { folds: 0 });
  const { user, system } = process.cpuUsage(cpu);
  const characters = articles.flat().reduce((sum, { text }) => sum + text.length, 0);
  console.log(`${name}: ${articles.flat().length} sentences, ${characters} characters: ${((performance.now() - started) / 1000).toFixed(0)} s, ${((user + system) / 1e6).toFixed(0)} s of a processor; `
    + `at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB with all that was measured before; model ${packModel(model).length} bytes`);
  return model;
}

/** The training texts over and over, each time with other names in them. */
function augmented(): TrainingArticle[] {
  const maker = new NameMaker(readNameParts());
  const random = new Random(1);
  const own = readCorpus().flatMap(({ articles }) => articles);
  const articles: TrainingArticle[] = [];
  let sentences = 0;
  for (let index = 0; sentences < SENTENCES; index = (index + 1) % own.length) {
    const renamed = new Map<string, string>();
    const article = own[index].map((paragraph) => withOtherNames(paragraph, 1, maker, random, renamed));
    articles.push(article);
    sentences += article.length;
  }
  return articles;
}

const annotated = readShared('uner-gsdsimp.train');
const unseen = readShared('uner-gsdsimp.dev');
if (annotated && unseen) {
  const model = measured('Universal NER', annotated.map(({ text, entities }) => [
    { text, kind: 'body', entities: entities.map(({ start, end, label }) => ({ start, end, label: label as EntityLabel })) },
  ]));
  console.log(percentRow(scoreShared('uner-gsdsimp.dev', unseen, new EntityTagger(model, segmenter)).rows.at(-1)!));
} else {
  console.log('the development sets are not here');
}
measured('training texts with other names', augmented());
