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
import { percentRow, type GoldLine } from './entityScore';

/**
 * What `news-annotator train` brings, by the number of examples, and what it costs: on the largest corpus at hand, with F1
 * on its development set, and on as many sentences as a large corpus has, the training texts with other names in them. A
 * number: how many (45,000).
 */
const COUNTS = [50, 300, 1000, 2000];
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

function examples(lines: readonly GoldLine[]): TrainingArticle[] {
  return lines.map(({ text, entities }) => [{ text, kind: 'body', entities: entities.map(({ start, end, label }) => ({ start, end, label: label as EntityLabel })) }]);
}

/** What few and many examples bring on sentences behind the last of them, beside the shipped model. */
function curve(name: string, lines: readonly GoldLine[]): void {
  const unseen = lines.slice(COUNTS.at(-1));
  const row = (model: EntityModel): string => percentRow(scoreShared(name, unseen, new EntityTagger(model, segmenter)).rows.at(-1)!);
  console.log(`${name}, ${unseen.length} unseen sentences, the shipped model: ${row(shipped())}`);
  for (const count of COUNTS) console.log(`after ${count} examples: ${row(trainOnExamples(examples(lines.slice(0, count)), shipped(), segmenter, { folds: 0 }).model)}`);
}

const annotated = readShared('uner-gsdsimp.train');
const unseen = readShared('uner-gsdsimp.dev');
const news = readShared('msra.dev');
if (annotated && unseen && news) {
  curve('Universal NER', annotated);
  curve('MSRA', news);
  const model = measured('Universal NER', examples(annotated));
  console.log(percentRow(scoreShared('uner-gsdsimp.dev', unseen, new EntityTagger(model, segmenter)).rows.at(-1)!));
} else {
  console.log('the development sets are not here');
}
measured('training texts with other names', augmented());
