import { existsSync, readFileSync } from 'node:fs';
import { decodeModel } from '../../src/entities/model';
import { EntityTagger } from '../../src/entities/tagger';
import { ENTITIES } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import { percentRow, scoreEntities, type GoldLine } from './entityScore';

const SHARED = '../shared/ner/';
const FILES = ['seed-000', 'msra.dev', 'uner-gsdsimp.dev'];
const errors = process.argv.indexOf('--errors');

const segmenter = loadJieba();
segmenter.tag('热身');
const started = performance.now();
const model = decodeModel(readFileSync(`${ENTITIES}model/entities.bin`));
console.log(`model loaded in ${(performance.now() - started).toFixed(0)} ms, ${model.table.rows} rows`);
const tagger = new EntityTagger(model, segmenter);

for (const name of FILES) {
  const file = `${SHARED}${name}.jsonl`;
  if (!existsSync(file)) {
    console.log(`${name}: not here`);
    continue;
  }
  const gold = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as GoldLine);
  const paragraphs = gold.map(({ text }) => ({ text, kind: 'body' as const }));
  const onePage = name.startsWith('seed');
  const predicted = onePage ? tagger.tagPage(paragraphs) : paragraphs.map((paragraph) => tagger.tagPage([paragraph])[0]);
  const labels = onePage ? ['PERSON', 'ORG', 'PLACE', 'WORK'] : ['PERSON', 'ORG', 'PLACE'];
  const { rows, mistakes } = scoreEntities(gold, predicted, labels, true);
  console.log(name);
  for (const row of rows) console.log(`  ${percentRow(row)}`);
  if (errors >= 0) for (const mistake of mistakes.slice(0, Number(process.argv[errors + 1]))) console.log(`    ${mistake}`);
}
